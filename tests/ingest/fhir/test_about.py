"""Whose note it is, who wrote it, of which day and discipline, by what the note refers to."""

import pytest

from ingest.fhir.making import (
    NPI,
    bundle,
    composition,
    document,
    messages_of,
    section,
    values_of,
)

MR = {"type": {"coding": [{"code": "MR"}]}, "value": "M-1"}
SSN = {"system": "http://hl7.org/fhir/sid/us-ssn", "value": "000-00-0000"}
LICENCE = {"type": {"coding": [{"code": "DL"}]}, "value": "L-1"}
OLD = {"use": "old", **MR, "value": "M-0"}
OTHER = {"value": "O-1"}
PATIENT = {"resourceType": "Patient", "id": "p1"}
SUBJECT = {"reference": "Patient/p1"}


@pytest.mark.parametrize(
    ("identifiers", "number"),
    [
        ([OTHER, MR], "M-1"),
        ([SSN, LICENCE, OLD, OTHER], "O-1"),
        ([SSN, LICENCE, OLD], "p1"),
        ([{"value": " "}], "p1"),
        (None, "p1"),
    ],
)
def test_a_patient_is_known_by_the_record_number_or_another_or_the_id(identifiers, number):
    patient = PATIENT | {"identifier": identifiers}
    assert values_of(bundle(document(subject=SUBJECT), patient), "patient") == number


@pytest.mark.parametrize(
    ("subject", "number"),
    [
        ({"reference": "Patient/9"}, "9"),
        ({"reference": "https://ehr.example/fhir/Patient/9"}, "9"),
        ({"reference": "Patient/9", "identifier": {"value": "O-2"}}, "O-2"),
        ({"identifier": SSN}, None),
        ({"reference": "#gone"}, None),
        ({"display": "Sample A"}, None),
        (None, None),
    ],
)
def test_a_patient_that_the_file_does_not_hold(subject, number):
    assert values_of(document(subject=subject), "patient") == number


def test_a_patient_by_a_urn():
    found = bundle(document(subject={"reference": "urn:uuid:0-1"}))
    found["entry"].append({"fullUrl": "urn:uuid:0-1", "resource": PATIENT | {"identifier": [MR]}})
    assert values_of(found, "patient") == "M-1"


def test_a_contained_patient():
    contained = [PATIENT | {"identifier": [MR]}]
    found = document(subject={"reference": "#p1"}, contained=contained)
    assert values_of(found, "patient") == "M-1"


PERSON = {"resourceType": "Practitioner", "id": "k1"}
ROLE = {"resourceType": "PractitionerRole", "id": "r1"}
BY_PERSON = {"reference": "Practitioner/k1"}
BY_ROLE = {"reference": "PractitionerRole/r1"}
OWN_NPI = {"system": NPI, "value": "0000000001"}


@pytest.mark.parametrize(
    ("authors", "held", "number"),
    [
        ([BY_PERSON], [PERSON | {"identifier": [OTHER, OWN_NPI]}], "0000000001"),
        ([BY_PERSON], [PERSON | {"identifier": [SSN, OTHER]}], "O-1"),
        ([BY_PERSON], [PERSON], "k1"),
        ([BY_PERSON], [], "k1"),
        ([BY_ROLE], [], None),
        ([BY_ROLE], [ROLE], None),
        ([BY_ROLE], [ROLE | {"practitioner": BY_PERSON}], "k1"),
        (
            [BY_ROLE],
            [
                *[ROLE | {"practitioner": BY_PERSON, "identifier": [OTHER]}],
                *[PERSON | {"identifier": [OWN_NPI]}],
            ],
            "0000000001",
        ),
        ([{"reference": "Organization/o1"}, BY_PERSON], [], "k1"),
        ([{"reference": "Device/d1"}], [], None),
        ([{"identifier": OWN_NPI, "display": "J. Sample"}], [], "0000000001"),
        ([{"display": "J. Sample"}], [], None),
        (BY_PERSON, [], "k1"),
    ],
)
def test_a_clinician_is_known_by_the_npi_or_another_number_or_the_id(authors, held, number):
    assert values_of(bundle(document(author=authors), *held), "clinician") == number


def encounter(start=None, end=None, code="AMB"):
    period = {key: value for key, value in (("start", start), ("end", end)) if value}
    return {"resourceType": "Encounter", "id": "e1", "class": {"code": code}, "period": period}


AT = {"encounter": [{"reference": "Encounter/e1"}]}


