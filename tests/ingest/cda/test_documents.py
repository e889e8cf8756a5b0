"""What a document's header says, what its body may be, and what is refused."""

import base64

import pytest

from auditor.errors import InputError
from auditor.ingest.extracted import Extracted
from auditor.ingest.refused import Refused
from auditor.model import Part
from ingest.cda.writing import (
    LOINC,
    items_of,
    note_in,
    reason_in,
    section,
    structured,
    text_in,
    unstructured,
)

BODY = section("97530 x 23 min")
NPI = "2.16.840.1.113883.4.6"
SOCIAL = "2.16.840.1.113883.4.1"


def said(header="", **more):
    return note_in(structured(BODY, header=header, **more)).values


def span(low="", high="", value=""):
    ends = "".join(f'<{k} value="{v}"/>' for k, v in (("low", low), ("high", high)) if v)
    own = f' value="{value}"' if value else ""
    return f"<effectiveTime{own}>{ends}</effectiveTime>"


def service(time):
    return f"<documentationOf><serviceEvent>{time}</serviceEvent></documentationOf>"


def encounter(time):
    return f"<componentOf><encompassingEncounter>{time}</encompassingEncounter></componentOf>"


WRITTEN = span(value="20260306")
DAYS = {
    "service-begins": (WRITTEN + service(span("202603042350-0500")), "2026-03-04"),
    "service-of-one-day": (WRITTEN + service(span("202603041000", "202603041100")), "2026-03-04"),
    "service-of-years": (WRITTEN + service(span("19500101", "20260306")), "2026-03-06"),
    "service-before-encounter": (
        WRITTEN + service(span("20260304")) + encounter(span("20260305")),
        "2026-03-04",
    ),
    "encounter": (WRITTEN + encounter(span(value="20260304")), "2026-03-04"),
    "stay": (WRITTEN + encounter(span("20260301", "20260310")), "2026-03-06"),
    "two-services": (
        WRITTEN + service(span("20260303")) + service(span("20260304")),
        "2026-03-06",
    ),
    "document": (WRITTEN, "2026-03-06"),
    "month-alone": (span(value="202603"), None),
    "nothing": ("", None),
}


@pytest.mark.parametrize(("header", "day"), DAYS.values(), ids=DAYS)
def test_the_day_is_that_of_the_service_else_of_the_encounter_else_of_the_document(header, day):
    assert said(header).get("date_of_service") == day


def patient(*ids):
    numbers = "".join(f'<id root="{root}" extension="{number}"/>' for root, number in ids)
    return f"<recordTarget><patientRole>{numbers}</patientRole></recordTarget>"


PATIENTS = {
    "number": (patient(("9.9", "0001")), "0001"),
    "never-social-security": (patient((SOCIAL, "900"), ("9.9", "0001")), "0001"),
    "social-security-alone": (patient((SOCIAL, "900")), None),
    "root-alone": (patient(("aa-bb", "")), "aa-bb"),
    "several-people": (patient(("9.9", "0001")) + patient(("9.9", "0002")), None),
    "unknown": (
        '<recordTarget><patientRole><id nullFlavor="UNK"/></patientRole></recordTarget>',
        None,
    ),
}


@pytest.mark.parametrize(("header", "number"), PATIENTS.values(), ids=PATIENTS)
def test_the_patient_is_the_number_of_the_one_the_document_is_about(header, number):
    assert said(header).get("patient") == number


def author(*ids, more=""):
    numbers = "".join(f'<id root="{root}" extension="{number}"/>' for root, number in ids)
    return f"<author><assignedAuthor>{numbers}{more}</assignedAuthor></author>"


AUTHORS = {
    "npi-first": (author(("9.9", "7")) + author(("9.9", "8"), (NPI, "123")), "123"),
    "any-number": (author(("9.9", "7")), "7"),
    "never-social-security": (author((SOCIAL, "900")), None),
    "no-device": (author((NPI, "5"), more="<assignedAuthoringDevice/>") + author(("9", "7")), "7"),
    "none": ("", None),
}


@pytest.mark.parametrize(("header", "number"), AUTHORS.values(), ids=AUTHORS)
def test_the_clinician_is_the_author_by_npi_where_there_is_one(header, number):
    assert said(header).get("clinician") == number


@pytest.mark.parametrize(
    ("code", "discipline"),
    [
        ("11508-9", "PT"),
        ("11507-1", "OT"),
        ("11512-1", "SLP"),
        ("11506-3", None),
        ("11516-2", None),
    ],
)
def test_the_discipline_is_that_of_the_type_of_document(code, discipline):
    assert said(code=code).get("discipline") == discipline


def test_a_translation_of_the_type_counts_and_another_system_does_not():
    raw = structured(BODY, code="11506-3")
    plain = f'codeSystem="{LOINC}"/>'
    translated = raw.replace(
        plain, f'codeSystem="{LOINC}"><translation code="11507-1" codeSystem="{LOINC}"/></code>'
    )
    assert note_in(translated).values["discipline"] == "OT"
    assert (
        "discipline" not in note_in(translated.replace(f'11507-1" codeSystem="{LOINC}', "1")).values
    )


def test_the_id_is_the_document_s():
    assert said()["id"] == "1.2.3^D1"


def packed(text):
    return base64.b64encode(text.encode()).decode()


NOTE = "S: one.\n  O: two   three."
HELD = {
    "base64": unstructured(packed(NOTE), mediaType="application/rtf", representation="B64"),
    "base64-in-lines": unstructured("\n ".join(packed(NOTE)), representation="B64"),
    "as-it-is": unstructured(NOTE, mediaType="text/plain"),
    "as-it-is-and-elsewhere": unstructured(f'<reference value="a.pdf"/>{NOTE}'),
    "as-it-is-of-another-kind": unstructured(NOTE, mediaType="text/rtf"),
}


