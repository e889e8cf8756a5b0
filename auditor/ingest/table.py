"""CSV and its kin (semicolons, tabs, bars): one note a row under a row of headings."""

import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from auditor.errors import InputError
from auditor.ingest import allowed, claims, rows
from auditor.ingest.fields import note_from, refuse
from auditor.ingest.refused import Place, Refused
from auditor.ingest.rows import Layout, Row
from auditor.model import Note, ServiceLine


def read(stream: BinaryIO, place: Place) -> Iterator[Note | Refused]:
    """Read a note from each row that is not blank.

    Raises:
        InputError: No column can be the notes' text, there are no rows, or they cannot be told
            apart any more.
    """
    layout, found = rows.read(stream, place)
    any_row = False
    for row in found:
        any_row = True
        yield _from_row(row, layout, place.at(row.line))
    if not any_row:
        reason = "holds no rows under its headings; give one note a row"
        raise place.error(reason)


def _from_row(row: Row, layout: Layout, place: Place) -> Note | Refused:
    surplus = row.cells[layout.width :]
    if len(row.cells) < layout.width or any(cell.strip() for cell in surplus):
        # Its cells may stand under wrong headings: not even its id can be trusted.
        return place.refuse(
            f"the row has {len(row.cells)} cells under {layout.width} headings; quote each cell "
            "that holds a delimiter or a line break"
        )
    cells = {role: row.cells[column] for role, column in layout.roles.items()}
    try:
        return note_from(cells, place, _claim(cells), allowed.from_cells(cells))
    except InputError as error:
        return refuse(cells, place, str(error))


def _claim(cells: Mapping[str, str]) -> tuple[ServiceLine, ...]:
    written, units, modifiers = (
        cells.get(role, "").strip() for role in ("claim", "units", "modifiers")
    )
    if written.startswith(("[", "{")):
        try:
            return claims.from_json(json.loads(written))
        except (ValueError, RecursionError):
            message = '"claim" is not valid JSON; write [{"code": "97530", "units": 2}]'
            raise InputError(message) from None
    return claims.from_cells(written, units or None, modifiers or None)
