"""What a message says beside a note's text: whose it is, by whom, of which day, what was billed."""

import pytest

from auditor.ingest.extracted import note_of
from auditor.model import Note, ServiceLine
from ingest.hl7.writing import header, items_of, message, note_in, notes_in, obx, segment, txa

NOTE = obx("97530 x 23 min")
ORDER = segment("OBR", f1="1", f2="P1", f3="F1^LAB", f4="11507-1^OT^LN")


def said(*segments, kind="MDM^T02", **more):
    return note_in(message(*segments, head=header(kind), **more)).values


DAYS = {
    "activity": ((txa(f4="20260304100500-0500"),), "2026-03-04"),
    "activity-before-visit": (
        (segment("PV1", f2="O", f44="20260101"), txa(f4="20260304")),
        "2026-03-04",
    ),
    "month-alone-is-no-day": (
        (txa(f4="202603"), segment("PV1", f2="O", f44="20260305")),
        "2026-03-05",
    ),
    "no-date": ((txa(f4="20261399"),), None),
    "order": ((txa(), segment("OBR", f7="20260304")), "2026-03-04"),
    "outpatient-visit": ((segment("PV1", f2="O", f44="202603041000"), txa()), "2026-03-04"),
    "inpatient-stay": ((segment("PV1", f2="I", f44="202603041000"), txa()), None),
    "series-of-visits": ((segment("PV1", f2="R", f44="202603041000"), txa()), None),
    "charges-of-one-day": ((txa(), segment("FT1", f4="20260304", f6="CG")), "2026-03-04"),
    "charges-of-two-days": (
        (txa(), segment("FT1", f4="20260304"), segment("FT1", f4="20260305")),
        None,
    ),
    "observed": ((txa(), obx("more", f14="20260304")), "2026-03-04"),
}


@pytest.mark.parametrize(("segments", "day"), DAYS.values(), ids=DAYS)
def test_the_day_is_the_first_that_is_surely_of_the_visit(segments, day):
    assert said(*segments, NOTE).get("date_of_service") == day


PATIENTS = {
    "chart-number-first": ("900^^^^SS~77^^^^PI~0001^^^^MR", "0001"),
    "other-number": ("900^^^^SS~77^^^^PI", "77"),
    "no-type": ("77", "77"),
    "social-security-alone": ("900^^^^SS", None),
    "none": ("", None),
}


@pytest.mark.parametrize(("written", "patient"), PATIENTS.values(), ids=PATIENTS)
def test_the_patient_is_the_number_of_the_chart(written, patient):
    raw = message(txa(), NOTE).replace("0001^^^SAMPLE^MR", written)
    assert note_in(raw).values.get("patient") == patient


def test_an_older_message_has_the_patient_s_number_elsewhere():
    raw = message(txa(), NOTE).replace("PID|1||0001^^^SAMPLE^MR", "PID|1|0001^^^SAMPLE")
    assert note_in(raw).values["patient"] == "0001"


CLINICIANS = {
    "performed": ((txa(f5="7^A", f9="8^B"),), "7"),
    "wrote": ((txa(f9="8^B"),), "8"),
    "npi-first": ((txa(f9="8^B~123^B^^^^^^^NPI"),), "123"),
    "npi-by-type": ((txa(f9="8^B~123^B^^^^^^^^^^^NPI"),), "123"),
    "interpreted": ((txa(), segment("OBR", f32="9&C&D^2026")), "9"),
    "attending-last": ((segment("PV1", f7="5^DOC"), txa(f9="8^B")), "8"),
    "attending-alone": ((segment("PV1", f7="5^DOC"), txa()), "5"),
    "nobody": ((txa(f9="^B"),), None),
}


@pytest.mark.parametrize(("segments", "clinician"), CLINICIANS.values(), ids=CLINICIANS)
def test_the_clinician_is_who_gave_or_wrote_it(segments, clinician):
    assert said(*segments, NOTE).get("clinician") == clinician


DISCIPLINES = {
    "by-the-observation": (obx("a", name="11508-9^x^LN"), "PT"),
    "by-a-translation": (obx("a", name="77^x^L^11512-1^y^LN"), "SLP"),
    "another-system": (obx("a", name="11508-9^x^L"), None),
    "type-of-all": (obx("a", name="11506-3^x^LN"), None),
    "two": (f"{obx('a', name='11508-9^x^LN')}\r{obx('b', name='11507-1^x^LN')}", None),
    "by-the-section": (f"{segment('OBR', f24='OT')}\r{NOTE}", "OT"),
}


