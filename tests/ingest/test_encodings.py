"""Every encoding a note may come in gives its text code point for code point."""

import io
import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from auditor.ingest import read_sources
from auditor.ingest.encoding import decode

SMART = "Pt\u2019s \u201cknee\u201d \u2013 5\u00bd\u00b0\u00a0x\u00a03\r\n\u2265 20 min\x0c"

ENCODED = {
    "utf-8": SMART.encode(),
    "utf-8-with-mark": SMART.encode("utf-8-sig"),
    "utf-16-le-with-mark": b"\xff\xfe" + SMART.encode("utf-16-le"),
    "utf-16-be-with-mark": b"\xfe\xff" + SMART.encode("utf-16-be"),
}


@pytest.mark.parametrize("raw", ENCODED.values(), ids=ENCODED)
def test_unicode_encodings_give_the_same_text(raw):
    assert decode(raw) == SMART


def test_windows_1252_is_taken_for_what_is_not_utf_8():
    raw = b"Pt\x92s \x93knee\x94 \x96 5\xbd\xb0\xa0x"
    assert decode(raw) == "Pt\u2019s \u201cknee\u201d \u2013 5\u00bd\u00b0\u00a0x"


def test_only_the_lines_that_are_not_utf_8_are_taken_for_windows_1252():
    raw = "\u2265 20 min\r\n".encode() + b"5\xbd\r" + "\u201cok\u201d".encode()
    assert decode(raw) == "\u2265 20 min\r\n5\u00bd\r\u201cok\u201d"


def test_only_one_mark_and_only_at_the_start_is_dropped():
    assert decode("\ufeff\ufeffa\ufeff".encode()) == "\ufeffa\ufeff"


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
NOTE_TEXT = ANY_TEXT.filter(lambda text: any(c.isalnum() for c in text))


def texts_of(raw, *, name, folder):
    path = folder / name
    path.write_bytes(raw)
    return [note.text for note in read_sources([path])]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("encoded")


@given(ANY_TEXT, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_decoding_keeps_every_code_point(text, encoding):
    assume(encoding != "utf-8" or not text.startswith("\ufeff"))
    assert decode(text.encode(encoding)) == text


@given(st.binary())
def test_decoding_never_fails(raw):
    assert isinstance(decode(raw), str)


CP1252 = bytes(b for b in range(1, 256) if b not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}).decode("cp1252")


@given(st.text(CP1252, min_size=1))
def test_windows_1252_keeps_every_character(text):
    lines = text.encode("cp1252").splitlines()
    assume(not text.encode("cp1252").startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")))
    assume(all(_not_utf_8(line) or line.isascii() for line in lines))
    assert decode(text.encode("cp1252")) == text


def _not_utf_8(raw):
    try:
        raw.decode()
    except UnicodeDecodeError:
        return True
    return False


@given(text=NOTE_TEXT, encoding=st.sampled_from(["utf-8-sig", "utf-16"]))
def test_a_text_file_keeps_every_code_point(folder, text, encoding):
    assert texts_of(text.encode(encoding), name="a.txt", folder=folder) == [text]


@given(
    texts=st.lists(NOTE_TEXT, min_size=1, max_size=4),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    ascii_only=st.booleans(),
)
def test_json_lines_keep_every_code_point(folder, texts, encoding, ascii_only):
    lines = "\n".join(json.dumps({"text": t}, ensure_ascii=ascii_only) for t in texts)
    assert texts_of(lines.encode(encoding), name="a.jsonl", folder=folder) == texts


@given(
    texts=st.lists(NOTE_TEXT, min_size=1, max_size=4),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    delimiter=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_tables_keep_every_code_point(folder, texts, encoding, delimiter, end):
    rows = [f'"{t.replace(chr(34), chr(34) * 2)}"{delimiter}7{end}' for t in texts]
    table = f"note{delimiter}id{end}{''.join(rows)}"
    assert texts_of(table.encode(encoding), name="a.csv", folder=folder) == texts


@given(st.lists(NOTE_TEXT, min_size=1, max_size=4))
def test_standard_input_keeps_every_code_point(texts):
    lines = "".join(json.dumps({"text": t}) + "\n" for t in texts)
    notes = read_sources(["-"], stdin=io.BytesIO(lines.encode()))
    assert [note.text for note in notes] == texts
