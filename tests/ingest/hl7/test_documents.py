"""Which documents are read: their status, what replaces them, and what they carry inside."""

import base64

import pytest

from auditor.errors import InputError
from auditor.ingest.extracted import Extracted
from auditor.model import Part
from ingest.hl7.writing import (
    document,
    header,
    items_of,
    message,
    note_in,
    notes_in,
    obx,
    reason_in,
    refusals_in,
    segment,
    txa,
)

NOTE = "S: trouble rising from the toilet.\nO: 97530 x 23 min, sit to stand, CGA."


def packed(text=NOTE):
    return base64.b64encode(text.encode()).decode()


def carried(data, encoding="Base64", kind="TEXT^PLAIN", number=1):
    return obx(f"^{kind}^{encoding}^{data}", "ED", number)


@pytest.mark.parametrize("event", ["T02", "T04", "T06", "T08", "T10", ""])
def test_documents_with_their_text_are_read_whatever_the_event(event):
    assert note_in(document("one", kind=f"MDM^{event}")).text == "one"


@pytest.mark.parametrize("event", ["T01", "T03", "T05", "T07", "T09", "T11"])
def test_events_without_a_text_are_told_of(event):
    told = reason_in(message(txa(), head=header(f"MDM^{event}")))
    assert told.notice
    assert "carries no text; nothing is to be read" in told.message


def test_a_document_that_should_have_a_text_and_has_none_is_refused():
    told = reason_in(message(txa()))
    assert not told.notice
    assert "has no text in OBX-5" in told.message


@pytest.mark.parametrize("availability", ["CA", "OB"])
def test_a_document_that_is_cancelled_or_obsolete_is_not_read(availability):
    told = reason_in(document("one", f19=availability))
    assert told.notice
    assert "cancelled or obsolete (TXA-19)" in told.message


@pytest.mark.parametrize("status", ["D", "W"])
def test_observations_withdrawn_are_no_part_of_the_note_and_that_is_said(status):
    told, note = items_of(message(txa(), obx("wrong", status=status), obx("right")))
    assert told.notice
    assert told.source == "a.hl7:message 1:OBX 1"
    assert note.text == "right"
    assert note.parts == (Part(0, "message 1, OBX 2"),)


def test_where_all_is_withdrawn_there_is_no_note():
    assert reason_in(message(txa(), obx("wrong", status="W"))).notice


LATER = {
    "replaced": document("new", number="D2", kind="MDM^T10", f13="D1"),
    "edited": document("new", number="D1", kind="MDM^T08"),
    "signed": document("new", number="D1", kind="MDM^T04"),
}


@pytest.mark.parametrize("later", LATER.values(), ids=LATER)
def test_of_two_versions_of_a_document_the_later_one_is_read(later):
    told, note = items_of(document("old", number="D1") + later)
    assert told.notice
    assert told.message.endswith("replaced or cancelled by message 2")
    assert note.text == "new"


def test_a_change_that_comes_without_its_text_leaves_the_document():
    note, told = items_of(document("old") + message(txa("D1"), head=header("MDM^T08")))
    assert note.text == "old"
    assert not told.notice


def test_a_document_cancelled_later_in_the_file_is_not_read():
    cancelled = message(txa("D1"), head=header("MDM^T11"))
    items = items_of(document("old", number="D1") + cancelled)
    assert [item.notice for item in items] == [True, True]


APART = {
    "addendum": document("new", number="D2", kind="MDM^T06", f13="D1"),
    "another-number": document("new", number="D2", kind="MDM^T08"),
    "another-patient": document("new", kind="MDM^T08").replace("0001", "0002"),
    "original-again": document("new", number="D1"),
    "unknown-number": document("new", number="D2", kind="MDM^T10", f13="D7"),
}


@pytest.mark.parametrize("later", APART.values(), ids=APART)
def test_other_documents_stand_beside_it(later):
    assert [n.text for n in notes_in(items_of(document("old") + later))] == ["old", "new"]


ENCODED = {
    "base64": carried(packed()),
    "base64-in-lines": carried(r"\.br\ ".join((packed()[:20], packed()[20:]))),
    "base64-unsaid": carried(packed(), encoding=""),
    "hex": carried(NOTE.encode().hex(), encoding="Hex"),
    "as-it-is": carried(NOTE.replace("\n", r"\.br\ ".strip()), encoding="A"),
    "data-alone": obx(packed(), "ED"),
}


@pytest.mark.parametrize("written", ENCODED.values(), ids=ENCODED)
def test_an_encapsulated_document_is_decoded_and_read(written):
    note = note_in(message(txa(), written))
    assert note.text == NOTE
    assert note.parts == (Part(0, "message 1, OBX 1"),)
    assert note.values == {"id": "D1", "patient": "0001"}


