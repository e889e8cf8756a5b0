"""Coding rules: do the claim's codes and the note's work answer each other?"""

from collections.abc import Iterator

from auditor.model import WORK, Activity, CodeFact, Label, Severity, StatementKind, Status, Visit
from auditor.model.counting import LEAST_MINUTES
from auditor.rules.claim import billed_codes, fact_of, hit_at, listed, minutes_at, named_at
from auditor.rules.coding import only_drill, only_other
from auditor.rules.core import Example, Hit, rule
from auditor.rules.hints import HINTS
from auditor.rules.sources import THERAPY_CODES, TREATMENT_NOTE, UNIT_LIMITS
from auditor.rules.when import THERAPEUTIC_ACTIVITIES, claim_given, codes_known, work_recorded
from auditor.rules.work import CERTAIN, firm, firmly, sure, worked_codes

_TOLD_ELSEWHERE = frozenset({Status.NOT_DONE, Status.PLANNED, Status.HOME, Status.PAST})


def _may_be(activity: Activity, code: str, kinds: frozenset[str]) -> bool:
    """Say whether an activity is, or cannot be ruled out to be, work under a code."""
    open_to_it = activity.code in (None, code)
    unsure = activity.probability < CERTAIN or activity.label in (Label.VAGUE, Label.UNCLEAR)
    another = activity.label is Label.MODALITY and not open_to_it
    fits = activity.label in kinds and not another
    return fits or activity.code == code or (open_to_it and unsure)


def _told(visit: Visit, activity: Activity) -> bool:
    """Say whether the note tells that a code's work was not done, or done some other day.

    What is recalled away from its code may well be a comparison.
    """
    past = activity.status is Status.PAST
    return activity.status in _TOLD_ELSEWHERE and not (past and not firm(visit, activity))


def words_of_day(visit: Visit) -> str:
    """Return the note's words without those on other days and on work that was not done."""
    places = [a.span for a in visit.activities if a.status in _TOLD_ELSEWHERE]
    places += [s.span for s in visit.sections if s.kind in ("plan", "goals", "home", "history")]
    places += [m.span for m in visit.code_mentions]
    words = list(visit.text)
    for place in places:
        words[place.start : place.end] = " " * len(words[place.start : place.end])
    return "".join(words)


def without_work(visit: Visit) -> tuple[str, ...]:
    """Return the billed codes for which the note certainly shows no work done today."""
    done = visit.performed()
    found: list[str] = []
    if not any(a.label in WORK for a in done):
        return ()
    words = words_of_day(visit)
    for code in billed_codes(visit):
        fact = fact_of(visit, code)
        kinds = frozenset(fact.work if fact else ())
        if (hint := HINTS.get(code)) and hint.search(words):
            continue
        treatment = bool(kinds) and kinds <= {*map(str, WORK), Label.EDUCATION}
        told = any(a.code == code and _told(visit, a) for a in visit.activities)
        grouped = Label.GROUP in kinds and bool(visit.said(StatementKind.GROUP))
        judged = code == THERAPEUTIC_ACTIVITIES and (only_drill(visit) or only_other(visit))
        if not treatment or told or grouped or judged or any(_may_be(a, code, kinds) for a in done):
            continue
        found.append(code)
    return tuple(found)


@rule(
    code="COD301",
    title="A code is billed for work that the note does not show",
    why="The note has to describe each billed service. Nothing in this one names the code or work "
    "of the kind it stands for.",
    fix="Was this service given today, and if so what was done?",
    source=TREATMENT_NOTE,
    required=Severity.ERROR,
    when=work_recorded,
    bad=(
        Example("97110 x 20 min: LAQ 3x10, SLR 3x10, leg press 80# 3x12.", claim="97110=1 97140=1"),
    ),
    good=(
        Example(
            "97110 x 20 min: LAQ 3x10, SLR 3x10.\n97140 x 10 min: joint mobs gr III to R GH.",
            claim="97110=1 97140=1",
        ),
    ),
)
def billed_work_not_recorded(visit: Visit) -> Iterator[Hit]:
    """Point at the claim: the note has no words for it."""
    for code in without_work(visit):
        if named_at(visit, code) is None:
            yield hit_at(None, code)


@rule(
    code="COD302",
    title="A code is named and billed, but no work of its kind is described",
    why="A code and its minutes do not tell a reviewer what was done.",
    fix="What was done under this code today?",
    source=TREATMENT_NOTE,
    required=Severity.WARNING,
    when=work_recorded,
    bad=(
        Example(
            "LAQ 3x10, SLR 3x10, leg press 80# 3x12.\n97110 20 min, [[97140]] 10 min",
            claim="97110=1 97140=1",
        ),
    ),
    good=(
        Example(
            "LAQ 3x10, SLR 3x10. Joint mobs gr III to R GH.\n97110 20 min, 97140 10 min",
            claim="97110=1 97140=1",
        ),
    ),
)
def named_code_without_work(visit: Visit) -> Iterator[Hit]:
    """Point at the code where the note names it first."""
    for code in without_work(visit):
        fact, span = fact_of(visit, code), named_at(visit, code)
        told = fact is not None and {*fact.work} <= {Label.MODALITY, Label.GROUP}
        if span and not told:
            yield Hit(span, detail=code)


