"""Read clocks: when a session began and when it ended."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.model import Span, Time, TimeKind

MINUTES_PER_HOUR = 60
LONGEST_SESSION_MINUTES = 300
SHORTEST_BARE_MINUTES = 5
"""Four bare digits twice ("1430-1515") are clocks from this distance on; nearer, numbers."""
FIRST_CLINIC_HOUR = 7
"""A clock without am or pm before this hour is in the afternoon: clinics open later than six."""

_MIDDAY = 12
_HOURS_PER_DAY = 24
_DAY_MINUTES = _HOURS_PER_DAY * MINUTES_PER_HOUR
_MILITARY = "m"
_MILITARY_DIGITS = 4
_LABEL_REACH = 40
"""How far before a range a word may stand that says the range is of the session."""
_LABEL_REACH_BEHIND = 20
_OUT_REACH = 40
"""How far behind "in 9:00" the clock of "out" may stand; "in" alone says too little."""
_LONE_STOP_IS_NO_CLOCK = ("out", "left", "end")
"""Labels too common to make a clock of the number behind them unless a start came before."""

CLOCK = r"""
    (?:
      # 2 30 pm
      \d{1,2}[ ]\d{2}[ ][ap]m\b
      # 14h30
      |\d{1,2}h\d{2}\b
      # 2.30p, 2:30pm
      |\d{1,2}[.:]\d{2}[ ]?[ap]m?\b
      # 2:30, with or without p.m.
      |\d{1,2}:\d{2}(?:[ ]?[ap]\.?(?:m\.?)?(?![a-z]))?
      # 1430, 1430 hrs
      |[012]\d[0-5]\d(?:[ ]?h(?:rs|ours)?\b)?
      # 2 pm
      |\d{1,2}[ ]?[ap]\.?m\.?
    )
