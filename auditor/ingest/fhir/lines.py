"""How do the words of a narrative become lines?"""

import re
from collections.abc import Sequence

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BETWEEN_CELLS = " | "
_WITHIN_CELL = "; "


class Lines:
    """Lines in the making: those ended, and the one being written."""

    def __init__(self) -> None:
        self._ended: list[str] = []
        self._line = ""
        self._mark = ""

    def add(self, words: str, *, kept: bool) -> None:
        """Write words on; ``kept`` says whether their blanks and line breaks stay."""
        if kept:
            first, *others = words.replace("\r\n", "\n").split("\n")
            self._put(first)
            for other in others:
                self.end_even_empty()
                self._put(other)
            return
        words = _BLANKS.sub(" ", words)
        self._put(words.lstrip(" ") if not self._line or self._line.endswith(" ") else words)

    def _put(self, words: str) -> None:
        if words:
            self._line += self._mark + words
            self._mark = ""

    def mark(self, mark: str) -> None:
        """Set what the next words begin with, as an item of a list does."""
        self._mark = mark

    def end(self) -> None:
        """End the line, if there is anything on it."""
        if self._line.strip():
            self._ended.append(self._line.rstrip(" "))
        self._line = ""

    def end_even_empty(self) -> None:
        """End the line, as a line break does, which may leave an empty one."""
        self._ended.append(self._line.rstrip(" "))
        self._line = ""

    def row(self, cells: Sequence[Sequence[str]]) -> None:
        """Write a table's row; a single cell, as layouts have it, keeps its lines.

        So does a cell that holds a table: its headings must stay over their columns.
        """
        self.end()
        has_table = any(len(c) > 1 and any(_BETWEEN_CELLS in line for line in c) for c in cells)
        if len(cells) == 1 or has_table:
            self._ended.extend(line for cell in cells for line in cell)
            return
        written = [_WITHIN_CELL.join(filter(str.strip, cell)) for cell in cells]
        if any(written):
            # An empty first cell needs a bar before it, or the columns would be told wrong.
            lead = "" if written[0] else "|"
            self._ended.append((lead + _BETWEEN_CELLS.join(written)).rstrip())

    def finished(self) -> list[str]:
        """Return all lines, without empty ones at either end."""
        self.end()
        while self._ended and not self._ended[-1].strip():
            self._ended.pop()
        first = next((i for i, line in enumerate(self._ended) if line.strip()), 0)
        return self._ended[first:]
