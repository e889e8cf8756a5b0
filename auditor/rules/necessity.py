"""Does the note show what the patient lacks, how treatment went, and why it goes on?"""

from collections.abc import Iterator

from auditor.model import Severity, Visit
from auditor.rules.core import Hit, rule
from auditor.rules.shown import absent, halved
from auditor.rules.sources import (
    PLAN_OF_CARE,
    PROGRESS_REPORT,
    SKILLED_SERVICES,
    TREATMENT_NOTE,
)
from auditor.rules.when import (
    day_note,
    day_note_with_need,
    day_note_with_progress,
    day_treated,
    plan_note,
    progress_note,
)

_HEAD = "PT daily note DOS: 03/04/2026\n"
_WORK = "97530 x 23 min: car transfers w/ SPC, CGA, vc for foot placement."
_REPORT = "PT progress report DOS: 03/04/2026\n"
_SIGNED = "\nJ. Doe, PT"
_LEVELS = "How does today compare with an earlier measured level, or has nothing changed?"
_DEFICIT = "What can the patient not do, or only with difficulty, that this treatment is for?"
_NEED = "Why does this take a therapist, and what would happen without one?"
_NEXT = "What comes next: which activity, and how will it be changed or advanced?"


@rule(
    code="NEC101",
    title="How the patient responded is not recorded",
    why="The response is what the next treatment is decided on, and shows that you watched for it.",
    fix="How did the patient respond: performance, pain, fatigue, vital signs?",
    source=TREATMENT_NOTE,
    asks="patient_response",
    required=Severity.WARNING,
    otherwise=Severity.INFO,
    when=day_treated,
    bad=(f"{_HEAD}{_WORK}{_SIGNED}",),
    good=(f"{_HEAD}{_WORK} Fatigue 5/10 after, pain decreased to 2/10.{_SIGNED}",),
)
def missing_response(visit: Visit) -> Iterator[Hit]:
    """Find treatment with nothing said of how the patient took it."""
    yield from absent(visit, "patient_response")


@rule(
    code="NEC102",
    title="The response is a phrase that fits every patient",
    why="A measure, a quality or the patient's words tell more than that treatment was tolerated.",
    fix="What did you see or measure that tells how the patient responded?",
    source=TREATMENT_NOTE,
    asks="patient_response",
    required=Severity.INFO,
    otherwise=Severity.INFO,
    when=day_treated,
    bad=(f"{_HEAD}{_WORK}\n[[Pt did well today.]]{_SIGNED}",),
    good=(f"{_HEAD}{_WORK} Fatigue 5/10 after, pain decreased to 2/10.{_SIGNED}",),
)
def boilerplate_response(visit: Visit) -> Iterator[Hit]:
    """Point at words that only half say how the patient responded."""
    yield from halved(visit, "patient_response")


@rule(
    code="NEC103",
    title="No change is measured against an earlier level",
    why="Progress, or its lack with a reason, is what further treatment is justified by.",
    fix=_LEVELS,
    source=TREATMENT_NOTE,
    asks="progress",
    required=Severity.WARNING,
    otherwise=Severity.INFO,
    when=day_note_with_progress,
    bad=(f"{_HEAD}{_WORK}{_SIGNED}",),
    good=(f"{_HEAD}{_WORK}\nCGA today, was Min A last visit.{_SIGNED}",),
)
def missing_progress(visit: Visit) -> Iterator[Hit]:
    """Find notes of one day's treatment without a comparison."""
    yield from absent(visit, "progress")


@rule(
    code="NEC104",
    title="The progress report measures no progress",
    why="A progress report gives the extent of progress toward each goal, or why there is none.",
    fix=_LEVELS,
    source=PROGRESS_REPORT,
    asks="progress",
    required=Severity.ERROR,
    otherwise=Severity.WARNING,
    when=progress_note,
    bad=(f"{_REPORT}{_WORK}{_SIGNED}",),
    good=(f"{_REPORT}{_WORK} Car transfers improved from Mod A at eval to CGA.{_SIGNED}",),
)
def report_without_progress(visit: Visit) -> Iterator[Hit]:
    """Find progress reports without a comparison."""
    yield from absent(visit, "progress")


@rule(
    code="NEC105",
    title="What the patient cannot do is not said",
    why="The functional deficit is what the treatment is for; a note is stronger with it.",
    fix=_DEFICIT,
    source=SKILLED_SERVICES,
    asks="functional_deficit",
    required=Severity.WARNING,
    otherwise=Severity.INFO,
    when=day_note,
    bad=(f"{_HEAD}{_WORK}{_SIGNED}",),
    good=(f"{_HEAD}{_WORK} Still unable to get into the car alone.{_SIGNED}",),
)
def missing_deficit(visit: Visit) -> Iterator[Hit]:
    """Find notes of one day's treatment that name no functional deficit."""
    yield from absent(visit, "functional_deficit")


