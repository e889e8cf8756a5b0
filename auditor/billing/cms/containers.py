"""Which files that may hold a table does a download consist of?"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from auditor.errors import InputError

MOST_FILES = 200
"""Files that one zip may hold; what CMS publishes holds fewer than twenty."""
MOST_BYTES = 2_000_000_000
"""Bytes that one zip may unpack to: many times what CMS publishes, and far from a bomb."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_WORKBOOK = "xl/workbook.xml"
_LOCKED = 0x1
_HEAD_BYTES = 1024
_FOREIGN = {
    b"%PDF": "a PDF document; take the .txt, .csv or .xlsx file",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file; save it as .xlsx or .csv",
    b"\x1f\x8b": "a gzip file; unpack it first",
}


@dataclass(frozen=True, slots=True)
class Member:
    """One file that may hold a table: a download itself, or a file in a downloaded zip."""

    place: str
    """What messages call it; without folders."""
    names: tuple[str, ...]
    """Its own file name, then that of the zip around it: they tell version and setting."""
    is_workbook: bool
    open: Callable[[], io.BufferedReader]


def members(path: Path) -> tuple[Member, ...]:
    """Return the texts and workbooks of a download. Nothing is ever unpacked to a disk.

    Raises:
        InputError: It cannot be read, is cut short, is locked, holds far more than CMS publishes,
            or is no text, workbook or zip.
    """
    with reading(path.name):
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
        if not head.startswith(_ZIP):
            if reason := foreign(head):
                message = f"{path.name}: is {reason}"
                raise InputError(message)
            return (Member(path.name, (path.name,), is_workbook=False, open=_on_disk(path)),)
        entries = _entries(path, path.name)
        if any(entry.filename == _WORKBOOK for entry in entries):
            return (Member(path.name, (path.name,), is_workbook=True, open=_on_disk(path)),)
        found = (_member(path, entry) for entry in entries)
        return tuple(member for member in found if member is not None)


def workbook(member: Member) -> BinaryIO:
    """Return a workbook's bytes, once it is sure that they do not unpack to a bomb.

    Raises:
        InputError: They are cut short, or are those of something else.
    """
    with reading(member.place):
        with member.open() as stream:
            packed = io.BytesIO(stream.read())
        entries = _entries(packed, member.place)
        if all(entry.filename != _WORKBOOK for entry in entries):
            message = f"{member.place}: is a zip or a Word file, not a workbook; unpack it first"
            raise InputError(message)
    packed.seek(0)
    return packed


@contextmanager
def reading(place: str) -> Iterator[None]:
    """Turn whatever goes wrong while a file is read into one clear line.

    Raises:
        InputError: It cannot be read, or it breaks off.
    """
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError):
        message = f"{place}: is cut short or damaged; download it again"
        raise InputError(message) from None
    except NotImplementedError:
        message = f"{place}: is packed in a way this program cannot open; unpack it first"
        raise InputError(message) from None
    except OSError as error:
        message = f"{place}: cannot be read ({error.strerror or 'input error'})"
        raise InputError(message) from None


def foreign(head: bytes) -> str | None:
    """Say what a file that starts like this is, if it is no text; ``None`` if it may be one."""
    known = next((kind for mark, kind in _FOREIGN.items() if head.startswith(mark)), None)
    if known is None and b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "no text; take the .txt, .csv or .xlsx file"
    return known


def _entries(packed: Path | BinaryIO, place: str) -> Sequence[zipfile.ZipInfo]:
    with zipfile.ZipFile(packed) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    size = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_FILES or size > MOST_BYTES:
        reason = f"holds {len(entries):,} files of {size:,} bytes, more than CMS publishes"
        message = f"{place}: {reason}; unpack the one you want and give that"
        raise InputError(message)
    if any(entry.flag_bits & _LOCKED for entry in entries):
        message = f"{place}: is locked with a password; unpack it first"
        raise InputError(message)
    return entries


def _member(path: Path, entry: zipfile.ZipInfo) -> Member | None:
    """Return one file of a zip under its bare name; ``None`` where it can hold no table."""
    name = PurePosixPath(entry.filename.replace("\\", "/")).name
    opened = _in_zip(path, entry)
    with opened() as stream:
        head = stream.read(_HEAD_BYTES)
    is_workbook = head.startswith(_ZIP)
    if not head or (foreign(head) and not is_workbook):
        return None
    return Member(
        place=f"{path.name}: {name}",
        names=(name, path.name),
        is_workbook=is_workbook,
        open=opened,
    )


def _on_disk(path: Path) -> Callable[[], io.BufferedReader]:
    return lambda: path.open("rb")


def _in_zip(path: Path, entry: zipfile.ZipInfo) -> Callable[[], io.BufferedReader]:
    def opened() -> io.BufferedReader:
        with zipfile.ZipFile(path) as archive:
            # What it opens stays open when the archive closes.
            return io.BufferedReader(archive.open(entry))  # type: ignore[arg-type]

    return opened
