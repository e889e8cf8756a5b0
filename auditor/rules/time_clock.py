"""Do the minutes a note states fit between the clock times it states?"""

from collections.abc import Iterator
from itertools import combinations

from auditor.model import Severity, Span, TimeKind, Visit
from auditor.rules.claim import fact_of
from auditor.rules.core import Hit, rule
from auditor.rules.minutes import (
    Block,
    blocks,
    code_blocks,
    durations,
    least,
    only_total,
    session_minutes,
    timed_minutes,
)
from auditor.rules.sources import CPT, RECORD, TREATMENT_NOTE
from auditor.rules.when import clock_written

_HEAD = "PT daily note\n"
_TASK = "car transfers with CGA"
ROUNDING_MINUTES = 1
"""Start and stop are each cut to the minute, so a span may be a minute longer than it looks."""


@rule(
    code="TIM301",
    title="More minutes are stated than lie between start and stop",
    why="Minutes that the clock does not hold were not given; a reviewer takes them back.",
    fix="Which is right, the minutes or the start and stop times?",
    source=TREATMENT_NOTE,
    required=Severity.ERROR,
    when=clock_written,
    bad=(
        f"{_HEAD}Time in 9:00 am, time out 9:40 am. 97530: {_TASK}.\n[[Total treatment time 55]]",
        f"{_HEAD}9:00 am - 9:30 am. [[97530 x 38 min]]: {_TASK}.",
    ),
    good=(f"{_HEAD}In 9:00 am, out 9:40 am. 97530 x 38 min: {_TASK}. Total treatment time 40",),
)
def minutes_exceed_clock(visit: Visit) -> Iterator[Hit]:
    """Point at the total, or at the timed minutes, that the session's clock span cannot hold."""
    span = session_minutes(visit)
    if span is None:
        return
    total = only_total(visit, TimeKind.TOTAL_TREATMENT)
    timed = timed_minutes(visit)
    if total and total.minutes is not None and total.minutes > span + ROUNDING_MINUTES:
        yield Hit(total.span, detail=f"{total.minutes} minutes in {span} by the clock")
    elif timed is not None and timed > span + ROUNDING_MINUTES:
        yield Hit(_timed_at(visit), detail=f"{timed} minutes in {span} by the clock")


def _timed_at(visit: Visit) -> Span | None:
    total = only_total(visit, TimeKind.TOTAL_TIMED)
    spans = [t.span for times in durations(visit).values() for t in times]
    return total.span if total else next(iter(sorted(spans)), None)


@rule(
    code="TIM302",
    title="The clock times of two timed codes overlap",
    why="One-on-one minutes count once; under two codes the same minutes are billed twice.",
    fix="Which minutes belong to which of the two codes?",
    source=CPT,
    required=Severity.ERROR,
    when=clock_written,
    bad=(f"{_HEAD}97530 10:00-10:30 {_TASK}.\n97110 [[10:20-10:45]] LAQ 3x10.",),
    good=(
        f"{_HEAD}97530 10:00-10:30 {_TASK}.\n97110 10:30-10:45 LAQ 3x10.",
        f"{_HEAD}97110 10:00-10:30 LAQ 3x10.\n97010 10:20-10:35 hot pack.",
    ),
)
def overlapping_codes(visit: Visit) -> Iterator[Hit]:
    """Point at the later of two blocks of different one-on-one codes that share minutes."""
    timed = [b for b in code_blocks(visit) if _attended(visit, b)]
    for one, other in combinations(sorted(timed, key=_place), 2):
        shared = one.shares(other)
        if one.code != other.code and shared and not _nested(visit, one, other):
            yield Hit(other.span, detail=f"{one.code} and {other.code} share {shared} minutes")


def _place(block: Block) -> Span:
    return block.span


def _nested(visit: Visit, one: Block, other: Block) -> bool:
    """Say whether one block may be the whole session's, the code beside it notwithstanding."""
    certain = set(blocks(visit))
    nested = one.within(other) or other.within(one)
    return nested and not (one in certain and other in certain)


def _attended(visit: Visit, block: Block) -> bool:
    fact = fact_of(visit, block.code) if block.code else None
    return fact is not None and fact.timed and fact.one_on_one and block.minutes > 0


@rule(
    code="TIM303",
    title="A code's minutes do not fit into its own clock times",
    why="The clock times of a code are the proof of its minutes; here they prove fewer.",
    fix="Which is right for this code, the minutes or the clock times?",
    source=RECORD,
    required=Severity.ERROR,
    when=clock_written,
    bad=(f"{_HEAD}Seen 10:00-11:00.\n[[97530 x 30 min]] (10:00-10:20): {_TASK}.",),
    good=(
        f"{_HEAD}Seen 10:00-11:00.\n97530 x 30 min (10:00-10:30): {_TASK}.",
        f"{_HEAD}Seen 10:00-11:00.\n97530 x 25 min (10:00-10:30): {_TASK}.",
    ),
)
def code_minutes_exceed_clock(visit: Visit) -> Iterator[Hit]:
    """Point at a code's minutes that are more than all of its blocks together."""
    for code, times in durations(visit).items():
        own = [b for b in code_blocks(visit) if b.code == code]
        clock = sum(b.minutes for b in own)
        written = least(times)
        if own and all(b.minutes > 0 for b in own) and written > clock + ROUNDING_MINUTES:
            longest = next(t for t in times if t.minutes == written)
            yield Hit(longest.span, detail=f"{code}: {written} minutes in {clock} by the clock")


@rule(
    code="TIM304",
    title="The session stops before it starts",
    why="A stop time that is not after the start time proves no minutes at all.",
    fix="When did the session start and stop, and are am and pm right?",
    source=RECORD,
    required=Severity.WARNING,
    when=clock_written,
    bad=(f"{_HEAD}Time in 10:40 am. Time out [[10:05 am]]. {_TASK}.",),
    good=(f"{_HEAD}Time in 10:05 am. Time out 10:40 am. {_TASK}.",),
)
def stop_before_start(visit: Visit) -> Iterator[Hit]:
    """Point at the stop time of a block that has no minutes."""
    stops = {t.span.end: t.span for t in visit.times if t.kind is TimeKind.STOP}
    for block in blocks(visit):
        if block.minutes <= 0:
            yield Hit(stops.get(block.span.end, block.span))
