"""Matching: which lines belong to which note, which answers to which line. Nothing is lost."""

from auditor.matching.answers import Answered, answered
from auditor.matching.visits import Matched, NoteKey, Unmatched, key_of, match

__all__ = ["Answered", "Matched", "NoteKey", "Unmatched", "answered", "key_of", "match"]
