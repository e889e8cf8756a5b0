"""Which work does the note record under a code, and how sure is its kind?"""

import re
from collections.abc import Iterable, Mapping, Sequence

from auditor.model import WORK, Activity, Label, Visit
from auditor.rules.once import once

PASSIVE = frozenset({Label.MANUAL, Label.MODALITY})
"""Work of the therapist's hands or of a machine."""
TASK = frozenset({Label.FUNCTIONAL, Label.SELFCARE})
"""Practice of something from daily life."""
CERTAIN = 0.7
"""The probability of a kind of work below which nobody is accused of having named it wrongly."""
NAMED = WORK | {Label.VAGUE, Label.UNCLEAR}
"""What may stand for treatment under a code: the kinds of work, and words too vague to tell."""
_ITEM = re.compile(r"[ \t]*(?:[-*•>+|]|\(?\w{1,2}[.)]|\[.?\])|[ \t]+\S")
"""How a line begins that is an item of a list, or is set in below a heading."""
_OPENS = re.compile(r"[:(=]|[ ]-+[ ]|[ ]\d+[ ]?(?:min|')")
NEAR = 32
"""Characters after a code within which it is opened, with its minutes."""
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


@once
def worked_codes(visit: Visit) -> tuple[str, ...]:
    """Return the codes under which the note records something done today, in order."""
    return tuple(dict.fromkeys(a.code for a in visit.performed() if a.code))


def recorded(visit: Visit, code: str) -> tuple[Activity, ...]:
    """Return the treatment done today that the note records under a code."""
    return tuple(a for a in visit.performed() if a.code == code and a.label in NAMED)


def firm(visit: Visit, activity: Activity) -> bool:
    """Say whether the note leaves no doubt of the code an activity is recorded under.

    Its own line names that code alone, or names it last before the activity and opens it with a
    colon or the like; or it is an item of a list below a line that names that code alone.
    """
    text, start = visit.text, activity.span.start
    line = text.rfind("\n", 0, start) + 1
    named_on = _named_by_line(visit)
    if own := named_on.get(line):
        return own == {activity.code} or _opened(visit, activity, line)
    above = line
    while above and (_ITEM.match(text, above) or not text[above : above + 1].strip()):
        above = text.rfind("\n", 0, above - 1) + 1
        if named := named_on.get(above):
            return named == {activity.code} and "\n\n" not in text[above:line]
    return False


def _opened(visit: Visit, activity: Activity, line: int) -> bool:
    start = activity.span.start
    before = [m for m in visit.code_mentions if line <= m.span.start <= start]
    last = max(before, key=lambda m: m.span.start, default=None)
    if last is None or last.code != activity.code:
        return False
    return bool(_OPENS.search(visit.text[last.span.end : max(start, last.span.end)][:NEAR]))


@once
def _named_by_line(visit: Visit) -> Mapping[int, set[str]]:
    """The codes named on each line that names any, by where the line begins."""
    found: dict[int, set[str]] = {}
    for mention in visit.code_mentions:
        line = visit.text.rfind("\n", 0, mention.span.start) + 1
        found.setdefault(line, set()).add(mention.code)
    return found


def firmly(visit: Visit, code: str) -> tuple[Activity, ...]:
    """Return the treatment recorded under a code; nothing where that is in doubt of any of it."""
    work = recorded(visit, code)
    return work if all(firm(visit, a) for a in work) else ()


@once
def loose(visit: Visit) -> tuple[Activity, ...]:
    """Return the treatment done today that the note records under no code."""
    return tuple(a for a in visit.performed() if a.code is None and a.label in NAMED)


@once
def parted(visit: Visit) -> bool:
    """Say whether the note records any of its treatment under a code."""
    return any(a.code for a in visit.performed() if a.label in NAMED)


def work_for(visit: Visit, code: str) -> tuple[Activity, ...]:
    """Return the work a code can stand on: what is recorded under it, or all where nothing is."""
    return recorded(visit, code) if parted(visit) else loose(visit)


def labels(activities: Iterable[Activity]) -> frozenset[Label]:
    """Return the kinds of work that occur."""
    return frozenset(a.label for a in activities)
