"""What rows of cells does a delimited text or a workbook hold?"""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from typing import BinaryIO

from auditor.ingest import workbook
from auditor.ingest.encoding import LINE_LIMIT, read_lines
from auditor.ingest.refused import Place

Row = tuple[int, Sequence[str]]
"""The number of a row as the user's program shows it, from 1, and its cells."""
Score = Callable[[Sequence[str]], int]
"""How well a row fits as headings."""

_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 50


def row_place(place: Place, number: int) -> Place:
    """Return the place of a row as messages name it."""
    return Place(f"{place.source}:row {number}", f"{place.name}:row {number}")


def read_text(stream: BinaryIO, place: Place, score: Score) -> Iterator[Row]:
    """Give the rows of a delimited text that are not blank.

    Raises:
        InputError: It is no text, or its rows cannot be told apart (any more).
    """
    lines = _lines(stream, place)
    sample = [line for _, line in zip(range(_SAMPLE_LINES), lines, strict=False)]
    best = max(_DELIMITERS, key=lambda d: max(map(score, _split(sample, d)), default=0))
    reader = csv.reader(chain(sample, lines), delimiter=best, strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            reason = (
                "the quotes in the row that starts here do not close, or stand inside a cell "
                'undoubled; nothing from here on is read; write each such quote twice ("")'
            )
            raise row_place(place, number).error(reason) from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield number, cells


def _lines(stream: BinaryIO, place: Place) -> Iterator[str]:
    for line in read_lines(stream, place):
        if line.text is None:
            reason = f"is over {LINE_LIMIT:,} bytes; nothing from this row on is read; split it"
            raise row_place(place, line.number).error(reason)
        # A carriage return alone ends a row too, and the parser must see each end.
        yield from io.StringIO(line.text, newline="")


def _split(sample: Sequence[str], delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(sample, delimiter=delimiter))
    except csv.Error:
        return []


def read_workbook(stream: BinaryIO, place: Place) -> Iterator[tuple[Place, Iterator[Row]]]:
    """Give each sheet of a workbook with its rows that are not blank.

    Sheets are told by number, as their names may be anybody's; one sheet alone is not numbered.

    Raises:
        InputError: It is no workbook, is damaged, or is too large.
    """
    for sheet in workbook.sheets(stream, place):
        where = place
        if sheet.count > 1:
            number = sheet.number
            where = Place(f"{place.source}:sheet {number}", f"{place.name}:sheet {number}")
        yield where, ((n, cells) for n, row in sheet.rows if any(cells := _cells(row)))


def _cells(row: Sequence[object]) -> list[str]:
    return [_cell(value) for value in row]


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
