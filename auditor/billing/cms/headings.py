"""Where do a table's rows begin, and what do its headings, wrapped over lines, call each column?"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from auditor.billing.cms.rows import FIXED, HEAD_ROWS, Row
from auditor.billing.entries import CODE

_CODE_DIGITS = 5
_FIXED_WIDTH = 100
_NOT_WORDS = re.compile(r"[^A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as found: what stands above its rows, and the rows still to come."""

    title: str
    """Title and copyright lines, in capitals; they may name quarter and version."""
    headings: tuple[str, ...]
    """Of each column, its heading's words in capitals: ``DELETION DATE NO DATA``."""
    rows: Iterator[Row]
    fixed: bool = False
    """Whether each row is one cell, a line of fixed columns."""

    def column(self, fits: Callable[[str], bool]) -> int | None:
        """Return the first column whose heading fits; ``None`` where none does."""
        return next((n for n, heading in enumerate(self.headings) if fits(heading)), None)


def sheet_of(rows: Iterator[Row]) -> Sheet:
    """Part what stands above a table from its rows.

    The first row is the first that starts with a procedure code or a contractor's number. Lines
    with words in their first cell alone are titles, the others headings: words of one column that
    stand on several lines belong together.
    """
    head = list(islice(rows, HEAD_ROWS))
    first = next((n for n, row in enumerate(head) if _is_data(row)), len(head))
    above = [row.cells for row in head[:first]]
    return Sheet(
        title=" ".join(words(cells[0]) for cells in above if not any(map(str.strip, cells[1:]))),
        headings=_stacked([cells for cells in above if any(map(str.strip, cells[1:]))]),
        rows=chain(head[first:], rows),
        fixed=any(row.cells[0].startswith(FIXED) for row in head),
    )


def words(text: str) -> str:
    """Return a heading's words and numbers in capitals, without punctuation."""
    return _NOT_WORDS.sub(" ", text.upper()).strip()


def code_of(cell: str) -> str | None:
    """Return the procedure code in a cell, as a workbook may have cut it; ``None`` for none."""
    code = cell.strip().upper()
    if code.isdigit():
        code = code.zfill(_CODE_DIGITS)
    return code if CODE.fullmatch(code) else None


def _is_data(row: Row) -> bool:
    cell = row.cells[0]
    if len(row.cells) == 1:
        return len(cell) > _FIXED_WIDTH and code_of(cell[:_CODE_DIGITS]) is not None
    return code_of(cell) is not None


def _stacked(lines: Sequence[Sequence[str]]) -> tuple[str, ...]:
    width = max(map(len, lines), default=0)
    columns = (
        [words(line[column]) for line in lines if column < len(line)] for column in range(width)
    )
    return tuple(" ".join(filter(None, column)) for column in columns)
