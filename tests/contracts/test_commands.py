"""Every command that a document or a message names is one that exists, with its options."""

import re
from pathlib import Path

import pytest
import typer

from auditor.cli.main import app

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *sorted(ROOT.glob("docs/**/*.md")),
    *sorted(ROOT.glob("corpus/*.md")),
    *sorted(ROOT.glob("auditor/**/*.py")),
    ROOT / "Makefile",
    ROOT / ".ci" / "run",
    ROOT / ".pre-commit-hooks.yaml",
]
# In backticks, behind the folder of programs, or alone in an indented line.
CALL = re.compile(
    r"(?:`|\.venv/bin/|\$\(BIN\)/|^(?:entry:|[ \t]+(?:\$ )?))auditor (?P<rest>[a-z][^`#|&>\n]*)",
    re.MULTILINE,
)
OPTION = re.compile(r"(?<!\S)--?[a-zA-Z][a-z-]*")
MAKE = re.compile(r"(?:`|^[ \t]+)make (?P<target>[a-z][a-z-]*)", re.MULTILINE)
COMMANDS = typer.main.get_command(app).commands


def calls():
    """Each command line found, by the document it stands in."""
    for path in DOCUMENTS:
        text = path.read_text(encoding="utf-8")
        for found in CALL.finditer(text):
            words = found["rest"].split()
            yield str(path.relative_to(ROOT)), words[0].strip("\"',.;:)"), found["rest"]


FOUND = sorted(set(calls()))


def test_documents_name_commands():
    assert {"check", "audit", "rule", "units"} <= {command for _, command, _ in FOUND}


@pytest.mark.parametrize(
    ("document", "command", "rest"), FOUND, ids=[f"{d}-{r.strip()}"[:80] for d, _, r in FOUND]
)
def test_a_command_named_in_a_document_exists(document, command, rest):
    assert command in COMMANDS, document
    found = COMMANDS[command]
    if own := getattr(found, "commands", {}):
        name = next((word.strip("\"',.;:)") for word in rest.split()[1:2]), "")
        assert not name or name in own, document
        found = own.get(name, found)
    known = {o for p in found.params for o in (*p.opts, *p.secondary_opts)}
    known |= {"-h", "--help"}
    assert [o for o in OPTION.findall(rest) if o not in known] == []


def test_targets_of_make_named_in_documents_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = {
        found["target"]
        for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / ".ci" / "run"]
        for found in MAKE.finditer(path.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= targets