@rule(
    code="NEC106",
    title="The evaluation or progress report names no functional deficit",
    why="Need stands on what the patient cannot do; strength or range alone does not show it.",
    fix=_DEFICIT,
    source=SKILLED_SERVICES,
    asks="functional_deficit",
    required=Severity.ERROR,
    otherwise=Severity.WARNING,
    when=plan_note,
    bad=(f"{_REPORT}{_WORK}{_SIGNED}",),
    good=(f"{_REPORT}{_WORK} Still unable to get into the car alone.{_SIGNED}",),
)
def plan_without_deficit(visit: Visit) -> Iterator[Hit]:
    """Find evaluations and progress reports that name no functional deficit."""
    yield from absent(visit, "functional_deficit")


@rule(
    code="NEC107",
    title="Why skilled therapy is still needed is not said",
    why="Not asked of every note; where it stands, a reviewer need not look for it elsewhere.",
    fix=_NEED,
    source=SKILLED_SERVICES,
    asks="necessity_rationale",
    required=Severity.ERROR,
    otherwise=Severity.INFO,
    when=day_note_with_need,
    bad=(f"{_HEAD}{_WORK}{_SIGNED}",),
    good=(f"{_HEAD}{_WORK} Without skilled PT she is at risk of falling in transfers.{_SIGNED}",),
)
def missing_necessity(visit: Visit) -> Iterator[Hit]:
    """Find notes of one day's treatment without a reason for skilled therapy."""
    yield from absent(visit, "necessity_rationale")


@rule(
    code="NEC108",
    title="The evaluation or progress report gives no reason for skilled therapy",
    why="Here the need is decided: why a therapist, and what would happen without one.",
    fix=_NEED,
    source=SKILLED_SERVICES,
    asks="necessity_rationale",
    required=Severity.ERROR,
    otherwise=Severity.WARNING,
    when=plan_note,
    bad=(f"{_REPORT}{_WORK}{_SIGNED}",),
    good=(f"{_REPORT}{_WORK} Without skilled PT she is at risk of falling.{_SIGNED}",),
)
def plan_without_necessity(visit: Visit) -> Iterator[Hit]:
    """Find evaluations and progress reports without a reason for skilled therapy."""
    yield from absent(visit, "necessity_rationale")


@rule(
    code="NEC109",
    title="The need for therapy is a phrase that fits every patient",
    why="Words that stand in every note prove nothing about this patient.",
    fix=_NEED,
    source=SKILLED_SERVICES,
    asks="necessity_rationale",
    required=Severity.WARNING,
    otherwise=Severity.INFO,
    when=day_treated,
    bad=(f"{_HEAD}{_WORK}\n[[Pt continues to require skilled PT to address deficits.]]{_SIGNED}",),
    good=(f"{_HEAD}{_WORK} Without skilled PT she is at risk of falling in transfers.{_SIGNED}",),
)
def boilerplate_necessity(visit: Visit) -> Iterator[Hit]:
    """Point at boilerplate where nothing else states the need."""
    yield from halved(visit, "necessity_rationale")


@rule(
    code="NEC110",
    title="No plan for what comes next",
    why="A word on the next step shows that treatment follows a plan and is adjusted.",
    fix=_NEXT,
    source=TREATMENT_NOTE,
    asks="plan",
    required=Severity.WARNING,
    otherwise=Severity.INFO,
    when=day_note,
    bad=(f"{_HEAD}{_WORK}{_SIGNED}",),
    good=(f"{_HEAD}{_WORK}\nPlan: cont 2x/wk, add curb next visit.{_SIGNED}",),
)
def missing_plan(visit: Visit) -> Iterator[Hit]:
    """Find notes of one day's treatment without a plan."""
    yield from absent(visit, "plan")


@rule(
    code="NEC111",
    title="The evaluation or progress report sets out no plan",
    why="A plan of care states what treatment, how often and for how long.",
    fix="Which treatment is planned, how often and for how long?",
    source=PLAN_OF_CARE,
    asks="plan",
    required=Severity.ERROR,
    otherwise=Severity.WARNING,
    when=plan_note,
    bad=(f"{_REPORT}{_WORK}{_SIGNED}",),
    good=(f"{_REPORT}{_WORK}\nPlan: continue PT 2x/wk for 4 wks.{_SIGNED}",),
)
def report_without_plan(visit: Visit) -> Iterator[Hit]:
    """Find evaluations and progress reports without a plan."""
    yield from absent(visit, "plan")
