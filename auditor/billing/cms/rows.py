"""What are the rows of a table, whether it is text with tabs, a CSV or a workbook?"""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, islice
from typing import NamedTuple

from python_calamine import CalamineError, CalamineWorkbook

from auditor.billing.cms.containers import Member, reading, workbook
from auditor.errors import InputError

HEAD_ROWS = 60
"""Rows in which title, copyright and headings end and the table begins."""
FIXED = "HDR"
"""How the title lines of the fee schedule's text with fixed columns start."""
_LONGEST_LINE = 1_000_000
_TABS = 3
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Row(NamedTuple):
    """One row that is not blank: the line it stands on, from 1, and its cells.

    Of a text with fixed columns, the whole line is one cell.
    """

    line: int
    cells: Sequence[str]


def sheets(member: Member) -> Iterator[Iterator[Row]]:
    """Return the rows of each sheet of a file; a text is one sheet.

    Raises:
        InputError: The file breaks off, is damaged, or is neither text nor workbook.
    """
    if member.is_workbook:
        yield from _workbook(member)
    else:
        yield _text(member)


def _text(member: Member) -> Iterator[Row]:
    with reading(member.place), member.open() as stream:
        lines = _lines(stream, member.place)
        head = list(islice(lines, HEAD_ROWS))
        yield from _rows(head, chain(head, lines), member.place)


def _rows(head: Sequence[str], lines: Iterator[str], place: str) -> Iterator[Row]:
    if any(line.startswith(FIXED) for line in head):
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield Row(number, (line.rstrip("\n"),))
        return
    tabs = any(line.count("\t") >= _TABS for line in head)
    reader = (
        csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        if tabs
        else csv.reader(lines, strict=True)
    )
    try:
        for cells in reader:
            if any(cells):
                yield Row(reader.line_num, cells)
    except csv.Error:
        where = f"{place}: line {reader.line_num:,}"
        message = f"{where}: its rows cannot be told apart from here on; download it again"
        raise InputError(message) from None


def _lines(stream: io.BufferedReader, place: str) -> Iterator[str]:
    """Yield lines without a byte order mark; a line that is not UTF-8 is Latin-1."""
    encoding = "utf-16" if stream.peek(2)[:2] in _UTF_16 else "utf-8-sig"
    with io.TextIOWrapper(stream, encoding, errors="surrogateescape") as text:
        number = 0
        while line := text.readline(_LONGEST_LINE):
            number += 1
            if len(line) == _LONGEST_LINE:
                message = f"{place}: line {number:,} is too long for a table of CMS"
                raise InputError(message)
            yield line if line.isascii() else _latin(line)


def _latin(line: str) -> str:
    raw = line.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _workbook(member: Member) -> Iterator[Iterator[Row]]:
    try:
        with CalamineWorkbook.from_filelike(workbook(member)) as book:
            for name in book.sheet_names:
                cells = book.get_sheet_by_name(name).iter_rows()
                yield (
                    Row(number, row)
                    for number, values in enumerate(cells, start=1)
                    if any(row := [_cell(value) for value in values])
                )
    except CalamineError:
        message = f"{member.place}: the workbook is damaged; download it again, or take the text"
        raise InputError(message) from None


def _cell(value: object) -> str:
    """Return a workbook's value as its text file has it: 97530, 20200101, 0.62."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, date):
        return value.strftime("%Y%m%d")
    return str(value)
