"""DocumentReference and DiagnosticReport: which attachment is the note, and what it carries."""

import base64
import hashlib

import pytest

from auditor.errors import InputError
from auditor.ingest.extracted import Extracted
from ingest.fhir.making import (
    attachment,
    bundle,
    composition,
    document,
    encoded,
    items_of,
    messages_of,
    notes_of,
    section,
    texts_of,
    values_of,
)

BINARY = {"resourceType": "Binary", "id": "b1", "contentType": "text/plain"}
POINTER = {"contentType": "text/plain", "url": "Binary/b1"}
WORDS = "Gait \u2013 5\u2032 “CGA” ½\r\n\tx\u00a0y\n"
RTF = "{\\rtf1 x}"


@pytest.mark.parametrize(
    ("raw", "kind", "text"),
    [
        (WORDS.encode(), "text/plain", WORDS),
        (WORDS.encode(), "text/plain;charset=UTF-8", WORDS),
        (b"\xef\xbb\xbf" + WORDS.encode(), "text/plain; charset=utf-8", WORDS),
        (b"pain 5\x92", "text/plain; charset=iso-8859-1", "pain 5\u2019"),
        (b"pain 5\x92", "text/plain", "pain 5\u2019"),
        (b"\xc3\xa9", 'TEXT/PLAIN; Charset="windows-1252"', "\u00c3\u00a9"),
        ("é".encode("iso-8859-15"), "text/plain; charset=ISO-8859-15", "é"),
        (WORDS.encode("utf-16"), "text/plain; charset=utf-16", WORDS),
        (WORDS.encode("utf-16-le"), "text/plain; charset=utf-16le", WORDS),
        (WORDS.encode(), "text/plain; charset=utf-16", WORDS),
        (WORDS.encode(), "text/plain; charset=rot13", WORDS),
    ],
    ids=str,
)
def test_plain_text_keeps_every_character(raw, kind, text):
    assert texts_of(document(attachment(raw, kind))) == [text]


def test_base64_may_be_broken_into_lines():
    data = "\n".join(encoded("A note.")[i : i + 4] for i in range(0, 12, 4))
    assert texts_of(document({"contentType": "text/plain", "data": data})) == ["A note."]


def test_other_formats_are_for_the_reader_of_what_is_inside():
    [note] = notes_of(document(attachment("inside", "application/pdf"), subject={"reference": "P"}))
    assert note.text == "inside"
    assert note.place.source == "in/a.json:DocumentReference/d1"
    assert note.values == {"id": "d1", "patient": "P"}


@pytest.mark.parametrize("kind", ["text/plain", ""], ids=["called text", "of no kind"])
def test_what_is_no_text_is_for_the_reader_of_what_is_inside_whatever_it_is_called(kind):
    def inner(raw, place):
        yield Extracted(f"{len(raw)} bytes", place)

    assert [n.text for n in notes_of(document(attachment(RTF, kind)), inner)] == ["9 bytes"]


@pytest.mark.parametrize(
    ("raw", "kind", "handed"),
    [
        (b"<p>x", "text/html", b"<!DOCTYPE html><p>x"),
        (b"\xef\xbb\xbfx", "text/html", b'<!DOCTYPE html><meta charset="utf-8">x'),
        (b"x", "text/html;charset=cp1252", b'<!DOCTYPE html><meta charset="cp1252">x'),
        (b"x", 'text/html; charset=">', b"<!DOCTYPE html>x"),
        (b"\n<HTML>x", "application/xhtml+xml", b"\n<HTML>x"),
        (b"<!doctype html>x", "text/html", b"<!doctype html>x"),
        (b"\xff\xfe<\0", "text/html", b"\xff\xfe<\0"),
        (b"%PDF-1.7", "text/html", b"%PDF-1.7"),
        (b"<p>x", "application/xml", b"<p>x"),
    ],
)
def test_html_is_handed_on_so_that_its_bytes_say_what_they_are(raw, kind, handed):
    got = []

    def inner(raw, place):
        got.append(raw)
        yield Extracted("x", place)

    assert texts_of(document(attachment(raw, kind)), inner) == ["x"]
    assert got == [handed]


def test_the_notes_of_a_chart_speak_for_themselves():
    notes = notes_of(document(attachment("one\ntwo", "text/html"), subject={"reference": "P/1"}))
    assert [(n.text, n.values) for n in notes] == [
        ("one", {"id": "d1", "patient": "within"}),
        ("two", {"id": "d1", "patient": "within"}),
    ]


