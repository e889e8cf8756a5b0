"""What ``--format`` gives: documents that end with a line feed, the same on every run."""

import csv
import io
import json
import re
import textwrap
from pathlib import Path

import jsonschema
import pytest
from fhir.resources.R4B.bundle import Bundle
from junitparser import JUnitXml

from auditor.cli.options import BatchFormat, Format
from auditor.cli.work import audit
from auditor.gate.reasons import REASONS
from cli.running import DRAFT, jsonl, run
from report.shapes import CARDS, SARIF

READY = "DOS 03/04/2026. Rode the bus to the clinic.\nJ. Doe, PT"
DOCUMENTS = ("csv", "sarif", "junit", "fhir")


@pytest.fixture
def batch(tmp_path):
    path = tmp_path / "notes.jsonl"
    path.write_text(jsonl(DRAFT, READY, "We met for lunch.") + "{broken\n")
    return path


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT)
    return path


def count(written, output):
    """How many findings a document tells."""
    if output == "csv":
        return sum(bool(r["rule"]) for r in csv.DictReader(io.StringIO(written, newline="")))
    if output == "junit":
        return sum(
            line.split()[1:2] in (["error"], ["warning"], ["info"]) for line in written.split("\n")
        )
    values = json.loads(written)
    if output == "sarif":
        return len(values["runs"][0]["results"])
    return sum(e["resource"]["resourceType"] == "DetectedIssue" for e in values["entry"])


@pytest.mark.parametrize("output", DOCUMENTS)
def test_a_batch_is_one_document_with_all_findings(batch, output):
    ended = run("audit", batch, "--format", output)
    assert ended.code == 2
    assert ended.out.endswith("\n")
    records = run("audit", batch).rows
    assert count(ended.out, output) == sum(len(r["findings"]) for r in records) > 3
    assert run("audit", batch, "--format", output, "--jobs", 2).out == ended.out


@pytest.mark.parametrize("output", DOCUMENTS)
def test_a_draft_is_the_document_that_a_batch_of_it_is(draft, output):
    ended = run("check", draft, "--format", output)
    assert (ended.code, ended.err) == (1, "")
    assert ended.out == run("audit", draft, "--format", output).out


@pytest.mark.parametrize("command", ["audit", "check"])
def test_documents_are_read_by_others(batch, command):
    Bundle.model_validate_json(run(command, batch, "--format", "fhir").out)
    jsonschema.validate(json.loads(run(command, batch, "--format", "sarif").out), SARIF)
    suites = JUnitXml.fromstring(run(command, batch, "--format", "junit").out.encode())
    assert (suites.tests, suites.failures, suites.errors) == (4, 2, 2)


def test_the_gate_decides_which_cases_fail(batch):
    options = ("audit", batch, "--select", "GOA101", "--format", "junit")
    assert '<testsuites name="auditor" tests="4" failures="0"' in run(*options).out
    assert (
        '<testsuites name="auditor" tests="4" failures="2"' in run(*options, "--gate", "info").out
    )


def test_cards_are_the_three_findings_that_the_draft_shows_first(draft):
    ended = run("check", draft, "--format", "cards")
    assert (ended.code, ended.err) == (1, "")
    response = json.loads(ended.out)
    jsonschema.validate(response, CARDS)
    assert len(response["cards"]) == 3
    reasons = [reason["code"] for reason in response["cards"][0]["overrideReasons"]]
    assert reasons == list(REASONS)
    assert response["cards"][0]["summary"] == "Total treatment time is not stated"


def test_all_cards_are_given_where_asked_for(draft):
    cards = json.loads(run("check", draft, "--format", "cards", "--all").out)["cards"]
    record = json.loads(run("check", draft, "--format", "json").out)
    assert len(cards) == len(record["findings"]) > 3


def test_a_clean_draft_has_no_cards_and_one_that_is_no_note_has(draft):
    clean = run("check", draft, "--select", "DOC101", "--format", "cards")
    assert (clean.code, json.loads(clean.out)) == (0, {"cards": []})
    other = run("check", "-", "--format", "cards", stdin=b"We met for lunch.")
    (card,) = json.loads(other.out)["cards"]
    assert other.code == 2
    assert "not audited" in card["summary"]


def test_cards_are_of_one_note(draft):
    ended = run("check", draft, draft, "--format", "cards")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        "auditor: --format cards: holds one note's cards, and more are given; "
        "check one note at a time\n"
    )
    assert "'cards' is not one of" in run("audit", draft, "--format", "cards").err


def test_a_batch_has_all_formats_but_cards():
    assert {f.value for f in Format} - {f.value for f in BatchFormat} == {"cards"}


@pytest.mark.parametrize("output", [f.value for f in BatchFormat])
def test_half_a_character_breaks_no_format(output):
    line = b'{"id": "half \\ud83d", "text": "DOS 03/04/2026 \\ud83d 97530 x 2"}\n'
    ended = run("audit", "-", "--format", output, stdin=line + jsonl(DRAFT).encode())
    assert ended.code == 2
    assert ended.out.endswith("\n")


@pytest.mark.parametrize("output", DOCUMENTS)
def test_a_batch_cut_short_leaves_a_whole_document_or_none(output, batch, monkeypatch):
    rows = audit.audit_rows

    def draw(*arguments, **options):
        for number, row in enumerate(rows(*arguments, **options)):
            if number == 2:
                raise KeyboardInterrupt
            yield row

    monkeypatch.setattr(audit, "audit_rows", draw)
    ended = run("audit", batch, "--format", output)
    assert ended.code == 130
    assert bool(ended.out) is (output in {"csv", "fhir"})
    assert not ended.out or count(ended.out, output) > 3


PAGE = Path(__file__).parents[2] / "docs" / "formats-out.md"
SHOWN = re.findall(r"^    \$ auditor (.+)\n((?:    .*\n)+)", PAGE.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[c.split()[-1] for c, _ in SHOWN])
def test_the_page_shows_what_is_written(command, shown, monkeypatch):
    """What stands between ellipses is in the output, in this order."""
    monkeypatch.chdir(PAGE.parents[1])
    left = run(*command.split()).out.replace("\r", "")
    blocks = re.split(r"^…\n", textwrap.dedent(shown), flags=re.MULTILINE)
    for block in filter(None, blocks):
        before, found, left = left.partition(block)
        assert found == block, before


def test_the_page_has_a_row_for_every_format():
    rows = re.findall(r"^\| `(\w+)`", PAGE.read_text("utf-8"), re.MULTILINE)
    assert rows[: len(Format)] == [
        "text",
        "json",
        "jsonl",
        "csv",
        "sarif",
        "junit",
        "fhir",
        "cards",
    ]
    assert len(SHOWN) == 4
