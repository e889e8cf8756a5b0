"""Any file: its format is told by content, and whatever is wrong is one line without its words."""

import gzip
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.ingest.claim_files import read_claims, read_remittances
from auditor.ingest.refused import Place
from ingest.claim_files.reading import answers_of, claims_of, lines_of, messages_of
from ingest.claim_files.writing import (
    Answer,
    AnsweredLine,
    Claim,
    Line,
    fhir,
    professional,
    remittance,
    rows,
    table,
)

CLAIMS = [Claim("A1", (Line("97530", 2, ("GP",)), Line("97110", 1, ("GP",))), "M-1")]
CANARY = "Zebedee Quux"


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.json", "a.837", "a"])
@pytest.mark.parametrize(
    "raw",
    [professional(CLAIMS), table(CLAIMS).encode(), json.dumps(fhir(CLAIMS[0])).encode()],
    ids=["837", "csv", "fhir"],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_the_format_is_told_by_the_content_not_by_the_name(tmp_path, raw, name, pack):
    lines = lines_of(claims_of(tmp_path, pack(raw), name))
    assert [line.service.code for line in lines] == ["97530", "97110"]


@pytest.mark.parametrize("raw", [professional(CLAIMS), table(CLAIMS).encode()], ids=["837", "csv"])
def test_a_gzip_cut_at_any_byte_is_told(tmp_path, raw):
    packed = gzip.compress(raw)
    for end in range(1, len(packed), 7):
        assert messages_of(claims_of(tmp_path, packed[:end])), end


def test_a_gzip_that_unpacks_to_far_more_is_not_read_to_its_end(tmp_path):
    packed = gzip.compress(table(CLAIMS).encode() + (b" " * 999 + b"\n") * 60_000)
    messages = messages_of(claims_of(tmp_path, packed))
    assert "unpacks to over 200 times its size" in messages[-1]


OTHERS = {
    "nothing": (b"", "a: is empty"),
    "blanks": (b" \r\n ", "a: is empty"),
    "pdf": (b"%PDF-1.7", "a: is a PDF document; claims come as 837P"),
    "old-excel": (b"\xd0\xcf\x11\xe0", "a: is an old Word or Excel file"),
    "xml": (b"<Claim/>", "a: is XML or HTML"),
    "hl7": (b"MSH|^~\\&|", "a: is an HL7 version 2 message"),
    "edifact": (b"UNB+UNOA:1", "a: is an EDIFACT file"),
    "headless": (b"ST*837*0001~", "a: is a part of an X12 file without its ISA segment"),
    "binary": (bytes(range(256)) * 8, "a: "),
    "zeros": (b"\0" * 2000, "a: is not plain text"),
}


@pytest.mark.parametrize(("raw", "reason"), OTHERS.values(), ids=OTHERS)
def test_a_file_without_claims_is_named(tmp_path, raw, reason):
    (message,) = messages_of(claims_of(tmp_path, raw))
    assert message.startswith(reason)
    assert len(messages_of(answers_of(tmp_path, raw))) == 1


@pytest.mark.parametrize("read", [read_claims, read_remittances])
def test_a_file_that_cannot_be_opened_is_told(tmp_path, read):
    place = Place("a", "a")
    (missing,) = read(tmp_path / "none", place)
    assert missing.message == "a: there is no such file or folder; check the path"
    (folder,) = read(tmp_path, place)
    assert folder.message.startswith("a: cannot be read")


def test_a_table_is_no_answer(tmp_path):
    (message,) = messages_of(answers_of(tmp_path, table(CLAIMS)))
    assert "payers' answers are read from 835" in message


def test_a_whole_file_without_lines_is_told(tmp_path):
    assert messages_of(claims_of(tmp_path, professional([]))) == ["a: holds no service lines"]
    assert messages_of(answers_of(tmp_path, remittance([]))) == ["a: holds no service lines"]


def canaries():
    line = Line("97530", CANARY, (CANARY,), CANARY, "", CANARY, (CANARY,), CANARY)
    for field in ("code", "units", "modifiers", "day", "rendering", "line_id"):
        value = (CANARY,) if field == "modifiers" else CANARY
        changed = Line(**({"code": "97530"} | {field: value}))
        yield Claim(CANARY * 30, (changed,), CANARY, CANARY, CANARY)
        yield Claim("A1", (changed,), CANARY, CANARY, CANARY)
    yield Claim(CANARY, (Line(CANARY, line.units),), frequency="8")
    yield Claim(CANARY, ())


def broken_files():
    for claim in canaries():
        yield professional([claim])
        yield professional([claim])[:-80]
        yield table([claim]).encode()
        yield table([claim]).encode()[60:]
        yield json.dumps(fhir(claim)).encode()
        yield json.dumps(fhir(claim)).encode()[:-9]
    yield CANARY.encode()
    yield f'{{"resourceType": "{CANARY}"}}'.encode()
    yield f'{{"resourceType": "Claim", "item": "{CANARY}"}}'.encode()
    yield f'CPT,Units,DOS\n97530,1,"{CANARY}'.encode()
    yield "\n".join(",".join(row) for row in rows(CLAIMS)).replace("97530", CANARY).encode()
    answer = Answer(
        CANARY * 30, (AnsweredLine(CANARY),), CANARY, CANARY, CANARY, adjustments=((CANARY,) * 3,)
    )
    yield remittance([answer])
    line = AnsweredLine(CANARY, adjustments=((CANARY,) * 3,), remarks=(CANARY,), day=CANARY)
    yield remittance([Answer("A1", (line,), status="22"), Answer("A2", (line,))], payer=CANARY)


BROKEN = dict(enumerate(broken_files()))


@pytest.mark.parametrize("raw", BROKEN.values(), ids=BROKEN)
def test_no_message_holds_a_word_of_the_file_and_each_is_one_line(tmp_path, raw):
    found = messages_of(claims_of(tmp_path, raw)) + messages_of(answers_of(tmp_path, raw))
    assert found
    for message in found:
        assert "zebedee" not in message.casefold()
        assert "\n" not in message


SEEDS = [
    professional(CLAIMS),
    table(CLAIMS).encode(),
    json.dumps(fhir(CLAIMS[0])).encode(),
    remittance([Answer("A1", (AnsweredLine("97530", adjustments=(("CO", "50", "1"),)),))]),
]


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    raw=st.sampled_from(SEEDS),
    at=st.integers(0, 2000),
    gone=st.integers(0, 40),
    put=st.binary(max_size=12),
)
def test_nothing_that_happens_to_a_file_raises(tmp_path, raw, at, gone, put):
    changed = raw[:at] + put + raw[at + gone :]
    for message in messages_of(claims_of(tmp_path, changed) + answers_of(tmp_path, changed)):
        assert "\n" not in message


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=300), head=st.sampled_from([b"", b"ISA*", b"{", b"PK\x03\x04"]))
def test_no_bytes_raise(tmp_path, raw, head):
    assert isinstance(claims_of(tmp_path, head + raw), list)
    assert isinstance(answers_of(tmp_path, head + raw), list)
