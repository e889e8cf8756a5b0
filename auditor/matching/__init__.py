"""Matching: which lines belong to which note, which answers to which line. Nothing is lost."""

from auditor.matching.answers import Answered, answered
from auditor.matching.standing import Standing, standing
from auditor.matching.visits import LineAlone, Matched, NoteAlone, NoteKey, key_of, match

__all__ = [
    "Answered",
    "LineAlone",
    "Matched",
    "NoteAlone",
    "NoteKey",
    "Standing",
    "answered",
    "key_of",
    "match",
    "standing",
]
