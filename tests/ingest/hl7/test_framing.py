"""Which messages a file holds, and what shows that it is not whole."""

import hl7
import pytest

from auditor.errors import InputError
from auditor.ingest.hl7.framing import read_frames
from auditor.ingest.hl7.segments import read_segments
from ingest.hl7.writing import (
    PLACE,
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

ONE, TWO = document("first", number="D1"), document("second", number="D2")


def framed(*messages):
    return "".join(f"\x0b{each}\x1c\r" for each in messages)


def batch(*messages, said=None, trailer=True):
    count = len(messages) if said is None else said
    return "BHS|^~\\&\r" + "".join(messages) + (f"BTS|{count}\r" if trailer else "")


FILES = {
    "one-after-another": ONE + TWO,
    "line-feeds": (ONE + TWO).replace("\r", "\n"),
    "windows-line-ends": (ONE + TWO).replace("\r", "\r\n"),
    "blank-lines-between": f"\r\n{ONE}\r\r{TWO}\r\r",
    "frames": framed(ONE, TWO),
    "frames-with-line-feeds": framed(ONE, TWO).replace("\r", "\n"),
    "batch": batch(ONE, TWO),
    "batch-of-a-file": f"FHS|^~\\&\r{batch(ONE, TWO)}FTS|1\r",
    "batches-of-a-file": f"FHS|^~\\&\r{batch(ONE)}{batch(TWO)}FTS|2\r",
    "messages-of-a-file": f"FHS|^~\\&\r{ONE}{TWO}FTS|2\r",
    "framed-batch": f"\x0b{batch(ONE, TWO)}\x1c\r",
    "no-end-after-a-status": (ONE + TWO).removesuffix("\r"),
    "padded-at-the-end": f"{ONE}{TWO}\x1a\0\0",
    "other-delimiters": (ONE + TWO).replace("|", "#").replace("^", "*"),
    "truncation-mark": (ONE + TWO).replace("~\\&|", "~\\&#|"),
}


@pytest.mark.parametrize("raw", FILES.values(), ids=FILES)
def test_every_message_of_a_file_is_read(raw):
    items = items_of(raw)
    assert refusals_in(items) == []
    assert [(note.values["id"], note.text) for note in items] == [("D1", "first"), ("D2", "second")]
    assert [note.place.source for note in items] == ["a.hl7:message 1", "a.hl7:message 2"]


BROKEN = {
    "cut-in-a-text": (ONE + TWO)[:-9],
    "cut-before-a-status": (ONE + TWO)[:-2],
    "cut-in-a-name": f"{ONE}{TWO}OB",
    "comment-not-ended": f"{ONE}{TWO}NTE|1||more",
    "frame-not-ended": framed(ONE) + framed(TWO)[:-2],
    "no-delimiters": f"{ONE}{TWO.replace('^~', '')}",
    "delimiters-twice": f"{ONE}{TWO.replace('^~', '^^')}",
    "header-alone": f"{ONE}MSH|\r",
    "no-kind": f"{ONE}{TWO.replace('MDM^T02', '')}",
}


@pytest.mark.parametrize("raw", BROKEN.values(), ids=BROKEN)
def test_a_message_that_is_not_whole_is_refused_and_the_others_are_read(raw):
    items = items_of(raw)
    assert [note.text for note in notes_in(items)] == ["first"]
    (told,) = refusals_in(items)
    assert told.source == "a.hl7:message 2"
    assert told.message.startswith("a.hl7:message 2: ")
    assert not told.notice


INCOMPLETE = {
    "batch-without-trailer": (batch(ONE, TWO, trailer=False), "has no BTS after it"),
    "file-without-trailer": (f"FHS|^~\\&\r{batch(ONE, TWO)}", "has no FTS after it"),
    "fewer-than-said": (batch(ONE, TWO, said=3), "holds 3 messages, and 2 were found"),
    "fewer-batches": (f"FHS|^~\\&\r{batch(ONE, TWO)}FTS|2\r", "holds 2 batches, and 1 were found"),
    "before-the-header": (f"PID|1||7\r{ONE}{TWO}", "belongs to no message"),
    "after-a-trailer": (f"{batch(ONE, TWO)}PID|1||7\r", "belongs to no message"),
    "between-frames": (f"{framed(ONE)}words\r{framed(TWO)}", "belongs to no message"),
}


@pytest.mark.parametrize(("raw", "reason"), INCOMPLETE.values(), ids=INCOMPLETE)
def test_a_file_that_is_not_whole_says_so_beside_what_it_holds(raw, reason):
    items = items_of(raw)
    assert sorted(note.text for note in notes_in(items)) == ["first", "second"]
    (told,) = refusals_in(items)
    assert reason in told.message
    assert not told.notice


def test_an_empty_batch_is_no_fault():
    told = reason_in("BHS|^~\\&\rBTS|0\r")
    assert told.notice
    assert told.message == "a.hl7: the batch holds no messages"


@pytest.mark.parametrize("raw", ["", " \r\n", "S: pt walks.", "\0" * 50, "PID|1||7\r", "MSH words"])
def test_a_file_without_a_message_is_refused_whole(raw):
    with pytest.raises(InputError, match="is no HL7 version 2 file"):
        items_of(raw)


def test_messages_of_other_kinds_are_passed_over_beside_notes():
    others = "".join(message(head=header(kind)) for kind in ("ADT^A01", "SIU^S12", "DFT^P03"))
    assert note_in(others + ONE).text == "first"


def test_messages_of_other_kinds_alone_are_named_and_unknown_kinds_not_shown():
    kinds = ("ADT^A01", "ADT^A08", "ACK", "SECRET^X")
    with pytest.raises(InputError) as told:
        items_of("".join(message(head=header(kind)) for kind in kinds))
    assert str(told.value) == (
        "a.hl7: holds no notes; its messages are 2 of admissions and visits (ADT), 1 of "
        "acknowledgements (ACK), 1 of other kinds; notes come in messages of documents (MDM) or "
        "of results (ORU)"
    )


def test_the_library_gives_the_same_fields():
    raw = document("a\\T\\b~c", "d", f13="D0^SYS").encode()
    (framed,) = read_frames(raw, PLACE)
    ours = [[*segment.fields] for segment in read_segments(framed)]
    assert ours == [[str(field) for field in segment] for segment in hl7.parse(raw.decode())]


def test_trailing_blanks_of_a_text_stay():
    assert note_in(message(txa(), segment("OBX", f1="1", f2="TX", f5=" a  "))).text == " a  "


def test_a_text_of_a_megabyte_is_read():
    lines = "~".join(["sit to stand, CGA"] * 55_000)
    assert note_in(message(txa(), obx(lines))).text.count("\n") == 54_999
