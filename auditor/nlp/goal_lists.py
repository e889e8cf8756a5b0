"""Follow a list or a table of goals under its heading, and part goals told in one breath."""

import re
from collections.abc import Iterator

from auditor.model import Span
from auditor.nlp.lines import line_start

_MARKER = re.compile(r"[ \t]*(?:[-*]|\(?\d{1,2}[.):]?|\(?[a-d][.)])[ \t]+")
_MARKED = re.compile(r"(?:;|[(\[]?\d[.)\]])[ ]*$")
_HEADING = re.compile(r"[ \t]*[a-z][a-z /'-]{1,40}:")
_CELLS = re.compile(r"[ ]{2,}|\t|\|")
# "will dress ..., and that he will walk ...", "1) ... 2) ..."
_NEXT = re.compile(
    r"""
    [,;][ ](?:and[ ])?(?=(?:that[ ])?(?:he|she|they|the[ ]patient|pt)[ ]will\b|will\b)
    |(?<=[\w.%)][ ])(?=[(\[]?[2-9][)\]][ ])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SHORTEST = 12
_MARK = 2
"""A label may have taken in the blanks that part it from the next column."""


class Listing:
    """Whether a sentence belongs to the list that a heading of goals has opened."""

    def __init__(self, low: str) -> None:
        """Follow the lists of one note, given its lower-cased text."""
        self._low = low
        self._line = -1
        self._table = False
        self.open = False

    def begin(self, heading: Span, label_end: int) -> None:
        """Open a list at a heading or label; ``label_end`` is where its own words end."""
        self.open = True
        self._line = line_start(self._low, heading.start)
        # "GOAL    9/2    now": the heads of columns
        self._table = (
            ":" not in self._low[heading.start : label_end]
            and _CELLS.match(self._low, max(heading.start, label_end - _MARK)) is not None
        )

    def holds(self, sentence: Span) -> bool:
        """Whether a sentence is an item of the open list; sentences are asked for in order."""
        if not self.open:
            return False
        line = line_start(self._low, sentence.start)
        lead = self._low[line : sentence.start]
        if line == self._line:
            # further goals on the line of the label; in a table they are its other cells
            return not self._table and _MARKED.search(lead) is not None
        text = self._low[line : self._end(line)]
        row = self._table and _CELLS.search(text.strip()) is not None
        first = not lead.strip(" \t-*.()|0123456789abcd")
        self.open = (
            first
            and (row or _MARKER.match(text) is not None)
            and _HEADING.match(text) is None
        )
        if self.open:
            self._line, self._table = line, row
        return self.open

    def _end(self, at: int) -> int:
        end = self._low.find("\n", at)
        return end if end >= 0 else len(self._low)


def pieces(folded: str, span: Span) -> Iterator[Span]:
    """Part a stretch where it goes on to the next goal."""
    start = span.start
    for match in _NEXT.finditer(folded, span.start, span.end):
        if match.start() - start >= _SHORTEST:
            yield Span(start, match.start())
            start = match.end()
    yield Span(start, span.end)
