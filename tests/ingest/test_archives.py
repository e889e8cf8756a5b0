"""A ZIP gives what its members hold; whatever is wrong with one, the rest is read."""

import gzip
import io
import json
import shutil
import stat
import struct
import subprocess
import zipfile
from pathlib import Path

import pytest

from auditor.errors import InputError
from auditor.ingest import Refused, archives, metered, read_sources
from auditor.model import Note

NOTE = (Path(__file__).parent / "samples" / "note.txt").read_text(encoding="utf-8")


def packed(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    return out.getvalue()


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Read a file ``a.zip`` of the working folder."""
    monkeypatch.chdir(tmp_path)

    def read_raw(raw, name="a.zip"):
        (tmp_path / name).write_bytes(raw)
        return list(read_sources([name]))

    return read_raw


def note(name, text, note_id=None, **more):
    return Note(note_id or f"a.zip:{name}", text, f"a.zip:{name}", **more)


def refused(name, why):
    return Refused(f"a.zip:{name}", f"a.zip:{name}", f"a.zip:{name}: {why}")


def test_every_member_that_holds_notes_is_read_in_the_order_of_the_archive(read):
    members = {
        "b.txt": "b",
        "folder/a.csv": "id,note\nN-1,x\n",
        "lines.jsonl": '{"text": "y"}\n',
        "one.json": '{"text": "z"}',
        "meta.json": "{}",
        "Makefile": "all:",
        "scan.png": b"\x89PNG\r\n\x1a\n",
        "c.txt.gz": gzip.compress(b"c"),
        "d": b"PK\x05\x06" + bytes(18),
    }
    assert read(packed(members)) == [
        note("b.txt", "b"),
        note("folder/a.csv:2", "x", "N-1"),
        note("lines.jsonl:1", "y"),
        note("one.json", "z"),
        note("c.txt.gz", "c"),
        refused("d", "holds no notes; " + LOOKED_FOR),
    ]


LOOKED_FOR = (
    "looked for texts, JSON lines, CSV and Excel tables, Word, PDF, RTF and HTML documents, FHIR, "
    "HL7, C-CDA and ZIP"
)


@pytest.mark.parametrize("tool", ["zip", "7z"])
def test_archives_of_other_programs_are_read(read, tmp_path, tool):
    program = shutil.which(tool)
    if program is None:
        pytest.skip(f"{tool} is not installed here")
    (tmp_path / "n.txt").write_text(NOTE, encoding="utf-8")
    add = ["a", "-tzip"] if tool == "7z" else ["-q"]
    subprocess.run([program, *add, "b.zip", "n.txt"], check=True, stdout=subprocess.DEVNULL)
    assert [n.text for n in read((tmp_path / "b.zip").read_bytes())] == [NOTE]


def test_standard_input_may_be_a_zip():
    raw = packed({"a.txt": "a", "b.txt": "b"})
    notes = list(read_sources(["-"], stdin=io.BytesIO(raw)))
    assert [(n.note_id, n.text) for n in notes] == [("stdin:a.txt", "a"), ("stdin:b.txt", "b")]


def test_hidden_members_and_what_macs_add_are_left_out(read):
    members = {"__MACOSX/._a.txt": "x", ".DS_Store": "x", "a/.b/c.txt": "x", "a/": "", "a.txt": "a"}
    assert read(packed(members)) == [note("a.txt", "a")]


def test_a_member_without_a_name_breaks_nothing(read):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        with archive.open(zipfile.ZipInfo(""), "w") as nameless:
            nameless.write(b'{"text": "a"}')
        archive.writestr("b.txt", "b")
    assert read(out.getvalue()) == [note("", "a"), note("b.txt", "b")]


ODD_NAMES = ["../../up.txt", "/etc/absolute.txt", "C:\\x\\y.txt", "./here.txt"]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_names_that_point_elsewhere_are_only_names(read, tmp_path, name):
    assert read(packed({name: "a"})) == [note(name, "a")]
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_control_characters_in_names_become_escapes(read):
    [item] = read(packed({"a\nb\x1b.txt": ""}))
    empty = "the note is empty; give its text or take it out"
    assert item == refused("a\\nb\\x1b.txt", empty)


def test_two_members_of_one_name_are_two_notes(read):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "b")
    assert [(n.note_id, n.text) for n in read(out.getvalue())] == [
        ("a.zip:a.txt", "a"),
        ("a.zip:a.txt#2", "b"),
    ]


def nested(depth):
    raw = packed({"a.txt": "a"})
    for _ in range(depth):
        raw = packed({"in.zip": raw})
    return raw


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_archives_in_archives_are_read_two_deep(read, depth):
    assert read(nested(depth)) == [note("in.zip:" * depth + "a.txt", "a")]


def test_archives_deeper_than_that_are_refused_and_the_rest_read(read):
    raw = packed({"deep.zip": nested(2), "b.txt": "b"})
    why = "is a ZIP in a ZIP in a ZIP in a ZIP; unpack it once"
    assert read(raw) == [refused("deep.zip:in.zip:in.zip", why), note("b.txt", "b")]


def test_a_link_is_said_and_not_followed(read):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.txt", "a")
    [said, read_one] = read(out.getvalue())
    assert (said.message, said.notice) == (
        "a.zip:link.txt: is a link to another file; not followed",
        True,
    )
    assert read_one == note("a.txt", "a")


LOCKED = "is locked with a password; unpack it, and give what is in it"
UNUSUAL = "is packed in an unusual way; make the ZIP anew by the usual method (deflate)"
BROKEN = "is damaged inside the ZIP, so not all of it is read; pack it anew"


def with_flag(raw, name, offset_of):
    """Change the central directory's entry of a member."""
    at = raw.index(b"PK\x01\x02", 0)
    while raw[at + 46 : at + 46 + len(name)] != name.encode():
        at = raw.index(b"PK\x01\x02", at + 4)
    return offset_of(bytearray(raw), at)


def test_a_locked_member_is_refused_and_the_rest_read(read):
    def lock(raw, at):
        raw[at + 8] |= 1
        return bytes(raw)

    raw = with_flag(packed({"a.txt": "CANARY", "b.txt": "b"}), "a.txt", lock)
    assert read(raw) == [refused("a.txt", LOCKED), note("b.txt", "b")]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_unusual_method_is_refused(read, method):
    assert read(packed({"a.txt": "CANARY"}, method)) == [refused("a.txt", UNUSUAL)]


def test_a_damaged_member_is_refused_and_the_rest_read(read):
    raw = bytearray(packed({"a.txt": NOTE * 3, "b.txt": "b"}))
    raw[60:80] = bytes(20)
    assert read(bytes(raw)) == [refused("a.txt", BROKEN), note("b.txt", "b")]


def test_a_member_that_belies_its_checksum_is_refused(read):
    raw = bytearray(packed({"a.txt": "CANARY", "b.txt": "b"}, zipfile.ZIP_STORED))
    raw[raw.index(b"CANARY")] += 1
    assert read(bytes(raw)) == [refused("a.txt", BROKEN), note("b.txt", "b")]


@pytest.mark.parametrize("part", [0.2, 0.6, 0.95])
def test_a_cut_archive_is_an_error(read, part):
    raw = packed({f"{i}.txt": f"note {i}" for i in range(9)})
    with pytest.raises(InputError) as caught:
        read(raw[: int(len(raw) * part)])
    why = "is a damaged or incomplete ZIP, Word or Excel file; get the whole file"
    assert str(caught.value) == f"a.zip: {why}"


OTHERS = {
    "xlsb": (
        {"[Content_Types].xml": "", "xl/workbook.bin": ""},
        "is a binary workbook (.xlsb); save it as .xlsx or CSV",
    ),
    "pptx": (
        {"[Content_Types].xml": "", "ppt/presentation.xml": ""},
        "is a presentation, which is not read; save its text as .docx",
    ),
    "odt": (
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""},
        "is an OpenDocument file; save it as .docx, .xlsx or CSV",
    ),
    "nothing": ({"x.py": "", "y.png": ""}, f"holds no notes; {LOOKED_FOR}; 2 files of other "),
}


