"""Does the note say what was done, in words a reviewer can lay beside the billed codes?"""

from collections.abc import Iterator

from auditor.model import WORK, Activity, Label, Severity, Visit
from auditor.rules.claim import named_at
from auditor.rules.claim_codes import without_work
from auditor.rules.coded import THERAPEUTIC_ACTIVITIES, codes_of_day
from auditor.rules.core import Example, Hit, rule
from auditor.rules.minutes import code_blocks, durations, loose
from auditor.rules.shown import absent, half_shown, halved, missing
from auditor.rules.sources import THERAPY_CODES, TREATMENT_NOTE
from auditor.rules.when import (
    codes_to_keep_apart,
    functional_activities_at_stake,
    purpose_to_state,
    tasks_done,
    vague_work,
    work_to_describe,
)
from auditor.rules.work import CERTAIN, labels, parted, recorded, sure, work_for
from auditor.rules.work import loose as loose_work

_PASSIVE = frozenset({Label.MANUAL, Label.MODALITY})
_HEAD = "PT daily note DOS: 03/04/2026\n"
_SIGNED = "\nPlan: cont 2x/wk.\nJ. Doe, PTA"
_TASK = "97530 x 23 min: toilet transfers w/ grab bar, CGA."
_WITH_PURPOSE = (
    "97530 x 23 min: low chair transfers, CGA, so she can get off the toilet by herself."
)


@rule(
    code="WRK101",
    title="No specific activity is described",
    why="A code or a label alone shows a reviewer nothing; the note must name each activity done.",
    fix="What did the patient do: which tasks, with what, from where to where?",
    source=TREATMENT_NOTE,
    asks="activity_described",
    required=Severity.ERROR,
    otherwise=Severity.WARNING,
    when=work_to_describe,
    bad=(
        f"{_HEAD}O: Therapeutic activities x 25 min to improve function.{_SIGNED}",
        Example(f"{_HEAD}Ther Act 25 min per flow sheet.{_SIGNED}", claim="97530-GP=2"),
    ),
    good=(
        f"{_HEAD}{_TASK}{_SIGNED}",
        f"{_HEAD}O: LAQ 3x10, SLR 2x10, heel raises 3x10, 20 min.{_SIGNED}",
    ),
)
def undescribed_work(visit: Visit) -> Iterator[Hit]:
    """Find notes that describe no activity; without a known code any kind of work will do.

    A task recorded away from its code is still described.
    """
    enough = (Label.FUNCTIONAL, Label.SELFCARE) if codes_of_day(visit) else (*WORK, Label.UNCLEAR)
    if not visit.performed(*enough):
        yield from absent(visit, "activity_described")
        if not missing(visit, "activity_described") and _nothing_under_code(visit):
            yield Hit(named_at(visit, THERAPEUTIC_ACTIVITIES))


def _nothing_under_code(visit: Visit) -> bool:
    """Say whether 97530 is named with nothing under it, while the work of other codes is told."""
    walked = visit.performed(Label.GAIT)
    untold = recorded(visit, THERAPEUTIC_ACTIVITIES) or loose_work(visit) or walked
    named = named_at(visit, THERAPEUTIC_ACTIVITIES) is not None
    return named and parted(visit) and not untold and not without_work(visit)


@rule(
    code="WRK102",
    title="The activity is named in vague words alone",
    why="A label that fits any patient on any day does not show what this patient did, or needed.",
    fix="Which activity was this: what did the patient do, and what for?",
    source=TREATMENT_NOTE,
    asks="activity_described",
    required=Severity.WARNING,
    otherwise=Severity.WARNING,
    when=vague_work,
    bad=(f"{_HEAD}O: [[Therapeutic activities]] x 25 min.{_SIGNED}",),
    good=(f"{_HEAD}{_TASK}\nCharges: therapeutic activities performed, 97530 x 23 min.{_SIGNED}",),
)
def vague_activity(visit: Visit) -> Iterator[Hit]:
    """Point at vague words that no specific work of the same code makes up for."""
    for activity in visit.performed(Label.VAGUE):
        if activity.probability >= CERTAIN and not _made_up_for(visit, activity):
            yield Hit(activity.span)


def _made_up_for(visit: Visit, vague: Activity) -> bool:
    if vague.code is None:
        return not (missing(visit, "activity_described") or half_shown(visit, "activity_described"))
    return any(a.code == vague.code for a in visit.performed(*WORK, Label.UNCLEAR))


