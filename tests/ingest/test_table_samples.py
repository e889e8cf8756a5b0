"""Each sample of a table, and the ZIP of them, reads to the note it was made of."""

from pathlib import Path

import pytest

from auditor.ingest import read_sources
from auditor.model import ServiceLine

SAMPLES = Path(__file__).parent / "samples"
NOTE = (SAMPLES / "note.txt").read_bytes().decode()
CLAIM = (ServiceLine("97530", 2, ("GP",)), ServiceLine("97110", 1, ("GP",)))


@pytest.mark.parametrize("name", ["export.csv", "export.xlsx"])
def test_a_table_reads_to_the_note(name):
    [note] = read_sources([SAMPLES / "tables" / name])
    assert (note.note_id, note.text, note.claim) == ("N-1", NOTE, CLAIM)
    assert (note.patient, note.clinician, note.date_of_service) == ("0001", "T-1", "2026-03-04")


def test_a_zip_reads_to_the_note_in_each_of_its_members():
    notes = list(read_sources([SAMPLES / "tables" / "export.zip"]))
    assert [note.text for note in notes] == [NOTE] * 3
    assert [note.note_id for note in notes] == ["N-1", "N-1#2", "export.zip:note.txt"]
