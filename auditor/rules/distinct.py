"""Modifier rules: do 59 and X{EPSU} say what the claim and the note otherwise say?"""

from collections.abc import Iterator

from auditor.model import (
    DISCIPLINE_MODIFIERS,
    PairState,
    ServiceLine,
    Severity,
    Span,
    TimeKind,
    Visit,
)
from auditor.rules.claim import fact_of, hit_at, named_at
from auditor.rules.core import Example, Hit, rule
from auditor.rules.modifiers import spoken
from auditor.rules.paired import lines_of_day, marks, with_code
from auditor.rules.sources import CODE_PAIRS
from auditor.rules.when import claim_given, two_codes_billed

_DAY = "2026-03-04"
_ENCOUNTER, _PRACTITIONER = "XE", "XP"
MANY = 2
"""Timed lines from which a modifier on all of them is a habit."""


def _marked(visit: Visit, mark: str) -> tuple[ServiceLine, ...]:
    """Return the day's lines with a modifier, where the note itself records every code billed."""
    named = {m.code for m in visit.code_mentions}
    lines = lines_of_day(visit)
    recorded = len({x.code for x in lines}) > 1 and {x.code for x in lines} <= named
    return tuple(x for x in lines if mark in marks(x)) if recorded else ()


def _may_be_needed(visit: Visit, line: ServiceLine) -> bool:
    """Say whether a line's modifier alone may tell its code apart from another of the day."""
    bare = {x.code for x in lines_of_day(visit) if not marks(x)}
    for two in with_code(visit, line.code):
        allowed = two.pair is not None and two.pair.modifier_allowed
        if two.is_(PairState.NO_DATA) or (allowed and bare & {*two.codes}):
            return True
    return False


@rule(
    code="MOD207",
    title="More than one of 59 and the X modifiers stands on one line",
    why="XE, XP, XS and XU each give a reason why two services were apart; 59 gives none. A line "
    "bears one of them at most.",
    fix="In what way was this service apart from the other, if it was?",
    source=CODE_PAIRS,
    asks="pair_modifier",
    required=Severity.WARNING,
    when=claim_given,
    bad=(
        Example(
            "[[97530]] x 15 min: car transfers x4.\n97150: group session of 4, 25 min.",
            claim="97530-GP-59-XU=1 97150-GP=1",
            date_of_service=_DAY,
        ),
    ),
    good=(
        Example(
            "97530 x 15 min: car transfers x4.\n97150: group session of 4, 25 min.",
            claim="97530-GP-XU=1 97150-GP=1",
            date_of_service=_DAY,
        ),
    ),
)
def several_distinct_modifiers(visit: Visit) -> Iterator[Hit]:
    """Point at the code of each such line."""
    for line in lines_of_day(visit):
        found = marks(line)
        if len(found) > 1:
            yield hit_at(named_at(visit, line.code), f"{line.code}: {', '.join(found)}")


@rule(
    code="MOD208",
    title="59 or an X modifier stands on every timed line",
    why="One of two paired lines tells them apart. The modifier on all lines looks like a habit of "
    "the billing software, and reviewers look for it.",
    fix="Which two services of the day does each modifier tell apart?",
    source=CODE_PAIRS,
    asks="pair_modifier",
    required=Severity.INFO,
    when=two_codes_billed,
    bad=(
        Example(
            "97530 x 23 min: car transfers x4.\n97542 x 15 min: w/c propulsion 100 ft.",
            claim="97530-GP-59=2 97542-GP-59=1",
            date_of_service=_DAY,
        ),
    ),
    good=(
        Example(
            "97530 x 15 min: stairs.\n97110 x 15 min: LAQ 3x10.\n97150: group of 4, 25 min.",
            claim="97530-GP-59=1 97110-GP-59=1 97150-GP=1",
            date_of_service=_DAY,
        ),
    ),
)
def distinct_modifier_on_every_line(visit: Visit) -> Iterator[Hit]:
    """Name the lines at the claim, unless each alone tells its code apart from a bare one."""
    facts = ((line, fact_of(visit, line.code)) for line in lines_of_day(visit))
    timed = [line for line, fact in facts if fact is not None and fact.timed]
    if len(timed) < MANY or not all(marks(line) for line in timed):
        return
    if not all(_may_be_needed(visit, line) for line in timed):
        yield hit_at(None, ", ".join(f"{line.code}-{marks(line)[0]}" for line in timed))