@pytest.mark.parametrize(("members", "why"), OTHERS.values(), ids=OTHERS)
def test_what_is_no_archive_of_notes_is_an_error(read, members, why):
    with pytest.raises(InputError) as caught:
        read(packed(members))
    assert str(caught.value).startswith(f"a.zip: {why}")


# --- bombs

BOMB = (
    "unpacks to over 200 times its size, or over 2,000,000,000 bytes; no more of it is read; "
    "unpack it by hand and look at what it holds"
)
MEGABYTES = 1_000_000


def test_a_flat_bomb_ends_early_and_keeps_what_was_read_before(read):
    raw = packed({"a.txt": "a", "bomb.txt": b" " * 60 * MEGABYTES, "c.txt": "c"})
    assert len(raw) < MEGABYTES / 10
    assert read(raw) == [note("a.txt", "a"), Refused("a.zip", "a.zip", f"a.zip: {BOMB}")]


def test_a_nested_bomb_is_counted_against_the_outermost_archive(read):
    inner = packed({f"{i}.csv": b"note\n" + b" " * 8 * MEGABYTES for i in range(4)})
    raw = packed({"one.zip": inner, "two.zip": inner, "c.txt": "c"})
    items = read(raw)
    assert items[-1] == Refused("a.zip", "a.zip", f"a.zip: {BOMB}")
    assert "c" not in [i.text for i in items if isinstance(i, Note)]


