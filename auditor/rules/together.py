"""Claim rules: where two therapists treated at once, whose minutes are billed?"""

import re
from collections.abc import Iterator

from auditor.model import Severity, Span, Visit
from auditor.rules.core import Example, Hit, rule
from auditor.rules.places import line_around
from auditor.rules.sources import TIMED_UNITS
from auditor.rules.when import timed_units_billed

_TOGETHER = re.compile(r"\bco[- ]?(?:treat(?:ed|ment|ing|s)?|tx'?d?)\b(?!:?[ ]*0\b)", re.IGNORECASE)
_OTHER_TIME = re.compile(
    r"\b(?:no|not|without|never|cont\w*|plan\w*|next|tomorrow|recommend\w*|rec|consider\w*|may|will"
    r"|last|prior|previous\w*|yesterday|why|if)\b[^.;\n]*$|\[[ ]?\][ ]*$",
    re.IGNORECASE,
)
_OTHER_TIME_AFTER = re.compile(
    r"^[^.;\n]{0,30}\b(?:yesterday|tomorrow|next|last|prn|as[ ]needed"
    r"|not[ ](?:today|done|needed))\b",
    re.IGNORECASE,
)
_PARTED = re.compile(
    r"\b(?:time|min(?:ute)?s?|units?)\b[^.;\n]{0,24}\b(?:split|divided|halved|shared|apportioned)\b"
    r"|\b(?:split|divided|shared)\b[^.;\n]{0,24}\b(?:time|min(?:ute)?s?|units?|between|evenly)\b"
    r"|\b\d+[ ]?(?:min(?:ute)?s?[ ])?(?:to[ ])?each\b|\bhalf[ ](?:each|of[ ]the|the[ ]time)\b"
    r"|\bown[ ]min(?:ute)?s\b|\bnot[ ](?:billed|charged)\b"
    r"|\b(?:bill|charg)\w*[ ](?:by|under|to|for|only|half|the|their|own)\b",
    re.IGNORECASE,
)
"""Words of how the minutes were shared."""
_ELSEWHERE = frozenset({"plan", "goals", "home", "history"})


@rule(
    code="CLM131",
    title="Two therapists treated at once, and the note does not say whose minutes are billed",
    why="The same minutes are not billed in full by two disciplines: they are split between the "
    "two, or one of them bills all.",
    fix="How were the minutes of the joint session shared between the two disciplines?",
    source=TIMED_UNITS,
    required=Severity.INFO,
    when=timed_units_billed,
    bad=(
        Example(
            "97530 x 30 min: bed to w/c transfers x4, max A, [[co-treat]] with OT. J. Doe, PT",
            claim="97530-GP=2",
        ),
    ),
    good=(
        Example(
            "97530 x 15 min: bed to w/c transfers x4, max A, co-treat with OT, 30 min split "
            "between the two. J. Doe, PT",
            claim="97530-GP=1",
        ),
        Example(
            "97530 x 30 min: bed to w/c transfers x4, max A. May need co-treat with OT. J. Doe, PT",
            claim="97530-GP=2",
        ),
    ),
)
def joint_minutes_not_parted(visit: Visit) -> Iterator[Hit]:
    """Point at the first words of a joint session of the day, unless sharing is spoken of."""
    if _PARTED.search(visit.text):
        return
    for found in _TOGETHER.finditer(visit.text):
        span = Span(found.start(), found.end())
        if _of_today(visit, span):
            yield Hit(span)
            return


def _of_today(visit: Visit, span: Span) -> bool:
    before, after = line_around(visit.text, span)
    kinds = {section.kind for section in visit.sections if section.span.contains(span)}
    other = _OTHER_TIME.search(before) or _OTHER_TIME_AFTER.search(after)
    return not other and not kinds & _ELSEWHERE
