"""Unit rules: are there minutes at all, and do day and session hold that many units?"""

import re
from collections.abc import Iterator, Mapping

from auditor.model import (
    DISCIPLINE_MODIFIERS,
    CodeFact,
    ServiceLine,
    Severity,
    TimeKind,
    Units,
    Visit,
)
from auditor.model.counting import MEDICARE, MINUTES_PER_UNIT, MOST_LACKING
from auditor.rules.claim import fact_of, hit_at, listed, named_at
from auditor.rules.core import Example, Hit, rule
from auditor.rules.modifiers import spoken
from auditor.rules.paired import lines_of_day
from auditor.rules.sources import TIMED_UNITS, TREATMENT_NOTE, UNIT_LIMITS
from auditor.rules.when import codes_known, timed_units_billed

_NUMBER_NEXT = re.compile(
    r"[^a-z\n;.]{0,24}?(?<![a-z#])\d{1,3}(?![ ]?(?:#|lb|x|reps|u\b|units?))", re.IGNORECASE
)


def _without_minutes(visit: Visit, units: Units) -> tuple[str, ...]:
    """Return the billed codes that have no minutes while others have, where that is certain."""
    minutes = units.minutes_by_code or {}
    lacking = tuple(c for c in units.billed if c not in minutes)
    loose = any(
        t.minutes is not None and t.code is None and t.kind is not TimeKind.TOTAL_TREATMENT
        for t in visit.times
    )
    shared = any(c.by_code is not None for c in units.methods.values())
    if not minutes or (loose and not shared):
        return ()
    return tuple(c for c in lacking if _bare(visit, c))


def _bare(visit: Visit, code: str) -> bool:
    """Say whether the note names a code, and never with a number that may be its minutes."""
    after = [visit.text[m.span.end :][:40] for m in visit.code_mentions if m.code == code]
    return bool(after) and not any(_NUMBER_NEXT.match(words) for words in after)


@rule(
    code="UNI111",
    title="Units of one code are billed without minutes, while others have theirs",
    why="A timed code is billed by the minutes of treatment; without them no unit can be defended.",
    fix="How many minutes of this code did the clock show?",
    source=TREATMENT_NOTE,
    asks="timed_minutes",
    required=Severity.ERROR,
    otherwise=Severity.WARNING,
    when=timed_units_billed,
    bad=(
        Example(
            "97530 x 20 min: car transfers x4, min A.\n[[97110]]: LAQ 3x10, SLR 3x10.",
            claim="97530-GP=1 97110-GP=1",
        ),
    ),
    good=(
        Example(
            "97530 x 20 min: car transfers x4, min A.\n97110 x 10 min: LAQ 3x10, SLR 3x10.",
            claim="97530-GP=1 97110-GP=1",
        ),
    ),
)
def units_without_minutes(visit: Visit) -> Iterator[Hit]:
    """Point at each billed code without minutes where others have theirs."""
    for code in _without_minutes(visit, visit.units) if visit.units else ():
        yield hit_at(named_at(visit, code), code)


def _session(visit: Visit) -> int | None:
    """Return the minutes the whole session took: as stated, else by its clock; ``None`` unknown.

    It is not known where the minutes of its parts are more: that number or clock was a part's.
    """
    took = _stated_session(visit)
    parts = sum(t.minutes or 0 for t in visit.times if t.kind is TimeKind.DURATION)
    return None if took is None or parts > took else took


def _stated_session(visit: Visit) -> int | None:
    stated = [t.minutes for t in visit.times if t.kind is TimeKind.TOTAL_TREATMENT and t.minutes]
    if stated:
        return max(stated)
    clocks = {
        kind: [t.clock for t in visit.times if t.kind is kind and t.clock]
        for kind in (TimeKind.START, TimeKind.STOP)
    }
    starts, stops = clocks[TimeKind.START], clocks[TimeKind.STOP]
    if len(starts) != 1 or len(stops) != 1:
        return None
    took = _of_day(stops[0]) - _of_day(starts[0])
    return took if took > 0 else None


