"""How many units do a visit's minutes support, and does what was billed stand on them?"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from auditor.billing.measures import laid_out
from auditor.billing.sharing import (
    METHODS,
    billable_units,
    refuse_negative,
    share_midpoint,
    share_total,
)
from auditor.model import CodeFact, UnitCount, Units
from auditor.model.counting import MEDICARE, RULE_OF_EIGHTS

__all__ = [
    "Difference",
    "billable_units",
    "differences",
    "share_by_midpoint",
    "share_by_total",
    "timed_only",
    "work_out",
]

TIES_LISTED = 1000
"""Most ties written out. A visit of ten timed codes has at most 252 sharings."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Units billed beyond or short of what the minutes support.

    ``code`` is ``None`` for the visit's total. ``supported`` is the nearest number that some right
    sharing gives: the most of the code where it is over, the least where it is under.
    """

    direction: Literal["over", "under"]
    code: str | None
    billed: int
    supported: int


def share_by_total(minutes_by_code: Mapping[str, int]) -> UnitCount:
    """Share one visit's units among its timed codes as Medicare does.

    Units are counted on the visit's total. Every full 15 minutes of a code is a unit of it; what is
    left of the total goes, one unit each, to the codes with the most minutes left. Where these tie
    the clinician may choose, so every sharing is returned and none is preferred.

    Args:
        minutes_by_code: Whole minutes of each timed code, shape ``(n_codes,)``. One discipline;
            untimed codes and rest are not in here.

    Returns:
        ``total``; ``by_code``, the first right sharing in the order of the code numbers; ``ties``,
        the others (the first ``TIES_LISTED`` of them). A code with no unit is left out. Each
        sharing sums to ``total``.

    Raises:
        ValueError: A code has negative minutes.

    Example:
        >>> share_by_total({"97110": 20, "97112": 20}).ties
        ({'97110': 1, '97112': 2},)

    Source:
        CMS Pub. 100-04, ch. 5, §20.2.C, with its worked examples.
    """
    first, *others = islice(share_total(minutes_by_code).all(), 1 + TIES_LISTED)
    return UnitCount(total=sum(first.values()), by_code=first, ties=tuple(others))


def share_by_midpoint(minutes_by_code: Mapping[str, int]) -> UnitCount:
    """Count each code's units on its own, as CPT does: minutes left over are never put together.

    Args:
        minutes_by_code: Whole minutes of each timed code, shape ``(n_codes,)``.

    Returns:
        ``total`` and ``by_code``, a code with no unit left out; there are no ``ties``.

    Raises:
        ValueError: A code has negative minutes.

    Example:
        >>> share_by_midpoint({"97530": 23, "97110": 8}).total
        3

    Source:
        CPT time rule ("rule of eights", "substantial portion"): a unit is attained when its
        midpoint is passed, each code on its own.
    """
    (by_code,) = share_midpoint(minutes_by_code).all()
    return UnitCount(total=sum(by_code.values()), by_code=by_code)


def timed_only(by_code: Mapping[str, int], codes: Mapping[str, CodeFact]) -> dict[str, int]:
    """Keep the codes that count minutes; a code the payer's pack does not hold is not kept.

    Args:
        by_code: Minutes or units of each code, timed or not.
        codes: The pack's facts, ``Demands.codes``.
    """
    return {c: n for c, n in by_code.items() if c in codes and codes[c].timed}


def work_out(
    minutes_by_code: Mapping[str, int] | None,
    timed_minutes: int | None,
    billed: Mapping[str, int],
    payer_method: str,
) -> Units:
    """Work out the units of one visit by both methods.

    Minutes of a service that is billed under two codes (``measures``) are laid out on both. The
    minutes are parted by code when those of the codes add up to the stated total or, where
    no total is stated, when every billed code has minutes. Else no sharing is given: the note
    does not say how its minutes fall to the codes.

    Args:
        minutes_by_code: Whole minutes of each timed code that has its own; ``None`` or empty where
            the note parts none.
        timed_minutes: The stated total of the timed minutes; ``None`` where none is stated.
        billed: Units of each timed code of the claim; empty where there is no claim.
        payer_method: ``medicare`` or ``rule_of_eights``.

    Returns:
        Units by both methods. ``timed_minutes`` is the stated total, else the codes' sum where the
        minutes are parted. A ``total`` is ``None`` where it cannot be known: Medicare's without
        timed minutes, the midpoint's where minutes of several codes are not parted.

    Raises:
        ValueError: Minutes are negative, or there is no such method.
    """
    if payer_method not in METHODS:
        message = f"no unit method {payer_method!r}; there are {', '.join(METHODS)}"
        raise ValueError(message)
    refuse_negative(*(minutes_by_code or {}).values())
    minutes = laid_out(minutes_by_code) if minutes_by_code else None
    if minutes is not None and _parted(minutes, timed_minutes, billed):
        timed_minutes = sum(minutes.values())
        counts = {MEDICARE: share_by_total(minutes), RULE_OF_EIGHTS: share_by_midpoint(minutes)}
    else:
        total = None if timed_minutes is None else billable_units(timed_minutes)
        # Known where all minutes are one code's, or are too few for a unit of any.
        knowable = (minutes is None and len(billed) == 1) or not total
        counts = {
            MEDICARE: UnitCount(total=total, by_code=None),
            RULE_OF_EIGHTS: UnitCount(total=total if knowable else None, by_code=None),
        }
    return Units(
        timed_minutes=timed_minutes,
        minutes_by_code=minutes,
        methods=counts,
        billed=dict(billed),
        payer_method=payer_method,
    )


def differences(units: Units) -> tuple[Difference, ...]:
    """Compare the units billed with those the minutes support by the payer's method.

    Billing any of several equally right sharings is right. A code differs only where no right
    sharing gives it that many units; so nothing differs exactly where the bill is a right sharing.

    Args:
        units: As ``work_out`` returns them.

    Returns:
        Differences of single codes in their order (where the minutes are parted by code), then
        that of the total. Empty where nothing differs, nothing is billed or nothing is known.
    """
    count = units.methods[units.payer_method]
    if count.total is None or not units.billed:
        return ()
    pairs: list[tuple[str | None, int, int, int]] = []
    if count.by_code is not None and units.minutes_by_code is not None:
        sharing = METHODS[units.payer_method](units.minutes_by_code)
        codes = sorted({*units.billed, *units.minutes_by_code})
        pairs += [(c, units.billed.get(c, 0), *sharing.bounds(c)) for c in codes]
    pairs.append((None, sum(units.billed.values()), count.total, count.total))
    return tuple(
        Difference("under", code, billed, fewest)
        if billed < fewest
        else Difference("over", code, billed, most)
        for code, billed, fewest, most in pairs
        if not fewest <= billed <= most
    )


def _parted(minutes: Mapping[str, int], stated: int | None, billed: Mapping[str, int]) -> bool:
    if stated is None:
        return set(billed) <= set(minutes)
    return stated == sum(minutes.values())
