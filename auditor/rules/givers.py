"""Who gave the minutes of each code, where the note says so beyond doubt?

Read are minutes with a credential right beside them: "97530 20 min (PT)", "97110 15 min by PTA",
"PTA: 97110 x 23 min", and one code's minutes parted: "97530 26 min (PT 12, PTA 14)". A code of
which any minutes are nobody's, or two people's without a word of "together", is left out.
"""

import re
from collections.abc import Mapping, Sequence
from functools import reduce

from auditor.model import GivenMinutes, Time, TimeKind, Visit
from auditor.rules.signers import is_assistant

_CREDENTIAL = r"(?:LPTA|PTA|COTA(?:/L)?|OTA(?:/L)?|DPT|PT|OTR(?:/L)?|OT)"
_ONE = rf"({_CREDENTIAL})(?![A-Za-z/'&+])"
_MINUTES = r"(\d{1,3})[ ]?min(?:utes|s)?\.?"
_OF_IT_WORDS = r"of (?:it|this|that|these)"
_ANY_ASSISTANT = re.compile(r"\b(?:LPTA|PTA|COTA|OTA)\b")
_TOGETHER = re.compile(
    rf"[ ]?[,(\[-]?[ ]?(?:by |with |w/ ?)?(?:both )?(?:the )?{_CREDENTIAL} ?(?:and|&|\+|/) ?"
    rf"(?:the )?{_CREDENTIAL},? (?:together|jointly|side by side)"
)
_BEHIND = re.compile(
    rf"[ ]?[(\[][ ]?(?:by |given by )?(?:the )?{_ONE}(?=[ ]?[)\]])"
    rf"|,?[ ](?:by|given by)[ ](?:the )?{_ONE}"
    rf"|[ ]?[-,]?[ ]{_ONE}(?=[ ]?(?:[:;,.\n]|$))"
)
_LABEL = re.compile(rf"(?<![A-Za-z/<>&+-]){_ONE}[ ]?([:)-]?)[ ]*")
_ANOTHER = re.compile(rf"[ ]?(?:,|/|&|\+|and|with|w/)[ ]?(?:the )?{_CREDENTIAL}\b(?![ ]?:)")
_WHO_MINUTES = re.compile(rf"\b{_ONE}[ ]?[:x-]?[ ]?(\d{{1,3}})\b(?![ ]?(?:/|:|%|x\b|reps|ft))")
_MINUTES_WHO = re.compile(rf"\b{_MINUTES}[ ](?:by )?(?:the )?{_ONE}")
_PART_OF_IT = (
    re.compile(rf"[ ]?[,;(]?[ ]?{_ONE}[ ]{_MINUTES}[ ]{_OF_IT_WORDS}"),
    re.compile(rf"[ ]?[,;(]?[ ]?{_MINUTES}[ ]{_OF_IT_WORDS}[ ]by (?:the )?{_ONE}"),
)
_REACH = 60
"""Characters behind a code's minutes in which they may be parted."""


def given_minutes(visit: Visit) -> Mapping[str, GivenMinutes]:
    """Return the minutes of each code of which it is certain who gave them all.

    Empty where the note names no assistant beside minutes: "PT" alone may be a heading.
    """
    if not _ANY_ASSISTANT.search(visit.text):
        return {}
    found: dict[str, GivenMinutes] = {}
    doubtful: set[str] = set()
    times = [t for t in visit.times if t.code and t.minutes and t.kind is TimeKind.DURATION]
    told = 0  # up to here the minutes are parts of a code's that was read already
    for time in times:
        if time.span.start < told:
            continue
        given = _given(visit, time, times)
        code = time.code or ""
        if given is not None and given.therapist and given.assistant:
            told = _until(visit, time)
        if given is None:
            doubtful.add(code)
        else:
            found[code] = found.get(code, GivenMinutes()).and_also(given)
    sure = {code: given for code, given in found.items() if code not in doubtful}
    return sure if any(g.assistant or g.together for g in sure.values()) else {}


def _given(visit: Visit, time: Time, times: Sequence[Time]) -> GivenMinutes | None:
    minutes = time.minutes or 0
    text, end = visit.text, time.span.end
    if _TOGETHER.match(text, end):
        return GivenMinutes(together=minutes)
    behind = text[end : min(_until(visit, time), end + _REACH)]
    if parted := _parted(behind, minutes):
        return parted
    who = _behind(text, end) or _label(visit, time, times)
    return _of(who, minutes) if who else None


def _of(who: str, minutes: int) -> GivenMinutes:
    return GivenMinutes(assistant=minutes) if is_assistant(who) else GivenMinutes(minutes)


def _parted(behind: str, minutes: int) -> GivenMinutes | None:
    """Read how one code's minutes fall to two people; ``None`` unless they add up."""
    for form in _PART_OF_IT:
        found = form.match(behind)
        if found and is_assistant(_who_of(found)) and _minutes_of(found) <= minutes:
            return GivenMinutes(minutes - _minutes_of(found), _minutes_of(found))
    for form in (_WHO_MINUTES, _MINUTES_WHO):
        parts = [_of(_who_of(m), _minutes_of(m)) for m in form.finditer(behind)]
        together = reduce(GivenMinutes.and_also, parts, GivenMinutes())
        if len(parts) > 1 and together.total == minutes:
            return together
    return None


def _who_of(found: re.Match[str]) -> str:
    return next(g for g in found.groups() if g and not g.isdecimal())


def _minutes_of(found: re.Match[str]) -> int:
    return int(next(g for g in found.groups() if g and g.isdecimal()))


def _behind(text: str, end: int) -> str | None:
    """Return the credential right behind the minutes, if it is the only one."""
    found = _BEHIND.match(text, end)
    if found is None or _ANOTHER.match(text, found.end()):
        return None
    return _who_of(found)


def _label(visit: Visit, time: Time, times: Sequence[Time]) -> str | None:
    """Return the credential that opens the line, or the part of it, that the minutes stand in."""
    line = visit.text.rfind("\n", 0, time.span.start) + 1
    starts = {t.span.start for t in times} | {m.span.start for m in visit.code_mentions}
    labels = [m for m in _LABEL.finditer(visit.text, line, time.span.start) if m.end() in starts]
    if not labels:
        return None
    who, colon = labels[-1].groups()
    others = [t for t in times if labels[-1].end() <= t.span.start < time.span.start]
    return who if colon == ":" or not others else None


def _until(visit: Visit, time: Time) -> int:
    """Where the words about these minutes end: at the line's end or the next code."""
    ends = [m.span.start for m in visit.code_mentions if m.span.start >= time.span.end]
    line = visit.text.find("\n", time.span.end)
    return min([*ends, line if line >= 0 else len(visit.text)])
