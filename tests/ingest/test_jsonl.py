"""JSON lines: one note a line, and one refusal for each line that is none."""

import gzip
import json

import pytest

from auditor.errors import InputError
from auditor.ingest import MOST_BYTES, Refused, read_sources
from auditor.ingest.encoding import LINE_LIMIT
from auditor.model import Note, ServiceLine


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Read a file ``a.jsonl`` of the working folder."""
    monkeypatch.chdir(tmp_path)

    def read_raw(raw, name="a.jsonl"):
        (tmp_path / name).write_bytes(raw.encode() if isinstance(raw, str) else raw)
        return list(read_sources([name]))

    return read_raw


def test_every_key_of_the_batch_format_is_read_and_no_other(read):
    line = {
        "text": "97530 x 22 min: sit<>stand.",
        "id": "A-17",
        "discipline": "PT",
        "setting": "snf",
        "payer": "medicare",
        "patient": "P1",
        "clinician": "C9",
        "date_of_service": "2026-03-04",
        "claim": [{"code": "97530", "units": 2, "modifiers": ["GP", "CQ"], "charge": 90}],
        "gold": {"elements": {}},
    }
    assert read(json.dumps(line)) == [
        Note(
            note_id="A-17",
            text="97530 x 22 min: sit<>stand.",
            source="a.jsonl:1",
            discipline="PT",
            setting="snf",
            payer="medicare",
            patient="P1",
            clinician="C9",
            date_of_service="2026-03-04",
            claim=(ServiceLine("97530", 2, ("GP", "CQ")),),
        )
    ]


def test_a_line_with_text_alone_is_called_by_file_and_line(read):
    assert read('\n{"text": "a"}\r\n\n  {"text": "b"}') == [
        Note("a.jsonl:2", "a", "a.jsonl:2"),
        Note("a.jsonl:4", "b", "a.jsonl:4"),
    ]


SAID_NOTHING = {
    "null": "null",
    "blank": '" \\u00a0 "',
}


@pytest.mark.parametrize("value", SAID_NOTHING.values(), ids=SAID_NOTHING)
@pytest.mark.parametrize(
    "key", ["id", "discipline", "setting", "payer", "patient", "clinician", "date_of_service"]
)
def test_null_and_blank_say_nothing(read, key, value):
    assert read(f'{{"text": "a", "{key}": {value}}}') == [Note("a.jsonl:1", "a", "a.jsonl:1")]


@pytest.mark.parametrize("claim", ["null", "[]"])
def test_no_claim_is_an_empty_one(read, claim):
    assert read(f'{{"text": "a", "claim": {claim}}}') == [Note("a.jsonl:1", "a", "a.jsonl:1")]


def test_words_are_read_without_outer_blanks_and_numbers_may_be_ids(read):
    assert read('{"text": " a ", "id": 17, "patient": 3, "clinician": 4, "payer": " x "}') == [
        Note("17", " a ", "a.jsonl:1", payer="x", patient="3", clinician="4")
    ]


def test_escaped_pairs_and_controls_are_the_characters_they_stand_for(read):
    [note] = read(r'{"text": "\ud83d\ude00\r\n\f\t\u0001\u2028"}')
    assert note.text == "\U0001f600\r\n\f\t\x01\u2028"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_told_apart(read, encoding):
    lines = '{"text": "5\u00bd\u201d"}\n{"text": "\u2013"}\n'
    assert [n.text for n in read(lines.encode(encoding))] == ["5\u00bd\u201d", "\u2013"]


def test_a_mark_in_the_middle_of_joined_files_is_passed_over(read):
    assert [n.text for n in read('{"text": "a"}\n\ufeff{"text": "b"}\n')] == ["a", "b"]


NO_TEXT = '"text" must be a string with the note, '
EMPTY = "the note is empty; give its text or take it out"
TOO_LARGE = "the note is over 1,000,000 bytes; is it one note? split it into single notes"
NUL = "holds NUL characters, so it is not plain text; save it as UTF-8 text"
NO_CHARACTERS = "holds bytes or escapes that are no characters; save it as UTF-8 text"
ONE_A_LINE = "; write one object a line"
CONTROL = " holds a line break or another control character"

REFUSED = {
    "cut-off": (
        '{"text": "CANARY',
        f"is not valid JSON at column 10 (Unterminated string starting at){ONE_A_LINE}",
    ),
    "no-end": (
        '{"text": "CANARY"',
        f"is not valid JSON at column 18 (Expecting ',' delimiter){ONE_A_LINE}",
    ),
    "two-objects": (
        '{"text": "CANARY"} {"text": "CANARY"}',
        f"is not valid JSON at column 20 (Extra data){ONE_A_LINE}",
    ),
    "words": ("CANARY", f"is not valid JSON at column 1 (Expecting value){ONE_A_LINE}"),
    "raw-control": (
        '{"text": "CANARY \x0c"}',
        f"is not valid JSON at column 18 (Invalid control character at){ONE_A_LINE}",
    ),
    "bad-escape": (
        '{"text": "CANARY \\q"}',
        f"is not valid JSON at column 18 (Invalid \\escape){ONE_A_LINE}",
    ),
    "too-deep": ("[" * 100_000, "is JSON too deep or with a number too long to read"),
    "endless-number": (
        '{"units": ' + "9" * 5000 + "}",
        "is JSON too deep or with a number too long to read",
    ),
    "list": ('["CANARY"]', 'must be a JSON object with "text", not a list'),
    "string": ('"CANARY"', 'must be a JSON object with "text", not a string'),
    "number": ("7", 'must be a JSON object with "text", not a number'),
    "null": ("null", 'must be a JSON object with "text", not null'),
    "no-text": ('{"note": "CANARY"}', f"{NO_TEXT}and there is none"),
    "text-null": ('{"text": null}', f"{NO_TEXT}not null"),
    "text-number": ('{"text": 7}', f"{NO_TEXT}not a number"),
    "text-list": ('{"text": ["CANARY"]}', f"{NO_TEXT}not a list"),
    "text-object": ('{"text": {"a": "CANARY"}}', f"{NO_TEXT}not an object"),
    "text-true": ('{"text": true}', f"{NO_TEXT}not true or false"),
    "text-empty": ('{"text": ""}', EMPTY),
    "text-blank": ('{"text": " \\n"}', EMPTY),
    "text-too-large": (json.dumps({"text": "C" * (MOST_BYTES + 1)}), TOO_LARGE),
    "text-nul": ('{"text": "CANARY\\u0000"}', NUL),
    "lone-surrogate": ('{"text": "CANARY \\ud800"}', NO_CHARACTERS),
    "undecodable": (b'{"text": "CANARY \x81"}', NO_CHARACTERS),
    "id-list": ('{"text": "CANARY", "id": ["CANARY"]}', '"id" must be a string, not a list'),
    "id-true": ('{"text": "CANARY", "id": true}', '"id" must be a string, not true or false'),
    "id-decimal": ('{"text": "C", "id": 1.5}', '"id" must be a string, not a decimal number'),
    "id-two-lines": ('{"text": "C", "id": "CANARY\\nC"}', f'"id"{CONTROL}'),
    "id-surrogate": ('{"text": "C", "id": "CANARY\\udc00"}', f'"id"{CONTROL}'),
    "id-long": (
        json.dumps({"text": "C", "id": "CANARY " * 40}),
        '"id" is over 200 characters; only "text" may be long',
    ),
    "payer-number": ('{"text": "C", "payer": 7}', '"payer" must be a string, not a number'),
    "setting-object": ('{"text": "C", "setting": {}}', '"setting" must be a string, not an object'),
    "date-words": (
        '{"text": "C", "date_of_service": "CANARY"}',
        '"date_of_service" must be a date such as 2026-03-04 or 3/4/2026',
    ),
    "date-number": (
        '{"text": "C", "date_of_service": 46085}',
        '"date_of_service" must be a string, not a number',
    ),
    "claim-object": (
        '{"text": "C", "claim": {"code": "97530"}}',
        '"claim" must be a list of objects, not an object',
    ),
}


@pytest.mark.parametrize(("line", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_line_that_is_no_note_is_refused_and_the_next_one_read(read, line, reason):
    raw = line if isinstance(line, bytes) else line.encode()
    assert read(b'{"text": "first"}\n' + raw + b'\n{"text": "last"}') == [
        Note("a.jsonl:1", "first", "a.jsonl:1"),
        Refused("a.jsonl:2", "a.jsonl:2", f"a.jsonl:2: {reason}"),
        Note("a.jsonl:3", "last", "a.jsonl:3"),
    ]


def test_a_refused_line_keeps_its_own_id(read):
    reason = '"payer" must be a string, not a number'
    assert read('{"text": "a", "id": "A-1", "payer": 7}') == [
        Refused("A-1", "a.jsonl:1", f"a.jsonl:1: {reason}")
    ]


def test_a_line_too_long_to_hold_is_refused_and_the_next_one_read(read):
    raw = b'{"text": "' + b"C" * LINE_LIMIT + b'"}\n{"text": "last"}\n'
    assert read(raw) == [
        Refused("a.jsonl:1", "a.jsonl:1", f"a.jsonl:1: {TOO_LARGE}"),
        Note("a.jsonl:2", "last", "a.jsonl:2"),
    ]


def test_however_long_a_line_is_the_count_goes_on(read, monkeypatch):
    monkeypatch.setattr("auditor.ingest.encoding.LINE_LIMIT", 100)
    long = '{"text": "' + "C" * 1000
    assert read(f'{long}\n{{"text": "b"}}\n{long}') == [
        Refused("a.jsonl:1", "a.jsonl:1", f"a.jsonl:1: {TOO_LARGE}"),
        Note("a.jsonl:2", "b", "a.jsonl:2"),
        Refused("a.jsonl:3", "a.jsonl:3", f"a.jsonl:3: {TOO_LARGE}"),
    ]


def test_two_thousand_lines_with_broken_ones_between_lose_none(read):
    broken = ["{", "[]", '{"text": ""}', "\x00", '{"text": 5}', '{"text": "\\ud800"}', "CANARY"]
    lines = [
        broken[i // 3 % len(broken)] if i % 3 == 0 else json.dumps({"text": f"note {i}", "id": i})
        for i in range(2000)
    ]
    items = read("\n".join(lines))
    expected = [
        (Refused, f"a.jsonl:{i + 1}") if i % 3 == 0 else (Note, str(i)) for i in range(2000)
    ]
    assert [(type(item), item.note_id) for item in items] == expected
    assert [item.source for item in items] == [f"a.jsonl:{i + 1}" for i in range(2000)]


WHOLE = {
    "empty": (b"", 'holds no notes; give one JSON object a line, as in {"text": "..."}'),
    "blank": (b"\n \n", 'holds no notes; give one JSON object a line, as in {"text": "..."}'),
    "binary": (b"\x00\x01CANARY\x00\x02", "is not plain text; save it as UTF-8 text"),
    "zip": (
        b"PK\x03\x04CANARY",
        "is a damaged or incomplete ZIP, Word or Excel file; get the whole file",
    ),
}


@pytest.mark.parametrize(("raw", "reason"), WHOLE.values(), ids=WHOLE)
def test_a_file_without_any_line_to_read_is_an_error(read, raw, reason):
    with pytest.raises(InputError) as caught:
        read(raw)
    assert str(caught.value) == f"a.jsonl: {reason}"


def test_utf_16_that_breaks_off_says_after_which_line(read):
    raw = '{"text": "a"}\n{"text": "CANARY'.encode("utf-16") + b"x"
    reason = "breaks off inside a character after this line; save it as UTF-8 text"
    assert read(raw) == [
        Note("a.jsonl:1", "a", "a.jsonl:1"),
        Refused("a.jsonl", "a.jsonl", f"a.jsonl:1: {reason}"),
    ]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.NDJSON.GZ"])
def test_compressed_lines_are_read(read, name):
    assert read(gzip.compress(b'{"text": "a"}\n'), name) == [Note(f"{name}:1", "a", f"{name}:1")]


GZIP_REASON = "its gzip data is damaged or breaks off, so not all is read; compress it anew"


def test_compressed_lines_that_break_off_keep_what_was_read(read):
    lines = "".join(json.dumps({"text": f"note {i * 7919}"}) + "\n" for i in range(50_000))
    items = read(gzip.compress(lines.encode())[:-5000], "a.jsonl.gz")
    assert items[-1] == Refused("a.jsonl.gz", "a.jsonl.gz", f"a.jsonl.gz: {GZIP_REASON}")
    assert [i.text for i in items[:-1]] == [f"note {i * 7919}" for i in range(len(items) - 1)]
    assert len(items) > 1000


def test_what_is_not_compressed_but_says_so_is_an_error(read):
    with pytest.raises(InputError) as caught:
        read(b"CANARY", "a.jsonl.gz")
    assert str(caught.value) == f"a.jsonl.gz: {GZIP_REASON}"
