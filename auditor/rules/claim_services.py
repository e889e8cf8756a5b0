"""Claim rules: can the billed codes stand together, on this day, under this discipline?"""

from collections.abc import Iterator

from auditor.model import (
    DISCIPLINE_MODIFIERS,
    CodeDays,
    CodeFact,
    PairState,
    ServiceLine,
    Severity,
    Visit,
    disciplines_of,
)
from auditor.rules.claim import at_line, billed_codes, fact_of, hit_at, listed, named_at, said
from auditor.rules.claim_when import (
    codes_claimed,
    day_of_claim_known,
    discipline_code_claimed,
    levelled_code_claimed,
)
from auditor.rules.core import Example, Hit, rule
from auditor.rules.modifiers import spoken
from auditor.rules.signers import discipline_of
from auditor.rules.sources import ADD_ON_CODES, CPT, THERAPY_MODIFIERS

_DAY = "2026-03-04"


@rule(
    code="CLM111",
    title="A code that only adds to another is billed without it",
    why="Such a code counts what goes beyond the first part of a service. Without the code of "
    "that first part it is denied.",
    fix="Was the first part of this service given and left off the claim?",
    source=ADD_ON_CODES,
    required=Severity.ERROR,
    when=codes_claimed,
    bad=(Example("[[97130]] x 15 min: memory strategies, calendar set up.", claim="97130-GO=1"),),
    good=(
        Example(
            "97129, 97130 x 30 min: memory strategies, calendar set up.",
            claim="97129-GO=1 97130-GO=1",
        ),
    ),
)
def first_code_missing(visit: Visit) -> Iterator[Hit]:
    """Point at the code of each such line."""
    billed = {line.code for line in visit.note.claim}
    for code in billed_codes(visit):
        fact = fact_of(visit, code)
        if fact is not None and fact.needs and not billed & {*fact.needs}:
            yield hit_at(named_at(visit, code), f"{code} without {listed(fact.needs)}")


@rule(
    code="CLM112",
    title="Two levels of one service are billed on one day",
    why="These codes are levels of the same service. A day has one of them.",
    fix="Which of the two levels describes what was done?",
    source=CPT,
    required=Severity.WARNING,
    when=levelled_code_claimed,
    bad=(
        Example(
            "PT evaluation [[97162]], 40 min, moderate complexity.",
            claim="97161-GP=1 97162-GP=1",
            payer="commercial",
        ),
    ),
    good=(
        Example(
            "PT evaluation 97162, 40 min, moderate complexity.",
            claim="97162-GP=1 97530-GP=1",
            payer="commercial",
        ),
    ),
)
def two_levels_of_one_service(visit: Visit) -> Iterator[Hit]:
    """Point at the later of two levels, unless they are told as a pair that is not paid."""
    billed = billed_codes(visit)
    for place, code in enumerate(billed):
        fact = fact_of(visit, code)
        earlier = [c for c in billed[:place] if fact is not None and c in fact.levels]
        if earlier and not any(_told_as_pair(visit, code, c) for c in earlier):
            yield hit_at(named_at(visit, code), listed((*earlier, code)))


def _told_as_pair(visit: Visit, code: str, other: str) -> bool:
    demands = visit.demands
    if demands is None or "pair_modifier" not in demands.required:
        return False
    return demands.pairs.answer(code, other).state is PairState.APPLIES


@rule(
    code="CLM113",
    title="An evaluation code is of another discipline",
    why="Evaluation codes belong to one discipline. Under another's modifier, or in another's "
    "note, they are returned.",
    fix="Which discipline evaluated the patient?",
    source=THERAPY_MODIFIERS,
    required=Severity.ERROR,
    when=discipline_code_claimed,
    bad=(
        Example("PT evaluation, 40 min. J. Doe, PT", claim="97165-GP=1"),
        Example("OT evaluation, 40 min. J. Doe, OTR/L", claim="97162=1", payer="commercial"),
    ),
    good=(
        Example("PT evaluation, 40 min. J. Doe, PT", claim="97162-GP=1"),
        Example("OT evaluation, 40 min. J. Doe, OTR/L", claim="97166=1", payer="commercial"),
    ),
)
def evaluation_of_another_discipline(visit: Visit) -> Iterator[Hit]:
    """Point at the code of each such line; a modifier that is not the signer's is told as that."""
    for line in visit.note.claim:
        fact = fact_of(visit, line.code)
        if fact is not None and fact.discipline and _foreign(visit, line, fact):
            yield at_line(visit, line, f"{said(line)}: a code of {fact.discipline}")


def _foreign(visit: Visit, line: ServiceLine, fact: CodeFact) -> bool:
    signed = discipline_of(visit)
    marked = disciplines_of(DISCIPLINE_MODIFIERS & {*spoken(line)})
    if not marked:
        return signed not in (None, fact.discipline)
    told = bool(visit.signatures) and signed is not None and bool(marked - {signed})
    return bool(marked - {fact.discipline}) and not told


@rule(
    code="CLM114",
    title="A code did not stand on the day of the visit",
    why="Codes begin and end with the calendar. One that was not in force on the day is rejected.",
    fix="Is the day right, and which code was in force on it?",
    source=CPT,
    required=Severity.ERROR,
    when=day_of_claim_known,
    bad=(
        Example("PT evaluation [[97001]], 40 min.", claim="97001-GP=1", date_of_service=_DAY),
        Example(
            "Remote monitoring [[98985]], 9 days of readings.",
            claim="98985-GP=1",
            date_of_service="2025-11-03",
        ),
    ),
    good=(
        Example("PT evaluation 97162, 40 min.", claim="97162-GP=1", date_of_service=_DAY),
        Example(
            "Remote monitoring 98985, 9 days of readings.",
            claim="98985-GP=1",
            date_of_service=_DAY,
        ),
    ),
)
def code_of_another_time(visit: Visit) -> Iterator[Hit]:
    """Point at each billed code whose days do not hold the visit's, and say them."""
    for code in billed_codes(visit):
        days = visit.demands.other_days.get(code) if visit.demands else None
        if days is not None:
            day = visit.date_of_service or ""
            yield hit_at(named_at(visit, code), f"{code} {_stands(days, day)}")


def _stands(days: CodeDays, day: str) -> str:
    if day < days.first:
        return f"stands from {days.first}"
    return f"stood until {days.last}" + (f", now {listed(days.now)}" if days.now else "")