def _earns_a_unit(visit: Visit, code: str) -> bool:
    """Say whether the code's minutes would be billed, as far as the note tells."""
    units = visit.units
    count = units.methods.get(units.payer_method) if units else None
    if count is not None and count.by_code is not None:
        return min(c.get(code, 0) for c in (count.by_code, *count.ties)) > 0
    minutes = units.minutes_by_code.get(code) if units and units.minutes_by_code else None
    return minutes is None or minutes >= 2 * LEAST_MINUTES


@rule(
    code="COD303",
    title="Work is recorded under a timed code that the claim leaves out",
    why="A claim that leaves out a service which was given and recorded is wrong too, and its "
    "minutes change how the units fall.",
    fix="Was this service left off the claim on purpose?",
    source=TREATMENT_NOTE,
    required=Severity.INFO,
    when=claim_given,
    bad=(
        Example(
            "97110 x 20 min: LAQ 3x10, SLR 3x10.\n[[97140 x 16 min]]: joint mobs gr III to R GH.",
            claim="97110=1",
        ),
    ),
    good=(
        Example(
            "97110 x 20 min: LAQ 3x10, SLR 3x10.\n97140 x 16 min: joint mobs gr III to R GH.",
            claim="97110=1 97140=1",
        ),
    ),
)
def recorded_work_not_billed(visit: Visit) -> Iterator[Hit]:
    """Point at the minutes of a code that is recorded and not billed, else at its name."""
    billed = billed_codes(visit)
    for code in worked_codes(visit):
        fact, work = fact_of(visit, code), firmly(visit, code)
        timed = fact is not None and fact.timed and fact.one_on_one and fact.max_units != 0
        if code in billed or not timed or not work or not sure(work) or not named_at(visit, code):
            continue
        if _earns_a_unit(visit, code):
            yield hit_at(minutes_at(visit, code) or named_at(visit, code), code)


@rule(
    code="COD304",
    title="A billed code is not a therapy code this auditor knows",
    why="A mistyped or foreign code is returned unpaid, and nothing about it was checked here.",
    fix="Is the code written as it was meant?",
    source=THERAPY_CODES,
    required=Severity.WARNING,
    when=codes_known,
    bad=(Example("Car transfers x4, min A.", claim="97350-GP=1"),),
    good=(Example("Car transfers x4, min A.", claim="97530-GP=1"),),
)
def unknown_code(visit: Visit) -> Iterator[Hit]:
    """Point at the code in the note, else at the claim; one of another time is told as that."""
    known = visit.demands.other_days if visit.demands and visit.date_of_service else {}
    for code in billed_codes(visit):
        if fact_of(visit, code) is None and not (visit.note.claim and code in known):
            yield hit_at(named_at(visit, code), code)


def _never_paid(visit: Visit) -> Iterator[CodeFact]:
    """Yield what is known of each billed code that the payer in force never pays."""
    facts = (fact_of(visit, code) for code in billed_codes(visit))
    return (fact for fact in facts if fact is not None and fact.max_units == 0)


@rule(
    code="COD305",
    title="A billed code is never paid on its own by this payer",
    why="Some payers count a service as part of another; its minutes still belong in the "
    "treatment time.",
    fix="Is the line meant to be on this claim?",
    source=UNIT_LIMITS,
    asks="unit_cap",
    required=Severity.INFO,
    when=codes_known,
    bad=(
        Example(
            "[[97010]] x 10 min: cold pack to the knee.",
            claim="97010-GP=1",
            date_of_service="2026-03-04",
        ),
    ),
    good=(
        Example(
            "G0283 x 15 min: IFC to lumbar spine.", claim="G0283-GP=1", date_of_service="2026-03-04"
        ),
    ),
)
def code_never_paid(visit: Visit) -> Iterator[Hit]:
    """Point at the code in the note, else at the claim."""
    for fact in _never_paid(visit):
        if not fact.instead:
            yield hit_at(named_at(visit, fact.code), fact.code)


@rule(
    code="COD306",
    title="This payer takes another code for a billed service",
    why="The service is paid under a code of the payer's own; a line with the common one is "
    "returned.",
    fix="Which code does this payer take for the service that was given?",
    source=UNIT_LIMITS,
    asks="unit_cap",
    required=Severity.WARNING,
    when=codes_known,
    bad=(
        Example(
            "[[97014]] x 15 min: IFC to lumbar spine.",
            claim="97014-GP=1",
            date_of_service="2026-03-04",
        ),
    ),
    good=(
        Example(
            "G0283 x 15 min: IFC to lumbar spine.", claim="G0283-GP=1", date_of_service="2026-03-04"
        ),
    ),
)
def code_of_other_payers(visit: Visit) -> Iterator[Hit]:
    """Point at the code in the note, else at the claim, and name the one that is taken."""
    for fact in _never_paid(visit):
        if fact.instead:
            detail = f"{fact.code}, {listed(fact.instead)} is taken in its place"
            yield hit_at(named_at(visit, fact.code), detail)
