"""Unit rules: do the billed units stand on the minutes the note states?"""

from collections.abc import Iterator, Mapping

from auditor.model import Severity, Span, TimeKind, UnitCount, Units, Visit
from auditor.model.counting import LEAST_MINUTES, MINUTES_PER_UNIT, MOST_LACKING
from auditor.rules.claim import hit_at, lines_of, minutes_at, named_at
from auditor.rules.core import Example, Hit, rule
from auditor.rules.minutes import given_twice
from auditor.rules.paired import lines_of_day
from auditor.rules.sources import TIMED_UNITS
from auditor.rules.when import units_shared, units_supported


def by_payer(visit: Visit) -> tuple[Units, UnitCount] | None:
    """Return the units and their count by the payer's method; ``None`` where they are in doubt.

    They are where the note states two totals, or minutes that are no more than the code's units:
    such a number was written as units ("97750 x 16").
    """
    units = visit.units
    count = units.methods.get(units.payer_method) if units else None
    if units is None or count is None:
        return None
    stated = {t.minutes for t in visit.times if t.kind is TimeKind.TOTAL_TIMED}
    minutes = units.minutes_by_code or {}
    doubtful = any(0 < m <= units.billed.get(c, 0) for c, m in minutes.items())
    return None if doubtful or len(stated) > 1 else (units, count)


def agree(units: Units) -> bool:
    """Say whether the minutes of the codes, where there are any, add up to the stated total."""
    minutes = units.minutes_by_code
    return not minutes or units.timed_minutes in (None, sum(minutes.values()))


def sharings(count: UnitCount) -> tuple[Mapping[str, int], ...]:
    """Return every right sharing of the units; none where the minutes are not parted by code."""
    return () if count.by_code is None else (count.by_code, *count.ties)


def total_at(visit: Visit) -> Span | None:
    """Return where the note states its timed minutes: their total, else the first of a code."""
    totals = [t.span for t in visit.times if t.kind is TimeKind.TOTAL_TIMED]
    billed = visit.units.billed if visit.units else {}
    of_codes = [minutes_at(visit, code) for code in billed]
    return next((s for s in (*totals, *of_codes) if s is not None), None)


def most(count: UnitCount, code: str) -> int:
    """Return the most units of a code that any right sharing gives."""
    return max((sharing.get(code, 0) for sharing in sharings(count)), default=0)


@rule(
    code="UNI101",
    title="More units are billed than the minutes support",
    why="Units of timed codes follow from the minutes of treatment. Units beyond them are an "
    "overpayment, and one of the errors auditors find most often.",
    fix="Which is right, the minutes in the note or the units on the claim?",
    source=TIMED_UNITS,
    required=Severity.ERROR,
    when=units_supported,
    bad=(
        Example("97530 x 15 min: car transfers. [[Total timed minutes: 15]]", claim="97530-GP=2"),
        Example(
            "[[97530 x 10 min]]: car transfers x4.\n97110 x 10 min: LAQ 3x10.",
            claim="97530-GP=1 97110-GP=1",
            payer="medicare",
        ),
    ),
    good=(
        Example("97530 x 25 min: car transfers x4.", claim="97530-GP=2"),
        Example(
            "97530 x 10 min: car transfers x4.\n97110 x 10 min: LAQ 3x10.",
            claim="97530-GP=1 97110-GP=1",
            payer="commercial",
        ),
    ),
)
def units_above_minutes(visit: Visit) -> Iterator[Hit]:
    """Point at the minutes where the units of all timed codes go beyond them."""
    if (known := by_payer(visit)) and known[1].total is not None:
        units, count = known
        billed = sum(units.billed.values())
        minutes = sum((units.minutes_by_code or {}).values())
        needed = MINUTES_PER_UNIT * billed - MOST_LACKING
        enough = not agree(units) and needed <= minutes
        if count.total is not None and billed > count.total and not enough:
            detail = f"{billed} billed, {count.total} supported by {_minutes(units)} timed minutes"
            yield hit_at(total_at(visit), detail)


def _minutes(units: Units) -> str:
    return "the" if units.timed_minutes is None else str(units.timed_minutes)


@rule(
    code="UNI102",
    title="Fewer units are billed than the minutes support",
    why="A claim below what was given and recorded is wrong as well. It may be meant, or minutes "
    "that do not count may stand in the note.",
    fix="Are all the minutes in the note treatment time, and were fewer units billed on purpose?",
    source=TIMED_UNITS,
    required=Severity.INFO,
    when=units_supported,
    bad=(Example("[[97530 x 40 min]]: car transfers x8, floor transfers x4.", claim="97530-GP=2"),),
    good=(Example("97530 x 40 min: car transfers x8, floor transfers x4.", claim="97530-GP=3"),),
)
def units_below_minutes(visit: Visit) -> Iterator[Hit]:
    """Point at the minutes where they support more units than are billed.

    Units of another day may well be this day's: CLM104 asks about them.
    """
    if (known := by_payer(visit)) and known[1].total is not None:
        units, count = known
        billed = sum(units.billed.values())
        whole = lines_of_day(visit) == lines_of(visit)
        sure = agree(units) and not given_twice(visit) and whole
        if count.total is not None and billed < count.total and sure:
            detail = f"{billed} billed, {count.total} supported by {_minutes(units)} timed minutes"
            yield hit_at(total_at(visit), detail)


