"""Which ways may a day stand, as far as its lines tell?"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from auditor.billing.assistant_facts import assistant_facts
from auditor.fees.facts import CodeRate
from auditor.fees.pricing import Case
from auditor.fees.setting import Asking
from auditor.model import ASSISTANT_MODIFIERS, DISCIPLINE_MODIFIERS, ServiceLine

Lines = Sequence[ServiceLine]


def stated_case(lines: Lines, asking: Asking) -> Case:
    """Return the day as its lines state it; what they leave open is taken to add nothing.

    That is: the first of the possible factors, no therapy elsewhere that day, no assistant where no
    modifier tells of one. Where two units tie for the one paid in full, a therapist's is taken.
    """
    tied = paid_in_full(lines, asking)
    return Case(asking.factors[0], tied[0] if tied else None, assisted(lines, asking))


def other_cases(lines: Lines, asking: Asking) -> Iterator[Case]:
    """Yield every way the day may stand, the stated one among them."""
    known = assisted(lines, asking)
    fulls: tuple[int | None, ...] = paid_in_full(lines, asking)
    helped = dict.fromkeys((known, known | assistant_open(lines, asking)))
    for factor, full, by_assistant in product(asking.factors, (*fulls, None), helped):
        yield Case(factor, full, by_assistant)


def elsewhere(case: Case) -> Case:
    """Return the case in which another therapy line of the day is the one paid in full."""
    return replace(case, full=None)


def paid_in_full(lines: Lines, asking: Asking) -> tuple[int, ...]:
    """Return the places of the lines that may hold the unit paid in full, therapists' first.

    It is the unit with the highest practice expense, then with the highest total. A code whose
    practice expense is not held can be that unit only where no other is reduced.

    Source:
        Medicare contractors (Noridian, Novitas) on the multiple procedure payment reduction.
    """
    reduced = [i for i, line in enumerate(lines) if asking.is_reduced(line.code)]
    ranks = {i: _rank(asking.schedule.rates[lines[i].code]) for i in reduced}
    highest = max(ranks.values(), default=None)
    helped = assisted(lines, asking)
    return tuple(sorted((i for i in reduced if ranks[i] == highest), key=lambda i: i in helped))


def _rank(rate: CodeRate) -> tuple[Decimal, Decimal]:
    if rate.rvus is None:
        return Decimal(-1), rate.total or Decimal(0)
    return rate.rvus.pe, rate.rvus.total


def assisted(lines: Lines, asking: Asking) -> frozenset[int]:
    """Return the places of the lines that an assistant's modifier stands on."""
    if asking.assistant is None:
        return frozenset()
    return frozenset(i for i, line in enumerate(lines) if ASSISTANT_MODIFIERS & {*line.modifiers})


def assistant_open(lines: Lines, asking: Asking) -> frozenset[int]:
    """Return the places of the priced lines that do not tell whether an assistant gave them.

    A discipline's modifier without an assistant's says that a therapist did.
    """
    if asking.assistant is None:
        return frozenset()
    telling, never = ASSISTANT_MODIFIERS | DISCIPLINE_MODIFIERS, assistant_facts().never
    return frozenset(
        i
        for i, line in enumerate(lines)
        if asking.has_price(line.code)
        and line.code not in never
        and not telling & {*line.modifiers}
    )
