"""Which lines has a text, and where does each start?"""

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\n\r\f]*(?:\r\n|[\n\r\f])|[^\n\r\f]+\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end."""

    start: int
    text: str


def lines_of(text: str) -> list[Line]:
    """Return all lines of a text."""
    return [Line(found.start(), found[0].rstrip("\r\n\f")) for found in _LINE.finditer(text)]
