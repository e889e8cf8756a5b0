"""Which codes, and which treatment, are this day's? Codes in plans and goals are not."""

from bisect import bisect_right

from auditor.model import WORK, CodeFact, CodeMention, Label, Section, Span, Visit
from auditor.rules.claim import billed_codes, fact_of
from auditor.rules.once import once

THERAPEUTIC_ACTIVITIES = "97530"
PLANS = frozenset({"evaluation", "progress"})
"""Kinds of note that set out or renew the plan of care: goals, deficits and need belong there."""
_DAILY = (None, "daily")
_ELSEWHERE = frozenset({"plan", "goals", "history", "home", "precautions", "subjective"})
_NAMED = WORK | {Label.VAGUE, Label.UNCLEAR}


def section_at(visit: Visit, span: Span) -> str | None:
    """Return the kind of section some words start in; ``None`` where none is known."""
    return next((s.kind for s in visit.sections if s.span.start <= span.start < s.span.end), None)


@once
def mentions_of_day(visit: Visit) -> tuple[CodeMention, ...]:
    """Return the codes written where the day's work is recorded, in order.

    A short name such as "therapeutic exercise" counts in a daily note alone: evaluations and
    reports use such names for what is planned or was done over weeks.
    """
    sections = sorted(visit.sections, key=_start)
    starts = [s.span.start for s in sections]
    kinds = ["", *(s.kind for s in sections)]
    return tuple(
        m
        for m in visit.code_mentions
        if kinds[bisect_right(starts, m.span.start)] not in _ELSEWHERE
        and (visit.kind in _DAILY or m.code in m.span.of(visit.text).upper())
    )


def _start(section: Section) -> int:
    return section.span.start


@once
def recorded_codes(visit: Visit) -> tuple[str, ...]:
    """Return the codes the note records work or minutes of today under, each once, in order."""
    named = (m.code for m in mentions_of_day(visit))
    timed = (t.code for t in visit.times if t.code)
    daily = visit.kind in _DAILY
    worked = (a.code for a in visit.performed() if a.code and (daily or a.code in visit.text))
    return tuple(dict.fromkeys((*named, *timed, *worked)))


@once
def codes_of_day(visit: Visit) -> tuple[str, ...]:
    """Return the codes billed or, where no bill is known, those the note records."""
    return billed_codes(visit) or recorded_codes(visit)


@once
def facts_of_day(visit: Visit) -> tuple[CodeFact, ...]:
    """Return what the pack knows of the day's codes; codes it does not hold are left out."""
    facts = (fact_of(visit, code) for code in codes_of_day(visit))
    return tuple(fact for fact in facts if fact is not None)


@once
def timed_codes_of_day(visit: Visit) -> tuple[str, ...]:
    """Return the day's codes that are billed by the quarter of an hour."""
    return tuple(fact.code for fact in facts_of_day(visit) if fact.timed)


@once
def timed_code_at(visit: Visit) -> Span | None:
    """Return where the note first writes one of the day's timed codes; ``None`` if nowhere."""
    timed = timed_codes_of_day(visit)
    return next((m.span for m in mentions_of_day(visit) if m.code in timed), None)


@once
def treated(visit: Visit) -> bool:
    """Say whether the note speaks of treatment given on its day.

    A claim, or work that was done, says so. A daily note does too unless all its work was refused
    or put off: one that names no work at all is the poorest of notes, not another kind of text.
    """
    if visit.note.claim or visit.performed(*_NAMED):
        return True
    daily = visit.kind in _DAILY and not visit.activities
    return daily and bool(visit.times or visit.code_mentions or visit.discipline)


def functional_activities_at_stake(visit: Visit) -> bool:
    """Say whether therapeutic activities are billed or, where no bill is known, recorded."""
    return THERAPEUTIC_ACTIVITIES in codes_of_day(visit)
