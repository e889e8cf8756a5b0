"""The envelope of X12: broken files, counts, several parts, and other kinds of transactions."""

import io

import pytest

from auditor.ingest import Refused
from auditor.ingest.claim_files import professional as reader
from auditor.ingest.claim_files.kinds import PROFESSIONAL
from auditor.ingest.claim_files.source import MOST_BYTES
from auditor.ingest.claim_files.transactions import read_transactions
from auditor.ingest.refused import Place
from ingest.claim_files.reading import answers_of, claims_of, lines_of, messages_of
from ingest.claim_files.writing import (
    Answer,
    AnsweredLine,
    Claim,
    Line,
    Marks,
    professional,
    remittance,
)

LINES = (Line("97530", 2, ("GP",), line_id="L1"), Line("97110", 12, ("GP", "59")))
CLAIMS = [Claim("A1", LINES, "M-1"), Claim("A2", LINES, dependent=True, rendering="1444")]
ANSWERS = [
    Answer("A1", (AnsweredLine("97530", 20, 12, adjustments=(("CO", "151", "30", "8"),)),)),
    Answer("A2", (AnsweredLine("97110", remarks=("N115",)), AnsweredLine("97530"))),
]
PLACE = Place("a", "a")


def read(raw):
    found = read_transactions(io.BytesIO(raw), PLACE, PROFESSIONAL, reader.read_claims)
    return list(found)


@pytest.mark.parametrize("marks", [Marks(), Marks("|", ">", "^", "\n", "")], ids=["usual", "other"])
def test_cut_at_any_byte_the_lines_before_are_read_and_none_is_made_up(tmp_path, marks):
    raw = professional(CLAIMS, marks)
    whole = claims_of(tmp_path, raw)
    assert len(lines_of(whole)) == len(whole) == 4
    counts = []
    for end in range(len(raw.rstrip())):
        items = claims_of(tmp_path, raw[:end])
        lines = lines_of(items)
        assert lines == whole[: len(lines)], end
        complete_but_for_its_terminator = marks.terminator == "~" and end == len(raw.rstrip()) - 1
        assert bool(messages_of(items)) != complete_but_for_its_terminator, end
        counts.append(len(lines))
    assert counts == sorted(counts)
    assert set(counts) == set(range(5))


def test_an_answer_cut_at_any_byte_makes_up_no_line(tmp_path):
    raw = remittance(ANSWERS)
    whole = answers_of(tmp_path, raw)
    assert len(lines_of(whole)) == len(whole) == 3
    for end in range(len(raw) - 2):
        items = answers_of(tmp_path, raw[:end])
        lines = lines_of(items)
        assert lines == whole[: len(lines)], end
        assert messages_of(items), end


def test_a_cut_is_named_by_segment_and_byte(tmp_path):
    raw = professional(CLAIMS)
    at = raw.index(b"SV1*HC:97110")
    (message,) = messages_of(claims_of(tmp_path, raw[: at + 20]))
    number = raw[:at].count(b"~") + 1
    assert message == (
        f"a:segment {number}: the file breaks off inside this segment, which begins at byte offset "
        f"{at}; the service line it stands in and what should follow are not read; "
        "get the whole file"
    )


def test_a_cut_between_segments_is_told_too(tmp_path):
    raw = professional(CLAIMS)
    (message,) = messages_of(claims_of(tmp_path, raw[: raw.index(b"SE*")]))
    assert "before its trailer (IEA)" in message


@pytest.mark.parametrize(
    ("old", "new", "trailer"),
    [
        (b"SE*47*", b"SE*46*", "the trailer SE counts other"),
        (b"SE*47*0001", b"SE*47*0009", "the trailer SE bears another number"),
        (b"SE*47*", b"SE*x*", "the trailer SE counts other"),
        (b"GE*1*1", b"GE*2*1", "the trailer GE counts other"),
        (b"GE*1*1", b"GE*1*2", "the trailer GE bears another number"),
        (b"IEA*1*", b"IEA*3*", "the trailer IEA counts other"),
        (b"IEA*1*000000001", b"IEA*1*000000002", "the trailer IEA bears another number"),
    ],
)
def test_a_trailer_that_does_not_fit_is_told_and_the_lines_are_kept(old, new, trailer):
    raw = professional(CLAIMS)
    assert old in raw
    items = read(raw.replace(old, new))
    assert len(lines_of(items)) == 4
    (message,) = messages_of(items)
    assert trailer in message


