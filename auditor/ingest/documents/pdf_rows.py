"""Which lines of a page are one row of a table, its cells of several lines?

Under a row of headings a cell may be wrapped, and many writers draw a row cell by cell: what stands
beside the cell's first line then comes behind its last. Lines are put together only where every
cell stands under one heading, and the row's tallest cell has all others beside it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from auditor.ingest.documents.pdf_lines import Cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Line = list[Cell]

_FEWEST_HEADINGS = 3
_MOST_HEADINGS = 50
_MOST_LETTERS = 40
_NOT_IN_HEADINGS = re.compile(r"[\d:]")
_MARKED = re.compile(r"[-•*–·▪○]\s|\(?\w{1,2}[.)]\s")  # noqa: RUF001 (written so)
"""What an item of a list begins with: it is a line of its own."""
_BROKEN_WORD = re.compile(r"\w-$")
_MOST_LEADING = 0.6
"""How far below a line its cell goes on, in heights of the letters."""


def unwrapped(lines: Iterable[Line]) -> list[Line]:
    """Return lines with those of each row of a table put together."""
    found: list[Line] = []
    table: _Table | None = None
    for line in lines:
        if table and table.take(line):
            continue
        found += table.ended() if table else []
        table = _Table(line) if _is_heading(line) else None
        found += [] if table else [line]
    return [*found, *(table.ended() if table else [])]


def _is_heading(line: Line) -> bool:
    return _FEWEST_HEADINGS <= len(line) <= _MOST_HEADINGS and all(
        len(cell.text) <= _MOST_LETTERS and not _NOT_IN_HEADINGS.search(cell.text) for cell in line
    )


class _Table:
    """The rows under a row of headings, and the one that is open, as cells by their column."""

    def __init__(self, heading: Line) -> None:
        self._rows = [heading]
        self._reach = [(cell.left, cell.right) for cell in heading]
        """From where to where each column goes, as far as was seen."""
        self._lines: list[Line] = []
        self._columns: dict[int, list[Cell]] = {}

    def take(self, line: Line) -> bool:
        """Take the next line; say whether it is one of the table."""
        columns = self._places(line)
        if not columns:
            return False
        if not self._goes_on(columns, line):
            self._end_row()
        self._lines.append(line)
        for column, cell in zip(columns, line, strict=True):
            self._columns.setdefault(column, []).append(cell)
            left, right = self._reach[column]
            self._reach[column] = (min(left, cell.left), max(right, cell.right))
        return True

    def ended(self) -> list[Line]:
        self._end_row()
        return self._rows

    def _places(self, line: Line) -> list[int]:
        """Return the column of each cell; none where one is under no heading, or under several."""
        found: list[int] = []
        for cell in line:
            over = [
                column
                for column, (left, right) in enumerate(self._reach)
                if left < cell.right and cell.left < right
            ]
            if len(over) != 1 or cell.field or (found and over[0] <= found[-1]):
                return []
            found += over
        return found

    def _goes_on(self, columns: Sequence[int], line: Line) -> bool:
        if not self._columns:
            return False
        if min(columns) > max(self._columns):
            return True
        new = [
            cell for column, cell in zip(columns, line, strict=True) if column not in self._columns
        ]
        column, cell = columns[0], line[0]
        if len(line) - len(new) != 1 or column not in self._columns or _MARKED.match(cell.text):
            return False
        above = self._columns[column][-1]
        height = above.top - above.bottom
        is_under = 0 <= above.bottom - cell.bottom <= (1 + _MOST_LEADING) * height
        may_be_wrapped = column > 0 or len(self._columns) == 1
        return is_under and may_be_wrapped and self._has_beside(new)

    def _has_beside(self, cells: Sequence[Cell]) -> bool:
        if not cells:
            return True
        every = list(chain.from_iterable(self._columns.values()))
        bottom, top = min(c.bottom for c in every), max(c.top for c in every)
        return all(bottom <= (cell.bottom + cell.top) / 2 <= top for cell in cells)

    def _end_row(self) -> None:
        columns, lines = self._columns, self._lines
        self._columns, self._lines = {}, []
        if len(lines) > 1 and len(columns) > 1 and _are_beside(list(columns.values())):
            self._rows.append([_joined(columns[column]) for column in sorted(columns)])
        else:
            self._rows += lines


def _are_beside(columns: Sequence[Sequence[Cell]]) -> bool:
    """Say whether the tallest column of a row has all cells beside it."""
    tallest = max(columns, key=len)
    bottom, top = min(c.bottom for c in tallest), max(c.top for c in tallest)
    middles = ((cell.bottom + cell.top) / 2 for cell in chain.from_iterable(columns))
    return all(bottom <= middle <= top for middle in middles)


def _joined(cells: Sequence[Cell]) -> Cell:
    text = cells[0].text.rstrip()
    for cell in cells[1:]:
        text += ("" if _BROKEN_WORD.search(text) else " ") + cell.text.strip()
    return replace(
        cells[0],
        text=text,
        left=min(c.left for c in cells),
        bottom=min(c.bottom for c in cells),
        right=max(c.right for c in cells),
        top=max(c.top for c in cells),
    )
