"""Any number of processes gives the same rows in the same order, and loses no note."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import engine
from auditor.engine import Settings
from auditor.errors import ModelError
from auditor.ingest import Refused
from auditor.model import Note
from auditor.report.json import lines
from auditor.scale.pool import CHUNK, DIED, audit_rows
from scale import deadly

# Where another work than the audit is done there are no settings, and its processes start sooner.
TEXT = "97530 x 20 min: car transfers with min A x {}.\nJ. Doe, PT"


def notes(count, texts=None):
    return [
        Note(f"n{i}", (texts or {}).get(i, TEXT.format(i)), "notes.jsonl") for i in range(count)
    ]


def test_the_rows_are_the_records_of_the_engine():
    found = [*notes(3), Refused("r", "notes.jsonl:4", "notes.jsonl:4: is not valid JSON")]
    audited = list(audit_rows(found, Settings()))
    assert [item for item, _ in audited] == found
    assert [row for _, row in audited] == list(lines(engine.audit_many(found)))


def test_a_note_that_kills_its_process_is_not_audited_and_all_others_are():
    found = notes(3 * CHUNK, {5: deadly.DEADLY, 40: deadly.DEADLY})
    audited = dict(audit_rows(found, None, jobs=2, work=deadly.names))
    assert list(audited) == found
    survived = {note.note_id: row for note, row in audited.items() if note.text != deadly.DEADLY}
    assert all(note_id == row for note_id, row in survived.items())
    killed = [json.loads(row) for note, row in audited.items() if note.text == deadly.DEADLY]
    assert [record["note_id"] for record in killed] == ["n5", "n40"]
    assert {record["complete"] for record in killed} == {False}
    assert set(killed[0]["rules"]["skipped"].values()) == {DIED}


def test_a_missing_model_stops_the_batch():
    with pytest.raises(ModelError, match="no trained model for 16 notes"):
        list(audit_rows(notes(40), None, jobs=2, work=deadly.fails))


def test_no_more_notes_are_held_than_the_processes_are_at():
    drawn = []

    def stream():
        for note in notes(20 * CHUNK):
            drawn.append(note)
            yield note

    rows = audit_rows(stream(), None, jobs=2, work=deadly.names)
    given_away = []
    most_held = 0
    for item, row in rows:
        assert item.note_id == row
        given_away.append(item)
        most_held = max(most_held, len(drawn) - len(given_away))
    assert given_away == drawn
    assert most_held < 5 * CHUNK


@given(st.integers(0, CHUNK), st.integers(1, 8))
@settings(max_examples=20)
def test_a_small_batch_is_audited_in_this_process(count, jobs):
    here = []

    def work(_settings, items):
        here.extend(items)
        return [item.note_id for item in items]

    audited = list(audit_rows(notes(count), None, jobs=jobs, work=work))
    assert [row for _, row in audited] == [note.note_id for note in here]
    assert here == notes(count)
