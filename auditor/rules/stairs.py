"""Coding rules: is 97530 more than walking up and down stairs?"""

import re
from collections.abc import Iterator

from auditor.model import Activity, Label, Severity, Visit
from auditor.rules.claim import first_of
from auditor.rules.core import Example, Hit, rule
from auditor.rules.sources import THERAPY_CODES
from auditor.rules.when import THERAPEUTIC_ACTIVITIES, work_under_codes
from auditor.rules.work import TASK, firmly, labels, loose, sure

VERY_SURE = 0.8
"""Asked where the label alone speaks against a code that another reader might defend."""
_WALKED = frozenset({Label.FUNCTIONAL, Label.GAIT})
_STAIRS = re.compile(r"\b(?:stairs?|stair\w*|steps|flights?|curbs?)\b", re.IGNORECASE)
_MORE = re.compile(
    r"\b(?:carr\w+|bags?|baskets?|laundry|groceries|box\w*|crates?|trays?|loads?|loaded|lifts?\w*"
    r"|so[ ](?:that|he|she|they|pt|as)|in[ ]order|in[ ]prep\w*|simulat\w+|home|house|porch|school"
    r"|bus|work|job|bed|bath\w*|toilet|floor|car)\b|\d[ ]?(?:lbs?|#|pounds)",
    re.IGNORECASE,
)
"""Words of something to be done on the stairs or behind them."""


@rule(
    code="COD109",
    title="97530 holds only stairs",
    why="Climbing stairs as such belongs to the walking code, 97116. 97530 is for a task that has "
    "stairs in it, such as carrying something up.",
    fix="Were the stairs part of a task, or trained as walking?",
    source=THERAPY_CODES,
    required=Severity.INFO,
    when=work_under_codes,
    bad=(Example("97530 x 15 min: [[climbed stairs with one rail]], 12 steps x4, CGA."),),
    good=(
        Example("97530 x 15 min: carried a laundry basket up 8 stairs with one rail x4, CGA."),
        Example("97530 x 15 min: climbed stairs with one rail so she can reach her bedroom."),
        Example("97116 x 15 min: climbed stairs with one rail, 12 steps x4, CGA."),
    ),
)
def stairs_alone_under_therapeutic_activities(visit: Visit) -> Iterator[Hit]:
    """Point at the first of the stairs where nothing else is surely all of the work under 97530."""
    work = firmly(visit, THERAPEUTIC_ACTIVITIES)
    tasks = bool(labels(loose(visit)) & (TASK | {Label.UNCLEAR}))
    walked = Label.FUNCTIONAL in labels(work) and labels(work) <= _WALKED
    alone = all(_stairs_alone(visit, activity) for activity in work)
    if walked and not tasks and alone and sure(work, least=VERY_SURE):
        yield first_of(THERAPEUTIC_ACTIVITIES, work, work)


def _stairs_alone(visit: Visit, activity: Activity) -> bool:
    """Say whether an activity is stairs, and its line speaks of nothing to be done on them."""
    start, end = activity.span.start, activity.span.end
    line = visit.text[visit.text.rfind("\n", 0, start) + 1 :].partition("\n")[0]
    here = visit.text[start:end]
    return activity.purpose is None and bool(_STAIRS.search(here)) and not _MORE.search(line)
