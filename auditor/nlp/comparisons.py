"""Find the cells of tables that compare days: what stands in them is not of this session."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from auditor.model import Span
from auditor.nlp import tables

_FEWEST_CELLS = 3
_INDENT = " " * 8
"""What a row of two headings begins with, where the names of its rows have none."""
_OUT_OF_LINE = 2
"""How many characters to the left of its heading a cell may begin."""
_TODAY = re.compile(r"\btoday\b|\bnow\b|\bcurrent\b|this[ ](?:visit|date|session)|^d/?c$")
_CODE = re.compile(r"\b9[27]\d{3}\b|\b(?:un)?timed\b|\btotal\b")
"""What a line of minutes holds and no comparison does."""
_OTHER_DAY = re.compile(
    r"""
    ^\(?(?:
      last|prev(?:ious)?|prior|ie|eval|initial|init|base(?:line)?|start(?:ing)?|admit|adm|soc|re-?eval
      |required|req(?:'?d)?|demand|job[ ](?:demand|need)|goal|target|need(?:ed)?|norm|day[ ]\d{1,2}
      |(?:on[ ])?\d{1,2}/\d{1,2}(?:/\d{2,4})?
      # with a weekday and a year it is the date of the note
      |(?:mon|tues?|wed|thu(?:rs)?|fri|sat|sun)[ ]\d{1,2}/\d{1,2}(?!\d|/)
    )\b
    """,
    re.VERBOSE,
)
# A heading of what a job or a test asks for: beside it, what was reached today is a measure.
_DEMAND = re.compile(r"(?:job[ ])?(?:required|req(?:'?d)?|demand|need(?:ed)?|norm|goal|target)\b")


class _Row(NamedTuple):
    """A line of a table with the places of its cells."""

    line: Span
    cells: Sequence[Span]


def other_days(low: str, every: Sequence[tuple[Span, Sequence[Span]]]) -> list[Span]:
    """Give the cells under headings such as "Initial" or "Required", but not under "Today".

    Args:
        low: The note's lower-cased text.
        every: The rows of its tables.

    Returns:
        Every cell below a row of headings that names another day or a demand, up to the next blank
        line or procedure code, without the cells in the column of today; beside a demand with them.
    """
    found: list[Span] = []
    heads: _Row | None = None
    demands = False
    last_end = -1
    for line, cells in every:
        between = low[last_end : line.start] if last_end >= 0 else ""
        # a code begins something else, unless the table has a column for it
        within = heads and "|" in line.of(low) and len(cells) == len(heads.cells)
        coded = _CODE.search(line.of(low)) and not within
        if tables.parts_tables(between) or coded:
            heads = None
        last_end = line.end
        row = _Row(line, cells)
        if _compares(low, row):
            heads = row
            demands = any(_DEMAND.search(c.of(low)) for c in cells)
        elif heads:
            found += (
                cell
                for i, cell in enumerate(cells)
                if i and (demands or not _TODAY.search(_head(low, heads, row, i)))
            )
    return found


def _compares(low: str, row: _Row) -> bool:
    """Say whether a row heads a comparison: another day or a demand, of three cells or with today.

    A row of two is one only where it is indented, as above names of rows that have no heading.
    """
    words = [c.of(low) for c in row.cells]
    if not any(_OTHER_DAY.match(w) for w in words):
        return False
    indented = low.startswith(_INDENT, row.line.start)
    return len(words) >= _FEWEST_CELLS or (indented and any(_TODAY.search(w) for w in words))


def _head(low: str, heads: _Row, row: _Row, index: int) -> str:
    """The heading over a cell: by number between bars, else the last that begins no later."""
    if "|" in row.line.of(low):
        # no heading over the first column: the last column then has the last one
        index -= max(0, len(row.cells) - len(heads.cells))
        return heads.cells[index].of(low) if 0 <= index < len(heads.cells) else ""
    at = row.cells[index].start - row.line.start + _OUT_OF_LINE
    above = [h for h in heads.cells if h.start - heads.line.start <= at]
    return above[-1].of(low) if above else ""
