"""At which character does the note under a head begin: with its title, with its page's header?"""

import re
from collections.abc import Sequence

from auditor.ingest.splitting.heads import Head, is_title
from auditor.ingest.splitting.lines import Line

_REACH = 8
"""How many lines of titles and page headers may stand above a head."""
_DIGITS = re.compile(r"\d+")


def beginning(lines: Sequence[Line], head: Head, first: Head) -> int:
    """Return where a note begins.

    Lines above its head belong to it while they are a title, or stand above the document's first
    head too, as page headers do. A signature never does: it ends the note before.

    Args:
        lines: The document's.
        head: The note's head.
        first: The document's first head.
    """
    above_first = {_shape(line) for line in lines[max(0, first.first - _REACH) : first.first]}
    start = head.first
    for at in range(head.first - 1, max(-1, head.first - 1 - _REACH), -1):
        text = lines[at].text
        if is_title(text) or (text.strip() and _shape(lines[at]) in above_first):
            start = at
        elif text.strip():
            break
    return lines[start].start


def _shape(line: Line) -> str:
    """Return a line without what differs from page to page."""
    return _DIGITS.sub("0", line.text.strip()).casefold()
