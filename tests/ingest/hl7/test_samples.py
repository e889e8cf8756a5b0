"""Messages made by an independent library are read to the note they were made of."""

from pathlib import Path

import pytest

from auditor.errors import InputError
from auditor.ingest.extracted import note_of
from auditor.model import Part, ServiceLine
from ingest.hl7.writing import items_of, notes_in, refusals_in

SAMPLES = Path(__file__).parents[1] / "samples"
NOTE = (SAMPLES / "note.txt").read_text(encoding="utf-8")
SAID = {
    "patient": "0001",
    "clinician": "1234567893",
    "date_of_service": "2026-03-04",
    "discipline": "PT",
}


def read(name):
    return items_of((SAMPLES / "hl7" / name).read_bytes())


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("mdm.hl7", ["DOC-1"]),
        ("mdm-encapsulated.hl7", ["DOC-2"]),
        ("oru.hl7", ["ORD-4"]),
        ("batch.hl7", ["DOC-3"]),
        ("frames.hl7", ["DOC-1", "ORD-4"]),
    ],
)
def test_each_sample_is_read_to_the_text_of_the_note(name, ids):
    notes = notes_in(read(name))
    # Lines are parted by line breaks: the one after the last line is in no message that has lines.
    assert [note.text.rstrip("\n") for note in notes] == [NOTE.rstrip("\n")] * len(ids)
    assert [note.values["id"] for note in notes] == ids
    for note in notes:
        assert {**SAID, **note.values} == dict(note.values)


def test_a_note_says_where_its_lines_stand_in_the_message():
    (note,) = notes_in(read("mdm.hl7"))
    assert note.parts[:3] == (
        Part(0, "message 1, OBX 1"),
        Part(28, "message 1, OBX 2"),
        Part(88, "message 1, OBX 3"),
    )
    starts = [part.start for part in note.parts]
    assert [
        note.text[a:b].rstrip("\n") for a, b in zip(starts, [*starts[1:], None], strict=True)
    ] == (NOTE.splitlines())


def test_charges_in_the_message_are_the_claim():
    (note,) = notes_in(read("oru.hl7"))
    billed = note_of(note).claim
    assert billed == (
        ServiceLine("97530", 2, ("GP",), "2026-03-04", "1234567893", ("M25.561",)),
        ServiceLine("97110", 1, ("GP",), "2026-03-04", "1234567893", ("M25.561",)),
    )


def test_of_a_document_and_its_replacement_the_replacement_is_read():
    (told,) = refusals_in(read("batch.hl7"))
    assert told.notice
    assert told.message == "a.hl7:message 1: its document is replaced or cancelled by message 3"


def test_a_file_of_other_messages_is_refused_by_what_they_are():
    with pytest.raises(InputError, match=r"1 of admissions and visits \(ADT\)"):
        read("adt.hl7")
