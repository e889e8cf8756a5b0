"""Documents made by independent libraries are read to the note they were made of."""

import re
from pathlib import Path

import pytest

from auditor.ingest.extracted import note_of
from auditor.model import Note
from ingest.cda.writing import note_in

SAMPLES = Path(__file__).parents[1] / "samples"
NOTE = (SAMPLES / "note.txt").read_text(encoding="utf-8")


def read(name):
    return note_in((SAMPLES / "cda" / name).read_bytes())


def folded(text):
    """Fold blanks within lines, as a viewer of narratives does; lines stay."""
    return [re.sub(r"[ \t]+", " ", line) for line in text.splitlines()]


@pytest.mark.parametrize("name", ["note.xml", "summary.xml", "unstructured.xml"])
def test_each_sample_is_read_to_the_text_of_the_note(name):
    assert folded(read(name).text) == folded(NOTE)


def test_an_unstructured_document_keeps_every_character():
    assert read("unstructured.xml").text == NOTE


@pytest.mark.parametrize("name", ["note.xml", "sections.xml", "unstructured.xml"])
def test_the_header_says_whose_it_is_by_whom_and_of_which_day(name):
    note = note_of(read(name))
    assert isinstance(note, Note)
    assert note.note_id == "2.16.840.1.113883.19.5^DOC-1"
    assert (note.patient, note.clinician) == ("0001", "1234567893")
    assert (note.date_of_service, note.discipline) == ("2026-03-04", "PT")


def test_a_note_of_several_sections_keeps_tables_as_rows_and_lists_as_lines():
    note = read("sections.xml")
    assert note.text.splitlines() == [
        "Physical Therapy Daily Note",
        "Subjective",
        "Trouble rising from the low toilet.",
        "Objective",
        "Code | Activity | Minutes",
        '97530 | sit<>stand from 17" chair, CGA | 23',
        "97110 | LAQ 3x10 with 2 lb | 15",
        "Vital Signs",
        "BP 128/76, HR 72",
        "Plan of Treatment",
        "Goals",
        '- Rise from 17" toilet mod I in 5 of 5 trials, 2 wks',
        "- Climb 4 steps with one rail, SBA, 3 wks",
    ]
    begins = {p.where.partition(" (")[0]: note.text[p.start :].split("\n")[0] for p in note.parts}
    assert begins == {
        "title": "Physical Therapy Daily Note",
        "section Subjective": "Subjective",
        "section Objective": "Objective",
        "section Vital Signs": "Vital Signs",
        "section Plan of Treatment": "Plan of Treatment",
    }
