"""The samples, written by the library fhir.resources, each read to the text of the plain note."""

from pathlib import Path

import pytest

from auditor.ingest.extracted import note_of
from auditor.ingest.fhir import read
from auditor.ingest.refused import Place
from auditor.model import ServiceLine

SAMPLES = Path(__file__).parents[1] / "samples"
NOTE = (SAMPLES / "note.txt").read_bytes().decode()
FULL = {"patient": "0001", "clinician": "0000000001"}
OF_BOTH = {"date_of_service": "2026-03-04", "clinician": "0000000001", "diagnoses": ("M17.11",)}


def notes(name):
    path = SAMPLES / "fhir" / name
    with path.open("rb") as stream:
        found = list(read(stream, Place(str(path), name), lambda *_: iter(())))
    return [note_of(each) for each in found]


@pytest.mark.parametrize(
    ("name", "place", "more"),
    [
        ("document_reference.json", "DocumentReference/doc-1", {"patient": "pat-1"}),
        ("searchset.json", "DocumentReference/doc-1", FULL),
        ("bulk.ndjson", "DocumentReference/doc-1", FULL),
        ("report.json", "DiagnosticReport/rep-1", FULL),
    ],
)
def test_an_attached_note_is_read_code_point_for_code_point(name, place, more):
    [note] = notes(name)
    assert note.text == NOTE
    assert note.source.endswith(f"{name}:{place}")
    assert note.note_id == place.rpartition("/")[2]
    assert note.has_own_id
    assert (note.date_of_service, note.discipline) == ("2026-03-04", "PT")
    assert (note.patient, note.clinician) == (more["patient"], more.get("clinician"))


def test_a_narrative_is_read_but_for_the_last_line_break():
    [note] = notes("document.json")
    assert note.text == NOTE.removesuffix("\n")
    assert [(p.where, note.text[p.start :].split("\n")[0]) for p in note.parts] == [
        ("title", "Physical Therapy Daily Note"),
        ("section 1", "Date of service: 03/04/2026   Patient: Sample A   MRN: 0001"),
    ]
    assert (note.patient, note.clinician, note.discipline) == ("0001", "0000000001", "PT")
    assert note.date_of_service == "2026-03-04"


def test_the_claim_of_a_searchset_stands_beside_its_note():
    [note] = notes("searchset.json")
    assert note.claim == (
        ServiceLine("97530", 2, ("GP",), **OF_BOTH),
        ServiceLine("97110", 1, ("GP",), **OF_BOTH),
    )
