"""The reference pages are what the code says, and stale ones are found."""

import pytest

from auditor.cli.main import COMMANDS, GROUPS
from auditor.cli.work import docs as docs_work
from auditor.cli.work import rule_docs
from auditor.errors import AuditorError
from auditor.rules.core import Example
from auditor.rules.registry import RULES
from cli.running import run


@pytest.fixture(scope="module")
def docs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("docs")
    ended = run("docs", "--write", "--dir", folder)
    assert ended.code == 0
    assert ended.out == f"{folder / 'rules.md'}\n{folder / 'commands.md'}\n"
    return folder


def test_pages_just_written_are_up_to_date(docs):
    assert run("docs", "--check", "--dir", docs).code == 0


def test_stale_and_missing_pages_are_listed(docs, tmp_path):
    (tmp_path / "rules.md").write_bytes((docs / "rules.md").read_bytes() + b"by hand\n")
    ended = run("docs", "--check", "--dir", tmp_path)
    assert ended.code == 1
    assert ended.out.splitlines() == [str(tmp_path / "rules.md"), str(tmp_path / "commands.md")]
    assert (tmp_path / "rules.md").read_text(encoding="utf-8").endswith("by hand\n")


def test_every_rule_and_command_is_there(docs):
    rules = (docs / "rules.md").read_text(encoding="utf-8")
    assert [line[4:10] for line in rules.splitlines() if line.startswith("### ")] == [
        rule.code for rule in RULES
    ]
    commands = (docs / "commands.md").read_text(encoding="utf-8")
    assert [line for line in commands.splitlines() if line.startswith("## ")] == [
        f"## auditor {command.NAME}" for command in (*COMMANDS, *GROUPS)
    ]
    assert [line for line in commands.splitlines() if line.startswith("### ")] == [
        f"### auditor packs {name}" for name in ("list", "show", "diff", "check", "test")
    ]


def test_the_finding_shown_is_the_one_the_example_gives():
    rule = RULES.find("TIM101")
    shown = rule_docs.finding(rule, rule.bad[0])
    assert shown.startswith(f"error: {rule.title}")
    assert rule.fix in " ".join(shown.split())


def test_an_example_without_its_finding_is_not_documented():
    rule = RULES.find("TIM101")
    with pytest.raises(AuditorError, match="TIM101: finds nothing"):
        rule_docs.finding(rule, Example("Total treatment time: 38 min."))


def test_one_of_the_two_ways_must_be_chosen():
    ended = run("docs", "--dir", "docs")
    assert ended.code == 2
    assert "give --write or --check" in ended.err


def test_a_folder_that_cannot_be_written_is_said(tmp_path, monkeypatch):
    (tmp_path / "docs").touch()
    monkeypatch.setattr(docs_work, "_pages", lambda: {"rules.md": "# Rules\n"})
    ended = run("docs", "--write", "--dir", tmp_path / "docs")
    assert ended.code == 2
    assert ended.err.startswith(f"auditor: --dir: {tmp_path / 'docs'} cannot be written")


def test_a_rule_that_was_not_measured_is_not_documented(monkeypatch):
    monkeypatch.setattr(rule_docs.rule_figures, "read", lambda _: {})
    with pytest.raises(AuditorError, match="not measured: BOI101, "):
        rule_docs.page()