@rule(
    code="UNI103",
    title="Units are billed on the wrong code",
    why="The units go where the minutes are: to each code its full fifteens, then to the most "
    "minutes left. Where codes tie, either is right.",
    fix="Which is right, the minutes of each code in the note or its units on the claim?",
    source=TIMED_UNITS,
    required=Severity.ERROR,
    when=units_shared,
    bad=(
        Example(
            "97530 x 30 min: car transfers x8.\n[[97110 x 22 min]]: LAQ 3x10, SLR 3x10.",
            claim="97530-GP=1 97110-GP=2",
        ),
    ),
    good=(
        Example(
            "97530 x 20 min: car transfers x8.\n97110 x 20 min: LAQ 3x10, SLR 3x10.",
            claim="97530-GP=1 97110-GP=2",
            payer="medicare",
        ),
    ),
)
def units_on_wrong_code(visit: Visit) -> Iterator[Hit]:
    """Point at the minutes of each code billed above any right sharing, the total being right."""
    known = by_payer(visit)
    if known is None or known[1].total is None:
        return
    units, count = known
    if count.total is None or sum(units.billed.values()) > count.total:
        return
    for code, billed in units.billed.items():
        minutes = (units.minutes_by_code or {}).get(code, 0)
        if sharings(count) and minutes >= LEAST_MINUTES and billed > most(count, code):
            detail = f"{code}: {billed} billed, {most(count, code)} by its {minutes} minutes"
            yield hit_at(minutes_at(visit, code), detail)


@rule(
    code="UNI104",
    title="The two ways of counting units differ for these minutes",
    why="Medicare adds up the minutes of all timed codes; other payers count each code on its own. "
    "Which is right depends on the payer, and no payer is given.",
    fix="Who pays for this visit, and how does that payer count units?",
    source=TIMED_UNITS,
    required=Severity.INFO,
    when=units_shared,
    bad=(
        Example(
            "[[97530 x 10 min]]: car transfers x4.\n97110 x 10 min: LAQ 3x10.", claim="97530-GP=1"
        ),
    ),
    good=(
        Example("97530 x 15 min: car transfers x4.\n97110 x 15 min: LAQ 3x10.", claim="97530-GP=1"),
        Example(
            "97530 x 10 min: car transfers x4.\n97110 x 10 min: LAQ 3x10.",
            claim="97530-GP=1",
            payer="commercial",
        ),
    ),
)
def unit_methods_differ(visit: Visit) -> Iterator[Hit]:
    """Point at the minutes where the totals of the methods differ and no payer is named."""
    units = visit.units
    if units is None or visit.note.payer or visit.payer_named:
        return
    totals = {name: count.total for name, count in units.methods.items()}
    if None not in totals.values() and len({*totals.values()}) > 1:
        detail = ", ".join(f"{name} {total}" for name, total in sorted(totals.items()))
        yield hit_at(total_at(visit), detail.replace("_", " "))


@rule(
    code="UNI105",
    title="A unit is billed for a code with less than eight minutes of its own",
    why="A code with fewer than eight minutes earns a unit only where the minutes left over of the "
    "whole visit give it one, and here they do not.",
    fix="Which is right, the minutes of this code in the note or the unit on the claim?",
    source=TIMED_UNITS,
    required=Severity.ERROR,
    when=units_shared,
    bad=(
        Example(
            "97110 x 30 min: LAQ 3x10, SLR 3x10.\n[[97530 x 5 min]]: car transfers x2.",
            claim="97110-GP=2 97530-GP=1",
        ),
    ),
    good=(
        Example(
            "97110 x 33 min: LAQ 3x10, SLR 3x10.\n97530 x 7 min: car transfers x2.",
            claim="97110-GP=2 97530-GP=1",
            payer="medicare",
        ),
    ),
)
def unit_under_eight_minutes(visit: Visit) -> Iterator[Hit]:
    """Point at the minutes of each billed code that are too few for any unit."""
    if (known := by_payer(visit)) is None:
        return
    units, count = known
    for code, billed in units.billed.items():
        minutes = (units.minutes_by_code or {}).get(code)
        if minutes is None or not sharings(count) or not billed:
            continue
        if minutes < LEAST_MINUTES and not most(count, code):
            yield hit_at(minutes_at(visit, code) or named_at(visit, code), f"{code}, {minutes} min")
