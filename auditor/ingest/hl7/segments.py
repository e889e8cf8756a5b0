r"""What are the segments of one HL7 v2 message, and what stands in their fields?

This is a small reader of our own, because the kept library, hl7 0.4.5, loses and shows what it may
not: its ``unescape`` takes whatever stands between two backslashes for a sequence, drops it and
logs the whole field (``w\o help, c\o pain`` becomes ``wo pain``); its reading of batches drops
line ends; it strips blanks off a message and fails at the first byte that is not of the encoding.
It makes objects of every component, also of a text, in which components mean nothing: 1 MB of
delimiters took 5 s and 476 MB. The tests use it as a second opinion on fields.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from auditor.errors import InputError
from auditor.ingest.hl7.charset import decoder
from auditor.ingest.hl7.escapes import Marks, unescape
from auditor.ingest.hl7.framing import Framed
from auditor.ingest.hl7.names import NAMES

_NULL = '""'
"""What says that a field holds nothing, or nothing any more."""
_HEADERS = frozenset({"MSH"})
_MARKS = (4, 5)
_CHARACTER_SET = 18
_MULTI_LINE = {"OBX": 5, "NTE": 3}
"""Where a line break that is not escaped may stand."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: its fields as written, by the numbers the standard gives them."""

    name: str
    number: int
    """Which of its name it is in the message, from 1."""
    fields: Sequence[str]
    marks: Marks = field(repr=False)
    decode: Callable[[bytes], str] = field(repr=False)

    def raw(self, index: int) -> str:
        """Return a field as written; empty where there is none."""
        written = self.fields[index] if index < len(self.fields) else ""
        return "" if written == _NULL else written

    def repeats(self, index: int) -> list[str]:
        """Return the repetitions of a field as written; one empty one where there is none."""
        return self.raw(index).split(self.marks.repetition)

    def components(self, index: int) -> list[list[str]]:
        """Return the components, unescaped, of each repetition of a field."""
        parts = (repeat.split(self.marks.component) for repeat in self.repeats(index))
        return [[self.text(part).strip() for part in repeat] for repeat in parts]

    def part(self, index: int, component: int = 1) -> str:
        """Return a component of a field's first repetition, counted from 1; empty if none."""
        first = self.components(index)[0]
        return first[component - 1] if component <= len(first) else ""

    def text(self, written: str) -> str:
        """Return what was written, unescaped."""
        return unescape(written, self.marks, self.decode)


def read_segments(framed: Framed) -> list[Segment]:
    """Read the segments of one message.

    Raises:
        InputError: Its delimiters cannot be told, or it is not whole or not well formed.
    """
    if framed.cut:
        message = (
            "the file breaks off inside this message, so it is not read; get the whole file, or "
            "end its last segment with a carriage return"
        )
        raise InputError(message)
    marks = _marks(framed.segments[0])
    decode = decoder(_field(framed.segments[0], _CHARACTER_SET))
    counts: dict[str, int] = {}
    segments = []
    for raw in framed.segments:
        fields = decode(raw).split(marks.field)
        name = fields[0]
        if name in _HEADERS:  # the first delimiter is a field of its own
            fields.insert(1, marks.field)
        counts[name] = counts.get(name, 0) + 1
        segments.append(Segment(name, counts[name], fields, marks, decode))
        _check(segments[-1])
    return segments


def _marks(header: bytes) -> Marks:
    separator = header[3:4]
    found = header.split(separator, 2)
    marks = found[1] if len(found) > len("12") else b""
    every = separator + marks
    if len(marks) not in _MARKS or len(set(every)) < len(every) or not _may_part(every):
        message = (
            "its header (MSH-1 and MSH-2) does not show which delimiters part it, as in "
            "MSH|^~\\&|; export the message anew"
        )
        raise InputError(message)
    return Marks(*every.decode()[:5])


def _may_part(marks: bytes) -> bool:
    return marks.isascii() and all(33 <= mark < 127 and not chr(mark).isalnum() for mark in marks)  # noqa: PLR2004 (what ASCII can print)


def _field(header: bytes, index: int) -> bytes:
    fields = header.split(header[3:4])
    return fields[index - 1] if index <= len(fields) else b""


def _check(segment: Segment) -> None:
    if segment.name not in NAMES and not segment.name.startswith("Z"):
        message = (
            "holds a line that looks like a segment and is none of HL7; are line breaks in the "
            "text written as they are? write them as \\.br\\"
        )
        raise InputError(message)
    where = _MULTI_LINE.get(segment.name)
    if any("\n" in written for i, written in enumerate(segment.fields) if i != where):
        message = "holds a line that is no segment; export the message anew"
        raise InputError(message)
