"""Of what format is a claim file, going by its content, and how is it opened?"""

import io
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from enum import Enum, auto
from pathlib import Path
from typing import BinaryIO, TypeVar

from auditor.errors import InputError
from auditor.ingest.encoding import decode, foreign, rejoined
from auditor.ingest.files import reason
from auditor.ingest.metered import Gunzipped
from auditor.ingest.refused import Place, Refused

Item = TypeVar("Item")

_HEAD_BYTES = 1024
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"


class Format(Enum):
    """What a claim file may be."""

    X12 = auto()
    JSON = auto()
    WORKBOOK = auto()
    TABLE = auto()


Readers = Mapping[Format, Callable[[BinaryIO, Place], Iterator[Item | Refused]]]

_STARTS = {
    "ISA": Format.X12,
    "{": Format.JSON,
    "[": Format.JSON,
}
_OTHERS = {
    "MSH|": "is an HL7 version 2 message; export the claims as 837P, FHIR JSON, CSV or XLSX",
    "UNA": "is an EDIFACT file; claims come as X12 837P, FHIR JSON, CSV or XLSX",
    "UNB": "is an EDIFACT file; claims come as X12 837P, FHIR JSON, CSV or XLSX",
    "<": "is XML or HTML; save FHIR resources as JSON, or export CSV or XLSX",
}
_HEADLESS = re.compile(r"(?:GS|ST|BHT|CLM|CLP)[^\w\s,;]")


def read_file(path: Path, place: Place, readers: Readers[Item]) -> Iterator[Item | Refused]:
    """Read a file, compressed or not, with the reader of its format; refuse what cannot be read.

    Nothing is raised: a file that cannot be opened, is of no known format, or holds no lines, comes
    as one ``Refused``, after all that could be read of it.
    """
    any_item = False
    try:
        with path.open("rb") as raw:
            for item in _read(raw, place, readers):
                any_item = True
                yield item
    except InputError as error:
        yield Refused(place.name, place.source, str(error))
    except (OSError, EOFError, zlib.error) as error:
        yield place.refuse(reason(error))
    else:
        if not any_item:
            yield place.refuse("holds no service lines")


def refuse_tables(stream: BinaryIO, place: Place) -> Iterator[Refused]:  # noqa: ARG001 (a Reader)
    """Refuse a table where only a payer's answer can be read."""
    yield place.refuse(
        "is a table or a text; payers' answers are read from 835 and from FHIR "
        "ExplanationOfBenefit JSON"
    )


def _read(raw: BinaryIO, place: Place, readers: Readers[Item]) -> Iterator[Item | Refused]:
    head = raw.read(_HEAD_BYTES)
    stream = rejoined(head, raw)
    if head.startswith(_GZIP):
        stream = io.BufferedReader(Gunzipped(stream, place), 1 << 16)
        head = stream.read(_HEAD_BYTES)
        stream = rejoined(head, stream)
    yield from readers[_format(head, place)](stream, place)


def _format(head: bytes, place: Place) -> Format:
    """Tell the format.

    Raises:
        InputError: The file is empty, or of a kind that holds no claims.
    """
    if head.startswith(_ZIP):
        return Format.WORKBOOK
    if kind := foreign(head):
        reason = f"is {kind}; claims come as 837P, 835, FHIR JSON, CSV or XLSX"
        raise place.error(reason)
    start = decode(head).lstrip()
    if not start:
        raise place.error(
            "is empty" if len(head) < _HEAD_BYTES else "begins with nothing but blanks"
        )
    for words, other in _OTHERS.items():
        if start.startswith(words):
            raise place.error(other)
    if _HEADLESS.match(start):
        reason = "is a part of an X12 file without its ISA segment; export the whole interchange"
        raise place.error(reason)
    return next((f for words, f in _STARTS.items() if start.startswith(words)), Format.TABLE)
