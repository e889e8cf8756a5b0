"""What do CMS's procedure-to-procedure edits say of the codes that we care for?"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from auditor.billing.cms.headings import Sheet, code_of
from auditor.billing.cms.kinds import Found
from auditor.billing.cms.rows import Row
from auditor.billing.cms.tally import OTHER_CODES, ROWS_A_STEP, Progress, Tally
from auditor.billing.cms.versions import (
    MEDICAID,
    Quarter,
    part_in,
    program_in,
    quarter_in,
    setting_in,
)
from auditor.errors import InputError

NEVER_HELD = "deleted when they began (indicator 9)"
ENDED_FIRST = "deleted before they began"

_MODIFIERS = {"0": False, "1": True}
_DATE_DIGITS = 8
_OPEN = ("", "*")


class Edit(NamedTuple):
    """One edit: ``second`` is denied beside ``first`` on each day from start to end."""

    first: str
    second: str
    modifier_allowed: bool
    start: str
    """ISO day."""
    end: str
    """ISO day, inclusive; empty where the edit stands."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a table, whole or a part of it, as read."""

    edits: tuple[Edit, ...]
    tally: Tally
    first: str
    """The least first code of any row; empty where there is no row."""
    last: str
    """The greatest first code of any row."""
    since: str
    """The earliest day (ISO) of any row, kept or not; empty where there is no row."""
    doubtful: frozenset[str]
    """Codes asked for that stand in a row in error: an edit of theirs may be missing."""
    number: int | None
    """Which part of the table the file is, by its name; ``None`` where that does not say."""
    quarter: Quarter | None
    setting: str | None
    program: str


class _Columns(NamedTuple):
    start: int
    end: int
    modifier: int


def read_part(found: Found, wanted: frozenset[str] | None, progress: Progress) -> Part:
    """Read one file of edits, row by row; only those kept stay in memory.

    Args:
        found: The table; its rows are drawn to the end.
        wanted: Keep edits between two of these codes; ``None`` keeps all.
        progress: Is told of every ``ROWS_A_STEP`` rows.

    Raises:
        InputError: The file breaks off, or a column is missing.
    """
    sheet, tally = found.sheet, Tally(found.member.place)
    columns = _columns(sheet, tally.place)
    edits: list[Edit] = []
    first_code, last_code = "", ""
    since = ""
    doubtful: set[str] = set()
    for row in sheet.rows:
        tally.read += 1
        if not tally.read % ROWS_A_STEP:
            progress(ROWS_A_STEP)
        first, second = _codes(row)
        if first is None or second is None:
            tally.skip(row.line, "its first two cells are not procedure codes; mend or drop it")
            doubtful.update(code for code in (first, second) if code)
            continue
        first_code = min(first_code or first, first)
        last_code = max(last_code, first)
        since = _earlier(since, row, columns)
        if wanted is not None and (first not in wanted or second not in wanted):
            tally.left_out[OTHER_CODES] += 1
        else:
            wrong = tally.wrong
            edits += _edits(row, (first, second), columns, tally)
            if tally.wrong > wrong:
                doubtful.update((first, second))
    progress(tally.read % ROWS_A_STEP)
    tally.kept = len(edits)
    said = (*found.member.names, sheet.title)
    return Part(
        edits=tuple(edits),
        tally=tally,
        first=first_code,
        last=last_code,
        since=_day(since) or "",
        doubtful=frozenset(doubtful),
        number=part_in(found.member.names[0]),
        quarter=quarter_in(said),
        setting=setting_in(said),
        program=program_in(said) if _has_prior_column(sheet) else MEDICAID,
    )


def _columns(sheet: Sheet, place: str) -> _Columns:
    """Find the dates and the modifier by their headings: Medicaid's layout has a column less."""
    start = sheet.column(lambda h: h.startswith("EFFECTIVE"))
    end = sheet.column(lambda h: h.startswith("DELETION"))
    modifier = sheet.column(lambda h: h.startswith("MODIFIER"))
    if start is None or end is None or modifier is None:
        message = f"{place}: a column is missing; it has Effective Date, Deletion Date and Modifier"
        raise InputError(message)
    return _Columns(start, end, modifier)


def _has_prior_column(sheet: Sheet) -> bool:
    return sheet.column(lambda h: "1996" in h) is not None


def _codes(row: Row) -> tuple[str | None, str | None]:
    if len(row.cells) < 2:  # noqa: PLR2004 - a pair
        return None, None
    return _code(row.cells[0]), _code(row.cells[1])


_code = lru_cache(maxsize=65_536)(code_of)


def _edits(row: Row, pair: tuple[str, str], columns: _Columns, tally: Tally) -> tuple[Edit, ...]:
    """Return the edit of a row; none, once counted, where it states none."""
    if len(row.cells) <= max(columns):
        tally.skip(row.line, "it has too few cells; download the file again")
        return ()
    indicator = row.cells[columns.modifier].strip()
    start, end = _day(row.cells[columns.start]), _day(row.cells[columns.end])
    if not start or end is None:
        which = "deletion" if start else "effective"
        tally.skip(row.line, f"its {which} date is not of the form 20260401; mend the date")
    elif indicator == "9":
        tally.left_out[NEVER_HELD] += 1
    elif indicator not in _MODIFIERS:
        tally.skip(row.line, "its modifier indicator is none of 0, 1 and 9; mend the indicator")
    elif pair[0] == pair[1]:
        tally.skip(row.line, "it pairs a code with itself; drop the row")
    elif end and end < start:
        tally.left_out[ENDED_FIRST] += 1
    else:
        return (Edit(*pair, _MODIFIERS[indicator], start, end),)
    return ()


def _earlier(since: str, row: Row, columns: _Columns) -> str:
    """Return the earlier of a day found so far and a row's first, both as eight digits."""
    start = row.cells[columns.start] if columns.start < len(row.cells) else ""
    return start if (not since or start < since) and _day(start) else since


@lru_cache(maxsize=65_536)
def _day(cell: str) -> str | None:
    """Return a date as ISO text; empty for none (``*``), ``None`` where it is no date."""
    written = cell.strip().replace("-", "")
    if written in _OPEN:
        return ""
    if len(written) != _DATE_DIGITS or not written.isdecimal():
        return None
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        return None