def test_members_that_share_their_bytes_are_counted_each_time(read):
    """As in a quine: many entries of the directory point at one piece of the file."""
    raw = packed({"a.csv": b"note\n" + b"x" * 3 * MEGABYTES})
    start = raw.index(b"PK\x01\x02")
    end = raw.index(b"PK\x05\x06")
    count = 400
    directory = raw[start:end] * count
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(directory), start, 0)
    assert read(raw[:start] + directory + tail)[-1].message == f"a.zip: {BOMB}"


BLANK_LINES = gzip.compress((b" " * 999 + b"\n") * 60_000)


def test_a_bomb_that_is_no_archive_ends_early(read):
    with pytest.raises(InputError) as caught:
        read(BLANK_LINES, "a.jsonl.gz")
    assert str(caught.value) == f"a.jsonl.gz: {BOMB}"


def test_a_bomb_within_an_archive_counts_with_it(read):
    raw = packed({"a.txt": "a", "bomb.jsonl.gz": BLANK_LINES, "c.txt": "c"})
    assert read(raw) == [note("a.txt", "a"), Refused("a.zip", "a.zip", f"a.zip: {BOMB}")]


def test_a_gzip_that_is_packed_as_notes_are_is_read_however_long_it_is(read, monkeypatch):
    monkeypatch.setattr(metered, "FREE_BYTES", 1000)
    monkeypatch.setattr(metered, "MOST_UNPACKED_BYTES", 1000)
    lines = "".join(json.dumps({"text": f"{number} {NOTE}"}) + "\n" for number in range(200))
    items = read(gzip.compress(lines.encode()), "a.jsonl.gz")
    assert (len(items), {type(item) for item in items}) == (200, {Note})


def test_a_directory_too_long_to_hold_is_refused_before_it_is_read(read, monkeypatch):
    monkeypatch.setattr(archives, "MOST_MEMBERS", 3)
    why = "holds over 3 files; make smaller archives of them"
    for raw in (packed(dict.fromkeys("abcd", "x")), packed({"x" * 3000: "x"})):
        with pytest.raises(InputError) as caught:
            read(raw)
        assert str(caught.value) == f"a.zip: {why}"


def test_large_members_are_not_held_in_memory(tmp_path):
    import tracemalloc

    lines = b"".join(b'{"text": "gait %d"}\n' % (i * 7919) for i in range(300_000))
    path = tmp_path / "big.zip"
    path.write_bytes(packed({"a.jsonl": lines}))
    tracemalloc.start()
    try:
        count = sum(1 for _ in zip(read_sources([path]), range(2000), strict=False))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 2000
    assert peak < 4 * MEGABYTES


def test_two_thousand_tiny_files_lose_none(tmp_path):
    folder = tmp_path / "notes"
    folder.mkdir()
    for i in range(2_000):
        (folder / f"{i:04}.txt").write_bytes(b"n%d" % i)
    assert [n.text for n in read_sources([folder])] == [f"n{i}" for i in range(2_000)]