@pytest.mark.parametrize("raw", HELD.values(), ids=HELD)
def test_an_unstructured_document_gives_the_file_it_carries(raw):
    note = note_in(raw)
    assert note.text == NOTE
    assert note.parts == (Part(0, "nonXMLBody"),)
    assert note.values["id"] == "1.2.3^D1"


def test_what_the_inner_reader_says_is_passed_on_with_its_place():
    def pages(raw, place):
        yield Extracted(raw.decode(), place, (Part(0, "page 1"),), {"id": "X", "patient": "P"})
        yield place.refuse("page 2 holds only an image")

    note, told = items_of(unstructured(packed(NOTE), representation="B64"), pages)
    assert note.parts == (Part(0, "nonXMLBody, page 1"),)
    assert note.values == {"id": "1.2.3^D1", "patient": "P"}
    assert told.source == "a.xml:nonXMLBody"


def test_an_inner_reader_that_gives_up_is_one_refusal():
    def broken(_, place):
        yield from ()
        reason = "is a PDF document without text"
        raise place.error(reason)

    raw = unstructured(packed(NOTE), representation="B64")
    assert reason_in(raw, broken) == "a.xml:nonXMLBody: is a PDF document without text"


NOT_READ = {
    "damaged": (unstructured(packed(NOTE)[:-2], representation="B64"), "cut or damaged"),
    "elsewhere": (unstructured('<reference value="a.pdf"/>'), "names another file"),
    "compressed": (unstructured("x", representation="B64", compression="DF"), "compressed"),
    "no-body": (structured(), "without a text in it"),
    "title-alone": (structured(title="PT note"), "without a text in it"),
}


@pytest.mark.parametrize(("raw", "reason"), NOT_READ.values(), ids=NOT_READ)
def test_a_document_whose_note_cannot_be_read_is_refused(raw, reason):
    assert reason in reason_in(raw)


def test_entries_without_a_narrative_are_told_beside_the_note():
    told, note = items_of(structured("<section><title>Vitals</title><entry/></section>", BODY))
    assert isinstance(told, Refused)
    assert told.message.startswith("a.xml:section 1: has coded entries and no narrative")
    assert "97530" in note.text


def test_a_document_without_the_namespace_is_read():
    assert text_in(structured(BODY).replace(' xmlns="urn:hl7-org:v3"', "")) == "97530 x 23 min"


def prolonged(prolog, text="97530"):
    return f'<?xml version="1.0"?>{prolog}' + structured(section(text))


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
UNSAFE = {
    "external-entity": (
        prolonged('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "&e;"),
        "entities",
    ),
    "billion-laughs": (prolonged(f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>', "&l9;"), "entities"),
    "parameter-entity": (
        prolonged('<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>'),
        "entities",
    ),
    "entity-in-utf-16": (
        prolonged('<!DOCTYPE x [<!ENTITY e "x">]>', "&e;").encode("utf-16"),
        "entities",
    ),
    "unknown-entity": (prolonged('<!DOCTYPE x SYSTEM "x.dtd">', "a&nbsp;b"), "entities"),
    "inclusion": (
        structured(
            section('<include xmlns="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>')
        ),
        "XInclude",
    ),
    "too-deep": (
        structured(section("<list><item>" * 200 + "</item></list>" * 200)),
        "not well-formed",
    ),
    "cut": (structured(BODY)[:-5], "not well-formed"),
    "too-long-a-text": (unstructured("A" * 10_000_001), "a single text of over 10 MB"),
    "no-xml": ("S: pt walks.", "not well-formed"),
    "empty": ("", "not well-formed"),
    "a-pdf": ("%PDF-1.7", "is a PDF document, no XML"),
    "another-root": ("<note>words</note>", "is XML, but no clinical document (CDA)"),
    "fhir": ('<Bundle xmlns="http://hl7.org/fhir"/>', "export it as JSON"),
    "web-page": ('<html xmlns="http://www.w3.org/1999/xhtml"/>', "is a web page"),
}


@pytest.mark.parametrize(("raw", "reason"), UNSAFE.values(), ids=UNSAFE)
def test_what_is_unsafe_or_no_clinical_document_is_refused_in_one_line(raw, reason):
    with pytest.raises(InputError) as told:
        items_of(raw)
    assert reason in str(told.value)
    assert len(str(told.value).splitlines()) == 1


def test_a_document_type_without_entities_does_no_harm():
    assert text_in(prolonged('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">')) == "97530"


ENCODINGS = {
    "utf-8": ("utf-8", "utf-8"),
    "utf-16": ("utf-16", "utf-16"),
    "latin-1": ("iso-8859-1", "latin-1"),
    "utf-16-said-of-utf-8": ("utf-16", "utf-8"),
    "utf-8-said-of-utf-16": ("utf-8", "utf-16"),
    "utf-8-said-of-windows": ("utf-8", "cp1252"),
    "unknown": ("x-no", "utf-8"),
}


@pytest.mark.parametrize(("declared", "codec"), ENCODINGS.values(), ids=ENCODINGS)
def test_a_document_is_read_in_its_encoding_also_where_it_declares_another(declared, codec):
    raw = f'<?xml version="1.0" encoding="{declared}"?>' + structured(section("5° flexion"))
    assert text_in(raw.encode(codec)) == "5° flexion"


def test_a_missing_library_is_told(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "lxml.etree", None)
    with pytest.raises(InputError, match="install what that needs: pip install"):
        items_of(structured(BODY))
