"""What a reader of documents gives: a text, where its pieces stood, and what is said beside it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, TypeAlias

from auditor.ingest.fields import note_from
from auditor.ingest.refused import Place, Refused
from auditor.model import Note, Part


@dataclass(frozen=True, slots=True)
class Extracted:
    """A text taken out of a document, which all offsets of its audit count in."""

    text: str
    place: Place
    """Where the whole text stands in its source."""
    parts: tuple[Part, ...] = ()
    """Where its pieces stand in the document, in order; the first starts at 0."""
    values: Mapping[str, object] = field(default_factory=dict)
    """What the document says beside the text, by the batch format's keys (``patient`` ...)."""


Document: TypeAlias = Callable[[BinaryIO, Place], Iterator[Extracted | Refused]]
"""Reads one format. Raises ``InputError`` where nothing, or nothing more, can be read."""

Inner: TypeAlias = Callable[[bytes, Place], Iterator[Extracted | Refused]]
"""Reads what a message carries inside it (a PDF in base64, say), whatever its format is."""


def note_of(extracted: Extracted) -> Note | Refused:
    """Make a note of a text taken out of a document, if it can be one."""
    values = {**extracted.values, "text": extracted.text}
    return note_from(values, extracted.place, parts=extracted.parts)
