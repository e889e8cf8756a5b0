"""Read clocks in words: "I arrived at ten fifteen and left at five past eleven"."""

import re
from collections.abc import Iterator

from auditor.model import Span, Time, TimeKind
from auditor.nlp.clock_forms import MINUTES_PER_HOUR, Clock, hhmm
from auditor.nlp.numbers import SPELT, count

_LONGEST_VISIT_MINUTES = 300
_QUARTER = 15
_HALF = 30
_MORNING = re.compile(r"morning|^a")

_HOUR = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_DAY_PART = r"(?:[ ](?P<part_{0}>in[ ]the[ ](?:morning|afternoon|evening)|[ap]\.?[ ]?m\b))?"


def _clock(name: str) -> str:
    """The pattern of one clock in words; its groups end in ``name``."""
    return rf"""
    (?:
      # five past ten, quarter to three
      (?P<off_{name}>half|(?:a[ ])?quarter|{SPELT})(?:[ ]minutes)?[ ]
      (?P<side_{name}>past|after|to|before|till)[ ](?P<of_{name}>{_HOUR})\b
      # ten fifteen, eleven oh two, eleven o'clock, nine
      |(?P<hour_{name}>{_HOUR})\b(?:[ -](?:oh[ -])?(?P<minute_{name}>{SPELT})\b|[ ]o'?[ ]?clock)?
    )
    """ + _DAY_PART.format(name)


# A visit told with both its clocks; of the words between them at most a few clauses.
_VISIT = re.compile(
    rf"""
    \b(?:arrived|began|started|started[ ]treatment|here|in|from)(?:[ ]at)?[ ](?P<a>{_clock("a")})
    (?:
      [^\n]{{0,120}}?\b(?:left|ended|finished|stopped|done|out|until|till|through)(?:[ ]at)?
      |[ ]to
    )
    [ ](?P<b>{_clock("b")})
    # no number of something else
    (?![ ](?:times|minutes?|hours?|days?|weeks?|months?|years?|feet|reps?|pounds|percent|steps?)\b)
    """,
    re.VERBOSE,
)


def find_spelt_clocks(low: str) -> Iterator[Time]:
    """Find the start and stop of each visit told in words, in lower-cased text."""
    for match in _VISIT.finditer(low):
        if match["a"].isalpha() and match["b"].isalpha():
            continue  # "rose from two to four" is no visit
        start, stop = _minutes_of_day(match, "a"), _minutes_of_day(match, "b")
        if start is not None and stop is not None and 0 < stop - start <= _LONGEST_VISIT_MINUTES:
            yield Time(Span(*match.span("a")), TimeKind.START, clock=hhmm(start))
            yield Time(Span(*match.span("b")), TimeKind.STOP, clock=hhmm(stop))


def _minutes_of_day(match: re.Match[str], name: str) -> int | None:
    """One clock of a visit; without a part of the day, its own hour tells it."""
    part = match[f"part_{name}"]
    mark = None if part is None else "a" if _MORNING.search(part) else "p"
    if match[f"hour_{name}"]:
        minute = count(match[f"minute_{name}"] or "")
        if minute >= MINUTES_PER_HOUR:
            return None
        return Clock(count(match[f"hour_{name}"]), minute, mark).of_day
    full = Clock(count(match[f"of_{name}"]), 0, mark).of_day
    words = match[f"off_{name}"]
    off = _HALF if words == "half" else _QUARTER if words.endswith("quarter") else count(words)
    return full + off if match[f"side_{name}"] in ("past", "after") else full - off
