"""Read minutes written as hours: "0.63 hr", "2.58 hrs", "3 h 50 min", "0:25"."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditor.model import CodeMention, Span, Time, TimeKind
from auditor.nlp.clock_forms import MINUTES_PER_HOUR, of_day

_FEWEST = 2
"""How many decimals of hours a note must hold for them to be its way of counting treatment."""
_LONGEST_HOURS = 8

_DECIMAL = re.compile(
    r"(?P<h>\d(?<![\d.:/$-]\d)\.\d{1,2}|\.(?<![\d.]\.)\d{1,2})[ ]?h(?:rs?|ours?)?\b"
)
_OF_MINUTES = re.compile(r"0?0:(?<![\d:]0:)(?<![\d:]00:)(?P<m>[0-5]\d)(?![\d:]|[ ]?(?:sec|s\b))")
_HOURS = re.compile(
    r"(?P<h>[1-8])(?<![\d.:/-]\d)[ ]?h(?:rs?|ours?)?[ ](?:and[ ])?(?P<m>\d{1,2})[ ]?m(?:in\w*)?\b"
)
_WHOLE = re.compile(r"[ ]*(?:(?:total|program|session|tx|treatment|direct|all[ ]in|testing)\b)")
_WHOLE_LEAD = re.compile(r"\b(?:total|hours|dur(?:ation)?)[ :(=]*$")
_LEAD_REACH = 16


def find_hours(low: str, known: Sequence[Time], mentions: Sequence[CodeMention]) -> Iterator[Time]:
    """Find the minutes that a note writes as hours, in lower-cased text.

    Args:
        low: The note's lower-cased text.
        known: Its times found so far: whole hours with minutes are the session where they are as
            long as it lasted by the clock, or where a word says so.
        mentions: Its procedure codes.
    """
    ends = [m.span.end for m in mentions]
    for pattern in (_DECIMAL, _OF_MINUTES):
        matches = list(pattern.finditer(low))
        if len(matches) >= _FEWEST:
            for match in matches:
                before = bisect_right(ends, match.start())
                yield from _part(low, match, mentions[max(0, before - 1) : before])
    lengths = set(_lengths(known))
    for match in _HOURS.finditer(low):
        minutes = MINUTES_PER_HOUR * int(match["h"]) + int(match["m"])
        if minutes in lengths or _is_whole(low, match):
            yield Time(Span(*match.span()), TimeKind.TOTAL_TREATMENT, minutes=minutes)


def _part(low: str, match: re.Match[str], before: Sequence[CodeMention]) -> Iterator[Time]:
    """The minutes of one entry, or of all where a word says so; with the code right before."""
    if "m" in match.re.groupindex:
        minutes = int(match["m"])
    else:
        minutes = round(float(match["h"]) * MINUTES_PER_HOUR)
    if not 0 < minutes <= _LONGEST_HOURS * MINUTES_PER_HOUR:
        return
    kind = TimeKind.TOTAL_TREATMENT if _is_whole(low, match) else TimeKind.DURATION
    code = next((m.code for m in before if _heads(low, m, match)), None)
    yield Time(Span(*match.span()), kind, minutes=minutes, code=code)


def _heads(low: str, mention: CodeMention, match: re.Match[str]) -> bool:
    """Say whether a code stands right before an entry."""
    between = low[mention.span.end : match.start()]
    return mention.span.end <= match.start() and not between.strip(" :=(-\t|")


def _is_whole(low: str, match: re.Match[str]) -> bool:
    lead = low[max(0, match.start() - _LEAD_REACH) : match.start()]
    return bool(_WHOLE.match(low, match.end()) or _WHOLE_LEAD.search(lead))


def _lengths(known: Sequence[Time]) -> Iterator[int]:
    """The minutes from each start to the stop behind it."""
    clocks = [t for t in known if t.clock]
    for first, last in pairwise(clocks):
        if first.clock and last.clock and first.kind is TimeKind.START:
            yield of_day(last.clock) - of_day(first.clock)
