"""What do CMS's medically unlikely edits say: most units, and how hard the limit is?"""

from dataclasses import dataclass

from auditor.billing.cms.headings import Sheet, code_of
from auditor.billing.cms.kinds import Found
from auditor.billing.cms.rows import Row
from auditor.billing.cms.tally import OTHER_CODES, ROWS_A_STEP, Progress, Tally
from auditor.billing.cms.versions import Quarter, program_in, quarter_in, setting_in
from auditor.errors import InputError

INDICATORS = {
    1: "of each line; a modifier may split lines",
    2: "of each day, absolute",
    3: "of each day; more is paid on a record that shows the need",
}
"""What the adjudication indicator (MAI) says of a limit."""


@dataclass(frozen=True, slots=True, order=True)
class Limit:
    """The most units of one code."""

    code: str
    max_units: int
    indicator: int | None
    """A key of ``INDICATORS``; ``None`` where the table has none, as Medicaid's."""
    rationale: str


@dataclass(frozen=True, slots=True)
class MueTable:
    """A quarter's limits for the codes that were asked for, in the order of the codes."""

    limits: tuple[Limit, ...]
    tally: Tally
    quarter: Quarter | None
    setting: str | None
    program: str


@dataclass(frozen=True, slots=True)
class _Columns:
    code: int
    units: int
    indicator: int | None
    rationale: int | None


def read_mue(found: Found, wanted: frozenset[str] | None, progress: Progress) -> MueTable:
    """Read one table of limits.

    Args:
        found: The table; its rows are drawn to the end.
        wanted: Keep these codes; ``None`` keeps all.
        progress: Is told of every ``ROWS_A_STEP`` rows.

    Raises:
        InputError: The file breaks off, or it is the table of equipment suppliers.
    """
    sheet, tally = found.sheet, Tally(found.member.place)
    columns = _columns(sheet, tally.place)
    limits: dict[str, Limit] = {}
    for row in sheet.rows:
        tally.read += 1
        if not tally.read % ROWS_A_STEP:
            progress(ROWS_A_STEP)
        limit = _limit(row, columns, tally)
        if limit is None:
            continue
        if wanted is not None and limit.code not in wanted:
            tally.left_out[OTHER_CODES] += 1
        elif _strictness(limits.setdefault(limit.code, limit)) != _strictness(limit):
            tally.skip(row.line, "its code has another limit above; the first was taken")
        elif limits[limit.code] is not limit:
            tally.left_out["given twice"] += 1
    progress(tally.read % ROWS_A_STEP)
    tally.kept = len(limits)
    said = (*found.member.names, sheet.title)
    return MueTable(
        limits=tuple(sorted(limits.values())),
        tally=tally,
        quarter=quarter_in(said),
        setting=setting_in((sheet.headings[columns.units],)) or setting_in(said),
        program=program_in(said),
    )


def _columns(sheet: Sheet, place: str) -> _Columns:
    code = sheet.column(lambda h: "HCPCS" in h)
    units = sheet.column(lambda h: "MUE VALUE" in h)
    if code is None or units is None:
        message = f"{place}: a column is missing; it has HCPCS/CPT Code and MUE Values"
        raise InputError(message)
    if "DME" in sheet.headings[units]:
        message = f"{place}: is the table of equipment suppliers; take practitioner or hospital"
        raise InputError(message)
    return _Columns(
        code,
        units,
        indicator=sheet.column(lambda h: "ADJUDICATION" in h),
        rationale=sheet.column(lambda h: "RATIONALE" in h),
    )


def _strictness(limit: Limit) -> tuple[int, int | None]:
    return limit.max_units, limit.indicator


def _limit(row: Row, columns: _Columns, tally: Tally) -> Limit | None:
    """Return the limit of a row; ``None``, once counted, where it states none."""
    cells = dict(enumerate(row.cells))
    code = code_of(cells.get(columns.code, ""))
    units = cells.get(columns.units, "").strip()
    indicator = cells.get(columns.indicator, "").strip()[:1] if columns.indicator else ""
    if code is None:
        tally.skip(row.line, "its first cell is not a procedure code; mend or drop it")
    elif not units.isdecimal():
        tally.skip(row.line, "its limit is not a whole number; mend the number")
    elif columns.indicator and (not indicator.isdecimal() or int(indicator) not in INDICATORS):
        tally.skip(row.line, "its adjudication indicator is none of 1, 2 and 3; mend it")
    else:
        rationale = " ".join(cells.get(columns.rationale, "").split()) if columns.rationale else ""
        return Limit(code, int(units), int(indicator) if indicator else None, rationale)
    return None
