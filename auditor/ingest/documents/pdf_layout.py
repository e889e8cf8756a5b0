"""How do the cells of a page's lines, and what was filled in, become its text?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.ingest.documents.layout import BETWEEN_CELLS
from auditor.ingest.documents.pdf_rows import unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from auditor.ingest.documents.pdf_lines import Cell

_BETWEEN_CELLS = "\t"
_FEWEST_COLUMNS = 2
_MOST_COLUMNS = 50
"""A line of more cells heads no table: looking for cells under each would take too long."""


def text_of(lines: Sequence[Sequence[Cell]], fields: Iterable[Cell]) -> str:
    """Return a page's text: cells of a line parted by tabs.

    A row of a table, its wrapped cells too, is one line. One that leaves cells empty is shown with
    bars instead, an empty one between two.
    """
    texts = []
    heading: Sequence[Cell] = ()
    for line in unwrapped(_filled(lines, fields)):
        if len(line) < _FEWEST_COLUMNS:
            heading = ()
        elif len(line) >= len(heading):
            heading = line
        texts.append(_row(line, heading))
    return "\n".join(texts)


def _row(line: Sequence[Cell], heading: Sequence[Cell]) -> str:
    is_short = len(line) < len(heading) <= _MOST_COLUMNS
    columns = _columns(line, heading) if is_short else []
    if not columns or columns == list(range(len(columns))):
        return _joined(line)
    cells = [""] * (columns[-1] + 1)
    for column, cell in zip(columns, line, strict=True):
        cells[column] = cell.text.strip()
    text = BETWEEN_CELLS.join(cells)
    return text if cells[0] else f"|{text}"


def _columns(line: Sequence[Cell], heading: Sequence[Cell]) -> list[int]:
    """Return under which column each cell stands; none where that is not clear."""
    found: list[int] = []
    for cell in line:
        over = [i for i, h in enumerate(heading) if h.left < cell.right and cell.left < h.right]
        if len(over) != 1 or (found and over[0] <= found[-1]):
            return []
        found += over
    return found


def _joined(line: Sequence[Cell]) -> str:
    """Join cells by tabs; what was filled in stands beside what names it."""
    text = ""
    for before, cell in zip((None, *line), line, strict=False):
        if before:
            text += " " if before.field != cell.field else _BETWEEN_CELLS
        text += cell.text.strip() if before else cell.text.rstrip()
    return text


def _filled(lines: Sequence[Sequence[Cell]], fields: Iterable[Cell]) -> list[list[Cell]]:
    """Put what was filled in on the line it stands beside, else on one of its own."""
    filled = [list(line) for line in lines]
    for field in sorted(fields, key=lambda cell: (-cell.top, cell.left)):
        line = next((line for line in filled if line and _beside(field, line)), None)
        if line is None:
            filled.insert(_below(field, filled), [field])
        else:
            at = next((i for i, cell in enumerate(line) if cell.left > field.left), len(line))
            line.insert(at, field)
    return filled


def _beside(field: Cell, line: Sequence[Cell]) -> bool:
    middle = (line[0].bottom + line[0].top) / 2
    return field.bottom <= middle <= field.top


def _below(field: Cell, lines: Sequence[Sequence[Cell]]) -> int:
    """Return before which line a field stands: the first that is wholly below it."""
    return next(
        (i for i, line in enumerate(lines) if line and line[0].top < field.bottom), len(lines)
    )
