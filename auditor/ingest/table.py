"""CSV and its kin (semicolons, tabs, bars): notes under a row of headings."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from auditor.errors import InputError
from auditor.ingest import columns, gathered, rows
from auditor.ingest.entries import Entry, entry_of
from auditor.ingest.mapping import ColumnMap
from auditor.ingest.refused import Place, Refused
from auditor.ingest.rows import Layout, Row
from auditor.model import Note

NO_ROWS = "holds no rows under its headings; give one note a row"


def read(
    stream: BinaryIO, place: Place, mapping: ColumnMap | None = None
) -> Iterator[Note | Refused]:
    """Read the notes of all rows that are not blank.

    Args:
        stream: The table.
        place: Where it stands.
        mapping: What its columns hold; ``None`` to go by usual headings.

    Raises:
        InputError: No column can be the notes' text, there are no rows, or they cannot be told
            apart any more.
    """
    layout, found = rows.read(stream, place, mapping.find if mapping else columns.usual)
    if mapping:
        mapping.check(layout.headings, place)
    elif not columns.holds_notes(layout.roles):
        raise no_column(layout.headings, place)
    any_row = False
    for item in gathered.notes(_entries(found, layout, place), layout.roles, mapping):
        any_row = True
        yield item
    if not any_row:
        raise place.error(NO_ROWS)


def no_column(headings: Sequence[str], place: Place) -> InputError:
    """Return the error that no column is the notes'."""
    reason = (
        'has no column for the notes\' text; name one "note", or see `auditor map` '
        f"(columns found: {columns.listed(headings)})"
    )
    return place.error(reason)


def _entries(found: Iterator[Row], layout: Layout, place: Place) -> Iterator[Entry | Refused]:
    for row in found:
        here = place.at(row.line)
        surplus = row.cells[layout.width :]
        if len(row.cells) < layout.width or any(cell.strip() for cell in surplus):
            # Its cells may stand under wrong headings: not even its id can be trusted.
            yield here.refuse(
                f"the row has {len(row.cells)} cells under {layout.width} headings; quote each "
                "cell that holds a delimiter or a line break"
            )
        else:
            yield entry_of(row.cells, layout.headings, layout.roles, here, f"line {row.line}")
