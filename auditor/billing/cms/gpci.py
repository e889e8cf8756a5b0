"""What do CMS's locality indices (GPCI) say that a service costs in each place?"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from auditor.billing.cms.headings import Sheet
from auditor.billing.cms.kinds import Found
from auditor.billing.cms.numbers import decimal_of
from auditor.billing.cms.rows import Row
from auditor.billing.cms.tally import Tally
from auditor.errors import InputError

WITH_FLOOR, WITHOUT_FLOOR = "with", "without"
"""Whether the index of work is 1 at least, which is the law at some times and not at others."""

_PLACES = 3
_LOCALITY_DIGITS = 2
_YEAR = re.compile(r"\b(20\d\d)\b")
_STATE = re.compile(r"[A-Z]{2}")


class Locality(NamedTuple):
    """One payment locality and its indices."""

    state: str
    number: str
    """Two digits; localities of one contractor and state differ in it."""
    called: str
    indices: tuple[Decimal, Decimal, Decimal]
    """Work, practice expense, malpractice; shape ``(3,)``."""


@dataclass(frozen=True, slots=True)
class GpciTable:
    """A year's indices of all localities."""

    localities: tuple[Locality, ...]
    year: int | None
    floor: str | None
    """``with`` or ``without`` the floor of 1; ``None`` where the heading does not say."""
    tally: Tally


class _Columns(NamedTuple):
    state: int
    number: int
    called: int
    work: int
    pe: int
    mp: int


def read_gpci(found: Found, floor: str | None) -> GpciTable:
    """Read one table of indices.

    Args:
        found: The table; its rows are drawn to the end.
        floor: Which column of work to take where the table has both; ``None`` where not said.

    Raises:
        InputError: The file breaks off, a column is missing, or it has work with and without the
            floor and ``floor`` is ``None``.
    """
    sheet, tally = found.sheet, Tally(found.member.place)
    columns = _columns(sheet, floor, tally.place)
    localities: dict[tuple[str, str], Locality] = {}
    for row in sheet.rows:
        tally.read += 1
        locality = _locality(row, columns, tally)
        if locality is None:
            continue
        key = (locality.state, locality.number)
        if key in localities:
            tally.skip(row.line, "its state and locality stand above already; the first was taken")
        else:
            localities[key] = locality
    tally.kept = len(localities)
    heading = sheet.headings[columns.work]
    year = _YEAR.search(heading) or _YEAR.search(sheet.title)
    return GpciTable(
        localities=tuple(localities.values()),
        year=int(year[1]) if year else None,
        floor=_floor_of(heading),
        tally=tally,
    )


def names_of(localities: tuple[Locality, ...]) -> Mapping[Locality, tuple[str, ...]]:
    """Return what each locality may be called, the name first: no two share one.

    The name is state and number, ``AL-00``; a state with one locality is also called by itself, and
    a locality by its own name where no other has that.
    """
    states = Counter(locality.state for locality in localities)
    called = Counter(locality.called.casefold() for locality in localities)
    taken = {state.casefold() for state in states}
    names: dict[Locality, tuple[str, ...]] = {}
    for locality in localities:
        others = [locality.state] if states[locality.state] == 1 else []
        own = locality.called.casefold()
        if own and called[own] == 1 and own not in taken:
            others.append(locality.called)
        names[locality] = (f"{locality.state}-{locality.number}", *others)
    return names


def _columns(sheet: Sheet, floor: str | None, place: str) -> _Columns:
    work = [n for n, h in enumerate(sheet.headings) if "PW GPCI" in h or "WORK GPCI" in h]
    if len(work) > 1 and floor is not None:
        work = [n for n in work if _floor_of(sheet.headings[n]) == floor]
    elif len(work) > 1:
        message = f"{place}: has work with and without the floor of 1; say --floor with or without"
        raise InputError(message)
    found = (
        sheet.column(lambda h: h == "STATE"),
        sheet.column(lambda h: "LOCALITY NUMBER" in h),
        sheet.column(lambda h: "LOCALITY NAME" in h),
        work[0] if work else None,
        sheet.column(lambda h: "PE GPCI" in h),
        sheet.column(lambda h: "MP GPCI" in h),
    )
    columns = [column for column in found if column is not None]
    if len(columns) < len(found):
        message = f"{place}: a column is missing; it has State, Locality Number, Locality Name,"
        message = f"{message} PW GPCI, PE GPCI and MP GPCI"
        raise InputError(message)
    return _Columns(*columns)


def _floor_of(heading: str) -> str | None:
    if "FLOOR" not in heading:
        return None
    return WITHOUT_FLOOR if "WITHOUT" in heading else WITH_FLOOR


def _locality(row: Row, columns: _Columns, tally: Tally) -> Locality | None:
    """Return the locality of a row; ``None``, once counted, where it states none."""
    if len(row.cells) <= max(columns):
        tally.left_out["notes below the table"] += 1
        return None
    cells = [cell.strip() for cell in row.cells]
    state, number = cells[columns.state].upper(), cells[columns.number].zfill(_LOCALITY_DIGITS)
    work, pe, mp = (
        decimal_of(cells[column], _PLACES) for column in (columns.work, columns.pe, columns.mp)
    )
    if not any(cells[column] for column in columns):
        tally.left_out["notes below the table"] += 1
    elif not _STATE.fullmatch(state) or not number.isdecimal():
        tally.skip(row.line, "its state or locality number is missing; download the file again")
    elif not (work and pe and mp):
        tally.skip(row.line, "an index is not a number above 0 of three decimals; mend the number")
    else:
        called = " ".join(cells[columns.called].replace("*", " ").split())
        return Locality(state, number, called, (work, pe, mp))
    return None