@rule(
    code="WRK103",
    title="97530 stands on no functional task",
    why="97530 is the practice of whole tasks of daily life; exercise belongs to other codes.",
    fix="Was a whole task practised in this time, or does the time belong to another code?",
    source=THERAPY_CODES,
    asks="activity_functional",
    required=Severity.ERROR,
    otherwise=Severity.WARNING,
    when=functional_activities_at_stake,
    bad=(
        Example(
            f"{_HEAD}97530 x 23 min: LAQ 3x10, SLR 3x10, tandem stance on foam.{_SIGNED}",
            claim="97530-GP=2",
        ),
    ),
    good=(
        f"{_HEAD}{_TASK}{_SIGNED}",
        f"{_HEAD}Therapeutic activities x 25 min to improve function.{_SIGNED}",
    ),
)
def no_functional_task(visit: Visit) -> Iterator[Hit]:
    """Find 97530 over a mixture of work that is surely no task.

    Work of one kind alone, and passive work, are faults of coding: the rules of codes point at it.
    """
    work = work_for(visit, THERAPEUTIC_ACTIVITIES)
    kinds = labels(work)
    if len(kinds & WORK) > 1 and not kinds <= _PASSIVE and sure(work):
        yield from absent(visit, "activity_functional")


@rule(
    code="WRK104",
    title="What daily-life task the work serves is not said",
    why="The purpose makes a movement a therapeutic activity; without it a reviewer guesses.",
    fix="What should the patient be able to do in daily life through this activity?",
    source=THERAPY_CODES,
    asks="functional_purpose",
    required=Severity.ERROR,
    otherwise=Severity.WARNING,
    when=purpose_to_state,
    bad=(
        Example(
            f"{_HEAD}97530 x 23 min: step-ups 2x10, leg press 3x10.{_SIGNED}", claim="97530-GP=2"
        ),
    ),
    good=(f"{_HEAD}{_WITH_PURPOSE}{_SIGNED}",),
)
def missing_purpose(visit: Visit) -> Iterator[Hit]:
    """Find therapeutic activities without a word of what for."""
    yield from absent(visit, "functional_purpose")


@rule(
    code="WRK105",
    title="What the task is for is left to the reader",
    why="A task that speaks for itself, or a phrase that fits everyone, is weaker than the reason.",
    fix="Why this task for this patient: what in daily life does it give back?",
    source=THERAPY_CODES,
    asks="functional_purpose",
    required=Severity.WARNING,
    otherwise=Severity.INFO,
    when=purpose_to_state,
    bad=(
        Example(
            f"{_HEAD}97530 x 23 min: [[toilet transfers w/ grab bar]], CGA.{_SIGNED}",
            claim="97530-GP=2",
        ),
    ),
    good=(f"{_HEAD}{_WITH_PURPOSE}{_SIGNED}",),
)
def implied_purpose(visit: Visit) -> Iterator[Hit]:
    """Point at the first words that half say what the work is for."""
    yield from halved(visit, "functional_purpose")


@rule(
    code="WRK106",
    title="How much help the task took is not recorded",
    why="The level of help is the measure of a task: it shows the need today and progress later.",
    fix="How much help or supervision did the patient need in the task, if any?",
    source=THERAPY_CODES,
    asks="assist_level",
    required=Severity.WARNING,
    otherwise=Severity.WARNING,
    when=tasks_done,
    bad=(f"{_HEAD}97530 x 23 min: toilet transfers w/ grab bar x4, vc for sequence.{_SIGNED}",),
    good=(
        f"{_HEAD}{_TASK}{_SIGNED}",
        f"{_HEAD}97530 x 23 min: car transfer x2, independent.{_SIGNED}",
    ),
)
def missing_assist_level(visit: Visit) -> Iterator[Hit]:
    """Find tasks practised without a level of help, independent included."""
    yield from absent(visit, "assist_level")


@rule(
    code="WRK107",
    title="The work of 97530 and of the other timed codes is not kept apart",
    why="Each code stands on work and minutes of its own, or its units cannot be defended.",
    fix="Which activities and how many minutes belong to each of the codes?",
    source=THERAPY_CODES,
    asks="code_distinction",
    required=Severity.WARNING,
    otherwise=Severity.WARNING,
    when=codes_to_keep_apart,
    bad=(
        Example(
            f"{_HEAD}Toilet transfers x4 CGA, LAQ 3x10, SLR 3x10. Timed 38 min.{_SIGNED}",
            claim="97530-GP=2 97110-GP=1",
        ),
    ),
    good=(
        Example(
            f"{_HEAD}97530 x 23 min: toilet transfers x4 CGA.\n97110 x 15 min: LAQ 3x10.{_SIGNED}",
            claim="97530-GP=2 97110-GP=1",
        ),
    ),
)
def mixed_codes(visit: Visit) -> Iterator[Hit]:
    """Find 97530 with another timed code and neither work nor minutes told apart."""
    if not _minutes_parted(visit):
        yield from absent(visit, "code_distinction")


def _minutes_parted(visit: Visit) -> bool:
    """Say whether several codes, or several pieces of work, have minutes of their own."""
    coded = {*durations(visit), *(b.code for b in code_blocks(visit))}
    apart = THERAPEUTIC_ACTIVITIES in coded and len(coded) > 1
    return apart or len(loose(visit)) > 1
