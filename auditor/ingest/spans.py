"""Under which column does each cell of a table's row stand, where cells span rows and columns?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Content = TypeVar("Content")

_MOST_SPANNED = 50
"""More columns or rows than a cell of a note's table spans."""


@dataclass(frozen=True, slots=True)
class Spanning(Generic[Content]):
    """A cell, and over how many columns and rows it goes."""

    content: Content
    wide: int = 1
    high: int = 1


@dataclass(slots=True)
class Spans:
    """How far the cells of the rows above reach down, for each column."""

    _reach: dict[int, int] = field(default_factory=dict)

    def row(self, cells: Sequence[Spanning[Content]], empty: Content) -> list[Content]:
        """Return the cells of the next row by column; places that others span are empty."""
        found: list[Content] = []
        spanned: dict[int, int] = {}
        for cell in cells:
            self._fill(found, empty)
            columns = range(len(found), len(found) + cell.wide)
            spanned.update((column, cell.high - 1) for column in columns)
            found += [cell.content, *[empty] * (cell.wide - 1)]
        self._fill(found, empty)
        above = {column: rows - 1 for column, rows in self._reach.items()}
        self._reach = {c: rows for c, rows in {**above, **spanned}.items() if rows > 0}
        return found

    def _fill(self, found: list[Content], empty: Content) -> None:
        while len(found) in self._reach:
            found.append(empty)


def spanned(written: str | None) -> int:
    """Return how many columns or rows a cell says it spans; one where it says nothing of use."""
    digits = (written or "").strip()
    if not digits.isascii() or not digits.isdigit() or len(digits) > len("1000"):
        return 1
    return min(max(int(digits), 1), _MOST_SPANNED)
