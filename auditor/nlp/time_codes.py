"""Tie session times to the procedure codes they were spent on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from auditor.model import CodeMention, Span, Time, TimeKind
from auditor.nlp.clock_forms import of_day
from auditor.nlp.codes import heads_line
from auditor.nlp.lines import line_around

# What may stand between a code and a time tied to it: marks, and one range of clocks.
_BETWEEN = re.compile(
    r"""
    [\s,:([|=-]*+(?:[\d:.h]+[ ]?[ap]?m?[ ]?(?:-|to)[ ]?[\d:.h]+[ ]?[ap]?m?)?+[\s,:(|=-]*+
    # the minutes of the range
    (?:\d{1,3}[ ]?(?:min(?:ute)?s?\b|m\b|')?+)?+[\s,:(|=-]*+(?:all[ ])?
    """,
    re.VERBOSE,
)
_GROUP = "97150"
_GROUP_REACH = 32
_GROUP_BEFORE = re.compile(r"(?<!after[ ])(?<!before[ ])\b(?:group|class)\b[^.]{0,24}$")
_GROUP_BEHIND = re.compile(r"[ ,:;()-]*(?:[a-z]+[ ]){0,2}(?:group|class)\b")
# Minutes, to count how many a line holds.
_ANY_MINUTES = re.compile(r"\d[ ]?-?(?:min|m\b|')")
_LINE_TAIL = re.compile(r"[ \t.;)\]]*")
_LONGEST_LINE = 400


def with_codes(
    low: str, times: Sequence[Time], mentions: Sequence[CodeMention]
) -> tuple[Time, ...]:
    """Give the times of a note, in order, each with the code it is tied to.

    Args:
        low: The note's lower-cased text.
        times: Its times; those with a code keep it.
        mentions: Its procedure codes.
    """
    lengths = _lengths(times)
    served = {t.span.start: t.minutes for t in times if t.code is not None}
    grouped = [_with_group(low, t, mentions) for t in times]
    beside = [_with_code(low, t, mentions, served, lengths) for t in grouped]
    busy = {t.code for t in beside}
    return tuple(_with_code_of_line(low, t, mentions, busy) for t in beside)


def _with_group(low: str, time: Time, mentions: Sequence[CodeMention]) -> Time:
    """Tie the clocks of a group or a class to the group's code, where their line names no other."""
    if time.code is not None or time.kind not in (TimeKind.START, TimeKind.STOP):
        return time
    line = line_around(low, time.span)
    before = low[max(line.start, time.span.start - _GROUP_REACH) : time.span.start]
    behind = low[time.span.end : min(line.end, time.span.end + _GROUP_REACH)]
    if not (_GROUP_BEFORE.search(before) or _GROUP_BEHIND.match(behind)):
        return time
    if any(line.contains(m.span) and m.code != _GROUP for m in mentions):
        return time
    return replace(time, code=_GROUP)


def _lengths(times: Sequence[Time]) -> dict[Span, int]:
    """The minutes from start to stop of every range that is written in one place."""
    starts = {t.span: of_day(t.clock) for t in times if t.kind is TimeKind.START and t.clock}
    return {
        t.span: of_day(t.clock) - starts[t.span]
        for t in times
        if t.kind is TimeKind.STOP and t.clock and t.span in starts
    }


def _with_code(
    low: str,
    time: Time,
    mentions: Sequence[CodeMention],
    served: Mapping[int, int | None],
    lengths: Mapping[Span, int],
) -> Time:
    """Tie a clock range, or the minutes right behind one, to the code beside it on its line.

    Args:
        low: The note's lower-cased text.
        time: Any time.
        mentions: The procedure codes.
        served: The minutes that are tied to a code already, by where their place begins.
        lengths: The minutes of every clock range: a range before a code that has minutes of its own
            is that code's only where both are the same.
    """
    if time.code is not None or time.kind in (TimeKind.TOTAL_TIMED, TimeKind.TOTAL_TREATMENT):
        return time
    line = line_around(low, time.span)
    ended = low[time.span.end - 1] == "."
    for mention in mentions:
        if not line.contains(mention.span):
            continue
        if mention.span.end <= time.span.start:
            if _BETWEEN.fullmatch(low, mention.span.end, time.span.start):
                return replace(time, code=mention.code)
        elif (
            not ended
            and _BETWEEN.fullmatch(low, time.span.end, max(time.span.end, mention.span.start))
            and (
                mention.span.start not in served
                or (time.span in lengths and lengths[time.span] == served[mention.span.start])
            )
        ):
            return replace(time, code=mention.code)
    return time


def _with_code_of_line(
    low: str, time: Time, mentions: Sequence[CodeMention], busy: set[str | None]
) -> Time:
    """Tie the only minutes of a line, at its end, to the code at its head if that has none yet."""
    if time.code is not None or time.kind is not TimeKind.DURATION:
        return time
    line = line_around(low, time.span)
    tail = _LINE_TAIL.match(low, time.span.end)
    if line.end - line.start > _LONGEST_LINE or tail is None or tail.end() < line.end:
        return time
    inside = {m.code: m for m in mentions if line.contains(m.span)}
    if len(inside) != 1 or len(_ANY_MINUTES.findall(line.of(low))) != 1:
        return time
    [(code, mention)] = inside.items()
    return replace(time, code=code) if code not in busy and heads_line(low, mention) else time
