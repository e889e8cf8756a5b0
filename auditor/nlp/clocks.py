"""Read clocks: when a session began and when it ended."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from auditor.model import Span, Time, TimeKind
from auditor.nlp.clock_forms import (
    CLOCK,
    CLOCK_REST,
    DAY_MINUTES,
    MIDDAY,
    MILITARY,
    MINUTES_PER_HOUR,
    Clock,
    hhmm,
    parse_clock,
)
from auditor.nlp.lines import line_start
from auditor.nlp.spelt_clocks import find_spelt_clocks
from auditor.nlp.taken import Taken

LONGEST_SESSION_MINUTES = 300
SHORTEST_BARE_MINUTES = 5
"""Four bare digits twice ("1430-1515") are clocks from this distance on; nearer, numbers."""

_CLOCK_DIGITS = 4
_LONGEST_MONTH = 31
"""Two numbers such as "3.18-5.27" are days of months where nothing behind their points is more."""
_LABEL_REACH = 40
"""How far before a range a word may stand that says the range is of the session."""
_LABEL_REACH_BEHIND = 20
_OUT_REACH = 40
"""How far behind "in 9:00" the clock of "out" may stand; "in" alone says too little."""
_NEED_STOP = ("in", "enters", "entered", "enter", "came back")
"""Labels too common to make a clock of the number behind them unless a stop follows."""
_BARE_START_NEEDS_STOP = ("seen", "block")
"""Labels that make a clock of a number alone only where it is written as no other number is."""
_LONE_STOP_IS_NO_CLOCK = ("out", "left", "end", "to", "done", "dep", "til")
"""Labels too common to make a clock of the number behind them unless a start came before."""

# Patterns that open with a digit and look back behind it leap from digit to digit.
_RANGE = re.compile(
    rf"""
    # from one clock
    (?P<a>\d(?<![\d:/.$#-]\d){CLOCK_REST})[ ]*
    # to
    (?:-{{1,2}}>?|to|until|thru|through|>|till|/)[ ]*
    # another; no date and no share of a hundred
    (?P<b>{CLOCK})(?!\d|:\d|[/%]|-\d)
    """,
    re.VERBOSE,
)
# "2-3:15pm", "9a-10:05a", "10 - 10:45": an hour alone, to a clock that is written in full.
_SHORT_RANGE = re.compile(
    r"""
    (?P<a>\d(?<![\d:/.$#a-z-]\d)\d?(?:[ap]m?\b)?)[ ]?(?:-{1,2}|to\b|until\b)[ ]?
    (?P<b>
      \d{1,2}(?::\d{2})?[ ]?[ap]\.?m\.?|\d{1,2}(?::\d{2})?[ap]\b|(?:[89]|1[0-2]|[1-7]):[0-5]\d
    )
    # no longer word, number or share
    (?![a-z\d]|:\d|[/%]|-\d)
    """,
    re.VERBOSE,
)
# "7.50 to 8.58", "10.10 to 10.54am", "in 10.05 out 10.50", "9a-916", "818 to 858"
_POINTED_RANGE = re.compile(
    r"""
    (?P<a>(?:[1-9](?<![\d:/.$#-][1-9])|1[0-2](?<![\d:/.$#-]1[0-2]))\.[0-5]\d)[ ]?
    (?:-{1,2}|to|until|out|;[ ]?out)[ ]?
    (?P<b>(?:1[0-2]|[1-9])\.[0-5]\d(?:[ap]m?\b)?)
    (?![\d:/%]|\.\d|[ ]?(?:cm|mm?|ft|in|lbs?|kg|sec|s|k?m|mi|deg|uv|hrs?|l|h)\b)
    """,
    re.VERBOSE,
)
_BARE_RANGE = re.compile(
    r"""
    (?P<a>\d(?<![\d:/.$#-]\d)(?:[ap]m?|[0-5]\d))(?:-|[ ]to[ ])
    (?P<b>(?:1[0-2]|[1-9])[0-5]\d)(?=[ ]*(?:[.,;)\n]|$))
    """,
    re.VERBOSE,
)
# What stands before "818 to 858" where these are clocks and no degrees.
_DAY_OR_LABEL = re.compile(r"(?:\b(?:seen|from|time|session|tx)|/\d{2,4}|\b20\d\d)[ ,:]{1,3}\Z")
# "10:00 start, 10:40 stop": the words behind their clocks.
_TURNED = re.compile(
    rf"""
    (?P<a>\d(?<![\d:/.$\#-]\d){CLOCK_REST})[ ]?
    (?:in(?:[ ](?:the[ ])?(?:water|pool))?|start(?:ed)?|arrive[ds]?|began|begin)\b
    [ ,;/|.-]{{1,6}}(?:and[ ])?
    (?P<b>{CLOCK})[ ]?
    (?:out|stop(?:ped)?|end(?:ed)?|finish(?:ed)?|left|done|depart(?:ed)?)\b
    # what no clock follows: the word then stands before its own
    (?![ ]*(?:at[ ])?\d)
    """,
    re.VERBOSE,
)
# "attended 10-1145": clocks without a mark, where a word before them says that they are some.
_LOOSE_RANGE = re.compile(
    r"""
    \b(?:from|time|seen|attended|session|tx|hour|pull[ -]?out|push[ -]?in|class|block)[ :]{1,2}
    (?P<a>\d{1,4})[ ]?(?:-|to)[ ]?(?P<b>\d{3,4})(?![\d:/%.]|[ ]?(?:ft|feet|lbs?|deg|m|reps)\b)
    """,
    re.VERBOSE,
)
_LOOSE_SIGN = re.compile(r"\d[ ]?(?:-|to)[ ]?\d{3}")
"""What every loose range holds, and few notes do."""
# A log of the day: lines that begin with a clock and go on in words, "1105 cooking group".
_LOG_LINE = re.compile(
    rf"""
    ^[ *-]{{0,4}}(?P<clock>{CLOCK})[ ]{{1,3}}(?:-[ ])?
    (?!out\b|to\b|stop\b|end\b|left\b|done\b|[ap]m\b)(?=[a-z1(])
    """,
    re.VERBOSE | re.MULTILINE,
)
# The date with one clock behind it, at which the session began: "05/02/2026  1105".
_DATED = re.compile(
    rf"""
    /\d{{1,2}}/\d{{2,4}}[ ,|@]{{1,12}}(?:at[ ])?
    (?P<clock>{CLOCK})(?=[ ]*(?:$|\n|[,;|/]|[ ]{{2}}))
    """,
    re.VERBOSE,
)
_STAMP = re.compile(r"\b(?:enc(?:ounter)?|print(?:ed)?|signed|filed|export(?:ed)?|admit(?:ted)?)\b")
"""Words before a date whose clock a machine has set."""
_FEWEST_LOGGED = 2
_SHORTEST_BLOCK = 10
"""The clocks of a log that stand nearer are moments in the session that the first of them began."""
_HEADER_REACH = 160
"""How far into a note its date may stand; below, the date is that of a signature."""
# Words right before a range that make it a pause, which no one treats in.
_PAUSE = re.compile(r"\b(?:breaks?|brk|lunch|rest|o(?:n|ff)-time|slp co-treat(?:ed)?)[ :(@-]*\Z")
_PAUSE_BEHIND = re.compile(
    r"[ :,-]{0,3}(?:breaks?|brk|lunch(?![ -](?:group|crew))|rest|check-?in|waited|own[ ]time"
    r"|[^\n.;\d]{0,40}(?:\bnot[ ]tx\b|\bown[ ]time\b))\b"
)
_PAUSE_REACH = 18
_START = re.compile(
    rf"""
    (?<![a-z])
    # what is said of the clock
    (?P<label>
      time[ -]?in|t\.?i\.?|arrive[ds]?|connect(?:ed)?|logged[ ]on|roomed|clock(?:ed)?[ -]?in
      |start(?:ed)?(?:[ ]?time|[ ]?at)?|began(?:[ ]at)?|begin(?:ning)?(?:[ ]time|[ ]at)?
      |arr|arrived(?:[ ]at)?|(?:pt[ ])?enter(?:s|ed)?(?:[ ]pool|[ ]water)?|came[ ]back
      |seen(?:[ ]at)?
      |in(?:[ ](?:the[ ])?(?:water|pool|door|room))?|block|tx[ ]start
      |session[ ]start(?:ed)?(?:[ ]at)?
      |start[ ]of[ ](?:session|tx|treatment)
    )[ ]*(?:[:=@-]|at)?[ ]*
    # the clock
    (?P<clock>{CLOCK})(?!\d|:\d(?!\d(?![\d:]))|[/%]|-\d\d-|[ ]?(?:m|ft|feet|ml|mg|steps|yds?)\b)
    """,
    re.VERBOSE,
)
_STOP = re.compile(
    rf"""
    (?<![a-z])
    # what is said of the clock
    (?P<label>
      time[ -]?out|t\.?o\.?|leave|lv|til|departed?|disconnect(?:ed)?|logged[ ]off
      |clock(?:ed)?[ -]?out
      |stop(?:ped)?(?:[ ]?time|[ ]?at)?|end(?:ed)?(?:[ ]?time|[ ]at)?
      |finish(?:ed)?(?:[ ]time|[ ]at)?|out|tx[ ]end|session[ ]end(?:ed)?(?:[ ]at)?
      |end[ ]of[ ](?:session|tx|treatment)|left(?:[ ]at)?|dep|done(?:[ ]at)?
      |(?:leaves|left)[ ](?:the[ ])?(?:clinic|pool|room)|out[ ]of[ ](?:the[ ])?(?:water|pool)
    )[ ]*(?:[:=@-]|at)?[ ]*
    # the clock
    (?P<clock>{CLOCK})(?!\d|:\d(?!\d(?![\d:]))|[/%]|-\d\d-|[ ]?(?:m|ft|feet|ml|mg|steps|yds?)\b)
    """,
    re.VERBOSE,
)
# "in 9a out 940a": hours with their half of the day, where both words are there.
_HALF_DAY = re.compile(
    r"""
    \b(?:time[ ])?in[ :]{1,2}(?P<a>\d{1,4}[ap]m?)\b[ ,;/-]{1,4}
    (?:time[ ])?out[ :]{1,2}(?P<b>\d{1,4}[ap]m?)\b
    """,
    re.VERBOSE,
)
_HALF_DAY_SIGN = re.compile(r"out[ :]{1,2}\d{1,4}[ap]")
# Words that make a range of clocks a session even where its length does not fit one.
_LABELLED_CONTEXT = re.compile(
    r"""
    time|session|seen|tx|treat|visit|start|\bin\b|from|dos|date|total|\d{5}|clock|hrs|\bst\b|min
    """,
    re.VERBOSE,
)


def find_clocks(low: str) -> Iterator[Time]:
    """Find every start and stop in a note's lower-cased text: ranges, then labelled clocks."""
    ranges = _ranges(low)
    for span, start, stop in ranges:
        yield Time(span, TimeKind.START, clock=hhmm(start))
        yield Time(span, TimeKind.STOP, clock=hhmm(stop))
    taken = Taken(span for span, *_ in ranges)
    more = [*_turned(low, taken), *find_spelt_clocks(low)]
    yield from more
    for time in more:
        taken.add(time.span)
    labelled = list(_labelled(low, taken))
    yield from labelled
    if not any(t.kind is TimeKind.START for t in (*more, *labelled)) and not ranges:
        yield from _lone_starts(low, Taken([*(t.span for t in more), *(t.span for t in labelled)]))


def _lone_starts(low: str, taken: Taken) -> Iterator[Time]:
    """Starts that no word names: of the lines of a log, or the one behind the date."""
    logged = [m for m in _LOG_LINE.finditer(low) if _free(m, taken)]
    if len(logged) < _FEWEST_LOGGED:
        dated = (m for m in _DATED.finditer(low, 0, _HEADER_REACH) if _free(m, taken))
        logged = [
            m for m in dated if not _STAMP.search(low[line_start(low, m.start()) : m.start()])
        ][:1]
    read = [(m, clock.of_day) for m in logged if (clock := parse_clock(m["clock"]))]
    gaps = [later - sooner for (_, sooner), (_, later) in pairwise(read)]
    blocks = all(gap >= _SHORTEST_BLOCK for gap in gaps)
    yield from (_time(match, TimeKind.START, at) for match, at in read[: None if blocks else 1])


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
        stop += MIDDAY * MINUTES_PER_HOUR
    return start, stop % DAY_MINUTES


def _ranges(low: str) -> list[tuple[Span, int, int]]:
    """Every range of two clocks: its place, start and stop in minutes of the day."""
    found: list[tuple[Span, int, int]] = []
    taken = Taken()
    patterns = [_RANGE, _SHORT_RANGE, _POINTED_RANGE, _BARE_RANGE]
    if _LOOSE_SIGN.search(low):
        patterns.append(_LOOSE_RANGE)
    for match in chain(*(pattern.finditer(low) for pattern in patterns)):
        span = Span(match.start("a"), match.end("b"))
        if taken.overlaps(span):
            continue
        if _PAUSE.search(
            low[max(0, span.start - _PAUSE_REACH) : span.start]
        ) or _PAUSE_BEHIND.match(low, span.end):
            continue
        ends = _ends(low, match)
        if ends is not None:
            found.append((span, *ends))
            taken.add(span)
    return found


def _ends(low: str, match: re.Match[str]) -> tuple[int, int] | None:
    """Start and stop of a range; ``None`` where its numbers are no session's clocks."""
    a, b = parse_clock(match["a"]), parse_clock(match["b"])
    if a is None or b is None:
        return None
    start, stop = _pair(a, b)
    if _is_of_something_else(low, match, a, b):
        return None
    fits = 0 < stop - start <= LONGEST_SESSION_MINUTES
    strict = match.re is not _RANGE or MILITARY in (a.marked, b.marked)
    if strict and not (fits and stop - start >= SHORTEST_BARE_MINUTES):
        return None
    nearby = low[max(0, match.start() - _LABEL_REACH) : match.end() + _LABEL_REACH_BEHIND]
    if not fits and not _LABELLED_CONTEXT.search(nearby):
        return None
    return start, stop


def _is_of_something_else(low: str, match: re.Match[str], a: Clock, b: Clock) -> bool:
    """Say whether a range may as well be one of dates ("3.18-5.27") or of degrees ("100-145")."""
    if match.re is _POINTED_RANGE:
        return max(a.minute, b.minute) <= _LONGEST_MONTH
    if match.re is _BARE_RANGE and match["a"].isdigit():
        before = low[max(0, match.start() - _LABEL_REACH_BEHIND) : match.start()]
        return _DAY_OR_LABEL.search(before) is None
    return False


def _turned(low: str, taken: Taken) -> Iterator[Time]:
    """Start and stop where each clock stands before its word, or is an hour and half of the day."""
    half_days = _HALF_DAY.finditer(low) if _HALF_DAY_SIGN.search(low) else ()
    for match in chain(_TURNED.finditer(low), half_days):
        a, b = parse_clock(match["a"]), parse_clock(match["b"])
        if a is None or b is None or taken.overlaps(Span(*match.span())):
            continue
        start, stop = _pair(a, b)
        yield Time(Span(*match.span("a")), TimeKind.START, clock=hhmm(start))
        yield Time(Span(*match.span("b")), TimeKind.STOP, clock=hhmm(stop))


def _labelled(low: str, taken: Taken) -> Iterator[Time]:
    """Clocks behind a word such as "time in"; each start goes with the first stop behind it."""
    stops = [m for m in _STOP.finditer(low) if _free(m, taken)]
    starts = [
        m
        for m in _START.finditer(low)
        if _free(m, taken) and (not _needs_stop(m) or _out_follows(m, stops))
    ]
    paired = [(first, next(iter(_behind(stops, first.start())), None)) for first in starts]
    for first, last in paired:
        yield from _start_and_stop(first, last)
    used = {id(last) for _, last in paired}
    for lone in stops:
        if id(lone) not in used and lone["label"] not in _LONE_STOP_IS_NO_CLOCK:
            clock = parse_clock(lone["clock"])
            if clock is not None:
                yield _time(lone, TimeKind.STOP, clock.of_day)


def _needs_stop(first: re.Match[str]) -> bool:
    """Say whether a word such as "in" makes a clock of its number only where a stop follows."""
    if first["label"] in _BARE_START_NEEDS_STOP:
        return not (first["clock"][-_CLOCK_DIGITS:].isdigit() or ":" in first["clock"])
    return first["label"] in _NEED_STOP


def _out_follows(first: re.Match[str], stops: Sequence[re.Match[str]]) -> bool:
    later = next(iter(_behind(stops, first.end() - 1)), None)
    return later is not None and later.start() - first.end() < _OUT_REACH


def _behind(stops: Sequence[re.Match[str]], offset: int) -> Sequence[re.Match[str]]:
    """The first of some stops, in order, that begins behind a place; nothing where none does."""
    found = bisect_right(stops, offset, key=re.Match.start)
    return stops[found : found + 1]


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


def _free(match: re.Match[str], taken: Taken) -> bool:
    """Whether a labelled clock can be one and is not part of a range already found."""
    clock = match["clock"]
    if clock.isdigit() and parse_clock(clock) is None:
        return False
    return not taken.overlaps(Span(match.start("clock"), match.end("clock")))
