"""What rows of cells the sheets of an Excel workbook hold, read without harm."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import BinaryIO

from auditor.ingest import archives
from auditor.ingest.extras import whole
from auditor.ingest.metered import BROKEN
from auditor.ingest.refused import Place

MOST_UNPACKED_BYTES = 1_000_000_000
MOST_CELLS = 10_000_000
"""The most cells a sheet may span: a sheet is held whole, and blank ones between take room too."""
MOST_MERGED = 500_000

_CHUNK_BYTES = 1 << 20
_OVERLAP_BYTES = 256
_CELL = re.compile(
    rb"""<(?:\w+:)?(row|c)(?=[\s>/])(?:[^<>]*?\sr\s*=\s*["']([A-Za-z]{0,5})(\d{1,18})["'])?"""
)
_DAY_NUMBER = re.compile(r"[34]\d{4}|5[0-4]\d{3}")
_DAY_ZERO = date(1899, 12, 30)
_DAMAGED = "cannot be read as a workbook (.xlsx); save it anew or as CSV"

Cells = Sequence[object]
_Range = tuple[tuple[int, int], tuple[int, int]]
"""Row and column, from 0, of a range's first cell and of its last."""
Reaches = Mapping[tuple[int, int], int]
"""For each cell merged downwards, by its row (from 1) and column (from 0), the last row of it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, told by its number, as its name may be a patient's."""

    number: int
    """From 1."""
    count: int
    """How many the workbook has."""
    rows: Iterator[tuple[int, Cells]]
    """Each with its number as Excel shows it, from 1."""
    reaches: Reaches


def sheets(stream: BinaryIO, place: Place) -> Iterator[Sheet]:
    """Give the sheets of a workbook; no two at a time.

    Raises:
        InputError: It is no workbook, is damaged, or is too large.
    """
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 (few need it)

    raw = io.BytesIO(whole(stream, place))
    check_size(raw, place)
    try:
        with CalamineWorkbook.from_filelike(raw) as book:
            for number in range(len(book.sheet_names)):
                sheet = book.get_sheet_by_index(number)
                rows = enumerate(sheet.iter_rows(), start=1)
                reaches = _reaching_down(sheet.merged_cell_ranges or ())
                yield Sheet(number + 1, len(book.sheet_names), rows, reaches)
    except (CalamineError, OSError, ValueError):
        raise place.error(_DAMAGED) from None


def _reaching_down(merged: Iterable[_Range]) -> Reaches:
    """Return the cells that are merged over several rows; not those over columns alone."""
    return {(top + 1, left): bottom + 1 for (top, left), (bottom, _) in merged if bottom > top}


def check_size(raw: BinaryIO, place: Place) -> None:
    """Check that a workbook can be read in bounded memory, whatever it says of itself.

    The library takes room for every cell between the first and the last, and ends the whole
    program where there is none; a file of a few kilobytes can ask for that.

    Raises:
        InputError: It cannot.
    """
    unpacked = 0
    with archives.opened(raw, place, "workbook") as archive:
        for info in archive.infolist():
            extent = _Extent()
            merged = 0
            for piece in _pieces(archive, info, place):
                unpacked += len(piece) - _OVERLAP_BYTES
                if unpacked > MOST_UNPACKED_BYTES:
                    reason = "is too large for a workbook; save it as CSV"
                    raise place.error(reason)
                merged += piece.count(b"mergeCell ")
                if merged > MOST_MERGED:
                    reason = f"has a sheet with over {MOST_MERGED:,} merged cells; save it as CSV"
                    raise place.error(reason)
                if extent.cells_with(piece) > MOST_CELLS:
                    reason = f"has a sheet of over {MOST_CELLS:,} cells; save it as CSV"
                    raise place.error(reason)
    raw.seek(0)


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: Place) -> Iterator[bytes]:
    try:
        with archive.open(info) as member:
            before = b" " * _OVERLAP_BYTES
            while piece := member.read(_CHUNK_BYTES):
                yield before + piece
                before = piece[-_OVERLAP_BYTES:]
    except BROKEN:
        raise place.error(_DAMAGED) from None


@dataclass(slots=True)
class _Extent:
    """How far a sheet's cells reach; a cell that does not say where it stands is the next one."""

    row: int = 0
    column: int = 0
    rows: int = 0
    columns: int = 0

    def cells_with(self, piece: bytes) -> int:
        """Take in a piece of the sheet; return how many cells there is room for by now."""
        for kind, letters, digits in _CELL.findall(piece):
            if kind == b"row":
                self.row = int(digits) if digits else self.row + 1
                self.column = 0
            else:
                self.row = int(digits) if digits else self.row
                self.column = _column(letters) if letters else self.column + 1
            self.rows = max(self.rows, self.row)
            self.columns = max(self.columns, self.column)
        return self.rows * self.columns


@cache
def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def shown(value: object) -> str:
    """Return a cell as people see it, a text as it is; dates as ISO has them."""
    if isinstance(value, date | time):
        return _moment(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def shown_day(cell: str) -> str:
    """Return a day that was left as Excel's number of it as ISO has it; any other cell as it is."""
    if not _DAY_NUMBER.fullmatch(cell):
        return cell
    return (_DAY_ZERO + timedelta(days=int(cell))).isoformat()


def _moment(value: date | time) -> str:
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, datetime) and value.time() != time():
        return value.isoformat(" ", "minutes")
    return value.isoformat()[: len("2026-03-04")]