@pytest.mark.parametrize(
    ("context", "held", "day"),
    [
        ({"period": {"start": "2026-03-04"}}, None, "2026-03-04"),
        ({"period": {"start": "2026-03-04T23:50:00-05:00"}}, None, "2026-03-04"),
        ({"period": {"start": "2026-03-04T01:00:00Z", "end": "2026-03-04"}}, None, "2026-03-04"),
        ({"period": {"start": "2026-03-01", "end": "2026-03-31"}}, None, None),
        ({"period": {"start": "2026-03"}}, None, None),
        ({"period": {"start": "2026-03-05"}, **AT}, encounter("2026-03-04"), "2026-03-05"),
        (AT, encounter("2026-03-04T10:00:00-05:00"), "2026-03-04"),
        (AT, encounter("2026-03-04", "2026-03-04"), "2026-03-04"),
        (AT, encounter("2026-03-04", "2026-03-20"), None),
        (AT, encounter("2026-03-04", code="IMP"), None),
        (AT, encounter("2026-03-04", "2026-03-04", code="IMP"), "2026-03-04"),
        (AT, encounter(), None),
        (AT, None, None),
        ({"encounter": {"reference": "Encounter/e1"}}, encounter("2026-03-04"), "2026-03-04"),
        (None, None, None),
    ],
)
def test_the_day_is_of_the_period_covered_else_of_the_encounter(context, held, day):
    found = bundle(document(context=context, date="2026-03-09"), *([held] if held else []))
    assert values_of(found, "date_of_service") == day


@pytest.mark.parametrize(
    ("more", "day"),
    [
        ({"date": "2026-03-04T09:00:00Z"}, "2026-03-04"),
        ({"date": "2026-03-05", "event": [{}, {"period": {"start": "2026-03-04"}}]}, "2026-03-04"),
        ({"date": "2026-03-05", "encounter": {"reference": "Encounter/e1"}}, "2026-03-04"),
    ],
)
def test_the_day_of_a_composition_is_its_own_last_of_all(more, day):
    found = bundle(composition(section("x"), **more), encounter("2026-03-04"))
    assert values_of(found, "date_of_service") == day


@pytest.mark.parametrize("start", ["2026-02-30", "3/4/2026", "2026-03-04 x", "tomorrow"])
def test_a_day_that_is_none_is_refused(start):
    [message] = messages_of(document(context={"period": {"start": start}}))
    assert '"start" must be a date such as 2026-03-04' in message
    assert start not in message


LOINC, NUCC = "http://loinc.org", "http://nucc.org/provider-taxonomy"


def concept(code, system=LOINC, **more):
    return {"coding": [{"system": system, "code": code}]} | more


@pytest.mark.parametrize(
    ("more", "held", "discipline"),
    [
        ({"type": concept("11508-9")}, [], "PT"),
        ({"type": concept("11507-1")}, [], "OT"),
        ({"type": concept("11512-1")}, [], "SLP"),
        ({"type": concept("34109-9"), "category": [concept("28578-3")]}, [], "OT"),
        ({"type": concept("x", "y", text="Physical Therapy Daily Note")}, [], "PT"),
        ({"type": {"text": "Speech-Language Pathology Note"}}, [], "SLP"),
        ({"type": {"text": "Physical and occupational therapy"}}, [], "OT"),
        ({"type": {"text": "Physical therapy and occupational therapy"}}, [], None),
        ({"type": concept("34109-9")}, [], None),
        ({"author": [BY_ROLE]}, [ROLE | {"specialty": [concept("2251X0800X", NUCC)]}], "PT"),
        ({"author": [BY_ROLE]}, [ROLE | {"code": [concept("224Z00000X", NUCC)]}], "OT"),
        (
            {"author": [BY_PERSON]},
            [PERSON | {"qualification": [{"code": {"text": "Occupational Therapist"}}]}],
            "OT",
        ),
        (
            {"author": [BY_PERSON], "type": concept("11508-9")},
            [PERSON | {"qualification": [{"code": concept("225X00000X", NUCC)}]}],
            "PT",
        ),
        ({"author": [BY_PERSON]}, [PERSON | {"qualification": [{"code": {"text": "MD"}}]}], None),
    ],
)
def test_the_discipline_is_that_of_the_type_else_of_the_author(more, held, discipline):
    assert values_of(bundle(document(**more), *held), "discipline") == discipline


def test_neither_payer_nor_setting_is_said():
    coverage = {"resourceType": "Coverage", "id": "v1", "payor": [{"display": "Payer A"}]}
    found = bundle(document(context=AT), encounter("2026-03-04", code="HH"), coverage)
    assert values_of(found, "payer") is None
    assert values_of(found, "setting") is None


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"subject": "Patient/1"}, '"subject" must be an object, not a string'),
        ({"subject": {"reference": 1}}, '"reference" must be a string, not a number'),
        ({"author": "x"}, '"author" must be a list of objects'),
        ({"context": []}, '"context" must be an object, not a list'),
        ({"identifier": [[]]}, '"identifier" must be a list of objects'),
        ({"type": [{"coding": {}}]}, '"coding" must be a list of objects'),
    ],
)
def test_what_has_another_shape_is_refused_by_its_key(more, said):
    [message] = messages_of(document(**more))
    assert message == f"in/a.json:DocumentReference/d1: {said}"
