"""What does each observation (OBX) and comment (NTE) of a document add to its text?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.ingest.hl7.segments import Segment

STRING = "ST"
TEXT = frozenset({"TX", "FT", STRING, ""})
"""Value types (OBX-2) whose value is text; a writer that says none means text."""
ENCAPSULATED = "ED"
POINTER = "RP"
_WITHDRAWN = frozenset({"D", "W"})
"""Statuses (OBX-11) of what was deleted, or posted as wrong."""
_RESULT = "SN"
_SHORT = 20
"""The most letters of a string that is the result of a measurement or a test."""
_NOT_OF_TEXTS = (6, 7, 9, 10)
_CODED = frozenset({"CE", "CWE", "CNE", "CF"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a note's text and where in the message it stands, as in ``OBX 4``."""

    where: str
    text: str
    position: int
    """Which of the segments it is taken from, from 0."""


def kind_of(segment: Segment) -> str:
    """Return the value type of an observation; a string with a unit or a range is a result."""
    kind = segment.part(2).upper()
    return _RESULT if is_short_string(segment) and misfits(segment) else kind


def is_short_string(segment: Segment) -> bool:
    """Say whether the value may be a word that a test gave, such as *negative*."""
    return segment.part(2).upper() == STRING and len(segment.raw(5)) <= _SHORT


def misfits(segment: Segment) -> bool:
    """Say whether an observation has what texts have not: a unit, a range, a probability."""
    return any(segment.raw(index).strip() for index in _NOT_OF_TEXTS)


def is_withdrawn(segment: Segment) -> bool:
    """Say whether an observation is part of the note no more."""
    return segment.name == "OBX" and segment.part(11).upper() in _WITHDRAWN


def pieces_of(segments: Sequence[Segment]) -> Iterator[Piece]:
    """Give the pieces of text in the order they come, headed by what they are called.

    A heading (the name in OBX-3) stands before each run of text observations of one name, where
    they have different names: so some writers send the sections of a note. Where all have one
    name it says nothing. Repetitions of a value are lines. Values that are no text, such as
    numbers, become lines of name, value and unit.
    """
    texts = [s for s in segments if s.name == "OBX" and kind_of(s) in TEXT]
    has_headings = len({_name(s) for s in texts}) > 1
    last = ""
    for position, segment in enumerate(segments):
        where = f"{segment.name} {segment.number}"
        if segment.name == "NTE":
            yield Piece(where, _lines(segment, 3), position)
        elif segment.name != "OBX" or kind_of(segment) in {ENCAPSULATED, POINTER}:
            continue
        elif kind_of(segment) not in TEXT:
            yield Piece(where, _measured(segment), position)
        else:
            text = _lines(segment, 5)
            if has_headings and _name(segment) != last:
                text = _headed(_name(segment), text)
            last = _name(segment)
            yield Piece(where, text, position)


def _lines(segment: Segment, index: int) -> str:
    # Other delimiters mean nothing in a text, and stand for themselves where they are not escaped.
    return "\n".join(segment.text(repeat) for repeat in segment.repeats(index))


def _name(segment: Segment) -> str:
    """Return what an observation is called in words; empty where it has a code alone."""
    return segment.part(3, 2) or segment.part(3, 5)


def _headed(name: str, text: str) -> str:
    if not name or text.lstrip().casefold().startswith(name.casefold()):
        return text
    return f"{name}\n{text}"


def _measured(segment: Segment) -> str:
    value = ", ".join(_value(segment, repeat) for repeat in segment.components(5))
    name = _name(segment) or segment.part(3)
    words = [f"{name}:" if name else "", value, segment.part(6)]
    return " ".join(word for word in words if word)


def _value(segment: Segment, components: Sequence[str]) -> str:
    if kind_of(segment) in _CODED:
        return next((word for word in (*components[1:2], *components[:1]) if word), "")
    return " ".join(component for component in components if component)
