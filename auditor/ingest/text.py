"""A text file: one note."""

from collections.abc import Iterator
from typing import BinaryIO

from auditor.ingest.encoding import decode, foreign
from auditor.ingest.fields import MOST_BYTES, TOO_LARGE, note_from
from auditor.ingest.refused import Place, Refused
from auditor.model import Note

MOST_RAW_BYTES = 2 * MOST_BYTES + 2
"""What the largest note can take in a file: in UTF-16, with its mark."""


def read(stream: BinaryIO, place: Place) -> Iterator[Note | Refused]:
    """Read the one note of a stream."""
    yield from_bytes(stream.read(MOST_RAW_BYTES + 1), place)


def from_bytes(raw: bytes, place: Place) -> Note | Refused:
    """Make a note of a file's bytes; more than ``MOST_RAW_BYTES`` are too many."""
    if kind := foreign(raw):
        return place.refuse(f"is {kind}; save it as UTF-8 text")
    if len(raw) > MOST_RAW_BYTES:
        return place.refuse(TOO_LARGE)
    return note_from({"text": decode(raw)}, place)
