"""A text file is one note; what is in it comes through unchanged or is refused in one line."""

import pytest

from auditor.errors import InputError
from auditor.ingest import MOST_BYTES, Refused, read_sources
from auditor.model import Note


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a.text", "a.note", "a.md", "a", "Dr. Ay 3.4"])
def test_a_text_file_is_one_note_called_by_its_file_name(tmp_path, name):
    (tmp_path / name).write_text("Sit to stand x 10, CGA.", encoding="utf-8")
    source = f"{tmp_path}/{name}"
    assert list(read_sources([source])) == [Note(name, "Sit to stand x 10, CGA.", source)]


def test_a_path_object_is_a_source_too(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"Gait.")
    assert list(read_sources([path])) == [Note("a.txt", "Gait.", str(path))]


KEPT = {
    "crlf": b"S: sore\r\nO: gait\r\n",
    "lone-cr": b"S: sore\rO: gait\r",
    "form-feed": b"page 1\x0cpage 2\n",
    "outer-blanks": b"\n\n  S: sore  \n\t\n",
    "other-controls": b"a\x0b b\x1c c\x7f",
}


@pytest.mark.parametrize("raw", KEPT.values(), ids=KEPT)
def test_line_breaks_and_blanks_are_not_touched(tmp_path, raw):
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    assert [n.text for n in read_sources([path])] == [raw.decode("ascii")]


TOO_LARGE = "the note is over 1,000,000 bytes; is it one note? split it into single notes"
EMPTY = "the note is empty; give its text or take it out"
NUL = "holds NUL characters, so it is not plain text; save it as UTF-8 text"
PICTURE = "is a picture; a scanned note needs text recognition (OCR) first"
OLD = (
    "is an old Word or Excel file, or one locked with a password; save it as .docx or .xlsx "
    "without a password"
)
NOT_UTF_8 = "holds bytes or escapes that are no characters; save it as UTF-8 text"

REFUSED = {
    "empty": (b"", EMPTY),
    "blank": (b" \r\n\t\x0c ", EMPTY),
    "no-break-space-only": ("\xa0\u200b\ufeff".encode(), EMPTY),
    "mark-only": (b"\xef\xbb\xbf", EMPTY),
    "nul": (b"CANARY\x00", NUL),
    "utf-16-without-mark": ("CANARY".encode("utf-16-le"), NUL),
    "png": (b"\x89PNG\r\n\x1a\n\x00\x00CANARY", PICTURE),
    "undecodable": (b"CANARY \x81\x8d", NOT_UTF_8),
    "utf-16-cut-in-half": (b"\xff\xfeC\x00A", NOT_UTF_8),
    "utf-16-half-a-pair": (b"\xff\xfeC\x00\x00\xd8", NOT_UTF_8),
    "one-byte-too-many": (b"C" * (MOST_BYTES + 1), TOO_LARGE),
    "too-large-once-in-utf-8": ("\u20ac".encode("cp1252") * (MOST_BYTES // 3 + 1), TOO_LARGE),
    "far-too-large": (b"C" * (3 * MOST_BYTES), TOO_LARGE),
    "too-large-in-utf-16": (("C" * (MOST_BYTES + 1)).encode("utf-16"), TOO_LARGE),
    "doc": (
        b"\xd0\xcf\x11\xe0CANARY",
        OLD,
    ),
}


@pytest.mark.parametrize(("raw", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_no_note_is_refused(tmp_path, raw, reason):
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    assert list(read_sources([path])) == [Refused("a.txt", str(path), f"{path}: {reason}")]


@pytest.mark.parametrize(
    "raw",
    [b"C" * MOST_BYTES, b"\xef\xbb\xbf" + b"C" * MOST_BYTES, ("C" * MOST_BYTES).encode("utf-16")],
    ids=["plain", "with-mark", "utf-16"],
)
def test_a_note_of_exactly_the_limit_is_read(tmp_path, raw):
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    assert list(read_sources([path])) == [Note("a.txt", "C" * MOST_BYTES, str(path))]


def test_a_missing_file_alone_is_an_error():
    with pytest.raises(InputError) as caught:
        list(read_sources(["nowhere/a.txt"]))
    expected = "nowhere/a.txt: there is no such file or folder; check the path"
    assert str(caught.value) == expected


def test_a_missing_file_among_others_is_refused_and_the_batch_goes_on(tmp_path):
    path = tmp_path / "b.txt"
    path.write_bytes(b"Gait.")
    reason = "nowhere/a.txt: there is no such file or folder; check the path"
    assert list(read_sources(["nowhere/a.txt", path])) == [
        Refused("a.txt", "nowhere/a.txt", reason),
        Note("b.txt", "Gait.", str(path)),
    ]


def test_an_unreadable_file_is_an_error_with_the_systems_reason(tmp_path):
    path = tmp_path / "loop.txt"
    path.symlink_to(path)
    with pytest.raises(InputError) as caught:
        list(read_sources([path]))
    what = "Too many levels of symbolic links"
    assert (
        str(caught.value) == f"{path}: cannot be read ({what}); check the path and its permissions"
    )


def test_a_name_longer_than_the_system_allows_is_an_error_too():
    name = "n" * 300
    with pytest.raises(InputError) as caught:
        list(read_sources([name]))
    what = "File name too long"
    assert (
        str(caught.value) == f"{name}: cannot be read ({what}); check the path and its permissions"
    )


def test_a_file_name_with_a_line_break_keeps_the_message_on_one_line(tmp_path):
    path = tmp_path / "a\nb\udce9.txt"
    path.write_bytes(b"")
    shown = f"{tmp_path}/a\\nb\\udce9.txt"
    assert list(read_sources([path])) == [Refused("a\\nb\\udce9.txt", shown, f"{shown}: {EMPTY}")]


def test_no_source_at_all_is_an_error_before_anything_is_drawn():
    with pytest.raises(InputError) as caught:
        read_sources([])
    expected = "no notes were named; give files, folders, or - for standard input"
    assert str(caught.value) == expected