@pytest.mark.parametrize(
    ("kinds", "best"),
    [
        (("application/pdf", "text/plain"), "text/plain"),
        (("text/rtf", "text/html"), "text/html"),
        (("application/pdf", "application/rtf", "image/png"), "application/rtf"),
        (("image/png", "application/pdf"), "application/pdf"),
        (("application/xml", "application/xhtml+xml"), "application/xhtml+xml"),
    ],
    ids=str,
)
def test_a_note_in_several_formats_is_read_once_in_the_best(kinds, best):
    assert texts_of(document(*(attachment(kind, kind) for kind in kinds))) == [best]


@pytest.mark.parametrize(
    "broken",
    [
        {"contentType": "text/plain", "url": "https://elsewhere.example/1"},
        {"contentType": "text/plain", "data": "?"},
        attachment("!cannot be read", "text/html"),
        attachment("", "text/html"),
        attachment("A note, cut", size=99),
    ],
    ids=["elsewhere", "no base64", "refused inside", "empty", "cut"],
)
def test_where_the_best_format_cannot_be_read_the_next_is(broken):
    assert texts_of(document(broken, attachment("as PDF", "application/pdf"))) == ["as PDF"]


def test_the_same_bytes_twice_are_one_note():
    assert texts_of(document(attachment(), attachment())) == ["A note."]


def test_two_texts_in_one_document_are_refused_as_either_may_be_the_note():
    [message] = messages_of(document(attachment("one"), attachment("two")))
    assert message.startswith("in/a.json:DocumentReference/d1: holds several different documents")


def test_two_releases_of_one_format_are_one_note():
    contents = [
        {"attachment": attachment(words, "application/xml"), "format": {"code": words}}
        for words in ("r2", "r1")
    ]
    assert texts_of(document(content=contents)) == ["r2"]


@pytest.mark.parametrize(
    ("url", "more", "full_url"),
    [
        ("Binary/b1", {}, ""),
        ("https://ehr.example/fhir/Binary/b1", {}, "https://ehr.example/fhir/Binary/b1"),
        ("https://ehr.example/fhir/Binary/b1/_history/2", {}, ""),
        ("Binary/b1?_format=json", {}, ""),
        ("Binary/b1", {}, "https://ehr.example/fhir/Binary/b1"),
        ("urn:uuid:0-1", {"id": None}, "urn:uuid:0-1"),
    ],
)
def test_a_binary_of_the_same_file_is_found(url, more, full_url):
    binary = BINARY | {"data": encoded("A note.")} | more
    found = bundle(document({"url": url}))
    found["entry"].append({"fullUrl": full_url, "resource": binary})
    assert texts_of(found) == ["A note."]


def test_a_contained_binary_is_found():
    binary = BINARY | {"data": encoded("A note.")}
    assert texts_of(document({"url": "#b1"}, contained=[binary])) == ["A note."]


@pytest.mark.parametrize("url", ["data:text/plain;base64,QSBub3RlLg==", "data:,A%20note."])
def test_a_url_that_is_itself_the_data_is_read(url):
    assert texts_of(document({"contentType": "text/plain", "url": url})) == ["A note."]


@pytest.mark.parametrize(
    "url",
    ["https://other.example/Binary/b1", "Binary/b2", "#b1", "urn:uuid:9", "file:///etc/passwd"],
)
def test_what_lies_elsewhere_is_refused_and_never_fetched(url):
    binary = BINARY | {"data": encoded("A note.")}
    found = bundle(document({"url": url}))
    found["entry"].append({"fullUrl": "https://ehr.example/Binary/b1", "resource": binary})
    [message] = messages_of(found)
    assert message == (
        "in/a.json:DocumentReference/d1: the note itself is not in the file, only where it lies "
        "(url); export it with the attachment's data"
    )


