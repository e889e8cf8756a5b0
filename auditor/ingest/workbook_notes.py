"""The notes of an Excel workbook: every sheet that has a column for them."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import BinaryIO

from auditor.errors import InputError
from auditor.ingest import columns, gathered, workbook
from auditor.ingest.columns import Roles
from auditor.ingest.entries import Entry, entry_of
from auditor.ingest.mapping import ColumnMap
from auditor.ingest.refused import Place, Refused
from auditor.ingest.table import NO_ROWS, no_column
from auditor.ingest.workbook import Reaches, Sheet
from auditor.model import Note

LEAD_ROWS = 20
"""How many rows (a title, the day of the export) may stand above the headings."""

_ONCE = frozenset({"claim", "units", "minutes", "modifiers"})
"""Roles that say something of one line of a claim each time they are said."""

NumberedRow = tuple[int, Sequence[str]]


def read(
    stream: BinaryIO, place: Place, mapping: ColumnMap | None = None
) -> Iterator[Note | Refused]:
    """Read the notes of all sheets that have a column for them.

    Args:
        stream: The workbook.
        place: Where it stands.
        mapping: What its columns hold; ``None`` to go by usual headings.

    Raises:
        InputError: It is no workbook, or no sheet has such a column, or any row under it.
    """
    problem: InputError | None = None
    any_sheet = any_row = False
    for sheet in workbook.sheets(stream, place):
        lead, found = headings_of(rows_of(sheet), mapping)
        if not found:
            problem = problem or _no_headings(lead, place, mapping)
            continue
        any_sheet = True
        for item in _notes(sheet, found, place, mapping):
            any_row = True
            yield item
    if problem and not any_sheet:
        raise problem
    if not any_row:
        raise place.error(NO_ROWS)


def rows_of(sheet: Sheet) -> Iterator[NumberedRow]:
    """Give the rows of a sheet that are not blank, with their numbers."""
    for number, row in sheet.rows:
        cells = [workbook.shown(value) for value in row]
        if any(cell.strip() for cell in cells):
            yield number, cells


Headed = tuple[Sequence[str], Roles, Iterator[NumberedRow]]


def headings_of(
    rows: Iterator[NumberedRow], mapping: ColumnMap | None
) -> tuple[Sequence[NumberedRow], Headed | None]:
    """Find the row of headings among the first rows: the one that names most columns.

    Returns:
        The first rows, and the headings with their roles and the rows under them; ``None`` if no
        row names the notes' column.
    """
    find = mapping.find if mapping else columns.usual
    lead = list(islice(rows, LEAD_ROWS))
    fits = [_fit(find(cells), mapping) for _, cells in lead]
    best = max(range(len(lead)), key=fits.__getitem__, default=None)
    if best is None or not fits[best]:
        return lead, None
    headings = lead[best][1]
    return lead, (headings, find(headings), chain(lead[best + 1 :], rows))


def _fit(roles: Roles, mapping: ColumnMap | None) -> int:
    if mapping and len(roles) < len(mapping.columns):
        return 0
    return len(roles) if columns.holds_notes(roles) else 0


def _no_headings(
    lead: Sequence[NumberedRow], place: Place, mapping: ColumnMap | None
) -> InputError:
    if not lead:
        reason = "holds no table; a row must name the columns, as in id, note"
        return place.error(reason)
    if mapping:
        nearest = max(lead, key=lambda row: len(mapping.find(row[1])))[1]
        try:
            mapping.check(nearest, place)
        except InputError as error:
            return error
    return no_column(lead[0][1], place)


def _notes(
    sheet: Sheet, found: Headed, place: Place, mapping: ColumnMap | None
) -> Iterator[Note | Refused]:
    headings, roles, rows = found
    if mapping:
        mapping.check(headings, place)
    filled = _filled_down(rows, roles, sheet.reaches)
    entries = (_entry(row, headings, roles, sheet, place) for row in filled)
    return gathered.notes(entries, roles, mapping)


def _filled_down(
    rows: Iterator[NumberedRow], roles: Roles, reaches: Reaches
) -> Iterator[NumberedRow]:
    """Give rows in which a cell merged over several says the same in each, as Excel shows it.

    So beside two codes of a visit its note is written once. What was billed is never said again,
    and a row that says nothing else is none.
    """
    repeated = [c for role, places in roles.items() if role not in _ONCE for c in places]
    told = [c for places in roles.values() for c in places]
    held: dict[int, tuple[int, str]] = {}
    for number, cells in rows:
        held = {column: kept for column, kept in held.items() if kept[0] >= number}
        if held and not any(cells[c].strip() for c in told if c < len(cells)):
            continue
        filled = list(cells)
        for column in repeated:
            if column in held and column < len(filled):
                filled[column] = held[column][1]
            elif last := reaches.get((number, column)):
                held[column] = (last, filled[column])
        yield number, filled


def _entry(
    row: NumberedRow, headings: Sequence[str], roles: Roles, sheet: Sheet, place: Place
) -> Entry | Refused:
    number, cells = row
    days = roles.get("date_of_service", ())
    cells = [workbook.shown_day(c) if i in days else c for i, c in enumerate(cells)]
    where = f"row {number}" if sheet.count == 1 else f"sheet {sheet.number}, row {number}"
    return entry_of(cells, headings, roles, place.inside(where), where)
