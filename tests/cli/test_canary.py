"""A name planted in notes stands in what was asked for, and nowhere else, whatever breaks."""

import dataclasses
import logging

import pytest

from auditor import engine
from auditor.report import csv, html, json, sarif, text
from auditor.rules.core import RuleSet
from auditor.rules.registry import RULES
from cli.running import jsonl, run

CANARY = "Zebulonkowski"
NOTE = f"""\
97530 x 20 min: {CANARY} did car transfers with min A.
{CANARY} tolerated it well. J. Doe, PT
"""
COMMANDS = {
    "check": ("check", "-"),
    "check-jsonl": ("check", "-", "--format", "jsonl"),
    "check-sarif": ("check", "-", "--format", "sarif"),
    "audit": ("audit", "-"),
    "audit-out": ("audit", "-", "--out", "out"),
    "hook": ("hook", "-"),
}


def fails(*arguments, **_options):
    """Break off, with as much of the note in the error as there is."""
    raise RuntimeError(CANARY, arguments)


def _crash(module, name):
    return lambda patch: patch.setattr(module, name, fails)


def _crash_rule(patch):
    broken = [dataclasses.replace(rule, check=fails) for rule in RULES]
    patch.setattr(engine, "RULES", RuleSet(broken))


STAGES = {
    "nothing": lambda _patch: None,
    "reading": _crash(engine, "read_facts"),
    "elements": _crash(engine, "elements_of"),
    "units": _crash(engine, "units_of"),
    "rules": _crash_rule,
    "text": _crash(text, "check"),
    "json": _crash(json, "one"),
    "sarif": _crash(sarif, "sarif"),
    "tables": _crash(csv, "table_row"),
    "page": _crash(html, "page"),
    "audit": _crash(engine, "audit_many"),
}


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("crash", STAGES.values(), ids=STAGES)
def test_no_message_log_or_file_name_holds_words_of_a_note(
    arguments, crash, tmp_path, monkeypatch, caplog
):
    monkeypatch.chdir(tmp_path)
    caplog.set_level(logging.DEBUG)
    crash(monkeypatch)
    ended = run(*arguments, stdin=NOTE.encode())
    assert CANARY not in ended.err
    assert "Traceback" not in ended.err
    assert CANARY not in caplog.text
    assert not [path for path in tmp_path.rglob("*") if CANARY in path.name]
    assert {path.name for path in tmp_path.iterdir()} <= {"out"}


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("stage", ["reading", "elements", "units", "rules"])
def test_a_note_that_a_fault_of_ours_touched_is_never_ready(
    arguments, stage, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    STAGES[stage](monkeypatch)
    assert run(*arguments, stdin=NOTE.encode()).code == 2


@pytest.mark.parametrize("stage", ["tables", "page"])
def test_a_fault_in_one_report_leaves_the_records(stage, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    asked = run("audit", "-", stdin=jsonl(NOTE, NOTE).encode()).out
    STAGES[stage](monkeypatch)
    ended = run("audit", "-", "--out", "out", stdin=jsonl(NOTE, NOTE).encode())
    assert ended.code == 2
    assert "internal error in report." in ended.err
    assert (tmp_path / "out" / "records.jsonl").read_text(encoding="utf-8") == asked


def test_a_record_that_cannot_be_written_is_one_that_was_not_audited(monkeypatch):
    written = json.one

    def fails_on_audits(record, **options):
        if record.complete:
            raise RuntimeError(CANARY)
        return written(record, **options)

    monkeypatch.setattr(json, "one", fails_on_audits)
    ended = run("audit", "-", stdin=jsonl(NOTE, NOTE).encode())
    assert ended.code == 2
    assert [row["complete"] for row in ended.rows] == [False, False]
    assert "writing the record failed (RuntimeError)" in ended.err
