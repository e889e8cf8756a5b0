"""The headings and the first rows of a table, to find out what its columns hold."""

import gzip
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from auditor.ingest import archives, files, formats, rows, workbook
from auditor.ingest.archives import Kind
from auditor.ingest.dates import to_iso
from auditor.ingest.formats import Format, Lean
from auditor.ingest.refused import Place
from auditor.ingest.workbook_notes import LEAD_ROWS, rows_of

MOST_ROWS = 500
_MOST_LETTERS = 80
_LEAST_COLUMNS = 2
_NO_HEADINGS = (
    "has no row of headings that can be told from patients' data; put one above the rows, such as "
    "note_id,date,note"
)
_NO_TABLE = "is no table; columns are mapped of CSV and Excel (.xlsx) files"


@dataclass(frozen=True, slots=True)
class Sample:
    """A table's headings and the first rows under them; each row has as many cells."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]

    def values(self, column: int) -> list[str]:
        """Return what stands in a column, without blanks."""
        return [cell for row in self.rows if (cell := row[column].strip())]


def samples(path: Path, place: Place) -> Iterator[Sample]:
    """Give the beginning of each table of a file: of each sheet, where it is a workbook.

    Raises:
        InputError: It cannot be opened, or no table in it has headings.
    """
    try:
        with path.open("rb") as raw:
            yield from _samples(raw, place)
    except (OSError, EOFError, zlib.error) as error:
        raise place.error(files.reason(error)) from None


def _samples(raw: BinaryIO, place: Place) -> Iterator[Sample]:
    head = raw.read(formats.HEAD_BYTES)
    raw.seek(0)
    if why := formats.not_read(head):
        raise place.error(why)
    found = formats.recognise(head, Lean.TABLE)
    if found is Format.GZIP:
        with cast("BinaryIO", gzip.open(raw, "rb")) as unzipped:
            yield from _of_text(unzipped, place)
    elif found is Format.TABLE:
        yield from _of_text(raw, place)
    elif found is Format.ZIP:
        with archives.opened(raw, place) as archive:
            if archives.kind_of(archive, place) is not Kind.XLSX:
                raise place.error(_NO_TABLE)
        raw.seek(0)
        yield from _of_workbook(raw, place)
    else:
        raise place.error(_NO_TABLE)


def _of_text(stream: BinaryIO, place: Place) -> Iterator[Sample]:
    layout, found = rows.read(stream, place, lambda _: {})
    cells = [row.cells for row in islice(found, MOST_ROWS)]
    fitting = sum(len(row) == layout.width for row in cells)
    if layout.width < _LEAST_COLUMNS or 2 * fitting < len(cells):
        raise place.error(_NO_TABLE)
    if not _are_headings(layout.headings):
        raise place.error(_NO_HEADINGS)
    yield _sample(layout.headings, cells)


def _of_workbook(stream: BinaryIO, place: Place) -> Iterator[Sample]:
    any_headings = False
    for sheet in workbook.sheets(stream, place):
        first = [cells for _, cells in islice(rows_of(sheet), LEAD_ROWS + MOST_ROWS)]
        at = max(range(min(len(first), LEAD_ROWS)), key=lambda i: _named(first[i]), default=None)
        if at is not None and _are_headings(first[at]):
            any_headings = True
            yield _sample(first[at], first[at + 1 :])
    if not any_headings:
        raise place.error(_NO_HEADINGS)


def _sample(headings: Sequence[str], found: Sequence[Sequence[str]]) -> Sample:
    width = len(headings)
    return Sample(headings, [row[:width] for row in found if len(row) >= width])


def _named(cells: Sequence[str]) -> int:
    """How many cells of a row are filled, if it may be headings."""
    return sum(bool(cell.strip()) for cell in cells) if _are_headings(cells) else 0


def _are_headings(cells: Sequence[str]) -> bool:
    """Say whether cells may be headings; a row of data must never be shown as such."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and not any(map(_is_value, filled))


def _is_value(cell: str) -> bool:
    is_odd = len(cell) > _MOST_LETTERS or not cell.isprintable()
    return is_odd or not any(map(str.isalpha, cell)) or to_iso(cell) is not None
