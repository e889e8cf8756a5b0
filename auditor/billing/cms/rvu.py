"""What does CMS's relative value file (PPRRVU) say of each code, and what is a unit worth?"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from auditor.billing.cms.headings import code_of
from auditor.billing.cms.kinds import Found
from auditor.billing.cms.numbers import decimal_of
from auditor.billing.cms.rvu_columns import reader_of
from auditor.billing.cms.tally import OTHER_CODES, ROWS_A_STEP, Progress, Tally
from auditor.billing.cms.versions import Quarter, release_in, track_in

PRICED = ("A", "R", "T")
"""Statuses of codes that the file prices."""
_ROUNDING = Decimal("0.011")
"""By how much a total may differ from its parts, each rounded by itself."""
_RVU_PLACES, _FACTOR_PLACES = 2, 4


@dataclass(frozen=True, slots=True)
class Rate:
    """What the file says of one code."""

    code: str
    status: str
    multiple: int
    """The multiple-procedure indicator; 5 is therapy's."""
    rvus: tuple[Decimal, Decimal, Decimal]
    """Work, practice expense outside a facility, malpractice; shape ``(3,)``."""


@dataclass(frozen=True, slots=True)
class RvuTable:
    """One relative value file, for the codes that were asked for."""

    rates: Mapping[str, Rate]
    factors: frozenset[Decimal]
    """Every conversion factor that stands beside a priced code: one, if all is well."""
    track: str
    """Whose factor it is, where a year has two: ``non-qp`` or ``qp``; else empty."""
    release: Quarter | None
    tally: Tally


def read_rvu(found: Found, wanted: frozenset[str] | None, progress: Progress) -> RvuTable:
    """Read one relative value file; descriptions are never kept.

    Args:
        found: The table; its rows are drawn to the end.
        wanted: Keep these codes; ``None`` keeps all.
        progress: Is told of every ``ROWS_A_STEP`` rows.

    Raises:
        InputError: The file breaks off, or one of its columns cannot be told by its heading.
    """
    tally = Tally(found.member.place)
    cells = reader_of(found.sheet, tally.place)
    rates: dict[str, Rate] = {}
    factors: set[Decimal] = set()
    for row in found.sheet.rows:
        tally.read += 1
        if not tally.read % ROWS_A_STEP:
            progress(ROWS_A_STEP)
        values = cells(row)
        code = code_of(values["code"])
        if code is None:
            tally.skip(row.line, "it does not start with a procedure code; mend or drop it")
        elif wanted is not None and code not in wanted:
            tally.left_out[OTHER_CODES] += 1
        elif values["modifier"]:
            tally.left_out["of a part of a service (modifier)"] += 1
        elif (rate := _rate(code, values, row.line, tally)) is not None:
            rates[code] = rate
            if rate.status in PRICED:
                factors.add(decimal_of(values["factor"], _FACTOR_PLACES) or Decimal(0))
    progress(tally.read % ROWS_A_STEP)
    tally.kept = len(rates)
    said = (*found.member.names, found.sheet.title)
    return RvuTable(rates, frozenset(factors), track_in(said), release_in(said), tally)


def _rate(code: str, values: Mapping[str, str], line: int, tally: Tally) -> Rate | None:
    """Return what a row says; ``None``, once counted, where it cannot be right."""
    status, multiple = values["status"].upper(), values["multiple"]
    if len(status) != 1 or not status.isalpha():
        tally.skip(line, "its status is not one letter; download the file again")
        return None
    if status not in PRICED:
        return Rate(code, status, 0, (Decimal(0), Decimal(0), Decimal(0)))
    numbers = [decimal_of(values[part], _RVU_PLACES) for part in ("work", "pe", "mp", "total")]
    work, pe, mp, total = numbers
    if work is None or pe is None or mp is None or total is None:
        tally.skip(line, "an RVU is not a number of two decimals; mend the number")
    elif abs(work + pe + mp - total) > _ROUNDING:
        tally.skip(line, "its RVUs do not add up to its total; download the file again")
    elif not multiple.isdecimal():
        tally.skip(line, "its multiple-procedure indicator is not a digit; mend it")
    else:
        return Rate(code, status, int(multiple), (work, pe, mp))
    return None