@pytest.mark.parametrize(("written", "discipline"), DISCIPLINES.values(), ids=DISCIPLINES)
def test_the_discipline_is_said_by_codes_that_plainly_say_it(written, discipline):
    assert said(written, kind="ORU^R01").get("discipline") == discipline


def test_the_number_is_the_document_s_else_the_order_s():
    assert said(txa("D9^SYS"), NOTE)["id"] == "D9"
    assert said(ORDER, NOTE, kind="ORU^R01")["id"] == "F1"
    assert "id" not in said(NOTE, kind="ORU^R01")


def charge(code="97530^^C4", units="2", kind="CG", **more):
    return segment("FT1", f4="20260304", f6=kind, f7="RM", f10=units, f25=code, **more)


def test_charges_are_the_claim_with_modifiers_diagnoses_and_giver():
    raw = message(txa(), NOTE, charge(f26="GP~59", f19="M17.11~R26.2", f20="7^A"), charge("97110"))
    note = note_of(note_in(raw))
    assert isinstance(note, Note)
    assert note.claim == (
        ServiceLine("97530", 2, ("GP", "59"), "2026-03-04", "7", ("M17.11", "R26.2")),
        ServiceLine("97110", 2, (), "2026-03-04"),
    )


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(charge(kind="CD"), id="credit"),
        pytest.param(charge(units=""), id="no-units"),
        pytest.param(charge(units="1.5"), id="half-a-unit"),
        pytest.param(charge(units="5000"), id="too-many"),
        pytest.param(charge("a text of many words, no code"), id="no-code"),
    ],
)
def test_charges_that_cannot_be_told_leave_the_claim_out_and_that_is_said(other):
    told, note = items_of(message(txa(), NOTE, charge(), other))
    assert told.notice
    assert "its charges (FT1) are not read" in told.message
    assert "claim" not in note.values


def test_units_may_be_written_with_a_point_and_lines_without_a_code_are_no_services():
    assert said(txa(), NOTE, charge(units="2.0"), charge(""))["claim"][0]["units"] == 2


def test_the_payer_is_not_passed_on():
    assert "payer" not in said(txa(), NOTE, segment("IN1", f1="1", f4="NO SUCH PAYER"))


def test_each_order_of_results_is_a_note_but_one_order_told_in_parts_is_one():
    def order(number, day, text):
        return f"{segment('OBR', f3=number, f7=day)}\r{obx(text)}"

    raw = message(
        order("F1", "20260304", "one"),
        order("F2", "20260304", "two"),
        order("F2", "20260304", "more of two"),
        order("F2", "20260311", "three"),
        head=header("ORU^R01"),
    )
    notes = notes_in(items_of(raw))
    assert [(n.text, n.values["id"], n.values["date_of_service"]) for n in notes] == [
        ("one", "F1", "2026-03-04"),
        ("two\nmore of two", "F2", "2026-03-04"),
        ("three", "F2", "2026-03-11"),
    ]
    assert notes[1].place.source == "a.hl7:message 1:report 2"
    assert notes[1].parts[0].where == "message 1, OBX 2"


def test_results_of_two_patients_in_one_message_are_notes_of_each():
    raw = message(NOTE, segment("PID", f3="0002^^^^MR"), obx("another"), head=header("ORU^R01"))
    assert [n.values["patient"] for n in notes_in(items_of(raw))] == ["0001", "0002"]


def test_a_patient_s_own_observations_are_no_part_of_an_order_s_note():
    raw = message(obx("70", "NM"), ORDER, NOTE, head=header("ORU^R01"))
    assert note_in(raw).text == "97530 x 23 min"


def test_a_charges_own_code_is_read_where_it_says_it_is_a_procedures():
    own = segment("FT1", f4="20260304", f6="CG", f7="97530^Activities^C4", f10="2", f26="GP")
    assert said(txa(), NOTE, own)["claim"] == [
        {"code": "97530", "units": 2, "modifiers": ["GP"], "date_of_service": "2026-03-04"}
    ]


def test_charges_by_a_price_lists_codes_are_not_read_and_that_is_said():
    told, note = items_of(message(txa(), NOTE, segment("FT1", f6="CG", f7="40012", f10="2")))
    assert "its charges (FT1) are not read" in told.message
    assert "claim" not in note.values
