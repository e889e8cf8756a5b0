"""Which work does the note record under a code, and how sure is its kind?"""

from collections.abc import Iterable, Sequence

from auditor.model import WORK, Activity, Label, Visit

PASSIVE = frozenset({Label.MANUAL, Label.MODALITY})
"""Work of the therapist's hands or of a machine."""
TASK = frozenset({Label.FUNCTIONAL, Label.SELFCARE})
"""Practice of something from daily life."""
CERTAIN = 0.7
"""The probability of a kind of work below which nobody is accused of having named it wrongly."""
NAMED = WORK | {Label.VAGUE, Label.UNCLEAR}
"""What may stand for treatment under a code: the kinds of work, and words too vague to tell."""
EVEN = 0.5
"""Below it a kind is not even the likelier one."""


def sure(activities: Sequence[Activity], *, least: float = CERTAIN) -> bool:
    """Say whether the kinds of activities are certain enough to speak of them together.

    The middle one has to be as certain as ``least``, and none may be anybody's guess.
    """
    known = sorted(a.probability for a in activities if a.label is not Label.UNCLEAR)
    if not activities or len(known) < len(activities):
        return not activities
    return known[0] >= EVEN and known[(len(known) - 1) // 2] >= least


def worked_codes(visit: Visit) -> tuple[str, ...]:
    """Return the codes under which the note records something done today, in order."""
    return tuple(dict.fromkeys(a.code for a in visit.performed() if a.code))


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
