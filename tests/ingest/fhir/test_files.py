"""FHIR files: a bundle, a resource, a list, one a line; what is damaged or holds no notes."""

import io
import json

import pytest

from auditor.errors import InputError
from auditor.ingest.extracted import Extracted
from auditor.ingest.fhir import read, reading
from auditor.ingest.refused import Refused
from ingest.fhir.making import (
    PLACE,
    attachment,
    bundle,
    by_lines,
    document,
    encoded,
    items_of,
    texts_of,
    values_of,
)

PATIENT = {"resourceType": "Patient", "id": "p1", "identifier": [{"value": "M-1"}]}
NOTE = document(subject={"reference": "Patient/p1"})
OTHER = document(attachment("Another."), id="d2")


def lines(*values):
    return "".join(json.dumps(value) + "\n" for value in values).encode()


def error_of(value):
    with pytest.raises(InputError) as caught:
        items_of(value)
    return str(caught.value)


@pytest.mark.parametrize(
    "raw",
    [
        json.dumps(bundle(NOTE, PATIENT)).encode(),
        json.dumps(bundle(NOTE, PATIENT), indent=2).encode(),
        json.dumps(bundle(NOTE, PATIENT)).encode() + b"\n",
        json.dumps([NOTE, PATIENT]).encode(),
        json.dumps([NOTE, PATIENT], indent=1).encode(),
        b"[\n" + json.dumps(bundle(NOTE, PATIENT)).encode() + b"\n]\n",
        lines(NOTE, PATIENT),
        lines(PATIENT, NOTE),
        b"\r\n" + lines(NOTE, PATIENT).replace(b"\n", b"\r\n\r\n"),
        lines(PATIENT, bundle(NOTE)),
        json.dumps(bundle(bundle(NOTE), PATIENT)).encode(),
        b"\xef\xbb\xbf" + lines(NOTE, PATIENT),
        b"\xef\xbb\xbf" + json.dumps(bundle(NOTE, PATIENT)).encode(),
        b"\n\n " + json.dumps(bundle(NOTE, PATIENT)).encode(),
        json.dumps(bundle(NOTE, PATIENT)).encode("utf-16"),
    ],
    ids=[
        *("bundle", "indented", "one line", "list", "indented list", "list of one line", "lines"),
        *("patient first", "blank lines", "bundle on a line", "bundle in a bundle", "mark, lines"),
        *("mark, bundle", "blanks before", "UTF-16"),
    ],
)
def test_a_note_and_its_patient_are_found_however_they_stand(raw):
    assert texts_of(raw) == ["A note."]
    assert values_of(raw, "patient") == "M-1"


def test_a_resource_alone():
    assert texts_of(document()) == ["A note."]


@pytest.mark.parametrize("kind", ["batch", "collection", "history", "searchset", "transaction"])
def test_a_bundle_of_any_type(kind):
    assert texts_of(bundle(document(), OTHER, type=kind)) == ["A note.", "Another."]


def test_entries_without_a_resource_are_passed_over():
    found = bundle(document())
    found["entry"] += [{}, {"resource": None}, {"request": {"method": "DELETE", "url": "x"}}]
    assert texts_of(found) == ["A note."]


def test_a_bundle_does_not_lend_its_patient_to_another():
    bundles = (
        bundle(NOTE | {"id": f"d{i}"}, PATIENT | {"identifier": [{"value": f"M-{i}"}]})
        for i in range(2)
    )
    found = items_of(lines(*bundles, NOTE | {"id": "alone"}))
    assert {each.values["id"]: each.values["patient"] for each in found} == {
        "d0": "M-0",
        "d1": "M-1",
        "alone": "p1",
    }


@pytest.mark.parametrize(
    ("value", "names"),
    [
        (bundle(document(), document(id=None)), ["DocumentReference/d1", "entry 2"]),
        ([document(id="a b"), document(id=5)], ["entry 1", "entry 2"]),
        (lines(document(), document(id=None)), ["DocumentReference/d1", "line 2"]),
        (lines(bundle(document(id=None))), ["entry 1"]),
        (bundle(bundle(document())), ["entry 1:DocumentReference/d1"]),
    ],
)
def test_places_name_the_resource_or_where_it_stands(value, names):
    found = items_of(value)
    places = [each.place.source if isinstance(each, Extracted) else each.source for each in found]
    assert places == [f"in/a.json:{name}" for name in names]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "is not valid JSON"),
        (b"{", "is not valid JSON"),
        (b'{"resourceType": "Bundle", "entry": [', "is not valid JSON"),
        (b"[" * 100_000, "is not valid JSON"),
        (b'{"resourceType": "Patient", "x": ' + b"9" * 5000 + b"}", "is not valid JSON"),
        (b'<Bundle xmlns="http://hl7.org/fhir"/>', "is XML, and FHIR resources are read as JSON"),
        (b'\xef\xbb\xbf\n<?xml version="1.0"?><Patient/>', "export them as application/fhir+json"),
        (b"[]", "holds no resources, so no notes"),
        (b'{"resourceType": "Bundle"}', "holds no resources, so no notes"),
        (lines(PATIENT, PATIENT), "holds no notes, only 2 Patient; export DocumentReference"),
        (lines({"resourceType": "Zebedee"}, PATIENT), "only 1 Patient, 1 of other types;"),
        (lines({"resourceType": "Claim"}), "only 1 Claim; give it as a claim file (--claims)"),
        (b"%PDF-1.7", "is not valid JSON"),
    ],
)
def test_a_file_that_holds_no_notes_is_an_error_that_says_what_it_holds(raw, said):
    message = error_of(raw)
    assert message.startswith("in/a.json: ")
    assert said in message
    assert "Zebedee" not in message


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (5, 'is no FHIR resource: it has no "resourceType"'),
        ({"text": "A note."}, 'is no FHIR resource: it has no "resourceType"'),
        ({"resourceType": 5}, 'is no FHIR resource: it has no "resourceType"'),
        ({"resourceType": "Bundle", "entry": {}}, '"entry" must be a list of objects'),
        (bundle(5), '"resource" must be an object, not a number'),
    ],
)
def test_a_value_of_another_shape_is_refused(value, said):
    [refused] = items_of(value)
    assert isinstance(refused, Refused)
    assert said in refused.message


