"""What would the schedule say of a day's lines: stated, at least, at most, and on what it hangs?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditor.fees.assumptions import Assumption, assumptions
from auditor.fees.cases import other_cases, stated_case
from auditor.fees.facts import Cited, CodeRate, Factor
from auditor.fees.formulas import formula
from auditor.fees.pricing import Case, dollars_of, total_of, units_in_full
from auditor.fees.setting import Asking
from auditor.fees.unpriced import Unpriced, why_taken_out, why_unpriced
from auditor.model import ServiceLine

__all__ = ["Assumption", "PricedLine", "Quote", "quote"]


@dataclass(frozen=True, slots=True)
class PricedLine:
    """One line of the day with its amount, or with the reason why it has none."""

    service: ServiceLine
    rate: CodeRate | None
    """``None`` where the year's file holds nothing of the code."""
    dollars: Decimal | None
    """Unadjusted amount in whole cents; ``None`` where there is none."""
    formula: str
    """With its numbers; empty where there is no amount."""
    unpriced: Unpriced | None
    """Why there is no amount; ``None`` where there is one."""
    units_reduced: int
    """Units that keep only a share of their practice expense."""
    is_assisted: bool
    """Whether the assistants' share was taken of the line."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What the schedule says of a day's lines."""

    asking: Asking
    factor: Factor
    lines: tuple[PricedLine, ...]
    dollars: Decimal | None
    """Sum of the lines that have an amount, as they state the day; ``None`` where none has."""
    low: Decimal | None
    """Least it may be; ``None`` where that is not known."""
    high: Decimal | None
    assumptions: tuple[Assumption, ...]
    cites: tuple[tuple[str, Cited], ...]
    """What each number stands on: in words, and the document."""

    @property
    def is_complete(self) -> bool:
        """Whether every line has an amount, or is known to have none."""
        return not any(line.unpriced and line.unpriced.is_unknown for line in self.lines)


def quote(lines: Sequence[ServiceLine], asking: Asking) -> Quote:
    """Say what the fee schedule gives for one patient's lines of one day.

    Args:
        lines: All lines of the day that are known, in any order.
        asking: The rates, place and day.

    Returns:
        Amounts before deductible, coinsurance and sequestration, which are never taken off.

    Raises:
        InputError: No conversion factor is held for the day.
    """
    reasons = [why_taken_out(line, asking) for line in lines]
    out = {at: reason for at, reason in enumerate(reasons) if reason}
    sent, lines = lines, [line for at, line in enumerate(lines) if at not in out]
    case = stated_case(lines, asking)
    priced = tuple(_line(lines, at, asking, case) for at in range(len(lines)))
    has_amount = [at for at, line in enumerate(priced) if line.dollars is not None]
    totals = [_total(lines, has_amount, asking, c) for c in other_cases(lines, asking)]
    known = [t for t in totals if t is not None]
    is_known = bool(has_amount) and len(known) == len(totals)
    return Quote(
        asking=asking,
        factor=case.factor,
        lines=_with_taken_out(sent, priced, out, asking),
        dollars=total_of([line.dollars for line in priced]) if has_amount else None,
        low=min(known) if is_known else None,
        high=max(known) if has_amount else None,
        assumptions=assumptions(
            lines, asking, case, lambda c: _total(lines, has_amount, asking, c)
        ),
        cites=_cites(priced, asking, case),
    )


def _with_taken_out(
    sent: Sequence[ServiceLine],
    priced: Sequence[PricedLine],
    out: Mapping[int, Unpriced],
    asking: Asking,
) -> tuple[PricedLine, ...]:
    """Put the lines that a modifier takes out back into their places, without an amount."""
    rest = iter(priced)
    return tuple(
        PricedLine(line, asking.rate(line.code), None, "", out[at], 0, is_assisted=False)
        if at in out
        else next(rest)
        for at, line in enumerate(sent)
    )


def _line(lines: Sequence[ServiceLine], at: int, asking: Asking, case: Case) -> PricedLine:
    service = lines[at]
    dollars = dollars_of(lines, at, asking, case)
    is_priced = dollars is not None
    full = units_in_full(lines, at, asking, case)
    return PricedLine(
        service=service,
        rate=asking.rate(service.code),
        dollars=dollars,
        formula=formula(lines, at, asking, case) if is_priced else "",
        unpriced=None if is_priced else why_unpriced(service, asking),
        units_reduced=service.units - full if is_priced else 0,
        is_assisted=is_priced and at in case.assisted,
    )


def _total(
    lines: Sequence[ServiceLine], has_amount: Sequence[int], asking: Asking, case: Case
) -> Decimal | None:
    """Add up, in another case, the lines that have an amount as stated; ``None`` if one is lost."""
    amounts = [dollars_of(lines, at, asking, case) for at in has_amount]
    return None if None in amounts or not amounts else total_of(amounts)


def _cites(
    lines: Sequence[PricedLine], asking: Asking, case: Case
) -> tuple[tuple[str, Cited], ...]:
    """List what was used, each once."""
    used = [(f"conversion factor {case.factor.dollars}", case.factor.cited)]
    for cited in dict.fromkeys(line.rate.cited for line in lines if line.rate):
        codes = (x.service.code for x in lines if x.rate and x.rate.cited == cited)
        used.append((", ".join(dict.fromkeys(codes)), cited))
    if asking.gpci.cited:
        used.append((f"GPCI of {asking.gpci.name}", asking.gpci.cited))
    if asking.reduction and any(line.units_reduced for line in lines):
        used.append(("reduction of several units", asking.reduction.cited))
    if asking.assistant and any(line.is_assisted for line in lines):
        used.append(("assistants' share", asking.assistant.cited))
    return tuple(used)
