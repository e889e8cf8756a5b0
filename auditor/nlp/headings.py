"""Find what looks like a heading, in whatever words: what stands below belongs to it."""

import re
from bisect import bisect_right
from dataclasses import dataclass

_HEADING = re.compile(
    r"""
    # words that end in a mark at the start of a line
    ^[ \t]*(?P<marked>[A-Za-z][A-Za-z0-9/&() .,'\-]{0,45}?)[ \t]*(?::(?!\d)|\||-[- ]|=>|>[ ])
    # a line of its own in capitals
    |^[ \t]*(?P<alone>[A-Z][A-Z0-9/&() .\-]{2,45})[ \t]*$
    """,
    re.VERBOSE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a note in their own words, and where each begins, in order."""

    starts: tuple[int, ...]
    words: tuple[str, ...]

    def above(self, offset: int) -> str:
        """The last heading that begins at or before an offset; nothing where there is none."""
        found = bisect_right(self.starts, offset) - 1
        return self.words[found] if found >= 0 else ""


def find_headings(folded: str) -> Headings:
    """Find the headings of a folded note; unlike sections they need no known words."""
    found = [(m.start(), m["marked"] or m["alone"]) for m in _HEADING.finditer(folded)]
    return Headings(tuple(start for start, _ in found), tuple(words for _, words in found))
