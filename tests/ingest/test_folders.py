"""A folder gives all its notes in one fixed order, and passes nothing over that may be one."""

import gzip
import os
from pathlib import Path

import pytest

from auditor.errors import InputError
from auditor.ingest import Refused, read_sources
from auditor.model import Note


@pytest.fixture
def notes(tmp_path, monkeypatch):
    """Work beside an empty folder ``notes``."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "notes"
    folder.mkdir()
    return folder


def write(folder, **files):
    for name, raw in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)


def test_every_format_is_read_sorted_by_name_folder_by_folder(notes):
    write(
        notes,
        **{
            "b.txt": b"b",
            "a/z.md": b"z",
            "a/B.NOTE": b"B",
            "c.csv": b"note\nc\n",
            "d.tsv": b"id\tnote\n7\td\n",
            "e.jsonl": b'{"text": "e"}\n',
            "f.ndjson.gz": gzip.compress(b'{"text": "f"}\n'),
            "g.text": b"g",
        },
    )
    assert list(read_sources(["notes"])) == [
        Note("a/B.NOTE", "B", "notes/a/B.NOTE"),
        Note("a/z.md", "z", "notes/a/z.md"),
        Note("b.txt", "b", "notes/b.txt"),
        Note("c.csv:2", "c", "notes/c.csv:2"),
        Note("7", "d", "notes/d.tsv:2"),
        Note("e.jsonl:1", "e", "notes/e.jsonl:1"),
        Note("f.ndjson.gz:1", "f", "notes/f.ndjson.gz:1"),
        Note("g.text", "g", "notes/g.text"),
    ]


def test_hidden_files_and_other_kinds_are_left_out(notes):
    write(
        notes,
        **{
            "a.txt": b"a",
            ".hidden.txt": b"x",
            ".git/x.txt": b"x",
            "scan.png": b"x",
            "meta.json": b"{}",
            "Makefile": b"x",
        },
    )
    os.mkfifo(notes / "pipe.txt")
    assert list(read_sources(["notes"])) == [Note("a.txt", "a", "notes/a.txt")]


DAMAGED_ZIP = "is a damaged or incomplete ZIP, Word or Excel file; get the whole file"
OLD = (
    "is an old Word or Excel file, or one locked with a password; save it as .docx or .xlsx "
    "without a password"
)
DOCUMENTS = {
    "a.docx": (b"PK\x03\x04CANARY", DAMAGED_ZIP),
    "a.odt": (b"PK\x03\x04CANARY", DAMAGED_ZIP),
    "a.xlsx": (b"PK\x03\x04CANARY", DAMAGED_ZIP),
    "a.doc": (b"\xd0\xcf\x11\xe0CANARY", OLD),
    "a.xls": (b"\xd0\xcf\x11\xe0CANARY", OLD),
}


@pytest.mark.parametrize(("name", "raw", "reason"), [(n, *d) for n, d in DOCUMENTS.items()])
def test_documents_that_cannot_be_read_are_refused_not_passed_over(notes, name, raw, reason):
    write(notes, **{name: raw, "b.txt": b"b"})
    assert list(read_sources(["notes"])) == [
        Refused(name, f"notes/{name}", f"notes/{name}: {reason}"),
        Note("b.txt", "b", "notes/b.txt"),
    ]


def test_what_is_wrong_with_one_file_does_not_end_the_folder(notes):
    write(notes, **{"a.csv": b"id\n1\n", "b.jsonl": b"", "c.txt": b"", "e.txt": b"e"})
    (notes / "d.txt").symlink_to("nowhere")
    column = 'name one "note", or see `auditor map` (columns found: id)'
    lines = 'give one JSON object a line, as in {"text": "..."}'
    expected = [
        ("a.csv", f"has no column for the notes' text; {column}"),
        ("b.jsonl", f"holds no notes; {lines}"),
        ("c.txt", "the note is empty; give its text or take it out"),
        ("d.txt", "there is no such file or folder; check the path"),
    ]
    assert list(read_sources(["notes"])) == [
        *(Refused(name, f"notes/{name}", f"notes/{name}: {reason}") for name, reason in expected),
        Note("e.txt", "e", "notes/e.txt"),
    ]


def test_links_to_folders_are_not_followed(notes):
    write(notes, **{"a.txt": b"a"})
    (notes / "again").symlink_to(notes)
    assert [n.note_id for n in read_sources(["notes"])] == ["a.txt"]


EMPTY = (
    "holds no notes; looked for texts, JSON lines, CSV and Excel tables, Word, PDF, RTF and HTML "
    "documents, FHIR, HL7, C-CDA and ZIP"
)


def test_a_folder_without_notes_is_an_error(notes):
    write(notes, **{"sub/scan.png": b"x"})
    with pytest.raises(InputError) as caught:
        list(read_sources(["notes"]))
    assert str(caught.value) == f"notes: {EMPTY}; 1 file of another kind is in it"


def test_a_folder_without_notes_among_others_is_refused(notes):
    (notes.parent / "a.txt").write_bytes(b"a")
    assert list(read_sources(["notes", "a.txt"])) == [
        Refused("notes", "notes", f"notes: {EMPTY}"),
        Note("a.txt", "a", "a.txt"),
    ]


def deny(monkeypatch, method, name):
    original = getattr(Path, method)

    def denied(path):
        if path.name == name:
            raise PermissionError(13, "Permission denied", str(path))
        return original(path)

    monkeypatch.setattr(Path, method, denied)


DENIED = "cannot be read (Permission denied); check the path and its permissions"


def test_a_folder_that_cannot_be_listed_is_an_error(notes, monkeypatch):
    deny(monkeypatch, "iterdir", notes.name)
    with pytest.raises(InputError) as caught:
        list(read_sources(["notes"]))
    assert str(caught.value) == f"notes: {DENIED}"


@pytest.mark.parametrize("method", ["iterdir", "is_dir"])
def test_a_folder_inside_that_cannot_be_looked_at_is_refused(notes, monkeypatch, method):
    write(notes, **{"a/a.txt": b"a", "b/b.txt": b"b", "c.txt": b"c"})
    deny(monkeypatch, method, "b")
    assert list(read_sources(["notes"])) == [
        Note("a/a.txt", "a", "notes/a/a.txt"),
        Refused("b", "notes/b", f"notes/b: {DENIED}"),
        Note("c.txt", "c", "notes/c.txt"),
    ]


def test_the_working_folder_is_a_source(notes, monkeypatch):
    write(notes, **{"a.txt": b"a"})
    monkeypatch.chdir(notes)
    assert list(read_sources(["."])) == [Note("a.txt", "a", "a.txt")]
