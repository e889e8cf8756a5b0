"""Contradiction rules: does the claim bill work that the note says was not done in the session?"""

from collections.abc import Iterator

from auditor.model import Activity, Label, Severity, Status, Visit
from auditor.rules.claim import billed_codes, fact_of, minutes_at
from auditor.rules.core import Example, Hit, rule
from auditor.rules.sources import TREATMENT_NOTE
from auditor.rules.when import codes_billed
from auditor.rules.work import CERTAIN, firm


def _other_work(visit: Visit, code: str, kinds: frozenset[str]) -> bool:
    return any(
        a.code == code
        or (a.code is None and (a.label in kinds or a.label in (Label.VAGUE, Label.UNCLEAR)))
        for a in visit.performed()
    )


def _only(visit: Visit, statuses: frozenset[Status]) -> Iterator[tuple[str, Activity]]:
    """Give each billed code all of whose recorded work has one of the statuses."""
    for code in billed_codes(visit):
        fact = fact_of(visit, code)
        kinds = frozenset(fact.work if fact else ())
        own = [
            a
            for a in visit.activities
            if a.code == code
            and a.status in statuses
            and a.probability >= CERTAIN
            and firm(visit, a)
        ]
        timed = minutes_at(visit, code) is not None
        if own and kinds and not timed and not _other_work(visit, code, kinds):
            yield code, own[0]


@rule(
    code="CON104",
    title="Work is billed that the note says was not done",
    why="The note says it was refused, held or deferred, and the claim bills it.",
    fix="Was any of this work done today after all?",
    source=TREATMENT_NOTE,
    required=Severity.ERROR,
    when=codes_billed,
    bad=(
        Example(
            "97110 x 20 min: LAQ 3x10, SLR 3x10.\n97116: [[pt refused gait with FWW]].",
            claim="97110-GP=1 97116-GP=1",
        ),
    ),
    good=(
        Example(
            "97110 x 20 min: LAQ 3x10, SLR 3x10.\n97116: pt refused gait with FWW.",
            claim="97110-GP=1",
        ),
    ),
)
def refused_work_billed(visit: Visit) -> Iterator[Hit]:
    """Point at the work not done of each billed code that has no other."""
    for code, activity in _only(visit, frozenset({Status.NOT_DONE})):
        yield Hit(activity.span, detail=code)


@rule(
    code="CON105",
    title="Work is billed that the note only plans, assigns for home or recalls",
    why="Only what was done in the session is billed; what is planned, given as homework or was "
    "done at an earlier visit is not.",
    fix="Was this work done in today's session?",
    source=TREATMENT_NOTE,
    required=Severity.WARNING,
    when=codes_billed,
    bad=(
        Example(
            "97110 x 20 min: LAQ 3x10, SLR 3x10.\n97530: [[will begin car transfers next visit]].",
            claim="97110-GP=1 97530-GP=1",
        ),
    ),
    good=(
        Example(
            "97110 x 20 min: LAQ 3x10, SLR 3x10.\n"
            "97530 x 15 min: car transfers x4. Will begin floor transfers next visit.",
            claim="97110-GP=1 97530-GP=1",
        ),
    ),
)
def work_of_another_day_billed(visit: Visit) -> Iterator[Hit]:
    """Point at the work of each billed code that has none of today."""
    elsewhere = frozenset({Status.PLANNED, Status.HOME, Status.PAST})
    for code, activity in _only(visit, elsewhere):
        yield Hit(activity.span, detail=code)
