"""What notes a stream of bytes holds, whatever its format."""

import gzip
import io
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO

from auditor.ingest import (
    archives,
    carried,
    formats,
    jsonl,
    piped,
    rows,
    table,
    text,
    workbook_notes,
)
from auditor.ingest.archives import Kind
from auditor.ingest.encoding import rejoined
from auditor.ingest.extras import MOST_DOCUMENT_BYTES, whole
from auditor.ingest.fields import TOO_LARGE
from auditor.ingest.formats import HEAD_BYTES, Format, Lean
from auditor.ingest.mapping import ColumnMap
from auditor.ingest.metered import Gunzipped, Meter
from auditor.ingest.refused import Place, Refused
from auditor.model import Note

MOST_NESTED = 2
"""How many archives may stand inside one another, the outermost not counted."""

GZIP_BROKEN = "its gzip data is damaged or breaks off, so not all is read; compress it anew"


@dataclass(frozen=True, slots=True)
class Way:
    """How a source is read."""

    mapping: ColumnMap | None = None
    """What the site says of the columns of its tables."""
    meter: Meter | None = None
    """What counts the bytes of the archive this stands in."""
    nested: int = 0
    """How many archives it stands in."""
    unzipped: bool = False
    """Whether it was a gzip file."""


Reader = Callable[[BinaryIO, Place, Way], Iterator[Note | Refused]]


def read(stream: BinaryIO, place: Place, lean: Lean, way: Way) -> Iterator[Note | Refused]:
    """Read all notes of a stream.

    Args:
        stream: The bytes; an archive is read where it lies if one can go back in the stream.
        place: Where they come from.
        lean: What the name of the source says.
        way: How to read.

    Raises:
        InputError: Nothing, or nothing more, can be read.
    """
    head = stream.read(HEAD_BYTES)
    yield from _recognised(head, stream, place, lean, way)


def read_if_notes(
    stream: BinaryIO, place: Place, name: str, way: Way
) -> Iterator[Note | Refused] | None:
    """Read a file met in a folder or archive; ``None`` where it is of another kind than notes are.

    Raises:
        InputError: It cannot be read at all.
    """
    ending = formats.ending_of(name)
    if ending in formats.NOTE_ENDINGS:
        return read(stream, place, formats.lean_of(name), way)
    if ending not in formats.OPEN_ENDINGS:
        return None
    head = stream.read(HEAD_BYTES)
    if not formats.is_surely_notes(head):
        return None
    return _recognised(head, stream, place, formats.lean_of(name), way)


def _recognised(
    head: bytes, stream: BinaryIO, place: Place, lean: Lean, way: Way
) -> Iterator[Note | Refused]:
    if why := formats.not_read(head):
        yield place.refuse(why)
        return
    found = formats.recognise(head, lean)
    if found is Format.ZIP:
        yield from _zip(head, stream, place, way)
        return
    joined = rejoined(head, stream)
    if found is Format.GZIP:
        yield from _gzip(joined, place, lean, way)
    else:
        yield from _READERS[found](joined, place, way)


def _gzip(stream: BinaryIO, place: Place, lean: Lean, way: Way) -> Iterator[Note | Refused]:
    if way.unzipped:
        reason = "is a gzip file inside a gzip file; unpack it once"
        raise place.error(reason)
    try:
        with Gunzipped(stream, place, way.meter) as raw:
            unzipped = io.BufferedReader(raw, 1 << 16)
            yield from read(unzipped, place, lean, replace(way, unzipped=True))
            raw.meter.add(0)  # a reader may have taken the error for the end of the stream
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise place.error(GZIP_BROKEN) from None


def _zip(head: bytes, stream: BinaryIO, place: Place, way: Way) -> Iterator[Note | Refused]:
    source = _one_can_go_back_in(head, stream, place)
    size = source.seek(0, io.SEEK_END)
    source.seek(0)
    with archives.opened(source, place) as archive:
        kind = archives.kind_of(archive, place)
        if kind is Kind.ARCHIVE:
            if way.nested > MOST_NESTED:
                reason = "is a ZIP in a ZIP in a ZIP in a ZIP; unpack it once"
                raise place.error(reason)
            meter = way.meter or Meter(size, place)
            inside = replace(way, meter=meter, nested=way.nested + 1, unzipped=False)
            yield from archives.read(archive, place, meter, partial(_member, inside))
            return
    source.seek(0)
    yield from _IN_ZIPS[kind](source, place, way)


def _member(way: Way, stream: BinaryIO, place: Place, name: str) -> Iterator[Note | Refused] | None:
    return read_if_notes(stream, place, name, way)


def _one_can_go_back_in(head: bytes, stream: BinaryIO, place: Place) -> BinaryIO:
    """Return the file itself where it lies on a disk, else its bytes from memory."""
    is_file = isinstance(stream, io.BufferedReader) and isinstance(stream.raw, io.FileIO)
    if is_file and stream.seekable():
        return stream
    return io.BytesIO(whole(rejoined(head, stream), place))


def _text(stream: BinaryIO, place: Place, way: Way) -> Iterator[Note | Refused]:
    """Read a text, or a table that is not called one."""
    raw = stream.read(MOST_DOCUMENT_BYTES + 1)
    if len(raw) > MOST_DOCUMENT_BYTES:
        yield place.refuse(TOO_LARGE)
    elif _is_table(raw, way.mapping):
        yield from table.read(io.BytesIO(raw), place, way.mapping)
    else:
        yield from text.from_bytes(raw, place)


def _is_table(raw: bytes, mapping: ColumnMap | None) -> bool:
    if mapping is not None and rows.is_plainly_table(raw, mapping.are_all_in):
        return True
    return rows.is_plainly_table(raw)


def _json(stream: BinaryIO, place: Place, way: Way) -> Iterator[Note | Refused]:  # noqa: ARG001
    yield from piped.read(stream, place)


def _lines(stream: BinaryIO, place: Place, way: Way) -> Iterator[Note | Refused]:  # noqa: ARG001
    yield from jsonl.read(stream, place)


def _table(stream: BinaryIO, place: Place, way: Way) -> Iterator[Note | Refused]:
    yield from table.read(stream, place, way.mapping)


def _document(found: Format | Kind) -> Reader:
    def read_one(stream: BinaryIO, place: Place, way: Way) -> Iterator[Note | Refused]:  # noqa: ARG001
        return carried.read_document(found, stream, place)

    return read_one


def _messages(found: Format) -> Reader:
    def read_all(stream: BinaryIO, place: Place, way: Way) -> Iterator[Note | Refused]:  # noqa: ARG001
        return carried.read_messages(found, stream, place)

    return read_all


def _workbook(stream: BinaryIO, place: Place, way: Way) -> Iterator[Note | Refused]:
    yield from workbook_notes.read(stream, place, way.mapping)


_READERS: Mapping[Format, Reader] = {
    Format.TEXT: _text,
    Format.JSON: _json,
    Format.JSON_LINES: _lines,
    Format.TABLE: _table,
    Format.RTF: _document(Format.RTF),
    Format.PDF: _document(Format.PDF),
    Format.HTML: _document(Format.HTML),
    Format.FHIR: _messages(Format.FHIR),
    Format.HL7: _messages(Format.HL7),
    Format.CDA: _messages(Format.CDA),
}
_IN_ZIPS: Mapping[Kind, Reader] = {Kind.DOCX: _document(Kind.DOCX), Kind.XLSX: _workbook}
