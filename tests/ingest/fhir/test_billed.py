"""Claims of the same file: which lines stand beside which note."""

import pytest

from auditor.ingest.extracted import Extracted, note_of
from auditor.model import ServiceLine
from ingest.fhir.making import attachment, bundle, document, items_of

PATIENT = {"reference": "Patient/p1"}
OTHER = {"reference": "Patient/p2"}
DAY = "2026-03-04"
PT, OT = {"text": "Physical therapy note"}, {"text": "Occupational therapy note"}


def note(name="d1", day=DAY, patient=PATIENT, encounter=None, **more):
    context = {"period": {"start": day}} if day else {}
    if encounter:
        context["encounter"] = [{"reference": f"Encounter/{encounter}"}]
    return document(id=name, subject=patient, context=context, **more)


def item(code="97530", units=2, day=DAY, modifier="GP", encounter=None, **more):
    said = {
        "productOrService": {"coding": [{"code": code}]},
        "quantity": {"value": units},
        "servicedDate": day,
        "modifier": [{"coding": [{"code": modifier}]}] if modifier else [],
        "net": {"value": 99},
    }
    if encounter:
        said["encounter"] = [{"reference": f"Encounter/{encounter}"}]
    return said | more


def claim(*items, name="k1", patient=PATIENT, **more):
    resource = {"resourceType": "Claim", "id": name, "status": "active", "patient": patient}
    return resource | {"item": list(items) or [item()]} | more


def lines(*resources):
    """The codes set beside each note, and the messages of what was not."""
    found = items_of(bundle(*resources))
    notes = [note_of(each) for each in found if isinstance(each, Extracted)]
    others = [each for each in found if not isinstance(each, Extracted)]
    return {n.note_id: [s.code for s in n.claim] for n in notes}, others


def test_a_line_has_its_code_units_and_modifiers_and_no_charge():
    diagnosed = item(diagnosisSequence=[1])
    diagnoses = [
        {
            "sequence": 1,
            "diagnosisCodeableConcept": {
                "coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "M17.11"}]
            },
        }
    ]
    billed = claim(diagnosed, provider={"identifier": {"value": "0000000001"}}, diagnosis=diagnoses)
    [found] = items_of(bundle(note(), billed))
    assert note_of(found).claim == (
        ServiceLine("97530", 2, ("GP",), DAY, "0000000001", ("M17.11",)),
    )
    assert "99" not in str(found.values)


@pytest.mark.parametrize(
    ("notes", "items", "beside"),
    [
        ([note()], [item(), item("97110", 1)], {"d1": ["97530", "97110"]}),
        (
            [note(), note("d2", "2026-03-06")],
            [item(), item("97110", day="2026-03-06")],
            {"d1": ["97530"], "d2": ["97110"]},
        ),
        ([note(day=None, encounter="e1")], [item(encounter="e1")], {"d1": ["97530"]}),
        (
            [note(encounter="e1"), note("d2", encounter="e2")],
            [item(encounter="e2")],
            {"d1": [], "d2": ["97530"]},
        ),
        (
            [note(type=PT), note("d2", type=OT)],
            [item(), item("97535", modifier="GO")],
            {"d1": ["97530"], "d2": ["97535"]},
        ),
        ([note(), note("d2", patient=OTHER)], [item()], {"d1": ["97530"], "d2": []}),
    ],
    ids=["one visit", "two days", "encounter", "two encounters", "disciplines", "patients"],
)
def test_lines_go_to_the_note_of_their_patient_and_visit(notes, items, beside):
    assert lines(*notes, claim(*items)) == (beside, [])


def test_of_two_notes_the_clinician_decides():
    billed = claim(provider={"reference": "Practitioner/b"})
    notes = [note(n, author=[{"reference": f"Practitioner/{n[-1]}"}]) for n in ("d-a", "d-b")]
    assert lines(*notes, billed) == ({"d-a": [], "d-b": ["97530"]}, [])


@pytest.mark.parametrize(
    ("notes", "notice", "said"),
    [
        ([note(day="2026-03-05")], True, "no note of this file has the patient and the day"),
        ([note(patient=OTHER)], True, "no note of this file has the patient and the day"),
        ([note(day=None)], True, "no note of this file has the patient and the day"),
        ([note(type=OT)], True, "no note of this file has the patient and the day"),
        ([note(day="2026-03-05", encounter="e1")], True, "no note of this file has the patient"),
        ([note(), note("d2")], False, "several notes of this file have the patient and the day"),
    ],
    ids=[
        "another day",
        "another patient",
        "no day",
        "another discipline",
        "another day of an encounter",
        "two notes",
    ],
)
def test_a_line_that_belongs_to_no_single_note_is_set_beside_none(notes, notice, said):
    beside, [left] = lines(*notes, claim(item(encounter="e1")))
    assert set(map(tuple, beside.values())) == {()}
    assert left.notice is notice
    assert left.message.startswith("in/a.json:Claim/k1:item 1: ")
    assert said in left.message


def test_a_claim_of_which_an_item_cannot_be_read_is_set_beside_no_note():
    beside, refused = lines(note(), claim(item(), item(units=1.5)))
    assert beside == {"d1": []}
    assert [each.notice for each in refused] == [False, False]
    assert "fraction" in refused[0].message
    assert "so the claim is set beside no note" in refused[1].message


@pytest.mark.parametrize(
    "more", [{"item": 5}, {"diagnosis": [1]}, {"related": {}}, {"item": None}], ids=str
)
def test_a_claim_of_another_shape_is_refused_and_the_note_read(more):
    beside, refused = lines(note(), claim(**more))
    assert beside == {"d1": []}
    assert refused
    assert not any(each.notice for each in refused)


@pytest.mark.parametrize("more", [{"status": "cancelled"}, {"use": "preauthorization"}], ids=str)
def test_a_claim_that_bills_nothing_is_noticed(more):
    beside, [left] = lines(note(), claim(**more))
    assert (beside, left.notice) == ({"d1": []}, True)


def test_a_claim_that_another_replaces_is_not_read():
    prior = {"relationship": {"coding": [{"code": "prior"}]}, "claim": {"reference": "Claim/k1"}}
    beside, [left] = lines(note(), claim(item()), claim(item("97110"), name="k2", related=[prior]))
    assert beside == {"d1": ["97110"]}
    assert left.notice
    assert left.message.startswith("in/a.json:Claim/k1: is replaced by another claim")


def test_a_cancelled_claim_replaces_nothing():
    related = [{"claim": {"reference": "Claim/k1"}}]
    beside, _ = lines(note(), claim(), claim(name="k2", related=related, status="cancelled"))
    assert beside == {"d1": ["97530"]}


def test_a_document_of_several_notes_gets_no_lines():
    several = note()
    several["content"] = [{"attachment": attachment("one\ntwo", "text/html")}]
    beside, [left] = lines(several, claim())
    assert set(map(tuple, beside.values())) == {()}
    assert "holds several notes, so the claim lines" in left.message


def test_claims_apart_from_the_notes_are_said():
    _, [left] = lines(note(), bundle(claim(), claim(name="k2")))
    assert left.notice
    assert left.message.startswith("in/a.json: 2 Claim resources stand in this file apart from")
