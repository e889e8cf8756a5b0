"""What does a quoted amount take for granted, and what would it be if that were otherwise?"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from auditor.fees.cases import assistant_open, elsewhere, paid_in_full
from auditor.fees.facts import Factor
from auditor.fees.formulas import plain
from auditor.fees.pricing import Case
from auditor.fees.setting import Asking
from auditor.model import ASSISTANT_MODIFIERS, ServiceLine

Lines = Sequence[ServiceLine]
Total = Callable[[Case], Decimal | None]


@dataclass(frozen=True, slots=True)
class Assumption:
    """One thing that the stated amount takes for granted."""

    about: str
    """One word or two for programs, such as ``assistant``."""
    says: str
    """A sentence."""
    otherwise: Decimal | None = None
    """The day's total if it were otherwise; ``None`` where that is not known."""


def assumptions(lines: Lines, asking: Asking, case: Case, total: Total) -> tuple[Assumption, ...]:
    """Return what the stated case takes for granted.

    Args:
        lines: The day's lines.
        asking: The rates, place and day.
        case: The day as its lines state it.
        total: Gives the day's total in another case, or ``None`` where that is not known.
    """
    return (
        *_other_factors(asking, case, total),
        *_elsewhere(lines, case, total),
        *_ties(lines, asking, case, total),
        *_expense_not_held(lines, asking, case, total),
        *_assistants(lines, asking, case, total),
        *_other_reductions(lines, asking),
        *_place(asking),
        Assumption(
            "release",
            "The RVUs are those of the release named below; practice expense is the one outside a "
            "facility. Later corrections of the year are not held.",
        ),
    )


def _other_factors(asking: Asking, case: Case, total: Total) -> Iterator[Assumption]:
    for factor in asking.factors:
        if factor is not case.factor:
            says = f"{_factor(case.factor, asking)} Otherwise the factor is {factor.dollars}"
            yield Assumption(
                "conversion factor",
                f"{says} ({_held(factor)}).",
                total(replace(case, factor=factor)),
            )


def _factor(factor: Factor, asking: Asking) -> str:
    if factor.track and len({f.period for f in asking.factors}) == 1:
        return f"The clinician is taken to be paid as {factor.track} ({factor.dollars})."
    return f"The day is not given: the factor from {factor.period.start} is taken."


def _held(factor: Factor) -> str:
    return factor.track or f"{factor.period.start} to {factor.period.end}"


def _elsewhere(lines: Lines, case: Case, total: Total) -> Iterator[Assumption]:
    if case.full is not None:
        yield Assumption(
            "therapy elsewhere",
            "These are taken to be all therapy lines (PT, OT and SLP) of the patient, day and "
            f"billing group. If another has a higher practice expense than "
            f"{lines[case.full].code}, no unit here is paid in full.",
            total(elsewhere(case)),
        )


def _ties(lines: Lines, asking: Asking, case: Case, total: Total) -> Iterator[Assumption]:
    for other in paid_in_full(lines, asking):
        if (other in case.assisted) != (case.full in case.assisted):
            yield Assumption(
                "tie",
                "A therapist's and an assistant's line tie for the unit paid in full; the "
                "therapist's is taken.",
                total(replace(case, full=other)),
            )
            return


def _expense_not_held(
    lines: Lines, asking: Asking, case: Case, total: Total
) -> Iterator[Assumption]:
    """Say of which codes it is not known whether one of their units is the one paid in full."""
    rates = {line.code: asking.rate(line.code) for line in lines}
    unheld = [c for c, r in rates.items() if r is None or r.total is not None]
    if case.full is not None and [c for c in unheld if c != lines[case.full].code]:
        yield Assumption(
            "practice expense",
            f"The practice expense of {', '.join(unheld)} is not held: it is taken to be lower "
            f"than that of {lines[case.full].code}. If it is higher, no unit here is paid in full.",
            total(elsewhere(case)),
        )


def _assistants(lines: Lines, asking: Asking, case: Case, total: Total) -> Iterator[Assumption]:
    share, unsaid = asking.assistant, assistant_open(lines, asking)
    if share is None:
        return
    if unsaid:
        codes = dict.fromkeys(lines[i].code for i in sorted(unsaid))
        theirs = ", ".join(sorted(ASSISTANT_MODIFIERS))
        yield Assumption(
            "assistant",
            f"No modifier tells who gave {', '.join(codes)}: a therapist is assumed. Units of an "
            f"assistant ({theirs}) are paid at {_percent(share.paid)}.",
            total(replace(case, assisted=case.assisted | unsaid)),
        )
    if case.assisted:
        yield Assumption(
            "assistant",
            f"The assistants' {_percent(share.paid)} is taken of the whole amount, after the "
            "reduction of several units.",
        )


def _other_reductions(lines: Lines, asking: Asking) -> Iterator[Assumption]:
    """Say which codes another rule may reduce: indicators but ours and 0 are not held."""
    reduction = asking.reduction
    known = {0, reduction.indicator if reduction else 0}
    rates = (asking.rate(line.code) for line in lines)
    found = {r.code: r.multiple for r in rates if r and r.multiple not in {None, *known}}
    units = sum(line.units for line in lines if line.code in found)
    if units > 1:
        yield Assumption(
            "other reduction",
            f"{', '.join(found)}: another rule reduces several of these on one day (indicator "
            f"{', '.join(map(str, sorted({*found.values()}, key=str)))}). It is not held: the "
            "amount may be lower than the range says.",
        )


def _place(asking: Asking) -> Iterator[Assumption]:
    if asking.gpci.is_national:
        yield Assumption(
            "locality",
            "National amounts (all GPCI 1): every locality has its own, above or below.",
        )


def _percent(share: Decimal) -> str:
    return f"{plain(share * 100)} %"
