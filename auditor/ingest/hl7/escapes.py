r"""What do the escape sequences of an HL7 v2 text stand for (HL7 v2, chapter 2, section 7)?

What is no sequence of the standard, or one that only the sender knows (``\Z..\``), stays as it is
written: a backslash in ``w\o`` is a backslash, and nothing between two of them is lost.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from auditor.errors import InputError


@dataclass(frozen=True, slots=True)
class Marks:
    """What parts the fields of a message and what they hold, as MSH-1 and MSH-2 say."""

    field: str
    component: str
    repetition: str
    escape: str
    subcomponent: str


_LETTERS = {"F": "field", "S": "component", "T": "subcomponent", "R": "repetition", "E": "escape"}
_TRUNCATION = {"P": "#"}
"""The truncation character of 2.7, which MSH-2 may name as a fifth."""
_HEX = re.compile(r"[0-9A-Fa-f]{2}")
_KNOWN_SETS = frozenset({"C2842", "C284A", "C2D41"})
"""ASCII, and Latin letters beside it: what these switch to is what is read anyway."""
_MOST_SPACES = 80


def unescape(written: str, marks: Marks, decode: Callable[[bytes], str]) -> str:
    r"""Return what was written, with every line break a ``\n``.

    Args:
        written: A field, repetition or component as it stands in the message.
        marks: The delimiters of the message.
        decode: What turns bytes of the message into text, for those written in hex.

    Raises:
        InputError: It switches to a character set that is not read.
    """
    if marks.escape in written:
        written = _sequence(marks.escape).sub(lambda f: _meaning(f, marks, decode), written)
    return written.replace("\r\n", "\n").replace("\r", "\n")


@cache
def _sequence(escape: str) -> re.Pattern[str]:
    mark = re.escape(escape)
    return re.compile(
        rf"""
        (?P<hex>(?:{mark}[Xx](?:[0-9A-Fa-f]{{2}})+{mark})+)
        | {mark}(?:
            (?P<letter>[FSTREPHN])
            | \.(?P<layout>(?i:br|sp|fi|nf|in|ti|sk|ce))(?P<count>[+-]?[0-9]{{1,3}})?
            | (?P<set>C[0-9A-Fa-f]{{4}}|M[0-9A-Fa-f]{{4,6}})
        ){mark}
        """,
        re.VERBOSE,
    )


def _meaning(found: re.Match[str], marks: Marks, decode: Callable[[bytes], str]) -> str:
    if found["hex"]:
        return decode(b"".join(_bytes(piece) for piece in found["hex"].split(marks.escape)))
    if letter := found["letter"]:
        known = getattr(marks, _LETTERS[letter]) if letter in _LETTERS else ""
        return known or _TRUNCATION.get(letter, "")  # H and N begin and end emphasis
    if found["set"]:
        if found["set"].upper() not in _KNOWN_SETS:
            message = "switches to a character set that is not read; send the message in UTF-8"
            raise InputError(message)
        return ""
    return _layout(found["layout"].lower(), int(found["count"] or 0))


def _bytes(sequence: str) -> bytes:
    return bytes.fromhex("".join(_HEX.findall(sequence[1:])))


def _layout(command: str, count: int) -> str:
    if command in {"br", "ce"}:
        return "\n"
    if command == "sp":
        return "\n" * min(max(count, 1), _MOST_SPACES)
    if command in {"fi", "nf"}:
        return ""
    return " " * min(max(count, 1), _MOST_SPACES)