def test_a_damaged_line_is_refused_and_the_others_read():
    raw = lines(NOTE) + b'{"resourceType": "Docu\n' + lines(OTHER)
    refused, one, two = items_of(raw)
    assert refused.message.startswith("in/a.json:line 2: is not valid JSON")
    assert (one.text, two.text) == ("A note.", "Another.")


def test_a_damaged_first_line_is_refused_and_the_others_read():
    refused, one = items_of(b'{"resourceType": "Docu\n' + lines(OTHER))
    assert refused.message.startswith("in/a.json:line 1: is not valid JSON")
    assert one.text == "Another."


def test_a_page_of_a_search_says_that_more_follow():
    links = [{"relation": "self", "url": "x"}, {"relation": "next", "url": "y"}]
    notice, note = items_of(bundle(document(), type="searchset", link=links))
    assert notice.notice
    assert notice.message.startswith("in/a.json: is one page of a search, and more follow")
    assert note.text == "A note."


def test_bundles_too_deep_are_refused():
    found = document()
    for _ in range(6):
        found = bundle(found)
    [refused] = items_of(found)
    assert "bundles deep" in refused.message


def test_a_wrong_entry_is_refused_and_the_others_read():
    found = bundle(document(), OTHER)
    found["entry"][0]["fullUrl"] = 5
    refused, note = items_of(found)
    assert refused.message == 'in/a.json:entry 1: "fullUrl" must be a string, not a number'
    assert note.text == "Another."


def test_of_many_lines_so_many_are_held_as_may_be(monkeypatch):
    monkeypatch.setattr(reading, "MOST_DOCUMENT_BYTES", 1000)
    notes = [document(attachment(str(i) * 400), id=f"d{i}") for i in range(9)]
    assert texts_of(lines(*notes)) == [str(i) * 400 for i in range(9)]


def test_that_references_do_not_reach_far_in_a_large_file_is_said(monkeypatch):
    monkeypatch.setattr(reading, "MOST_DOCUMENT_BYTES", 100)
    note, notice = items_of(lines(NOTE, PATIENT))
    assert note.values["patient"] == "p1"
    assert notice.notice
    assert "a reference is followed only where what it means stands near" in notice.message


def test_lines_are_read_no_further_than_asked(monkeypatch):
    monkeypatch.setattr(reading, "MOST_DOCUMENT_BYTES", 1000)
    raw = lines(*(document(attachment("x" * 400), id=f"d{i}") for i in range(3000)))
    stream = io.BytesIO(raw)
    next(read(stream, PLACE, by_lines))
    assert stream.tell() < len(raw) / 4


def test_one_value_over_the_bound_is_an_error(monkeypatch):
    monkeypatch.setattr("auditor.ingest.extras.MOST_DOCUMENT_BYTES", 100)
    assert "is over 100 bytes" in error_of(bundle(document()))


def test_a_line_over_the_bound_is_refused(monkeypatch):
    monkeypatch.setattr("auditor.ingest.encoding.LINE_LIMIT", 500)
    refused, note = items_of(lines(document(attachment("x" * 900)), OTHER))
    assert refused.message.startswith("in/a.json:line 1: is over")
    assert note.text == "Another."


def test_a_thousand_notes_with_their_claims_each_have_their_line():
    item = {
        "productOrService": {"coding": [{"code": "97530"}]},
        "quantity": {"value": 1},
        "servicedDate": "2026-03-04",
    }
    subjects = [{"reference": f"Patient/{i}"} for i in range(1000)]
    context = {"period": {"start": "2026-03-04"}}
    notes = [document(id=f"d{i}", subject=s, context=context) for i, s in enumerate(subjects)]
    claims = [
        {"resourceType": "Claim", "id": f"k{i}", "patient": s, "item": [item]}
        for i, s in enumerate(subjects)
    ]
    found = items_of(lines(*notes, *claims))
    assert [len(each.values["claim"]) for each in found] == [1] * 1000


def test_an_attachment_may_be_as_large_as_a_line():
    words = "A line of the note.\n" * 20_000
    assert texts_of(lines(document({"contentType": "text/plain", "data": encoded(words)}))) == [
        words
    ]
