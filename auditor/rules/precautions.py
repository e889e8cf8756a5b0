"""Contradiction rules: does the work respect the precautions that the note itself states?"""

import re
from collections.abc import Iterator

from auditor.model import Label, Severity, StatementKind, Visit
from auditor.rules.core import Hit, rule
from auditor.rules.sources import SKILLED_SERVICES
from auditor.rules.when import activities_done

_LEG = re.compile(r"\b(?:[lr]?le|leg|foot|ankle|knee|hip|tib\w*|femur|lower)\b", re.IGNORECASE)
_ARM = re.compile(
    r"\b(?:[lr]?ue|arm|hand|wrist|elbow|shoulder|humer\w*|radi\w*|upper)\b", re.IGNORECASE
)
_SIDE = {
    "left": re.compile(r"\b(?:l|left|lle|lt)\b", re.IGNORECASE),
    "right": re.compile(r"\b(?:r|right|rle|rt)\b", re.IGNORECASE),
}
_LOADED = re.compile(
    r"\b(?:squats?|heel[ -]raises?|calf[ -]raises?|lunges?|step[ -]?(?:ups?|downs?)|jump\w*|hop\w*"
    r"|s(?:ingle[ -])?l(?:eg)?[ -]?s(?:tance)?|sls)\b",
    re.IGNORECASE,
)
_UNAIDED = re.compile(
    r"\b(?:no|without|w/o)[ ](?:an?[ ])?(?:device|ad|assistive device)\b", re.IGNORECASE
)
_UNLOADED = re.compile(
    r"\b(?:seated|sitting|supine|prone|sidelying|pool|water|nwb|non[ -]?weight|leg press"
    r"|shuttle)\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.;,\n]")
_OTHER_STATUS = re.compile(
    r"\b(?:wbat|fwb|pwb|ttwb|tdwb|cleared|lifted|no longer|was nwb|full weight|partial weight"
    r"|toe[ -]touch|weight[ -]?bearing as)\b",
    re.IGNORECASE,
)


def _sides(words: str) -> frozenset[str]:
    return frozenset(side for side, pattern in _SIDE.items() if pattern.search(words))


def _forbidden_legs(visit: Visit) -> tuple[frozenset[str], ...]:
    """Return the sides of each precaution on a leg; nothing where any status is milder."""
    stated = visit.said(StatementKind.PRECAUTION_NWB)
    if not stated or _OTHER_STATUS.search(visit.text):
        return ()
    found: list[frozenset[str]] = []
    for said in stated:
        before = visit.text[max(0, said.span.start - 16) : said.span.start]
        after = visit.text[said.span.end : said.span.end + 32]
        words = f"{_STOP.split(before)[-1]} {_STOP.split(after)[0]}"
        if _LEG.search(words) and not _ARM.search(words):
            found.append(_sides(words))
    return tuple(found)


@rule(
    code="CON102",
    title="A leg that may bear no weight is loaded",
    why="The note states a non-weight-bearing precaution and an exercise that puts weight on that "
    "leg. One of the two is wrong, or the patient was put at risk.",
    fix="Which side did this exercise load, and what was its weight-bearing status today?",
    source=SKILLED_SERVICES,
    required=Severity.WARNING,
    when=activities_done,
    bad=(
        "Precautions: NWB RLE until 12/1.\nTherEx: quad sets, SLR, [[step ups RLE 4 in]] 2x10.",
        "Precautions: NWB LLE.\nTherEx: LAQ 3x10, [[mini squats at rail]] 3x10.",
    ),
    good=(
        "Precautions: NWB RLE until 12/1.\nTherEx: quad sets, SLR, LAQ, step ups LLE 4 in 2x10.",
    ),
)
def forbidden_leg_loaded(visit: Visit) -> Iterator[Hit]:
    """Point at each activity that loads the leg, unless its words keep to the other one."""
    legs = _forbidden_legs(visit)
    for activity in visit.performed() if legs else ():
        words = activity.span.of(visit.text)
        before = visit.text[max(0, activity.span.start - 12) : activity.span.start]
        after = visit.text[activity.span.end :][:16]
        around = f"{_STOP.split(before)[-1]}{words}{_STOP.split(after)[0]}"
        loaded = _LOADED.search(words) or (
            activity.label is Label.GAIT and _UNAIDED.search(words + after)
        )
        if not loaded or _UNLOADED.search(around):
            continue
        named = _sides(words)
        if any(not named or not leg or named & leg for leg in legs):
            yield Hit(activity.span)
