"""Whole records of a few whole notes: a change shows as a diff, for people to judge.

A record is compared in all but what every training or every edit of a pack changes: the
probabilities, the words a weight stands on, and the fingerprints of model and pack.
`pytest tests/golden --golden-write` writes the records anew; the review is the diff.
"""

import json
from pathlib import Path

import pytest

from auditor import engine
from auditor.record import as_json, dumps

HERE = Path(__file__).parent
LEARNT = {"probability", "because"}
NOTES = {
    "whole": {"claim": "97530-GP=2 97110-GP=1"},
    "exercise-under-97530": {"claim": "97530-GP=2 97140-GP-59=1"},
    "vague": {"claim": "97530-GP=2"},
    "no-times": {},
    "group-as-one-on-one": {"claim": "97530-GP-CQ=2 97110-GP-CQ=1"},
    "assistant": {"claim": "97530-GP=3"},
    "self-care": {"claim": "97535-GO=2 97530-GO=2"},
    "flowsheet": {"claim": "97110-GP=1 97530-GP=2", "payer": "commercial"},
    "one-line": {"date_of_service": "2026-03-04", "discipline": "PT"},
    "progress-report": {"claim": "97530-GP=2"},
    "evaluation": {"claim": "97161-GP=1 97530-GP=1"},
    "nothing-done": {},
}
"""Each is there for what its name says; with what came in beside its text."""


def steady(value):
    """A record without what training changes."""
    if isinstance(value, dict):
        return {k: steady(v) for k, v in value.items() if k not in LEARNT}
    return [steady(v) for v in value] if isinstance(value, list) else value


def made_by(record):
    return {"pack": record["made_by"]["pack"].partition("@")[0]}


@pytest.mark.parametrize(("name", "known"), NOTES.items(), ids=NOTES)
def test_the_record_of_a_whole_note_is_as_it_was_reviewed(name, known, note_of, request):
    text = (HERE / "notes" / f"{name}.txt").read_text(encoding="utf-8")
    values = steady(as_json(engine.audit(note_of(text, note_id=name, source=name, **known))))
    values |= {"made_by": made_by(values)}
    path = HERE / "records" / f"{name}.json"
    if request.config.getoption("--golden-write"):  # pragma: no cover - by hand alone
        path.write_text(dumps(values, indent=1) + "\n", encoding="utf-8")
    assert path.is_file(), "no golden record yet: run pytest tests/golden --golden-write"
    assert values == json.loads(path.read_text(encoding="utf-8"))


def test_every_golden_file_is_used():
    files = {(path.parent.name, path.stem) for path in HERE.glob("*/*.*") if path.suffix != ".pyc"}
    assert files == {(folder, name) for folder in ("notes", "records") for name in NOTES}
