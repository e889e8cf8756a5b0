"""Coding rules: does the work that is recorded under a code fit what the code stands for?"""

from collections.abc import Iterator

from auditor.model import Activity, Label, Severity, Visit
from auditor.rules.claim import fact_of, first_of
from auditor.rules.core import Example, Hit, rule
from auditor.rules.sources import THERAPY_CODES
from auditor.rules.when import (
    THERAPEUTIC_ACTIVITIES,
    therapeutic_activities_in_play,
    work_under_codes,
)
from auditor.rules.work import PASSIVE, TASK, firmly, labels, loose, sure, work_for, worked_codes

EXERCISE_CODE = "97110"
DRILL = frozenset({Label.EXERCISE, Label.NEURO}) | PASSIVE
"""Kinds of work that are not yet the practice of a task."""
VERY_SURE = 0.8
"""Asked where the label alone speaks against a code that another reader might defend."""


def _header(visit: Visit, activity: Activity) -> bool:
    """Say whether vague words are no more than a code's own name above its work."""
    named = any(m.span.overlaps(activity.span) for m in visit.code_mentions)
    return activity.label is Label.VAGUE and named


def only_drill(visit: Visit) -> tuple[Activity, ...]:
    """Return all that 97530 could stand on where that is surely drill alone; else nothing."""
    work = tuple(a for a in work_for(visit, THERAPEUTIC_ACTIVITIES) if not _header(visit, a))
    elsewhere = labels(loose(visit)) & (TASK | {Label.UNCLEAR})
    drill = Label.EXERCISE in labels(work) and labels(work) <= DRILL
    return work if drill and not elsewhere and sure(work) else ()


def only_other(visit: Visit) -> tuple[Activity, ...]:
    """Return the balance or the walking work that all of 97530 is recorded to be."""
    work = firmly(visit, THERAPEUTIC_ACTIVITIES)
    kinds = labels(work)
    elsewhere = labels(loose(visit)) & (TASK | {Label.UNCLEAR})
    alone = kinds in ({Label.NEURO}, {Label.GAIT})
    return work if alone and not elsewhere and sure(work, least=VERY_SURE) else ()


@rule(
    code="COD101",
    title="97530 stands on exercise only",
    why="97530 is the practice of a task from daily life. Repeated movement for strength, "
    "endurance or motion is exercise, however hard it is, unless the note ties it to a task.",
    fix="Which task of daily life did the patient practise under 97530, if any?",
    source=THERAPY_CODES,
    asks="activity_functional",
    required=Severity.ERROR,
    otherwise=Severity.WARNING,
    when=therapeutic_activities_in_play,
    bad=(
        Example(
            "97530 x 15 min: [[leg press 90#]] 3x12, LAQ 5# 3x10, SLR 3x10.", claim="97530-GP=1"
        ),
        Example("O: [[leg press]], SLR 3x10, recumbent bike 10 min.", claim="97530-GP=1"),
    ),
    good=(
        Example(
            "97530 x 15 min: car transfers x4 with min A, cues for hand placement.\n"
            "97110 x 15 min: LAQ 3x10, SLR 3x10.",
            claim="97530-GP=1 97110-GP=1",
        ),
    ),
)
def exercise_under_therapeutic_activities(visit: Visit) -> Iterator[Hit]:
    """Point at the first exercise where all that 97530 can stand on is exercise.

    Exercise mixed with other drill is the matter of the rule that looks for a functional task.
    """
    work = only_drill(visit)
    if labels(work) == {Label.EXERCISE}:
        yield Hit(work[0].span, detail=f"{len(work)} of {len(work)} activities")


@rule(
    code="COD102",
    title="97530 holds only balance work or only walking",
    why="Balance and coordination drills as such are 97112, walking as such is 97116. 97530 is for "
    "the task they serve.",
    fix="Was this work done inside a task of daily life, and if so which?",
    source=THERAPY_CODES,
    required=Severity.WARNING,
    when=work_under_codes,
    bad=(Example("97530 x 15 min: [[tandem stance]] 3x30 sec, SLS on foam 3x30 sec."),),
    good=(
        Example(
            "97530 x 15 min: standing on foam reaching into overhead cabinet to put away dishes, "
            "CGA.\n97112 x 10 min: tandem stance 3x30 sec.",
        ),
    ),
)
def balance_or_walking_under_therapeutic_activities(visit: Visit) -> Iterator[Hit]:
    """Point at the first activity where 97530 holds nothing but balance or nothing but walking."""
    if work := only_other(visit):
        yield Hit(work[0].span, detail=f"{len(work)} of {len(work)} activities")