def test_a_segment_left_out_is_noticed():
    raw = professional(CLAIMS)
    items = read(raw.replace(b"N3*1 MAIN ST~\n", b""))
    assert len(lines_of(items)) == 4
    assert "the trailer SE counts other" in messages_of(items)[0]


def test_leading_zeros_of_a_count_say_nothing():
    assert not messages_of(read(professional(CLAIMS).replace(b"SE*47*", b"SE*0047*")))


def test_a_transaction_that_is_not_closed_loses_its_last_line_only():
    raw = professional(CLAIMS)
    one, end = raw[: raw.index(b"SE*")], raw[raw.index(b"SE*") :]
    start = raw.index(b"ST*")
    items = read(one + raw[start : raw.index(b"SE*")] + end)
    assert len(lines_of(items)) == 3 + 4
    assert "not closed (SE) before this ST" in messages_of(items)[0]


def test_several_transactions_and_interchanges_with_other_delimiters():
    first, second = professional(CLAIMS), professional(CLAIMS, Marks("|", ">", "^", "'", ""))
    body = first[first.index(b"ST*") : first.index(b"GE*")]
    doubled = first.replace(body, body * 2).replace(b"GE*1", b"GE*2")
    items = read(doubled + b"\r\n" + second + b"\x1a")
    assert len(lines_of(items)) == 12
    assert not messages_of(items)
    assert len({item.source for item in items}) == 12


def test_a_head_of_a_later_interchange_is_named_by_segment_and_byte():
    whole = professional(CLAIMS)
    items = read(whole + b"ISA and no more elements~" + b" " * 400)
    (message,) = messages_of(items)
    assert len(lines_of(items)) == 4
    assert message.startswith(f"a:segment {whole.count(b'~') + 1}: ")
    assert f"at byte offset {len(whole)}" in message


@pytest.mark.parametrize(
    ("kind", "guide", "words"),
    [
        (b"837", b"005010X223A2", "institutional claims (837I)"),
        (b"837", b"005010X224A2", "dental claims (837D)"),
        (b"837", b"004010X096A1", "institutional claims (837I)"),
        (b"837", b"004010X097A1", "dental claims (837D)"),
        (b"270", b"005010X279A1", "an eligibility inquiry (270)"),
        (b"277", b"005010X214", "a claim status answer (277)"),
        (b"999", b"005010X231", "an acknowledgement (999)"),
        (b"123", b"", "a transaction of another kind"),
    ],
)
def test_another_kind_of_transaction_is_named_once(kind, guide, words):
    raw = professional(CLAIMS).replace(b"005010X222A1", guide).replace(b"ST*837", b"ST*" + kind)
    items = read(raw + raw)
    assert not lines_of(items)
    (message,) = messages_of(items)
    assert f"a:segment 3: this holds {words}, not professional claims (837P)" in message


@pytest.mark.parametrize(
    ("of_group", "of_transaction", "lines"),
    [
        (b"005010X222A1", b"005010X223A2", 0),
        (b"005010X223A2", b"005010X222A1", 4),
        (b"005010X223A2", b"", 0),
        (b"", b"005010X223A2", 0),
    ],
)
def test_the_guide_of_a_transaction_goes_before_that_of_its_group(of_group, of_transaction, lines):
    before, group, after = professional(CLAIMS).partition(b"*X*005010X222A1")
    assert group
    raw = before + b"*X*" + of_group + after.replace(b"005010X222A1", of_transaction)
    assert len(lines_of(read(raw))) == lines