@pytest.mark.parametrize(
    ("attached", "said"),
    [
        ([], "holds no attachment"),
        ([{}], "holds no attachment"),
        ([{"contentType": "text/plain"}], "holds no data"),
        ([{"contentType": "text/plain", "data": "QQ"}], "is not base64"),
        ([{"contentType": "text/plain", "data": "Zürich"}], "is not base64"),
        ([attachment(size=8)], "is not what its size says"),
        ([attachment(hash=encoded(b"x" * 20))], "is not what its hash says"),
        ([attachment("", "text/html")], "holds no data"),
        ([attachment(data=5)], '"data" must be a string, not a number'),
        ([{"url": "Binary/b1"}], "is not in the file"),
    ],
)
def test_what_cannot_be_read_is_refused(attached, said):
    contents = [{"attachment": each} for each in attached]
    [message] = messages_of(document(content=contents))
    assert message.startswith("in/a.json:DocumentReference/d1: ")
    assert said in message


def test_an_attached_document_without_a_note_is_refused():
    [refused] = items_of(document(attachment("x", "text/html")), lambda *_: iter(()))
    assert refused.message.endswith("DocumentReference/d1: the attached document holds no note")


def test_an_error_of_the_reader_of_what_is_inside_is_this_notes_alone():
    def inner(_, place):
        yield Extracted("page 1", place)
        reason = "breaks off"
        raise place.error(reason)

    first, refused, second = items_of(
        bundle(document(attachment("x", "text/html")), document(attachment("two"), id="d2")), inner
    )
    assert (first.text, second.text) == ("page 1", "two")
    assert refused.message == "in/a.json:DocumentReference/d1: breaks off"


RAW = b"A note."
SHA1 = hashlib.sha1(RAW, usedforsecurity=False)


@pytest.mark.parametrize(
    "more",
    [
        {"size": len(RAW)},
        {"size": len(encoded(RAW))},
        {"hash": base64.b64encode(SHA1.digest()).decode()},
        {"hash": SHA1.hexdigest()},
        {"hash": base64.b64encode(hashlib.sha256(RAW).digest()).decode()},
        {"hash": "?"},
    ],
    ids=["bytes", "base64", "SHA-1", "in hexadecimal", "SHA-256", "none"],
)
def test_a_size_or_hash_that_fits_or_is_not_known_does_not_stand_in_the_way(more):
    assert texts_of(document(attachment(RAW, **more))) == ["A note."]


@pytest.mark.parametrize(
    "more",
    [
        {"status": "entered-in-error"},
        {"status": "superseded"},
        {"docStatus": "entered-in-error"},
        {"resourceType": "DiagnosticReport", "presentedForm": [{}], "status": "cancelled"},
    ],
    ids=str,
)
def test_what_was_withdrawn_is_not_read_and_that_is_said(more):
    [message] = messages_of(document(**more), notice=True)
    assert message.endswith("as its status says; it is not read")


def test_what_another_document_replaces_is_not_read():
    new = document(attachment("new"), id="d2")
    new["relatesTo"] = [{"code": "replaces", "target": {"reference": "DocumentReference/d1"}}]
    notice, note = items_of(bundle(document(), new))
    assert notice.notice
    assert notice.message.startswith("in/a.json:DocumentReference/d1: is replaced by another")
    assert note.text == "new"


def test_a_withdrawn_document_replaces_nothing():
    new = document(id="d2", status="entered-in-error")
    new["relatesTo"] = [{"code": "replaces", "target": {"reference": "DocumentReference/d1"}}]
    note, notice = items_of(bundle(document(), new))
    assert (note.text, notice.notice) == ("A note.", True)


def test_an_addendum_is_a_note_of_its_own():
    more = document(attachment("more"), id="d2")
    more["relatesTo"] = [{"code": "appends", "target": {"reference": "DocumentReference/d1"}}]
    assert texts_of(bundle(document(), more)) == ["A note.", "more"]


@pytest.mark.parametrize(
    ("metas", "read"),
    [
        (({}, {}), ["0", "1"]),
        (({"versionId": "2"}, {"versionId": "10"}), ["1"]),
        (({"lastUpdated": "2026-03-05"}, {"lastUpdated": "2026-03-04"}), ["0"]),
        (({"versionId": 1}, {"versionId": ["x"]}), ["0", "1"]),
    ],
    ids=str,
)
def test_of_several_versions_of_a_document_the_newest_is_read(metas, read):
    versions = [document(attachment(str(i)), meta=meta) for i, meta in enumerate(metas)]
    found = items_of(bundle(*versions))
    assert [each.text for each in found if isinstance(each, Extracted)] == read
    assert len([each for each in found if not isinstance(each, Extracted)]) == 2 - len(read)


