"""What documents and messages hold, and what these carry inside them in turn."""

import importlib
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from typing import BinaryIO, cast

from auditor.ingest import archives, formats
from auditor.ingest.archives import Kind
from auditor.ingest.encoding import decode
from auditor.ingest.extracted import Document, Extracted, Inner, note_of
from auditor.ingest.formats import HEAD_BYTES, Format, Lean
from auditor.ingest.refused import Place, Refused
from auditor.model import Note

MOST_INSIDE = 3
"""How deep documents may carry one another: a message, in it a C-CDA, in that a PDF."""


_Message = Callable[[BinaryIO, Place, Inner], Iterator[Extracted | Refused]]

_DOCUMENTS: dict[Format | Kind, str] = {
    Format.RTF: "documents.rtf",
    Format.PDF: "documents.pdf",
    Format.HTML: "documents.html",
    Kind.DOCX: "documents.docx",
}
_MESSAGES = {Format.FHIR: "fhir", Format.HL7: "hl7", Format.CDA: "cda"}


def read_document(found: Format | Kind, stream: BinaryIO, place: Place) -> Iterator[Note | Refused]:
    """Read the notes of a document, which may hold many.

    Raises:
        InputError: It cannot be read.
    """
    reader = cast("Document", _reader(_DOCUMENTS[found]))
    for item in reader(stream, place):
        if isinstance(item, Refused):
            yield item
        else:
            yield from map(note_of, split(item))


def read_messages(found: Format, stream: BinaryIO, place: Place) -> Iterator[Note | Refused]:
    """Read the notes of a file of messages or records; each is one note.

    Raises:
        InputError: It cannot be read.
    """
    reader = cast("_Message", _reader(_MESSAGES[found]))
    for item in reader(stream, place, inner):
        yield item if isinstance(item, Refused) else note_of(item)


def split(whole: Extracted) -> Iterator[Extracted]:
    """Part a text that holds many notes."""
    splitting = importlib.import_module("auditor.ingest.splitting")
    return cast("Callable[[Extracted], Iterator[Extracted]]", splitting.split)(whole)


def inner(raw: bytes, place: Place, *, depth: int = 1) -> Iterator[Extracted | Refused]:
    """Read what a message carries: a document, a C-CDA, or a text.

    Args:
        raw: Its bytes.
        place: Where it stands.
        depth: In how many messages it stands.
    """
    head = raw[:HEAD_BYTES]
    if why := formats.not_read(head):
        yield place.refuse(why)
        return
    found: Format | Kind = formats.recognise(head, Lean.NOTHING)
    if found is Format.ZIP:
        with archives.opened(BytesIO(raw), place) as archive:
            found = archives.kind_of(archive, place)
    if found in _DOCUMENTS:
        yield from cast("Document", _reader(_DOCUMENTS[found]))(BytesIO(raw), place)
    elif found is Format.CDA:
        if depth >= MOST_INSIDE:
            yield place.refuse(f"stands in {depth} documents, one in the other; take it out")
            return
        reader = cast("_Message", _reader(_MESSAGES[found]))
        yield from reader(BytesIO(raw), place, partial(inner, depth=depth + 1))
    elif found in _REFUSED_INSIDE:
        yield place.refuse(_REFUSED_INSIDE[found])
    else:
        yield Extracted(decode(raw), place)


_INSIDE = "which is not read inside a message; give it by itself"
_REFUSED_INSIDE: dict[Format | Kind, str] = {
    Kind.ARCHIVE: f"is a ZIP, {_INSIDE}",
    Kind.XLSX: f"is a workbook, {_INSIDE}",
    Format.GZIP: f"is a gzip file, {_INSIDE}",
    Format.FHIR: f"is FHIR, {_INSIDE}",
    Format.HL7: f"is an HL7 message, {_INSIDE}",
}


def _reader(module: str) -> object:
    """Import a reader when a file of its kind is met: most runs meet one kind."""
    return importlib.import_module(f"auditor.ingest.{module}").read