DAMAGED = {
    "cut": (carried(packed()[:-3]), "cut or damaged"),
    "no-base64": (carried("words of a note!"), "cut or damaged"),
    "odd-hex": (carried("abc", encoding="Hex"), "cut or damaged"),
    "unknown-encoding": (carried(packed(), encoding="UU"), "a way that is not read"),
    "empty": (carried(" "), "holds no data"),
}


@pytest.mark.parametrize(("written", "reason"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_encapsulated_document_is_refused_at_its_place(written, reason):
    told = reason_in(message(txa(), written))
    assert told.source == "a.hl7:message 1:OBX 1"
    assert reason in told.message


def test_what_the_inner_reader_says_is_passed_on_with_its_place():
    def pages(raw, place):
        yield Extracted(raw.decode(), place, (Part(0, "page 1"),), {"patient": "X", "payer": "P"})
        yield place.refuse("page 2 holds only an image")

    told, note = items_of(message(txa(), carried(packed())), pages)
    assert told.source == "a.hl7:message 1:OBX 1"
    assert note.parts == (Part(0, "message 1, OBX 1, page 1"),)
    assert note.values == {"id": "D1", "patient": "0001", "payer": "P"}


def test_an_inner_reader_that_gives_up_is_one_refusal():
    def broken(_, place):
        yield from ()
        reason = "is a PDF document without text"
        raise place.error(reason)

    told = reason_in(message(txa(), carried(packed())), broken)
    assert told.message == "a.hl7:message 1:OBX 1: is a PDF document without text"


def test_a_note_sent_in_two_formats_is_read_once():
    told, note = items_of(message(txa(), *map(obx, NOTE.splitlines()), carried(packed())))
    assert told.notice
    assert told.message.endswith("is the note in another format, which is read once")
    assert note.text == NOTE


def test_two_encapsulated_formats_of_a_note_are_read_once():
    raw = message(txa(), carried(packed()), carried(packed(NOTE.upper()), number=2))
    assert [n.text for n in notes_in(items_of(raw))] == [NOTE]


def test_a_covering_line_and_the_document_are_one_note():
    note = note_in(message(txa(), obx("See document."), carried(packed(), number=2)))
    assert note.text == f"See document.\n{NOTE}"
    assert note.parts == (Part(0, "message 1, OBX 1"), Part(14, "message 1, OBX 2"))


def test_a_text_that_is_rtf_is_read_as_the_document_it_is():
    def rtf(raw, place):
        assert raw == b"{\\rtf1 one\n\\par two}"
        yield Extracted("one\ntwo", place)

    note = note_in(message(txa(), obx(r"{\E\rtf1 one", "FT"), obx(r"\par two}", "FT")), rtf)
    assert note.text == "one\ntwo"
    assert note.parts == (Part(0, "message 1, OBX 1"),)
    assert note.values == {"id": "D1", "patient": "0001"}


def test_a_pointer_is_refused_beside_the_text():
    pointer = obx("/files/1.pdf^^application^pdf", "RP")
    told = reason_in(message(txa(), pointer))
    assert "only points (RP)" in told.message
    assert not told.notice
    items = items_of(message(txa(), pointer, obx("one")))
    assert [n.text for n in notes_in(items)] == ["one"]
    assert len(refusals_in(items)) == 1


def test_a_file_is_read_whose_header_says_its_event_elsewhere():
    raw = message("EVN|T01|2026", txa(), head=header("MDM"))
    assert "(T01)" in reason_in(raw).message


def test_a_file_too_large_is_refused(monkeypatch):
    monkeypatch.setattr("auditor.ingest.extras.MOST_DOCUMENT_BYTES", 10)
    with pytest.raises(InputError, match="is over 10 bytes"):
        items_of(document("one"))


def result(text, status, *, number="F1", day="20260304"):
    order = segment("OBR", f1="1", f3=number, f7=day, f25=status)
    return message(order, obx(text, status=status), head=header("ORU^R01"))


@pytest.mark.parametrize(("first", "then"), [("P", "F"), ("R", "C"), ("F", "C"), ("C", "C")])
def test_results_sent_again_when_final_or_corrected_are_one_note(first, then):
    old, new = "97110 x 15 min of exercise", "97110 x 10 min of exercise"
    told, note = items_of(result(old, first) + result(new, then))
    assert told.message.endswith("replaced or cancelled by message 2")
    assert note.text == new


RESULTS_APART = {
    "two finals": result("97110 x 15 min of exercise", "F"),
    "another day": result("97110 x 15 min of exercise", "C", day="20260305"),
    "another order": result("97110 x 15 min of exercise", "C", number="F2"),
    "a line alone": result("x 10 min", "C"),
}


@pytest.mark.parametrize("later", RESULTS_APART.values(), ids=RESULTS_APART)
def test_other_results_stand_beside_them(later):
    found = items_of(result("97110 x 15 min of exercise", "F") + later)
    assert len(notes_in(found)) == 2