def test_a_document_that_stands_twice_in_a_file_is_read_once():
    note, notice = items_of(bundle(document(), document()))
    assert notice.notice
    assert note.text == "A note."


def report(words="A note.", **more):
    resource = {"resourceType": "DiagnosticReport", "id": "r1", "status": "final"}
    return resource | {"presentedForm": [attachment(words)]} | more


def test_a_note_shown_as_a_report_too_is_read_once():
    note, notice = sorted(
        items_of(bundle(document(), report())), key=lambda each: not isinstance(each, Extracted)
    )
    assert note.place.name == "a.json:DocumentReference/d1"
    assert notice.message.startswith("in/a.json:DiagnosticReport/r1: carries the very document")


def test_a_report_of_another_patient_or_with_another_text_is_a_note():
    other = report(subject={"reference": "Patient/2"})
    assert len(notes_of(bundle(document(), other))) == 2
    assert len(notes_of(bundle(document(), report("Another.")))) == 2


def test_a_document_and_a_report_with_nothing_attached_are_not_the_same():
    nothing = {"contentType": "text/plain"}
    found = messages_of(bundle(document(nothing), report(presentedForm=[nothing])))
    assert len([message for message in found if "holds no data" in message]) == 2


def test_two_documents_with_the_same_words_are_two_notes():
    assert len(notes_of(bundle(document(), document(id="d2")))) == 2


def test_a_document_that_points_to_a_composition_of_the_file_is_read_there():
    pointer = document({"contentType": "application/fhir+json", "url": "Composition/c1"})
    found = items_of(bundle(pointer, composition(section("Words."))))
    assert [each.text for each in found if isinstance(each, Extracted)] == ["Words."]
    assert [each.notice for each in found if not isinstance(each, Extracted)] == [True]


@pytest.mark.parametrize(
    ("more", "called"),
    [
        ({}, "d1"),
        ({"identifier": [{"value": "I-1"}]}, "I-1"),
        ({"identifier": [{}, {"value": "I-1"}], "masterIdentifier": {"value": "M-1"}}, "M-1"),
        ({"id": None}, None),
    ],
    ids=["id", "identifier", "master identifier", "nothing"],
)
def test_a_note_is_called_by_its_identifier_or_id(more, called):
    assert values_of(document(**more), "id") == called


def test_a_report_of_results_with_nothing_attached_is_passed_over():
    assert texts_of(bundle(report(presentedForm=None), document())) == ["A note."]
    with pytest.raises(InputError, match="holds no notes, only 1 DiagnosticReport"):
        items_of(report(presentedForm=[]))


def test_a_file_without_a_note_is_an_error():
    with pytest.raises(InputError, match="holds no notes, only 1 Binary; export DocumentReference"):
        items_of(BINARY)


WORDS = "Stair training with a rail and CGA, 97530 x 23 min, Total timed: {} min"


def of_visit(day="2026-03-04", **resource):
    about = {"subject": {"reference": "Patient/1"}}
    if resource["resourceType"] == "DocumentReference":
        return resource | about | {"context": {"period": {"start": day, "end": day}}}
    return resource | about | {"effectiveDateTime": day}


def report_of(words, **more):
    form = attachment(f"<p>{words}</p>", "text/html")
    return {"resourceType": "DiagnosticReport", "id": "r1", "presentedForm": [form]} | more


def as_page(raw, place):
    text = raw.decode().removeprefix("<!DOCTYPE html>").removeprefix("<p>").removesuffix("</p>")
    yield Extracted(text, place)


def test_a_note_that_two_resources_tell_in_two_formats_is_read_once():
    words = WORDS.format(23)
    first = of_visit(**document(attachment(words)))
    note, notice = items_of(bundle(first, of_visit(**report_of(words))), as_page)
    assert note.text == words
    assert notice.message.startswith("in/a.json:DiagnosticReport/r1: carries the very document")


@pytest.mark.parametrize(("minutes", "day"), [(24, "2026-03-04"), (23, "2026-03-05")])
def test_notes_that_differ_in_a_number_or_in_their_day_are_two(minutes, day):
    first = of_visit(**document(attachment(WORDS.format(23))))
    second = of_visit(day, **report_of(WORDS.format(minutes)))
    assert [n.text for n in items_of(bundle(first, second), as_page)] == [
        WORDS.format(23),
        WORDS.format(minutes),
    ]
