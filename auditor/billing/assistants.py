"""Which units of a code bear an assistant's modifier, and why?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from auditor.billing.assistant_facts import Standard, assistant_facts
from auditor.billing.sharing import METHODS, refuse_negative
from auditor.model import AssistantUnits, CodeFact, GivenMinutes, PartedUnits, Units
from auditor.model.counting import MINUTES_PER_UNIT

MOST_LEFT = 2
"""Units of one code that can be left once its whole fifteens are given out."""


class Why(StrEnum):
    """What decided about a unit."""

    WHOLE = "whole"
    """All of its minutes are of one of the two."""
    TWO_UNITS = "two_units"
    MIDPOINT = "midpoint"
    MORE_THAN_SHARE = "more_than_share"
    WITHIN_SHARE = "within_share"
    SHORT_TEST = "short_test"
    """More than the share, and fewer minutes than the short test asks for."""


@dataclass(frozen=True, slots=True)
class JudgedUnit:
    """One unit: the minutes in it, and whether it bears the modifier."""

    therapist: int
    assistant: int
    marked: bool
    why: Why


Way = tuple[JudgedUnit, ...]
"""One right reading of a code's units."""


def judge(given: GivenMinutes, units: int, standard: Standard) -> tuple[Way, ...]:
    """Judge each unit of one timed code.

    Whole fifteens go to whoever gave them. Of what is left over, two units are one of each where
    the two-unit rule fits; else each is judged by the therapist's minutes in it and then by the
    assistant's share.

    Args:
        given: The code's minutes.
        units: Units of the code by the payer's method, ``sharing.Sharing`` has them.
        standard: The test of the day.

    Returns:
        Every right way, that with the fewest marked units first; several only where two units are
        left and no rule says which minutes are in which.

    Raises:
        ValueError: Minutes are negative, or make no such number of units by any method.

    Source:
        CMS, Billing Examples Using CQ/CO Modifiers (CY2022 revision).
    """
    refuse_negative(given.therapist, given.assistant, given.together)
    whole, therapist = divmod(given.as_therapist, MINUTES_PER_UNIT)
    whole_assistant, assistant = divmod(given.assistant, MINUTES_PER_UNIT)
    left = units - whole - whole_assistant
    held = therapist + assistant
    if not 0 <= left <= MOST_LEFT or held <= MINUTES_PER_UNIT * (left - 1):
        message = f"{given.total} minutes do not make {units} units"
        raise ValueError(message)
    certain = (
        *[JudgedUnit(MINUTES_PER_UNIT, 0, marked=False, why=Why.WHOLE)] * whole,
        *[JudgedUnit(0, MINUTES_PER_UNIT, marked=True, why=Why.WHOLE)] * whole_assistant,
    )
    if not left:
        return (certain,)
    if left == 1:
        return ((*certain, _one(therapist, assistant, standard)),)
    return tuple((*certain, *pair) for pair in _two(therapist, assistant, standard))


def judge_untimed(given: GivenMinutes, standard: Standard) -> tuple[JudgedUnit, ...]:
    """Judge the one unit of a code that is not counted in 15 minutes.

    The assistant's share of all its minutes decides. The short test asks for one minute more where
    the last digit of the total is 5 to 9; either is then right, the exact answer first.

    Returns:
        One unit, or the two that are equally right.

    Source:
        CMS, Billing Examples Using CQ/CO Modifiers.
    """
    refuse_negative(given.therapist, given.assistant, given.together)
    exact = _by_share(given.as_therapist, given.assistant, standard)
    short = given.assistant >= standard.short_test.least(given.total)
    if short == exact.marked:
        return (exact,)
    other = JudgedUnit(exact.therapist, exact.assistant, marked=short, why=Why.SHORT_TEST)
    return (exact, other)


def parted(way: Way) -> PartedUnits:
    """Count the units with and without the modifier."""
    marked = sum(unit.marked for unit in way)
    return PartedUnits(marked, len(way) - marked)


