"""Find bare numbers that are minutes because they add up to the minutes a note states."""

import re
from collections.abc import Collection, Iterator, Sequence

from auditor.model import Span, Time, TimeKind
from auditor.nlp.clock_forms import MINUTES_PER_HOUR, of_day
from auditor.nlp.lines import line_start
from auditor.nlp.taken import Taken

_FEWEST = 2
_FEWEST_OF_ANY = 3
"""How many numbers must add up to a time that is not called a total."""
_MOST_MINUTES = 180
_LEAST_SUM = 8
_FEWEST_BRACKETED = 4
_LEAST_SHARE = 0.6
"""What part of the session bracketed numbers at the ends of lines must fill to be its minutes."""
_LINE_REACH = 200
_LEAD_REACH = 5

_ROUND = re.compile(r"\((?P<n>\d{1,3})m?\)")
_SQUARE = re.compile(r"\[(?P<n>\d{1,3})m?(?:[ ][a-z]{2,8})?\]")
_AT = re.compile(r"@[ ]?(?P<n>\d{1,3})(?=[;,.\n]|$)")
_GLUED = re.compile(r"\d(?<![\d./:$#-]\d)\d?m(?![a-z\d])")
_AT_END = re.compile(r"(?P<n>\d(?<![\d./:$#-]\d)\d{0,2})(?=[ ]*$)", re.MULTILINE)
_SLASHED_END = re.compile(r"/[ ]?(?P<n>\d{1,2})(?=[ ]*$)", re.MULTILINE)
# What parts a number at the end of its line from the words it belongs to, by kind.
_END_LEADS = {
    "wide": re.compile(r"(?:[ ]{2}|\t|\.{3}[ ]?)\Z"),
    "dash": re.compile(r"[ ]-[ ]\Z"),
    "sum": re.compile(r"[ ]=[ ]\Z"),
    "bar": re.compile(r"\|[ ]*\Z"),
    "colon": re.compile(r":[ ]\Z"),
}
# "reach 16 / step 21 / tasks 19 / sum 56": a sum, and the parts before it.
_SUM = re.compile(r"(?:=|\bsum\b|\btotal\b|\btot\b|\ball\b)[ ]?(?P<n>\d{2,3})(?![\d:/%])")
_PART_MARK = re.compile(r"[/,+;|]|[ ]{2,}")
_PART = re.compile(r"(?:^|[^\d.:#/-])(?P<n>\d{1,3})[ ]*(?:min(?:ute)?s?|m|')?[ .]*\Z")


def find_added(low: str, known: Sequence[Time]) -> Iterator[Time]:
    """Find numbers in one notation that together are a stated total, or the time between clocks.

    Args:
        low: The note's lower-cased text.
        known: Its times found so far.
    """
    taken = Taken(t.span for t in known)
    for time in _before_sums(low, taken):
        if not taken.overlaps(time.span):
            taken.add(time.span)
            yield time
    yield from _of_one_notation(low, known, taken)


def _of_one_notation(low: str, known: Sequence[Time], taken: Taken) -> Iterator[Time]:
    """The numbers of a note in one notation, where they make up the session together."""
    totals = _totals(known)
    stated = {t.minutes for t in known if t.minutes}
    for group in _groups(low) if totals else ():
        free = [m for m in group if _value(m) and not taken.overlaps(Span(*m.span()))]
        values = [_value(m) for m in free]
        if len(free) < _FEWEST or max(values) > _MOST_MINUTES or sum(values) < _LEAST_SUM:
            continue
        enough = len(free) >= _FEWEST_OF_ANY and sum(values) in stated
        if sum(values) in totals or enough or _fills(free, values, totals):
            for match, value in zip(free, values, strict=True):
                taken.add(Span(*match.span()))
                yield Time(Span(*match.span()), TimeKind.DURATION, minutes=value)


def _value(match: re.Match[str]) -> int:
    return int(match["n"] if "n" in match.re.groupindex else match.group().rstrip("m"))


def _totals(known: Sequence[Time]) -> set[int]:
    """The minutes called a total, and those between the first clock and the last."""
    whole = (TimeKind.TOTAL_TIMED, TimeKind.TOTAL_TREATMENT)
    found = {t.minutes for t in known if t.kind in whole and t.minutes}
    starts = [of_day(t.clock) for t in known if t.kind is TimeKind.START and t.clock]
    stops = [of_day(t.clock) for t in known if t.kind is TimeKind.STOP and t.clock]
    if starts and stops and 0 < max(stops) - min(starts) <= 6 * MINUTES_PER_HOUR:
        found.add(max(stops) - min(starts))
    return found


def _groups(low: str) -> Iterator[list[re.Match[str]]]:
    """The numbers of a note in each notation that lists of minutes are written in."""
    for pattern in (_ROUND, _SQUARE, _AT, _GLUED, _SLASHED_END):
        yield list(pattern.finditer(low))
    ends = [(m, low[max(0, m.start() - _LEAD_REACH) : m.start()]) for m in _AT_END.finditer(low)]
    for lead in _END_LEADS.values():
        yield [m for m, before in ends if lead.search(before)]


def _fills(group: Sequence[re.Match[str]], values: Sequence[int], totals: Collection[int]) -> bool:
    """Say whether numbers in square brackets are too many minutes to be the numbers of a list."""
    if group[0].re is not _SQUARE or min(values) < _FEWEST_BRACKETED:
        return False
    return any(_LEAST_SHARE * total <= sum(values) <= total for total in totals)


def _before_sums(low: str, taken: Taken) -> Iterator[Time]:
    """The parts before a sum on its line, from the last back to where they make it up."""
    for match in _SUM.finditer(low):
        want = int(match["n"])
        parts = _parts(low, match.start(), want)
        if len(parts) >= _FEWEST and sum(p.minutes or 0 for p in parts) == want:
            yield from parts
            if not taken.overlaps(Span(*match.span())):
                yield Time(Span(*match.span()), TimeKind.TOTAL_TREATMENT, minutes=want)


def _parts(low: str, end: int, want: int) -> list[Time]:
    """The numbers before a sum, each at the end of its piece of the line, until they reach it."""
    first = max(line_start(low, end), end - _LINE_REACH)
    parts: list[Time] = []
    for place in reversed(list(_pieces(low, first, end))):
        part = _PART.search(place.of(low))
        if part is None and place.of(low).strip():
            break
        if part is None or not int(part["n"]):  # "Group 0": none of it
            continue
        at = place.start + part.start("n")
        span = Span(at, at + len(part["n"]))
        parts.append(Time(span, TimeKind.DURATION, minutes=int(part["n"])))
        if sum(p.minutes or 0 for p in parts) >= want:
            break
    return parts


def _pieces(low: str, start: int, end: int) -> Iterator[Span]:
    """A stretch of a line, parted at its marks and wide spaces."""
    for mark in _PART_MARK.finditer(low, start, end):
        yield Span(start, mark.start())
        start = mark.end()
    yield Span(start, end)
