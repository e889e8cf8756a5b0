"""What stands in a ZIP, member by member, however hostile it is: nothing is written to disk."""

import io
import re
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator
from enum import Enum, auto
from typing import IO, BinaryIO

from auditor.errors import InputError
from auditor.ingest import formats
from auditor.ingest.metered import BROKEN, DAMAGED, Meter, Metered, TooMuchError
from auditor.ingest.refused import Place, Refused
from auditor.model import Note

MOST_MEMBERS = 100_000
_DIRECTORY_BYTES_A_MEMBER = 600
_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_MOST_COMMENT = 1 << 16
_MOST_32_BITS = 0xFFFFFFFF
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
_MAC_FOLDER = "__MACOSX"
Read = Callable[[BinaryIO, Place, str], Iterator[Note | Refused] | None]
"""Reads a member: its bytes, where it stands, what it is called; ``None`` where it has no notes."""


class Kind(Enum):
    """What a ZIP is."""

    ARCHIVE = auto()
    DOCX = auto()
    XLSX = auto()


def opened(
    stream: BinaryIO, place: Place, kind: str = "ZIP, Word or Excel file"
) -> zipfile.ZipFile:
    """Open a ZIP from a stream in which one can go back.

    Args:
        stream: Its bytes.
        place: Where it stands.
        kind: What it may be, as messages name it.

    Raises:
        InputError: It is damaged, or lists too many members.
    """
    try:
        if _directory_bytes(stream) > MOST_MEMBERS * _DIRECTORY_BYTES_A_MEMBER:
            raise place.error(_too_many())
        archive = zipfile.ZipFile(stream)
    except BROKEN:
        reason = f"is a damaged or incomplete {kind}; get the whole file"
        raise place.error(reason) from None
    if len(archive.infolist()) > MOST_MEMBERS:
        raise place.error(_too_many())
    return archive


def _too_many() -> str:
    return f"holds over {MOST_MEMBERS:,} files; make smaller archives of them"


def _directory_bytes(stream: BinaryIO) -> int:
    """How long the list of members says it is, before it is taken into memory."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - _MOST_COMMENT - _END.size))
    tail = stream.read()
    at = tail.rfind(_END_MARK)
    stream.seek(0)
    if at < 0 or len(tail) - at < _END.size:
        return 0
    claimed: int = _END.unpack_from(tail, at)[5]
    return size if claimed == _MOST_32_BITS else claimed


def kind_of(archive: zipfile.ZipFile, place: Place) -> Kind:
    """Tell an archive from the documents that are ZIPs inside.

    Raises:
        InputError: It is a document of a kind that is not read.
    """
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return Kind.DOCX
        if "xl/workbook.bin" in names:
            reason = "is a binary workbook (.xlsb); save it as .xlsx or CSV"
            raise place.error(reason)
        if any(name.startswith("xl/") for name in names):
            return Kind.XLSX
        if any(name.startswith("ppt/") for name in names):
            reason = "is a presentation, which is not read; save its text as .docx"
            raise place.error(reason)
    if "mimetype" in names and "content.xml" in names:
        reason = "is an OpenDocument file; save it as .docx, .xlsx or CSV"
        raise place.error(reason)
    return Kind.ARCHIVE


def read(
    archive: zipfile.ZipFile, place: Place, meter: Meter, member: Read
) -> Iterator[Note | Refused]:
    """Read the members of an archive in their order; hidden ones are left out as in a folder.

    Raises:
        InputError: No member holds notes.
        TooMuchError: It unpacks to too much.
    """
    any_read = False
    left_out = 0
    for info in archive.infolist():
        if info.filename.endswith("/") or is_hidden(info.filename):
            continue
        items = _member(archive, info, place.inside(info.filename), meter, member)
        if items is None:
            left_out += 1
            continue
        any_read = True
        yield from _told(items, place.inside(info.filename))
        meter.add(0)  # a reader may have taken the error for the end of a member
    if not any_read:
        raise place.error(nothing_in(left_out))


def nothing_in(left_out: int) -> str:
    """Say that a folder or an archive holds no notes, and how many files were passed over."""
    passed_over = ""
    if left_out == 1:
        passed_over = "; 1 file of another kind is in it"
    elif left_out:
        passed_over = f"; {left_out:,} files of other kinds are in it"
    return f"holds no notes; looked for {formats.LOOKED_FOR}{passed_over}"


def _told(items: Iterator[Note | Refused], place: Place) -> Iterator[Note | Refused]:
    try:
        yield from items
    except TooMuchError:
        raise
    except InputError as error:
        yield Refused(place.name, place.source, str(error))


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: Place, meter: Meter, member: Read
) -> Iterator[Note | Refused] | None:
    if stat.S_ISLNK(info.external_attr >> 16):
        return iter([place.notice("is a link to another file; not followed")])
    if info.flag_bits & _ENCRYPTED:
        return iter([place.refuse("is locked with a password; unpack it, and give what is in it")])
    if info.compress_type not in _METHODS:
        reason = "is packed in an unusual way; make the ZIP anew by the usual method (deflate)"
        return iter([place.refuse(reason)])
    try:
        raw = archive.open(info)
    except BROKEN:
        return iter([place.refuse(DAMAGED)])
    try:
        items = member(io.BufferedReader(Metered(raw, meter, place), 1 << 16), place, info.filename)
    except TooMuchError:
        raise
    except InputError as error:
        return iter([Refused(place.name, place.source, str(error))])
    return None if items is None else _closing(raw, items)


def _closing(raw: IO[bytes], items: Iterator[Note | Refused]) -> Iterator[Note | Refused]:
    with raw:
        yield from items


def is_hidden(name: str) -> bool:
    """Say whether a member is one that file managers do not show."""
    parts = re.split(r"[/\\]", name)
    return any(p == _MAC_FOLDER or (p.startswith(".") and p.strip(".")) for p in parts)
