"""What do the written times of a visit add up to, and which readings of them are possible?

A code's minutes may be written more than once: as blocks to be added, or as a sum and its parts.
Nothing here picks one reading; it gives the least and the most that the words allow.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from auditor.model import Span, Time, TimeKind, Visit
from auditor.rules.claim import fact_of
from auditor.rules.coded import timed_codes_of_day
from auditor.rules.once import once

_TIMED_WORDS = re.compile(r"timed|time-based|\btct\b|\bttm\b|billable", re.IGNORECASE)
_PART_WORDS = re.compile(
    r"co-?\s?t(?:x|reat)|group|concurrent|\bclass\b|break|lunch|\brest|with aide|w/ aide",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_BESIDE = re.compile(r"[ ]?[(\[,][ ]?")
"""What parts a code's minutes from clock times of its own."""
MINUTES_PER_HOUR = 60
QUARTER_MINUTES = 15
NEARBY = 24
"""Characters before a clock range, and half as many after, that may say what it is a part of."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of clock time, in minutes since midnight, half-open; ``code`` where it is tied."""

    span: Span
    start: int
    stop: int
    code: str | None

    @property
    def minutes(self) -> int:
        """Length in minutes; not above 0 where the stop is not after the start."""
        return self.stop - self.start

    def within(self, other: "Block") -> bool:
        """Say whether this block lies wholly inside the other, or is the same."""
        return other.start <= self.start and self.stop <= other.stop

    def shares(self, other: "Block") -> int:
        """Minutes that both blocks cover; 0 where they only touch."""
        return max(0, min(self.stop, other.stop) - max(self.start, other.start))


@once
def durations(visit: Visit) -> Mapping[str, tuple[Time, ...]]:
    """Return the durations tied to each timed code, in order of place."""
    found: dict[str, tuple[Time, ...]] = {}
    for time in visit.times:
        fact = fact_of(visit, time.code) if time.code else None
        if fact and fact.timed and time.kind is TimeKind.DURATION and time.minutes is not None:
            found[fact.code] = (*found.get(fact.code, ()), time)
    return found


def least(times: Iterable[Time]) -> int:
    """Fewest minutes that several durations of one code can mean: the largest holds the others."""
    return max((t.minutes or 0 for t in times), default=0)


def most(times: Iterable[Time]) -> int:
    """Most minutes that several durations of one code can mean: all are added."""
    return sum(t.minutes or 0 for t in times)


def every_code_has_minutes(visit: Visit) -> bool:
    """Say whether each timed code of the day has minutes of its own."""
    return set(timed_codes_of_day(visit)) <= set(durations(visit))


def stated(visit: Visit, kind: TimeKind) -> tuple[Time, ...]:
    """Return the stated totals of a kind that speak of the whole visit.

    Words such as "1:1 time" may speak of one code alone: only what is called timed counts as a
    total of the timed minutes.
    """
    return tuple(
        t
        for t in visit.times
        if t.kind is kind
        and t.minutes is not None
        and (kind is not TimeKind.TOTAL_TIMED or _TIMED_WORDS.search(t.span.of(visit.text)))
    )


def only_total(visit: Visit, kind: TimeKind) -> Time | None:
    """Return the stated total of a kind where all that are stated agree, else ``None``."""
    totals = stated(visit, kind)
    return totals[0] if len({t.minutes for t in totals}) == 1 else None


@once
def timed_minutes(visit: Visit) -> int | None:
    """Return the stated timed total, else the least the codes' minutes add up to, else ``None``."""
    total = only_total(visit, TimeKind.TOTAL_TIMED)
    if total is not None:
        return total.minutes
    if stated(visit, TimeKind.TOTAL_TIMED):
        return None
    return sum(least(times) for times in durations(visit).values()) or None


def given_twice(visit: Visit) -> tuple[tuple[Time, Time], ...]:
    """Return, of each code that is named with minutes twice, both where they differ.

    Nothing where a stated timed total tells whether they are to be added.
    """
    if only_total(visit, TimeKind.TOTAL_TIMED) is not None:
        return ()
    found: list[tuple[Time, Time]] = []
    for code, times in durations(visit).items():
        named = [t for t in times if _names(visit, code, t)]
        if len(named) == len(("one", "other")) and named[0].minutes != named[1].minutes:
            found.append((named[0], named[1]))
    return tuple(found)


def _names(visit: Visit, code: str, time: Time) -> bool:
    return any(m.code == code and m.span.overlaps(time.span) for m in visit.code_mentions)