"""
"""One written clock; a part of patterns in ``re.VERBOSE``."""
_RANGE = re.compile(
    rf"""
    (?<![\d:/.$#-])
    # from one clock
    (?P<a>{CLOCK})[ ]*
    # to
    (?:-{{1,2}}|to|until|thru|through|>|till|/)[ ]*
    # another; no date and no share of a hundred
    (?P<b>{CLOCK})(?!\d|:\d|[/%]|-\d)
    """,
    re.VERBOSE,
)
# "2-3:15pm": only the second clock is written in full.
_SHORT_RANGE = re.compile(
    r"""
    (?<![\d:/.$#-])(?P<a>\d{1,2})[ ]?-[ ]?(?P<b>\d{1,2}(?::\d{2})?[ ]?[ap]\.?m\.?)(?![a-z])
    """,
    re.VERBOSE,
)
_START = re.compile(
    rf"""
    (?<![a-z])
    # what is said of the clock
    (?P<label>
      time[ -]?in|t\.?i\.?|arrive[ds]?|connect(?:ed)?|logged[ ]on|roomed|clock(?:ed)?[ -]?in
      |start(?:ed)?(?:[ ]?time|[ ]?at)?|began(?:[ ]at)?|begin(?:ning)?(?:[ ]time|[ ]at)?
      |arrived(?:[ ]at)?|in|tx[ ]start|session[ ]start(?:ed)?(?:[ ]at)?
      |start[ ]of[ ](?:session|tx|treatment)
    )[ ]*(?:[:=@-]|at)?[ ]*
    # the clock
    (?P<clock>{CLOCK})(?!\d|:\d|[/%])
    """,
    re.VERBOSE,
)
_STOP = re.compile(
    rf"""
    (?<![a-z])
    # what is said of the clock
    (?P<label>
      time[ -]?out|t\.?o\.?|leave|departed?|disconnect(?:ed)?|logged[ ]off|clock(?:ed)?[ -]?out
      |stop(?:ped)?(?:[ ]?time|[ ]?at)?|end(?:ed)?(?:[ ]?time|[ ]at)?
      |finish(?:ed)?(?:[ ]time|[ ]at)?|out|tx[ ]end|session[ ]end(?:ed)?(?:[ ]at)?
      |end[ ]of[ ](?:session|tx|treatment)|left(?:[ ]at)?
    )[ ]*(?:[:=@-]|at)?[ ]*
    # the clock
    (?P<clock>{CLOCK})(?!\d|:\d|[/%])
    """,
    re.VERBOSE,
)
# Words that make a range of clocks a session even where its length does not fit one.
_LABELLED_CONTEXT = re.compile(
    r"""
    time|session|seen|tx|treat|visit|start|\bin\b|from|dos|date|total|\d{5}|clock|hrs|\bst\b|min
    """,
    re.VERBOSE,
)
_PARTS = re.compile(
    r"""
    (\d{1,2})[:.h ]?(\d{2})?[ ]?([ap])?
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as written; ``marked`` is "a", "p", "m" (four digits) or ``None``."""

    hour: int
    minute: int
    marked: str | None

    @property
    def of_day(self) -> int:
        """Minutes since midnight, a bare early hour read as afternoon."""
        hour = self.hour
        if self.marked == "p" and hour < _MIDDAY:
            hour += _MIDDAY
        elif self.marked == "a" and hour == _MIDDAY:
            hour = 0
        elif self.marked is None and hour < FIRST_CLINIC_HOUR:
            hour += _MIDDAY
        return hour * MINUTES_PER_HOUR + self.minute

    def read_as(self, mark: str | None) -> int:
        """Minutes since midnight, had the clock been written with this am or pm."""
        return Clock(self.hour, self.minute, mark).of_day


def parse_clock(words: str) -> Clock | None:
    """Read "2:30pm", "1430", "9 am"; ``None`` where it is no clock."""
    match = _PARTS.match(words.lower())
    if match is None:
        return None
    digits = re.match(r"\d+", words)
    bare = digits is not None and len(digits.group()) == _MILITARY_DIGITS
    hour, minute = int(match[1]), int(match[2] or 0)
    if hour >= _HOURS_PER_DAY or minute >= MINUTES_PER_HOUR:
        return None
    if bare and match[3] is None:
        return Clock(hour, minute, _MILITARY)
    return Clock(hour, minute, match[3])


def hhmm(minutes_of_day: int) -> str:
    """Write minutes since midnight as HH:MM."""
    return f"{minutes_of_day // MINUTES_PER_HOUR:02d}:{minutes_of_day % MINUTES_PER_HOUR:02d}"


def find_clocks(low: str) -> Iterator[Time]:
    """Find every start and stop in a note's lower-cased text: ranges, then labelled clocks."""
    ranges = _ranges(low)
    for span, start, stop in ranges:
        yield Time(span, TimeKind.START, clock=hhmm(start))
        yield Time(span, TimeKind.STOP, clock=hhmm(stop))
    yield from _labelled(low, [span for span, *_ in ranges])


def _pair(a: Clock, b: Clock) -> tuple[int, int]:
    """Two clocks as minutes of the day, a missing am or pm taken from the other."""
    start, stop = a.of_day, b.of_day
    if a.marked is None and b.marked in ("a", "p"):
        borrowed = a.read_as(b.marked)
        start = borrowed if borrowed < stop else a.read_as("a")
    elif b.marked is None and a.marked in ("a", "p"):
        borrowed = b.read_as(a.marked)
        stop = borrowed if borrowed > start else b.read_as("p")
    elif a.marked is None and b.marked is None and stop < start:
        stop += _MIDDAY * MINUTES_PER_HOUR
    return start, stop % _DAY_MINUTES


def _ranges(low: str) -> list[tuple[Span, int, int]]:
    """Every range of two clocks: its place, start and stop in minutes of the day."""
    found: list[tuple[Span, int, int]] = []
    for match in [*_RANGE.finditer(low), *_SHORT_RANGE.finditer(low)]:
        span = Span(match.start(), match.end())
        if any(span.overlaps(taken) for taken, *_ in found):
            continue
        ends = _ends(low, match)
        if ends is not None:
            found.append((span, *ends))
    return found


def _ends(low: str, match: re.Match[str]) -> tuple[int, int] | None:
    """Start and stop of a range; ``None`` where its numbers are no session's clocks."""
    a, b = parse_clock(match["a"]), parse_clock(match["b"])
    if a is None or b is None:
        return None
    start, stop = _pair(a, b)
    fits = 0 < stop - start <= LONGEST_SESSION_MINUTES
    if _MILITARY in (a.marked, b.marked) and not (fits and stop - start >= SHORTEST_BARE_MINUTES):
        return None
    nearby = low[max(0, match.start() - _LABEL_REACH) : match.end() + _LABEL_REACH_BEHIND]
    if not fits and not _LABELLED_CONTEXT.search(nearby):
        return None
    return start, stop


def _labelled(low: str, taken: Sequence[Span]) -> Iterator[Time]:
    """Clocks behind a word such as "time in"; each start goes with the first stop behind it."""
    stops = [m for m in _STOP.finditer(low) if _free(m, taken)]
    starts = [
        m
        for m in _START.finditer(low)
        if _free(m, taken) and (m["label"] != "in" or _out_follows(m, stops))
    ]
    paired = [
        (first, next((s for s in stops if s.start() > first.start()), None)) for first in starts
    ]
    for first, last in paired:
        yield from _start_and_stop(first, last)
    used = {id(last) for _, last in paired}
    for lone in stops:
        if id(lone) not in used and lone["label"] not in _LONE_STOP_IS_NO_CLOCK:
            clock = parse_clock(lone["clock"])
            if clock is not None:
                yield _time(lone, TimeKind.STOP, clock.of_day)


def _out_follows(first: re.Match[str], stops: Sequence[re.Match[str]]) -> bool:
    return any(0 <= s.start() - first.end() < _OUT_REACH for s in stops)


def _start_and_stop(first: re.Match[str], last: re.Match[str] | None) -> Iterator[Time]:
    a = parse_clock(first["clock"])
    b = parse_clock(last["clock"]) if last else None
    if a is None:
        return
    if last is None or b is None:
        yield _time(first, TimeKind.START, a.of_day)
        return
    start, stop = _pair(a, b)
    yield _time(first, TimeKind.START, start)
    yield _time(last, TimeKind.STOP, stop)


def _time(match: re.Match[str], kind: TimeKind, minutes_of_day: int) -> Time:
    place = Span(match.start("clock"), match.end("clock"))
    return Time(place, kind, clock=hhmm(minutes_of_day))


def _free(match: re.Match[str], taken: Sequence[Span]) -> bool:
    """Whether a labelled clock can be one and is not part of a range already found."""
    clock = match["clock"]
    if clock.isdigit() and parse_clock(clock) is None:
        return False
    return not any(Span(match.start("clock"), match.end("clock")).overlaps(t) for t in taken)
