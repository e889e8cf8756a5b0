"""What stands around a place in the note?"""

import re
from collections.abc import Iterator

from auditor.model import Span

NEAR = 48
"""Characters around a phrase that say what it is about."""


def line_around(text: str, span: Span) -> tuple[str, str]:
    """Return what stands shortly before and after a place, within its line."""
    before = text[max(0, span.start - NEAR) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + NEAR].partition("\n")[0]
    return before, after


def lines_with(text: str, sign: re.Pattern[str]) -> Iterator[Span]:
    """Give each line on which a sign stands, so that a slow pattern is tried on no other."""
    end = -1
    for match in sign.finditer(text):
        if match.start() > end:
            found = text.find("\n", match.end())
            end = len(text) if found < 0 else found
            yield Span(text.rfind("\n", 0, match.start()) + 1, end)
