"""Same note, same pack, same model: the same bytes, in whatever process, place or language."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from auditor import engine
from auditor.ingest import read_sources
from auditor.record import as_json, dumps

FILES = sorted(Path(__file__).parents[2].glob("corpus/notes/*.jsonl"))[:2]
PROGRAM = """
import sys
from auditor import engine
from auditor.ingest import read_sources
from auditor.record import as_json, dumps
for note in read_sources(sys.argv[1:]):
    sys.stdout.buffer.write((dumps(as_json(engine.audit(note))) + "\\n").encode())
"""
PLACES = {
    "hash-seed-1": {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
    "hash-seed-2": {
        "PYTHONHASHSEED": "2",
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "40",
    },
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_another_process_writes_the_same_bytes(place, corpus_records, tmp_path):
    made = subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, FILES)],
        env={"PATH": os.environ["PATH"], **place},
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    ids = [note.note_id for note in read_sources(FILES)]
    here = [dumps(as_json(corpus_records[i])) for i in ids]
    assert made.stdout.decode("utf-8").splitlines() == here
    assert made.stderr == b""


def test_what_stands_before_a_note_in_a_batch_does_not_matter(corpus_records):
    first, *_, last = corpus_records.values()
    again = [engine.audit(r.visit.note) for r in (last, first)]
    assert [dumps(as_json(r)) for r in again] == [dumps(as_json(r)) for r in (last, first)]


def found(record):
    """What a record says of its note, by words and not by places."""
    text = record.visit.text

    def words(span):
        return None if span is None else span.of(text).replace("\r\n", "\n")

    return (
        [(f.rule, f.severity, words(f.span)) for f in record.findings],
        [(words(a.span), a.label, a.status) for a in record.visit.activities],
        {name: element.status for name, element in record.visit.elements.items()},
    )


def test_line_breaks_of_windows_change_nothing_found(corpus_records):
    some = [record for i, record in enumerate(corpus_records.values()) if i % 6 == 0]
    windows = {r.note_id: r.visit.text.replace("\n", "\r\n") for r in some}
    notes = [replace(r.visit.note, text=windows[r.note_id]) for r in some]
    again = {note.note_id: found(engine.audit(note)) for note in notes}
    assert again == {r.note_id: found(r) for r in some}
