"""Where in a relative value file does each fact stand, in columns with headings or fixed ones?"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from auditor.billing.cms.headings import Sheet
from auditor.billing.cms.rows import Row
from auditor.errors import InputError

Reader: TypeAlias = Callable[[Row], Mapping[str, str]]
"""Gives the cells of a row by what they tell; all are texts without blanks around them."""
_Fits: TypeAlias = Callable[[str], bool]

_FIXED = {
    "code": slice(0, 5),
    "modifier": slice(5, 7),
    "status": slice(57, 58),
    "work": slice(59, 65),
    "pe": slice(66, 72),
    "mp": slice(84, 89),
    "total": slice(90, 96),
    "multiple": slice(115, 116),
}
"""Places in the text of fixed columns, from 0, the end not in it.

Source: CMS, RVU25D, record layout (columns 1-5, 6-7, 58, 60-65, 67-72, 85-89, 91-96, 116).
"""
_AFTER_INDICATORS = 120
_FACTOR = re.compile(r"(?<![\d.])\d{2}\.\d{4}(?!\d)")
"""The conversion factor is the one number of a line with four decimals."""

_WANTED: Mapping[str, tuple[str, Sequence[tuple[_Fits, int]]]] = {
    "code": ("HCPCS", [(lambda h: "HCPCS" in h, 0)]),
    "modifier": ("MOD", [(lambda h: h in ("MOD", "MODIFIER"), 0)]),
    "status": ("STATUS CODE", [(lambda h: "STATUS" in h, 0), (lambda h: h == "CODE", 0)]),
    "work": ("WORK RVU", [(lambda h: "WORK RVU" in h, 0), (lambda h: h == "RVU", 0)]),
    "pe": ("NON-FAC PE RVU", [(lambda h: "PE RVU" in h, 0)]),
    "mp": ("MP RVU", [(lambda h: "MP RVU" in h, 0), (lambda h: h == "RVU", 1)]),
    "total": ("NON-FACILITY TOTAL", [(lambda h: "TOTAL" in h, 0)]),
    "multiple": ("MULT PROC", [(lambda h: "MULT" in h, 0), (lambda h: h == "PROC", 0)]),
    "factor": ("CONV FACTOR", [(lambda h: "CONV" in h, 0), (lambda h: h == "FACTOR", 0)]),
}
"""What a column is called, and the headings that it is known by, the surest first.

The number says which of the columns with such a heading it is, from 0. Columns of services outside
a facility stand before those of services in one.
"""


def reader_of(sheet: Sheet, place: str) -> Reader:
    """Return what finds the cells of a row.

    Raises:
        InputError: No heading names a column that is needed, or practice expense outside a
            facility does not stand before that in one.
    """
    if sheet.fixed:
        return _fixed
    columns = {name: _column(sheet, name, place) for name in _WANTED}
    pe = sheet.headings[columns["pe"]]
    if "FACILITY" in pe and "NON" not in pe:
        message = f"{place}: the first PE RVU is a facility's; take the file as CMS publishes it"
        raise InputError(message)
    return lambda row: {
        name: row.cells[column].strip() if column < len(row.cells) else ""
        for name, column in columns.items()
    }


def _column(sheet: Sheet, name: str, place: str) -> int:
    called, ways = _WANTED[name]
    for fits, position in ways:
        columns = [n for n, heading in enumerate(sheet.headings) if fits(heading)]
        if position < len(columns):
            return columns[position]
    message = f"{place}: no column is headed {called}; take the file as CMS publishes it"
    raise InputError(message)


def _fixed(row: Row) -> Mapping[str, str]:
    line = row.cells[0]
    factor = _FACTOR.search(line, _AFTER_INDICATORS)
    cells = {name: line[place].strip() for name, place in _FIXED.items()}
    # A conversion factor is not among the places that the layout we hold gives.
    return {**cells, "factor": factor[0] if factor else ""}