@pytest.mark.parametrize("guide", [b"004010X098A1", b"", b"CUSTOM"])
def test_older_and_unnamed_claims_are_read(guide):
    items = read(professional(CLAIMS).replace(b"005010X222A1", guide))
    assert len(lines_of(items)) == 4


def test_claims_and_answers_given_for_each_other_are_told(tmp_path):
    (message,) = messages_of(claims_of(tmp_path, remittance(ANSWERS)))
    assert message.endswith("give it as a remittance file instead")
    (message,) = messages_of(answers_of(tmp_path, professional(CLAIMS)))
    assert message.endswith("give it as a claim file instead")


def test_mixed_transactions_are_read_for_what_is_wanted():
    claims, answers = professional(CLAIMS), remittance(ANSWERS)
    items = read(claims + answers + claims)
    assert [isinstance(item, Refused) for item in items] == [False] * 4 + [True] + [False] * 4


def test_what_stands_outside_a_transaction_is_told_once():
    raw = professional(CLAIMS)
    items = read(raw.replace(b"GE*", b"CLM*A9~LX*1~GE*"))
    assert len(lines_of(items)) == 4
    (message,) = messages_of(items)
    assert "stand outside any transaction" in message


def test_what_follows_the_last_trailer_is_told():
    items = read(professional(CLAIMS) + b"and so on")
    assert len(lines_of(items)) == 4
    (message,) = messages_of(items)
    assert "no interchange (ISA) begins here" in message


BROKEN_HEADS = {
    "letters-as-delimiters": (b"ISA*", b"ISAx"),
    "same-delimiter-twice": (b"*T*:~", b"*T**~"),
    "too-few-elements": (b"*ZZ*SENDER A       *ZZ*RECEIVER A     ", b""),
}


@pytest.mark.parametrize(("old", "new"), BROKEN_HEADS.values(), ids=BROKEN_HEADS)
def test_a_head_that_cannot_be_read_is_told(old, new):
    raw = professional(CLAIMS)
    assert old in raw
    raw = raw.replace(old, new, 1) if old != b"ISA*" else raw.replace(b"*", b"x")
    items = read(raw)
    assert not lines_of(items)
    assert "ISA" in messages_of(items)[0]


def test_a_segment_without_end_is_not_held():
    raw = professional(CLAIMS)
    items = read(raw[: raw.index(b"IEA")] + b"NTE*" + b"x" * 10 * MOST_BYTES)
    assert len(lines_of(items)) == 4
    assert f"does not end within {MOST_BYTES:,} bytes" in messages_of(items)[0]


def test_bytes_that_are_no_segment_end_the_reading():
    raw = professional(CLAIMS)
    items = read(raw.replace(b"GE*", b"\x80\x81 what?~GE*"))
    assert len(lines_of(items)) == 4
    assert "no segment can be read at byte offset" in messages_of(items)[0]


def test_a_byte_order_mark_is_counted_and_passed():
    raw = professional(CLAIMS)
    at = raw.index(b"SV1")
    assert not messages_of(read(b"\xef\xbb\xbf" + raw))
    (message,) = messages_of(read(b"\xef\xbb\xbf" + raw[: at + 5]))
    assert f"byte offset {at + 3}" in message


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_names_in_either_encoding_are_read(encoding):
    raw = professional([Claim("A1", LINES, payer="Krankenkasse Süd")]).decode().encode(encoding)
    assert read(raw)[0].payer == "Krankenkasse Süd"


class Counted(io.BytesIO):
    """A stream that says how much of it was read."""

    taken = 0

    def read(self, size=-1):
        piece = super().read(size)
        self.taken += len(piece)
        return piece


def test_a_long_file_is_never_held_as_a_whole():
    raw = professional([Claim(f"A{i}", LINES) for i in range(5_000)])
    stream = Counted(raw)
    items = read_transactions(stream, PLACE, PROFESSIONAL, reader.read_claims)
    next(items)
    assert stream.taken < len(raw) / 10
    assert sum(1 for _ in items) == 9_999
    assert stream.taken == len(raw)
