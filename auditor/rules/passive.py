"""Coding rules: is the therapist's hands' or a machine's work recorded as the patient's own?"""

import re
from collections.abc import Iterator

from auditor.model import Activity, Label, Severity, Visit
from auditor.rules.claim import fact_of, first_of
from auditor.rules.core import Example, Hit, rule
from auditor.rules.sources import THERAPY_CODES
from auditor.rules.when import work_under_codes
from auditor.rules.work import PASSIVE, TASK, firm, recorded, sure, worked_codes

_UNBILLED = re.compile(r"unbilled|not billed|no charge|\bn/?c\b", re.IGNORECASE)


def _billable(visit: Visit, activity: Activity) -> bool:
    """Say whether the note does not itself leave an activity out of the bill."""
    return not _UNBILLED.search(visit.text[activity.span.start : activity.span.end + 16])


def _passive(visit: Visit, code: str) -> tuple[Activity, ...]:
    """Return passive work under a one-on-one code that stands for the patient's own doing."""
    fact = fact_of(visit, code)
    active = {str(k) for k in (TASK | {Label.EXERCISE, Label.NEURO, Label.GAIT, Label.AQUATIC})}
    passive = {str(k) for k in PASSIVE}
    if fact is None or not fact.one_on_one or not active & {*fact.work} or passive & {*fact.work}:
        return ()
    found = tuple(
        a
        for a in recorded(visit, code)
        if a.label in PASSIVE and firm(visit, a) and _billable(visit, a)
    )
    return found if sure(found) else ()


@rule(
    code="COD103",
    title="A code for the patient's own activity holds only passive work",
    why="Where the therapist's hands or a machine do the work, the service is manual therapy or a "
    "modality, not an activity of the patient.",
    fix="What did the patient do himself under this code, if anything?",
    source=THERAPY_CODES,
    required=Severity.ERROR,
    when=work_under_codes,
    bad=(Example("97530 x 15 min: [[joint mobs gr III to R GH]], scar massage, manual traction."),),
    good=(
        Example(
            "97140 x 10 min: joint mobs gr III to R GH.\n"
            "97530 x 15 min: lifting 10# crate floor to shelf, for return to stocking."
        ),
    ),
)
def passive_work_only(visit: Visit) -> Iterator[Hit]:
    """Point at the first passive activity of each active code that holds nothing else."""
    for code in worked_codes(visit):
        found = _passive(visit, code)
        if found and len(found) == len(recorded(visit, code)):
            yield first_of(code, found, found)


@rule(
    code="COD104",
    title="Passive work is recorded among the patient's own activity",
    why="Minutes of hands-on work or of a machine do not count for a code that stands for what the "
    "patient does.",
    fix="How many of this code's minutes were the patient's own activity?",
    source=THERAPY_CODES,
    required=Severity.WARNING,
    when=work_under_codes,
    bad=(
        Example(
            "97530 x 25 min: lifting 10# crate floor to shelf x6, [[STM to lumbar paraspinals]]."
        ),
    ),
    good=(
        Example(
            "97530 x 15 min: lifting 10# crate floor to shelf x6.\n"
            "97140 x 10 min: STM to lumbar paraspinals."
        ),
    ),
)
def passive_work_among_active(visit: Visit) -> Iterator[Hit]:
    """Point at the first passive activity of each active code that holds other work as well."""
    for code in worked_codes(visit):
        work, found = recorded(visit, code), _passive(visit, code)
        if found and len(found) < len(work):
            yield first_of(code, found, work)