def _of_day(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    known = hour.isdecimal() and minute.isdecimal()
    return int(hour) * 60 + int(minute) if known else 0


def _least_needed(units: Units) -> int:
    """Return the fewest minutes that could support the billed units by the payer's method."""
    counts = [n for n in units.billed.values() if n > 0]
    if units.payer_method == MEDICARE:
        return max(0, MINUTES_PER_UNIT * sum(counts) - MOST_LACKING)
    return sum(MINUTES_PER_UNIT * n - MOST_LACKING for n in counts)


@rule(
    code="UNI112",
    title="More timed units are billed than the whole session could hold",
    why="Even if every minute between start and end were timed treatment, it would be too short "
    "for these units.",
    fix="Which is right, the length of the session or the units on the claim?",
    source=TIMED_UNITS,
    required=Severity.ERROR,
    when=timed_units_billed,
    bad=(
        Example(
            "[[Total treatment time: 30 min.]] Car transfers x4 with min A.", claim="97530-GP=4"
        ),
    ),
    good=(Example("Total treatment time: 45 min. Car transfers x4 min A.", claim="97530-GP=2"),),
)
def units_above_session(visit: Visit) -> Iterator[Hit]:
    """Point at the session's length where timed minutes are unknown and it is too short."""
    units, session = visit.units, _session(visit)
    if units is None or session is None or units.timed_minutes is not None:
        return
    if (needed := _least_needed(units)) > session:
        kinds = (TimeKind.TOTAL_TREATMENT, TimeKind.START)
        places = [t.span for kind in kinds for t in visit.times if t.kind is kind]
        billed = sum(units.billed.values())
        detail = f"{billed} billed need {needed} minutes or more, the session had {session}"
        yield hit_at(places[0] if places else None, detail)


@rule(
    code="UNI113",
    title="More units of a code are billed than this payer takes in a day",
    why="Payers hold a limit of units for each code and day; a line above it is denied.",
    fix="Were this many units really given, and does the payer allow for it in writing?",
    source=UNIT_LIMITS,
    asks="unit_cap",
    required=Severity.ERROR,
    when=codes_known,
    bad=(
        Example(
            "[[97112]] x 75 min: tandem stance, SLS on foam, perturbations.",
            claim="97112-GP=5",
            date_of_service="2026-03-04",
        ),
    ),
    good=(
        Example(
            "97112 x 30 min: tandem stance, SLS on foam, perturbations.",
            claim="97112-GP=2",
            date_of_service="2026-03-04",
        ),
    ),
)
def units_above_cap(visit: Visit) -> Iterator[Hit]:
    """Point at each code billed above the limit; a limit of 0 is another rule's matter."""
    for code in _units_by_code(visit):
        fact = fact_of(visit, code)
        if fact is None or not fact.max_units:
            continue
        if (units := _limited_units(visit, fact)) > fact.max_units:
            how = _HOW_STRICT.get(fact.max_units_indicator, "")
            detail = f"{code}: {units} billed, {fact.max_units} taken{how}"
            yield hit_at(named_at(visit, code), detail)


_LINE = 1
_HOW_STRICT: Mapping[int | None, str] = {
    _LINE: " on each line",
    2: ", whatever the record shows",
    3: "; more only where the record bears it out",
}
"""By the limit's adjudication indicator. Source: CMS NCCI, MUE adjudication indicators."""


def _limited_units(visit: Visit, fact: CodeFact) -> int:
    """Return the units that a limit is held against: the day's or, where it says so, a line's."""
    lines = [line.units for line in lines_of_day(visit) if line.code == fact.code]
    return max(lines) if fact.max_units_indicator == _LINE else sum(lines)


def _units_by_code(visit: Visit) -> dict[str, int]:
    units: dict[str, int] = {}
    for line in lines_of_day(visit):
        units[line.code] = units.get(line.code, 0) + line.units
    return units


@rule(
    code="UNI115",
    title="More units are billed than this payer takes in one visit",
    why="Some payers limit the units of a visit, whichever codes they are billed under; what is "
    "above the limit is denied.",
    fix="Were this many units really given, and does the payer allow for it in writing?",
    source=UNIT_LIMITS,
    asks="unit_cap",
    required=Severity.ERROR,
    when=codes_known,
    bad=(
        Example(
            "[[97530]] x 45 min: car transfers.\n97110 x 30 min: LAQ 3x10, SLR 3x10.",
            claim="97530-GP=3 97110-GP=2",
            payer="aetna",
        ),
    ),
    good=(
        Example(
            "97530 x 30 min: car transfers.\n97110 x 30 min: LAQ 3x10, SLR 3x10.",
            claim="97530-GP=2 97110-GP=2",
            payer="aetna",
        ),
    ),
)
def units_above_visit_cap(visit: Visit) -> Iterator[Hit]:
    """Point at the first of the codes whose units together are above the limit of a visit.

    What two disciplines give on one day are two visits.
    """
    for cap in visit.demands.visit_caps if visit.demands else ():
        for lines in _by_discipline(visit).values():
            counted = [line for line in lines if line.code in cap.codes]
            billed = sum(line.units for line in counted)
            if billed > cap.max_units:
                detail = (
                    f"{listed(x.code for x in counted)}: {billed} billed, {cap.max_units} taken"
                )
                yield hit_at(named_at(visit, counted[0].code), detail)


def _by_discipline(visit: Visit) -> dict[frozenset[str], list[ServiceLine]]:
    lines: dict[frozenset[str], list[ServiceLine]] = {}
    for line in lines_of_day(visit):
        lines.setdefault(DISCIPLINE_MODIFIERS & {*spoken(line)}, []).append(line)
    return lines


@rule(
    code="UNI114",
    title="A code that is billed once a day has more than one unit",
    why="A service that no time defines, and the first part of one that has a code for what goes "
    "beyond it, is one unit, however long it took.",
    fix="Was this service given more than once today?",
    source=TIMED_UNITS,
    required=Severity.WARNING,
    when=codes_known,
    bad=(
        Example("[[G0283]] x 30 min: IFC to lumbar spine.", claim="G0283-GP=2", payer="commercial"),
    ),
    good=(Example("G0283 x 30 min: IFC to lumbar spine.", claim="G0283-GP=1", payer="commercial"),),
)
def untimed_code_billed_by_time(visit: Visit) -> Iterator[Hit]:
    """Point at each code of a day that has more units, unless a cap says so."""
    capped = visit.demands is not None and "unit_cap" in visit.demands.required
    for code, units in _units_by_code(visit).items():
        fact = fact_of(visit, code)
        if fact is None or units <= 1 or (capped and fact.max_units is not None):
            continue
        if fact.once_a_day:
            yield hit_at(named_at(visit, code), f"{code}: {units} billed")