@rule(
    code="MOD209",
    title="XE stands on a line, and the note shows one session",
    why="XE says that the service was given in another encounter of the day. The note records all "
    "billed codes between one start and one stop.",
    fix="Was there a second session that day, and when did it begin and end?",
    source=CODE_PAIRS,
    asks="pair_modifier",
    required=Severity.WARNING,
    when=two_codes_billed,
    bad=(
        Example(
            "Time in [[9:00 am]], time out 9:40 am.\n97530 x 23 min: car transfers x4.\n"
            "97542 x 15 min: w/c propulsion 100 ft over ramp.",
            claim="97530-GP=2 97542-GP-XE=1",
            date_of_service=_DAY,
        ),
    ),
    good=(
        Example(
            "Time in 9:00 am, time out 9:23 am.\n97530 x 23 min: car transfers x4.\n"
            "Time in 2:00 pm, time out 2:15 pm.\n97542 x 15 min: w/c propulsion 100 ft over ramp.",
            claim="97530-GP=2 97542-GP-XE=1",
            date_of_service=_DAY,
        ),
    ),
)
def separate_encounter_in_one_session(visit: Visit) -> Iterator[Hit]:
    """Point at the one start, where the note has one start and one stop and names every code."""
    marked = _marked(visit, _ENCOUNTER)
    session = _one_session(visit)
    if marked and session:
        yield Hit(session, detail=f"{marked[0].code}-{_ENCOUNTER}")


@rule(
    code="MOD210",
    title="XP stands on a line, and one clinician alone signed",
    why="XP says that another practitioner gave the service. The note records all billed codes, "
    "under one signature.",
    fix="Who gave each of the services?",
    source=CODE_PAIRS,
    asks="pair_modifier",
    required=Severity.WARNING,
    when=two_codes_billed,
    bad=(
        Example(
            "97530 x 23 min: car transfers x4.\n97542 x 15 min: w/c propulsion 100 ft over ramp.\n"
            "[[J. Doe, PT]]",
            claim="97530-GP=2 97542-GP-XP=1",
            date_of_service=_DAY,
        ),
    ),
    good=(
        Example(
            "97530 x 23 min: car transfers x4.\nJ. Doe, PT\n"
            "97542 x 15 min: w/c propulsion 100 ft over ramp.\nM. Roe, PTA",
            claim="97530-GP=2 97542-GP-CQ-XP=1",
            date_of_service=_DAY,
        ),
    ),
)
def separate_practitioner_under_one_signature(visit: Visit) -> Iterator[Hit]:
    """Point at the one signature, where neither clinician nor discipline of the lines differs."""
    marked = _marked(visit, _PRACTITIONER)
    if not marked or len(visit.signatures) != 1:
        return
    lines = lines_of_day(visit)
    clinicians = {line.clinician for line in lines} - {None}
    disciplines = {m for line in lines for m in spoken(line)} & DISCIPLINE_MODIFIERS
    if len(clinicians) < MANY and len(disciplines) < MANY:
        yield Hit(visit.signatures[0].span, detail=f"{marked[0].code}-{_PRACTITIONER}")


def _one_session(visit: Visit) -> Span | None:
    """Return where the one start is written; ``None`` unless there is one start and one stop."""
    starts = [t.span for t in visit.times if t.kind is TimeKind.START]
    stops = [t.span for t in visit.times if t.kind is TimeKind.STOP]
    return starts[0] if len(starts) == len(stops) == 1 else None
