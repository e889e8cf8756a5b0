"""Does the note name a goal, and can anyone check whether it is met?"""

from collections.abc import Iterator

from auditor.model import Severity, Visit
from auditor.rules.core import Hit, rule
from auditor.rules.shown import absent, missing
from auditor.rules.sources import PLAN_OF_CARE, TREATMENT_NOTE
from auditor.rules.when import day_note, goals_stated, plan_note

_HEAD = "PT daily note DOS: 03/04/2026\n"
_EVALUATION = "PT initial evaluation DOS: 03/04/2026\nTUG 18 s.\n"
_GOAL = "LTG: car transfer independently 3/3 trials in 4 wks."
_WORK = "97530 x 23 min: car transfers w/ SPC, CGA, vc for foot placement."


@rule(
    code="GOA101",
    title="No goal is named",
    why="A goal by its content ties the day's work to the plan; it need not be restated in full.",
    fix="Which goal of the plan of care does this work serve?",
    source=TREATMENT_NOTE,
    asks="goal",
    required=Severity.ERROR,
    otherwise=Severity.INFO,
    when=day_note,
    bad=(f"{_HEAD}{_WORK}\nCont toward goals.\nJ. Doe, PTA",),
    good=(f"{_HEAD}{_WORK}\n{_GOAL}\nJ. Doe, PTA",),
)
def missing_goal(visit: Visit) -> Iterator[Hit]:
    """Find notes of one day's treatment that name no goal."""
    yield from absent(visit, "goal")


@rule(
    code="GOA102",
    title="The evaluation or progress report states no goal",
    why="A plan of care holds measurable long-term goals, and a progress report speaks of them.",
    fix="Which goals does the patient have, and by when?",
    source=PLAN_OF_CARE,
    asks="goal",
    required=Severity.ERROR,
    otherwise=Severity.WARNING,
    when=plan_note,
    bad=(f"{_EVALUATION}{_WORK}\nJ. Doe, PT",),
    good=(f"{_EVALUATION}{_WORK}\n{_GOAL}\nJ. Doe, PT",),
)
def plan_without_goal(visit: Visit) -> Iterator[Hit]:
    """Find evaluations and progress reports without a goal."""
    yield from absent(visit, "goal")


@rule(
    code="GOA103",
    title="The goal cannot be measured",
    why="Without a level, number, distance or count nobody can say whether the goal was met.",
    fix="By what level, count, distance or time will you know that the goal is met?",
    source=PLAN_OF_CARE,
    asks="goal_measurable",
    required=Severity.WARNING,
    otherwise=Severity.WARNING,
    when=goals_stated,
    bad=(f"{_HEAD}{_WORK}\nLTG: [[improve car transfers]]\nJ. Doe, PTA",),
    good=(f"{_HEAD}{_WORK}\n{_GOAL}\nJ. Doe, PTA",),
)
def unmeasurable_goal(visit: Visit) -> Iterator[Hit]:
    """Point at each goal where none that is stated can be checked."""
    if missing(visit, "goal_measurable"):
        looked_in = visit.elements["goal_measurable"].looked_in
        for goal in visit.goals:
            if not goal.measurable:
                yield Hit(goal.span, looked_in)
