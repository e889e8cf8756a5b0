"""A text: one note, or the notes of a chart one after the other."""

from collections.abc import Iterator

from auditor.ingest import carried
from auditor.ingest.encoding import decode
from auditor.ingest.extracted import Extracted, note_of
from auditor.ingest.refused import Place, Refused
from auditor.model import Note


def from_bytes(raw: bytes, place: Place) -> Iterator[Note | Refused]:
    """Make notes of a text's bytes."""
    yield from map(note_of, carried.split(Extracted(decode(raw), place)))
