"""What does the schedule say of one line, once it is settled how the day stands?"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from auditor.fees.facts import ONE, Factor, Gpci, Rvus
from auditor.fees.setting import Asking
from auditor.model import ServiceLine

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Case:
    """One way in which the day may stand."""

    factor: Factor
    full: int | None
    """Place of the line one of whose units is paid in full beside reduced ones; ``None`` where no
    such unit is in the day's lines."""
    assisted: frozenset[int] = frozenset()
    """Places of the lines that are paid at the assistants' share."""


def cents(dollars: Decimal) -> Decimal:
    """Round to whole cents, half a cent up.

    Done once, on the line: a line is what a claim asks and a remittance answers in cents. Units
    rounded one by one would lose a cent of four units of 97530 in 2025 ($108.35, not $108.36).
    """
    return dollars.quantize(CENT, ROUND_HALF_UP)


def unit_rvus(rvus: Rvus, gpci: Gpci, pe_share: Decimal = ONE) -> Decimal:
    """Return one unit's RVUs as a place weighs them, with a share of the practice expense.

    Source:
        CMS Physician Fee Schedule, RVU25D, record layout:
        work, practice expense and malpractice, each times
        its index, added up.
    """
    return rvus.work * gpci.work + rvus.pe * gpci.pe * pe_share + rvus.mp * gpci.mp


def units_in_full(lines: Sequence[ServiceLine], at: int, asking: Asking, case: Case) -> int:
    """Count the units of the line at a place that keep all of their practice expense."""
    line = lines[at]
    if not asking.is_reduced(line.code):
        return line.units
    return int(case.full == at)


def dollars_of(lines: Sequence[ServiceLine], at: int, asking: Asking, case: Case) -> Decimal | None:
    """Return the amount of the line at a place, rounded to cents.

    Returns:
        ``None`` where the year's file gives the code no price, or only the sum of its RVUs is held
        and that is not enough: reduced units and other places need the three parts.
    """
    line, rate = lines[at], asking.rate(lines[at].code)
    if rate is None:
        return None
    full = units_in_full(lines, at, asking, case)
    reduced = line.units - full
    if rate.rvus is not None and rate.rvus.total:
        kept = asking.reduction.kept if asking.reduction else ONE
        weight = full * unit_rvus(rate.rvus, asking.gpci)
        weight += reduced * unit_rvus(rate.rvus, asking.gpci, kept)
    elif rate.total is not None and not reduced and asking.gpci.is_national:
        weight = full * rate.total
    else:
        return None
    share = asking.assistant.paid if asking.assistant and at in case.assisted else ONE
    return cents(weight * case.factor.dollars * share)


def total_of(amounts: Sequence[Decimal | None]) -> Decimal:
    """Add up the lines that have an amount."""
    return sum((a for a in amounts if a is not None), Decimal("0.00"))
