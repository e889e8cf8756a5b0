"""Which segments does an X12 file hold, and at which byte does each begin?

This is a small reader of our own because the kept library, pyx12 4.0.0, loses data without a word
where a claim file must not: its segment reader was tried on the same files and left out a last
segment that is cut (``SV1*HC:97530:GP*50*UN*2`` for two units may be one of ``*20``), stopped at
the first empty segment (``~~``) and at a second interchange with other delimiters, ended in an
IndexError at a trailer too many, and put the whole ISA segment, sender and receiver, into an error.
It knows no byte offsets. Its speed, 200,000 segments a second, is no reason either way.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from auditor.ingest.claim_files.delimiters import Delimiters, read_delimiters
from auditor.ingest.claim_files.source import MOST_BYTES, Source
from auditor.ingest.refused import Place

_LAST = "IEA"
_NAME = re.compile(r"[A-Z][A-Z0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: its place in the file and its elements, the first of which is its name."""

    number: int
    """Counted from 1."""
    offset: int
    """The byte of the file it begins at, from 0."""
    elements: Sequence[str]
    component: str
    """What parts the components of an element here."""

    @property
    def name(self) -> str:
        """``CLM``, ``SV1`` ..."""
        return self.elements[0]

    def get(self, index: int) -> str:
        """Return an element, counted from 1 as the guides do; empty where there is none."""
        return self.elements[index].strip() if index < len(self.elements) else ""

    def parts(self, index: int) -> list[str]:
        """Return the components of an element; an absent element has one empty component."""
        return [part.strip() for part in self.get(index).split(self.component)]

    def part(self, index: int, component: int) -> str:
        """Return a component of an element, both counted from 1; empty where there is none."""
        parts = self.parts(index)
        return parts[component - 1] if component <= len(parts) else ""


def segment_place(place: Place, number: int) -> Place:
    """Return the place of a segment as messages name it."""
    return Place(f"{place.source}:segment {number}", f"{place.name}:segment {number}")


def read_segments(stream: BinaryIO, place: Place) -> Iterator[Segment]:
    """Give the segments of all interchanges of a file, each with its own delimiters.

    A last ``IEA`` may lack its terminator, as its content shows whether it is whole.

    Raises:
        InputError: The file breaks off, or segments cannot be told apart (any more); the message
            names the segment and its byte offset.
    """
    source = Source(stream)
    number = 0
    while source.skip_blanks():
        marks = read_delimiters(source, segment_place(place, number + 1))
        while True:
            number += 1
            segment = _next(source, marks, number, place)
            yield segment
            if segment.name == _LAST:
                break
        while source.skip_blanks() and source.peek(1) == marks.terminator:
            source.drop(1)


def _next(source: Source, marks: Delimiters, number: int, place: Place) -> Segment:
    raw = b""
    offset = source.offset
    while not raw:  # an empty segment says nothing
        if not source.skip_blanks():
            reason = (
                f"the file breaks off here, at byte offset {source.offset}, before its trailer "
                "(IEA); the service line begun last and what should follow are not read; "
                "get the whole file"
            )
            raise segment_place(place, number).error(reason)
        offset = source.offset
        raw = _whole(source, marks, number, place).strip(b"\r\n")
    segment = Segment(number, offset, _decode(raw).split(marks.element), marks.component)
    if not _NAME.fullmatch(segment.name):
        reason = (
            f"no segment can be read at byte offset {offset}; the service line begun last and all "
            "that follows are not read; export the file anew"
        )
        raise segment_place(place, number).error(reason)
    return segment


def _whole(source: Source, marks: Delimiters, number: int, place: Place) -> bytes:
    raw = source.take(marks.terminator)
    if raw is not None:
        return raw
    here = segment_place(place, number)
    rest = source.peek(MOST_BYTES + 1)
    if len(rest) > MOST_BYTES:
        reason = (
            f"the segment at byte offset {source.offset} does not end within {MOST_BYTES:,} bytes; "
            "nothing from the service line begun last on is read; export the file anew"
        )
        raise here.error(reason)
    if not rest.startswith(_LAST.encode()):
        raise here.error(source.cut())
    source.drop(len(rest))
    return rest


def _decode(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
