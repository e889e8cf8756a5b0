"""Which work does the note record under a code, and how sure is its kind?"""

from collections.abc import Iterable

from auditor.model import WORK, Activity, Label, Visit

CERTAIN = 0.7
"""The probability of a kind of work below which nobody is accused of having named it wrongly."""
NAMED = WORK | {Label.VAGUE, Label.UNCLEAR}
"""What may stand for treatment under a code: the kinds of work, and words too vague to tell."""


def sure(activities: Iterable[Activity], *, least: float = CERTAIN) -> bool:
    """Say whether the kind of every one of the activities is certain enough to speak of."""
    return all(a.label is not Label.UNCLEAR and a.probability >= least for a in activities)


def recorded(visit: Visit, code: str) -> tuple[Activity, ...]:
    """Return the treatment done today that the note records under a code."""
    return tuple(a for a in visit.performed() if a.code == code and a.label in NAMED)


def loose(visit: Visit) -> tuple[Activity, ...]:
    """Return the treatment done today that the note records under no code."""
    return tuple(a for a in visit.performed() if a.code is None and a.label in NAMED)


def parted(visit: Visit) -> bool:
    """Say whether the note records any of its treatment under a code."""
    return any(a.code for a in visit.performed() if a.label in NAMED)


def work_for(visit: Visit, code: str) -> tuple[Activity, ...]:
    """Return the work a code can stand on: what is recorded under it, or all where nothing is."""
    return recorded(visit, code) if parted(visit) else loose(visit)


def labels(activities: Iterable[Activity]) -> frozenset[Label]:
    """Return the kinds of work that occur."""
    return frozenset(a.label for a in activities)
