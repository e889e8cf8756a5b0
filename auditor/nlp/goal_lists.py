"""Follow a list or a table of goals under its heading, and part goals told in one breath."""

import re
from collections.abc import Iterator

from auditor.model import Span
from auditor.nlp.lines import line_start

_MARKER = re.compile(r"[ \t]*(?:[-*]|\(?\d{1,2}[.):]?|\(?[a-d][.)])[ \t]+")
_MARKED = re.compile(r"(?:;|[(\[]?\d[.)\]])[ ]*$")
_HEADING = re.compile(r"[ \t]*[a-z][a-z /'-]{1,40}:")
_CELLS = re.compile(r"[ ]{2,}|\t|\|")
# To the next of several: "will dress, and that he will walk", "one 2) another".
_NEXT = re.compile(
    r"""
    [,;][ ](?:and[ ])?(?=(?:that[ ])?(?:he|she|they|the[ ]patient|pt)[ ]will\b|will\b)
    |(?<=[\w.%)][ ])(?=[(\[]?[2-9][)\]][ ])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BEFORE_ITEM = " \t-*.()|0123456789abcd"
_LEAD = 8
_SHORTEST = 12
_MARK = 2
"""A label may have taken in the blanks that part it from the next column."""


class Listing:
    """Whether a sentence belongs to the list that a heading of goals has opened."""

    def __init__(self, low: str) -> None:
        """Follow the lists of one note, given its lower-cased text."""
        self._low = low
        self._line_end = 0
        self._table = False
        self.open = False

    def begin(self, heading: Span, label_end: int) -> None:
        """Open a list at a heading or label; ``label_end`` is where its own words end."""
        self.open = True
        self._line_end = self._end(heading.start)
        # the heads of columns: "GOAL", a wide space, "now"
        self._table = (
            ":" not in self._low[heading.start : label_end]
            and _CELLS.match(self._low, max(heading.start, label_end - _MARK)) is not None
        )

    def holds(self, sentence: Span) -> bool:
        """Whether a sentence is an item of the open list; sentences are asked for in order."""
        if not self.open:
            return False
        if sentence.start < self._line_end:
            # further goals on the line of the label; in a table they are its other cells
            lead = self._low[max(0, sentence.start - _LEAD) : sentence.start]
            return not self._table and _MARKED.search(lead) is not None
        line = line_start(self._low, sentence.start)
        self._line_end = self._end(sentence.start)
        text = self._low[line : self._line_end]
        self._table = self._table and _CELLS.search(text.strip()) is not None
        first = not self._low[line : sentence.start].strip(_BEFORE_ITEM)
        self.open = (
            first
            and (self._table or _MARKER.match(text) is not None)
            and _HEADING.match(text) is None
        )
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