@once
def loose(visit: Visit) -> tuple[Time, ...]:
    """Return the durations that are tied to no code."""
    return tuple(
        t
        for t in visit.times
        if t.kind is TimeKind.DURATION and t.code is None and t.minutes is not None
    )


@once
def lone_sum(visit: Visit) -> Time | None:
    """Return the loose minutes that look like the session's total; ``None`` where none do.

    They are as long as the clock, hold the codes' minutes, or stand for no one activity and are at
    least a quarter of an hour: a total to whoever wrote it, a number to whoever reads it.
    """
    clock = session_minutes(visit)
    parts = sum(least(times) for times in durations(visit).values())
    of_work = {a.minutes for a in visit.activities}
    for time in sorted(loose(visit), key=lambda t: -(t.minutes or 0)):
        minutes = time.minutes or 0
        by_clock = clock is not None and abs(minutes - clock) <= 1
        if by_clock or (parts and minutes >= parts):
            return time
        if not parts and minutes >= QUARTER_MINUTES and minutes not in of_work:
            return time
    return None


@once
def blocks(visit: Visit) -> tuple[Block, ...]:
    """Pair each start with the next stop of the same code; each stretch of the day once."""
    return tuple(dict.fromkeys(_paired(visit.times)))


@once
def code_blocks(visit: Visit) -> tuple[Block, ...]:
    """Return the blocks of single codes: tied by reading, or by where they stand.

    Of several blocks one is tied to the only code of its line; a lone one, which may well be the
    whole session's, to the code whose minutes it stands beside where others have theirs too.
    """
    found = blocks(visit)
    where = _code if len(found) > 1 else _beside
    tied = (b if b.code else replace(b, code=where(visit, b)) for b in found)
    return tuple(b for b in tied if b.code)


@once
def session_minutes(visit: Visit) -> int | None:
    """Return the clock minutes from first start to last stop; ``None`` where they are not sure.

    Not sure are clocks of single codes alone, and those whose line speaks of a part of the
    session, such as a group or a co-treatment.
    """
    found = blocks(visit)
    coded = {b.span for b in code_blocks(visit)}
    whole = [b for b in found if b.span not in coded]
    if not whole or any(b.minutes <= 0 for b in found) or any(_of_a_part(visit, b) for b in whole):
        return None
    if len([t for t in visit.times if t.kind is TimeKind.START]) > len(_pairs(visit.times)):
        return None
    return max(b.stop for b in found) - min(b.start for b in found)


def line_of(text: str, span: Span) -> Span:
    """Return the line, or lines, that some words stand in."""
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(text))


def of_day(clock: str | None) -> int | None:
    """Return "HH:MM" as minutes since midnight; ``None`` where it is no clock."""
    match = _CLOCK.fullmatch(clock or "")
    return int(match[1]) * MINUTES_PER_HOUR + int(match[2]) if match else None


def _pairs(times: Iterable[Time]) -> list[tuple[Time, Time]]:
    opened: dict[str | None, Time] = {}
    pairs: list[tuple[Time, Time]] = []
    for time in sorted(times, key=lambda t: (t.span, t.kind.value)):
        if time.kind is TimeKind.START:
            opened[time.code] = time
        elif time.kind is TimeKind.STOP and time.code in opened:
            pairs.append((opened.pop(time.code), time))
    return pairs


def _paired(times: Iterable[Time]) -> Iterator[Block]:
    for first, last in _pairs(times):
        start, stop = of_day(first.clock), of_day(last.clock)
        if start is not None and stop is not None:
            yield Block(Span(first.span.start, last.span.end), start, stop, first.code)


def _of_a_part(visit: Visit, block: Block) -> bool:
    line = line_of(visit.text, block.span)
    near = Span(
        max(line.start, block.span.start - NEARBY), min(line.end, block.span.end + NEARBY // 2)
    )
    return bool(_PART_WORDS.search(near.of(visit.text)))


def _beside(visit: Visit, block: Block) -> str | None:
    parts = durations(visit)
    if len(parts) == 1:
        return None
    for code, times in parts.items():
        for time in times:
            between = visit.text[time.span.end : max(time.span.end, block.span.start)]
            if time.span.end <= block.span.start and _BESIDE.fullmatch(between):
                return code
    return None


def _code(visit: Visit, block: Block) -> str | None:
    line = line_of(visit.text, block.span)
    named = {m.code for m in visit.code_mentions if line.contains(m.span)}
    return named.pop() if len(named) == 1 else None