def partings(given: GivenMinutes, units: int, standard: Standard) -> frozenset[PartedUnits]:
    """Return every right parting of a number of units of one timed code."""
    return frozenset(map(parted, judge(given, units, standard)))


def assistant_units(
    given: Mapping[str, GivenMinutes], units: Units, codes: Mapping[str, CodeFact], day: str
) -> AssistantUnits:
    """Work out what the assistant's modifiers ask of a day's claim, code by code.

    Args:
        given: Minutes of codes of which it is known who gave them, timed or not.
        units: The visit's, as ``units.work_out`` returns them; where its minutes are not parted by
            code, nothing is known of timed codes.
        codes: The pack's facts, ``Demands.codes``.
        day: ISO date of service.

    Returns:
        ``by_code`` for the codes of ``given`` whose minutes agree with those of ``units``; empty
        before the modifiers were asked for.
    """
    facts = assistant_facts()
    standard = facts.on(day)
    found: dict[str, frozenset[PartedUnits]] = {}
    if standard is not None:
        allowed = {c: minutes for c, minutes in given.items() if c not in facts.never}
        found = _untimed(allowed, codes, standard) | _timed(allowed, units, standard)
    return AssistantUnits(facts.since, facts.never, found)


def _untimed(
    given: Mapping[str, GivenMinutes], codes: Mapping[str, CodeFact], standard: Standard
) -> dict[str, frozenset[PartedUnits]]:
    return {
        code: frozenset(parted((unit,)) for unit in judge_untimed(minutes, standard))
        for code, minutes in given.items()
        if code in codes and not codes[code].timed and minutes.total
    }


def _timed(
    given: Mapping[str, GivenMinutes], units: Units, standard: Standard
) -> dict[str, frozenset[PartedUnits]]:
    known = units.methods[units.payer_method].by_code is not None
    minutes_by_code = (units.minutes_by_code or {}) if known else {}
    sharing = METHODS[units.payer_method](minutes_by_code)
    found: dict[str, frozenset[PartedUnits]] = {}
    for code, minutes in given.items():
        if minutes_by_code.get(code) == minutes.total:
            fewest, most = sharing.bounds(code)
            counts = [partings(minutes, n, standard) for n in range(fewest, most + 1)]
            found[code] = frozenset().union(*counts)
    return found


def _one(therapist: int, assistant: int, standard: Standard) -> JudgedUnit:
    """Judge the last unit of a code by all minutes left of it."""
    least = standard.therapist_minutes
    if least is not None and therapist >= least:
        return JudgedUnit(therapist, assistant, marked=False, why=Why.MIDPOINT)
    return _by_share(therapist, assistant, standard)


def _by_share(therapist: int, assistant: int, standard: Standard) -> JudgedUnit:
    marked = standard.in_part(assistant, therapist + assistant)
    why = Why.MORE_THAN_SHARE if marked else Why.WITHIN_SHARE
    if marked and not therapist:
        why = Why.WHOLE
    return JudgedUnit(therapist, assistant, marked, why)


def _two(therapist: int, assistant: int, standard: Standard) -> Iterator[Way]:
    """Yield one pair of units for each number of marked ones that some laying of minutes gives."""
    if standard.two_units is not None and standard.two_units.fits(therapist, assistant):
        yield (
            JudgedUnit(therapist, 0, marked=False, why=Why.TWO_UNITS),
            JudgedUnit(0, assistant, marked=True, why=Why.TWO_UNITS),
        )
        return
    by_count: dict[int, Way] = {}
    most = min(therapist, MINUTES_PER_UNIT)
    for first in range(max(0, MINUTES_PER_UNIT - assistant), most + 1):
        other = MINUTES_PER_UNIT - first
        pair = (
            _one(first, other, standard),
            _one(therapist - first, assistant - other, standard),
        )
        by_count.setdefault(sum(unit.marked for unit in pair), pair)
    yield from (by_count[count] for count in sorted(by_count))
