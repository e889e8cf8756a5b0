"""How the rows and cells of a delimited text are told apart."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from auditor.ingest import columns
from auditor.ingest.columns import Roles
from auditor.ingest.encoding import LINE_LIMIT, NOT_TEXT, decode, read_lines
from auditor.ingest.refused import Place

if TYPE_CHECKING:
    import _csv

Find = Callable[[Sequence[str]], Roles]

MOST_COLUMNS = 16_384
"""As many as Excel has; the headings of more would be looked at for minutes."""
_DELIMITERS = ",;\t|"
_NO_DELIMITER = "\x1f"
"""For a table of one column: a character that no text has between two words."""
_SAMPLE_LETTERS = 256_000
_SEPARATOR_LINE = "sep="
"""Excel's own first line, which names the delimiter."""

_ROWS_LOST = (
    "the quotes in the row that starts here do not close, or stand inside a field undoubled; rows "
    'cannot be told apart from here on and are not read; write each such quote twice ("")'
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How cells are parted, and in which columns each role stands."""

    delimiter: str
    headings: Sequence[str]
    roles: Roles = field(default_factory=dict)
    quoted: bool = True

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.headings)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row and the line (from 1) it starts on."""

    line: int
    cells: Sequence[str]


def read(stream: BinaryIO, place: Place, find: Find) -> tuple[Layout, Iterator[Row]]:
    """Find out how a table is laid out; give its rows, without headings and blank rows, one by one.

    Args:
        stream: The table.
        place: Where it stands.
        find: Tells the roles of the columns by the headings.

    Raises:
        InputError: It is no table, or (while the rows are drawn) rows cannot be told apart any
            more.
    """
    lines = _physical_lines(stream, place)
    sample = _sample(lines)
    first = sample[0].strip().casefold() if sample else ""
    skipped = int(first.startswith(_SEPARATOR_LINE) and len(first) == len(_SEPARATOR_LINE) + 1)
    layout = _layout(sample[skipped:], first[-1] if skipped else _DELIMITERS, place, find)
    rows = _rows(chain(sample[skipped:], lines), layout, skipped, place)
    next(rows)
    return layout, rows


def _physical_lines(stream: BinaryIO, place: Place) -> Iterator[str]:
    for line in read_lines(stream, place):
        if line.text is None:
            reason = f"is over {LINE_LIMIT:,} bytes; nothing from this line on is read; split it"
            raise place.at(line.number).error(reason)
        if line.text.count("\r") == line.text.endswith("\r\n"):
            yield line.text
        else:  # a carriage return alone ends a line too, and the parser must see each end
            yield from io.StringIO(line.text, newline="")


def _sample(lines: Iterator[str]) -> list[str]:
    sample: list[str] = []
    letters = 0
    while letters < _SAMPLE_LETTERS and (line := next(lines, None)) is not None:
        letters += len(line)
        sample.append(line)
    return sample


def _layout(sample: Sequence[str], delimiters: str, place: Place, find: Find) -> Layout:
    found = [(d, _headings(sample, d)) for d in delimiters]
    if max(len(headings) for _, headings in found) > MOST_COLUMNS:
        reason = f"has over {MOST_COLUMNS:,} columns; export only those that are needed"
        raise place.error(reason)
    delimiter, headings = max(found, key=lambda f: (columns.holds_notes(find(f[1])), len(f[1])))
    if not headings:
        reason = "holds no table; its first row must name the columns, as in id,note"
        raise place.error(reason)
    if any("\0" in heading for heading in headings):
        raise place.error(NOT_TEXT)
    alone = len(headings) == 1
    layout = Layout(_NO_DELIMITER if alone else delimiter, headings, find(headings))
    return replace(layout, quoted=not _is_unquoted(sample, layout))


def _headings(sample: Sequence[str], delimiter: str) -> Sequence[str]:
    reader = _reader(iter(sample), Layout(delimiter, ()))
    try:
        while (cells := _next(reader)) is not None:
            if _is_filled(cells):
                return cells
    except csv.Error:
        pass  # not the delimiter, if the quotes do not fit
    return ()


def _is_unquoted(sample: Sequence[str], layout: Layout) -> bool:
    """Say whether quotes are plain characters here, as in many tab- and bar-parted exports.

    So it is where the quotes part no rows and yet each line, split at the delimiter alone, has as
    many cells as there are headings.
    """
    if layout.width == 1 or not _is_misread(sample, layout):
        return False
    reader = _reader(iter(sample), replace(layout, quoted=False))
    while (cells := _next(reader)) is not None:
        if _is_filled(cells) and len(cells) != layout.width:
            return False
    return True


def _is_misread(sample: Sequence[str], layout: Layout) -> bool:
    reader = _reader(iter(sample), layout)
    try:
        while _next(reader) is not None:
            pass
    except csv.Error:
        is_cut = sum(map(len, sample)) >= _SAMPLE_LETTERS
        return not (is_cut and reader.line_num == len(sample))
    return False


def _rows(lines: Iterator[str], layout: Layout, skipped: int, place: Place) -> Iterator[Row]:
    reader = _reader(lines, layout)
    while True:
        line = skipped + reader.line_num + 1
        try:
            cells = _next(reader)
        except csv.Error:
            raise place.at(line).error(_ROWS_LOST) from None
        if cells is None:
            return
        if _is_filled(cells):
            yield Row(line, cells)


def _is_filled(cells: Sequence[str]) -> bool:
    return any(cell.strip() for cell in cells)


def _reader(lines: Iterator[str], layout: Layout) -> "_csv.Reader":
    return csv.reader(
        lines,
        delimiter=layout.delimiter,
        quoting=csv.QUOTE_MINIMAL if layout.quoted else csv.QUOTE_NONE,
        strict=True,
    )


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    """Draw one row under our own field limit, which the csv module keeps for the whole process."""
    theirs = csv.field_size_limit(LINE_LIMIT)
    try:
        return next(reader, None)
    finally:
        csv.field_size_limit(theirs)


def is_plainly_table(
    raw: bytes, are_headings: Callable[[Sequence[str]], bool] = columns.are_plain
) -> bool:
    """Say whether a file that is not called a table is one all the same.

    It is where the cells of its first line are surely headings (by usual names they are where a
    note's column and another are named), and every row has as many cells: a note is never taken
    for a table.
    """
    lines = decode(raw[:_SAMPLE_LETTERS]).splitlines(keepends=True)
    if len(raw) > _SAMPLE_LETTERS:
        lines = lines[:-1]
    return any(_fits(lines, delimiter, are_headings) for delimiter in _DELIMITERS)


def _fits(
    lines: Sequence[str], delimiter: str, are_headings: Callable[[Sequence[str]], bool]
) -> bool:
    if not lines or not are_headings(next(csv.reader(lines[:1], delimiter=delimiter), [])):
        return False
    reader = _reader(iter(lines), Layout(delimiter, ()))
    widths: list[int] = []
    try:
        while (cells := _next(reader)) is not None:
            widths.append(len(cells) if _is_filled(cells) else 0)
    except csv.Error:
        return False
    filled = [width for width in widths if width]
    return len(filled) > 1 and len(set(filled)) == 1