@rule(
    code="COD105",
    title="Practice of a task is recorded as exercise",
    why="The code says what the work was, whichever way that changes the claim. Practice of the "
    "whole task is 97530, or 97535 where a self-care method is taught.",
    fix="Was this done to build strength or motion, or to practise the task itself?",
    source=THERAPY_CODES,
    required=Severity.WARNING,
    when=work_under_codes,
    bad=(
        Example(
            "97110 x 15 min: [[car transfers with visor and handle]], so he can ride to dialysis."
        ),
    ),
    good=(Example("97110 x 15 min: LAQ 3x10, SLR 3x10, sit to stand 3x10 for quad strength."),),
)
def task_under_exercise(visit: Visit) -> Iterator[Hit]:
    """Point at the first task where all work under 97110 is task practice."""
    work = firmly(visit, EXERCISE_CODE)
    if work and labels(work) <= TASK and sure(work, least=VERY_SURE):
        yield first_of(EXERCISE_CODE, work, work)


@rule(
    code="COD106",
    title="Exercise is recorded under a code that stands for something else",
    why="Work for strength, endurance or motion is 97110. The code it is recorded under stands for "
    "another kind of work, and the note shows none of that.",
    fix="Which part of this work was what the code stands for?",
    source=THERAPY_CODES,
    required=Severity.WARNING,
    when=work_under_codes,
    bad=(
        Example("97112 x 15 min: [[leg press]], hamstring curls, heel slides."),
        Example("97140 x 10 min: [[theraband rows]], bicep curls."),
    ),
    good=(
        Example(
            "97110 x 15 min: LAQ 5# 3x10, SLR 3x10.\n"
            "97112 x 10 min: tandem stance 3x30 sec, SLS on foam 3x30 sec."
        ),
    ),
)
def exercise_under_another_code(visit: Visit) -> Iterator[Hit]:
    """Point at the first exercise of each other code that holds nothing but exercise."""
    for code in worked_codes(visit):
        fact, work = fact_of(visit, code), firmly(visit, code)
        if code == THERAPEUTIC_ACTIVITIES or fact is None or not fact.one_on_one or not fact.work:
            continue
        kinds = {*fact.work}
        own = {str(k) for k in labels(loose(visit))} & (kinds | {Label.UNCLEAR})
        foreign = Label.EXERCISE not in kinds and not kinds & {Label.AQUATIC, Label.TESTING}
        if foreign and not own and labels(work) == {Label.EXERCISE} and sure(work, least=VERY_SURE):
            yield first_of(code, work, work)


@rule(
    code="COD107",
    title="Work in water is recorded under a code for work on land",
    why="Therapy in a pool is 97113 whatever the activity; the water changes the service.",
    fix="Was this done in the pool or on land?",
    source=THERAPY_CODES,
    required=Severity.WARNING,
    when=work_under_codes,
    bad=(Example("97530 x 30 min: [[noodle bicycle in deep water]]."),),
    good=(Example("97113 x 30 min: walking in chest-deep water, noodle bicycle in deep water."),),
)
def water_work_under_land_code(visit: Visit) -> Iterator[Hit]:
    """Point at the first activity in water of each code that is not for water."""
    for code in worked_codes(visit):
        fact, work = fact_of(visit, code), firmly(visit, code)
        found = tuple(a for a in work if a.label is Label.AQUATIC and sure((a,)))
        land = fact is not None and fact.timed and fact.work and Label.AQUATIC not in fact.work
        if land and found:
            yield first_of(code, found, work)


@rule(
    code="COD108",
    title="Balance work or walking is recorded as exercise",
    why="Training of balance and coordination is 97112, of walking 97116. The code says what the "
    "work was, whichever way that changes the claim.",
    fix="Was this done for strength, endurance or motion, or to train balance or walking?",
    source=THERAPY_CODES,
    required=Severity.INFO,
    when=work_under_codes,
    bad=(Example("97110 x 15 min: [[tandem stance]] 3x30 sec, SLS on foam 3x30 sec."),),
    good=(Example("97110 x 15 min: LAQ 3x10, SLR 3x10, heel raises 2x15."),),
)
def balance_or_walking_under_exercise(visit: Visit) -> Iterator[Hit]:
    """Point at the first activity where 97110 holds nothing but balance or nothing but walking."""
    work = firmly(visit, EXERCISE_CODE)
    alone = labels(work) in ({Label.NEURO}, {Label.GAIT})
    if work and alone and sure(work, least=VERY_SURE):
        yield first_of(EXERCISE_CODE, work, work)
