"""Do the minutes a note states agree with one another?"""

from collections.abc import Iterator, Mapping

from auditor.model import Severity, Time, TimeKind, Visit
from auditor.rules.core import Example, Hit, rule
from auditor.rules.minutes import (
    durations,
    every_code_has_minutes,
    given_twice,
    least,
    most,
    only_total,
    stated,
    timed_minutes,
)
from auditor.rules.sources import RECORD, TREATMENT_NOTE
from auditor.rules.when import times_written

_HEAD = "PT daily note\n"
_TASK = "car transfers with CGA"
_BLOCK = f"97530 x 22 min: {_TASK}."
_PARTS = f"97530 x 22 min: {_TASK}. 97110 x 16 min: LAQ 3x10."


def _sum(parts: Mapping[str, int], total: int) -> str:
    written = " + ".join(f"{code} {minutes}" for code, minutes in parts.items())
    return f"{written} = {sum(parts.values())}, not {total}"


@rule(
    code="TIM201",
    title="The codes' minutes add up to more than the timed total",
    why="Parts cannot be more than the whole: one of these numbers is wrong, and units hang on it.",
    fix="Which is right, the minutes of each code or the timed total?",
    source=TREATMENT_NOTE,
    required=Severity.ERROR,
    when=times_written,
    bad=(f"{_HEAD}{_PARTS}\n[[Total timed minutes: 30]]",),
    good=(
        f"{_HEAD}{_PARTS}\nTotal timed minutes: 38",
        f"{_HEAD}97110 x 16 min: bike 6 min, LAQ 3x10. {_BLOCK}\nTotal timed minutes: 38",
    ),
)
def parts_exceed_total(visit: Visit) -> Iterator[Hit]:
    """Point at the stated timed total that even the least reading of the parts exceeds."""
    total = only_total(visit, TimeKind.TOTAL_TIMED)
    parts = {code: least(times) for code, times in durations(visit).items()}
    if total and total.minutes is not None and sum(parts.values()) > total.minutes:
        yield Hit(total.span, detail=_sum(parts, total.minutes))


@rule(
    code="TIM202",
    title="The codes' minutes add up to less than the timed total",
    why="Timed minutes that belong to no code support no unit of any.",
    fix="Which work do the remaining timed minutes belong to, or is one of the numbers wrong?",
    source=TREATMENT_NOTE,
    required=Severity.WARNING,
    when=times_written,
    bad=(f"{_HEAD}{_PARTS}\n[[Total timed minutes: 45]]",),
    good=(
        f"{_HEAD}{_PARTS}\nTotal timed minutes: 38",
        Example(f"{_HEAD}{_PARTS}\nTotal timed minutes: 48", claim="97530=2 97110=1 97140=1"),
    ),
)
def parts_short_of_total(visit: Visit) -> Iterator[Hit]:
    """Point at the stated timed total that even the most generous reading of the parts misses."""
    total = only_total(visit, TimeKind.TOTAL_TIMED)
    parts = {code: most(times) for code, times in durations(visit).items()}
    if total is None or total.minutes is None or not parts or not every_code_has_minutes(visit):
        return
    if sum(parts.values()) < total.minutes:
        yield Hit(total.span, detail=_sum(parts, total.minutes))


@rule(
    code="TIM203",
    title="The total treatment time is shorter than the timed minutes in it",
    why="The whole visit cannot be shorter than a part of it; a reviewer counts the smaller.",
    fix="Which is right, the total treatment time or the timed minutes?",
    source=TREATMENT_NOTE,
    required=Severity.ERROR,
    when=times_written,
    bad=(
        f"{_HEAD}97530: {_TASK}.\nTotal timed minutes: 48. [[Total treatment time 40 min]] today",
        f"{_HEAD}{_PARTS}\n[[Total treatment time 30 min]] today",
    ),
    good=(
        f"{_HEAD}97530: {_TASK}.\nTotal timed minutes: 38. Total treatment time 40 min.",
        f"{_HEAD}{_PARTS}\nTotal treatment time 38 min.",
    ),
)
def total_below_timed(visit: Visit) -> Iterator[Hit]:
    """Point at the total that the stated timed total, or the least of the parts, exceeds."""
    total = only_total(visit, TimeKind.TOTAL_TREATMENT)
    timed = timed_minutes(visit)
    if total and total.minutes is not None and timed is not None and timed > total.minutes:
        yield Hit(total.span, detail=f"{total.minutes} in all, {timed} of them timed")


@rule(
    code="TIM204",
    title="Two totals of the same kind differ",
    why="A reviewer takes the smaller of two totals, or neither.",
    fix="Which of the two totals is right?",
    source=RECORD,
    required=Severity.WARNING,
    when=times_written,
    bad=(f"{_HEAD}97530: {_TASK}. Total timed minutes: 38.\nCharges: [[total timed minutes: 44]]",),
    good=(f"{_HEAD}97530: {_TASK}. Total timed minutes: 38.\nCharges: total timed minutes: 38",),
)
def totals_differ(visit: Visit) -> Iterator[Hit]:
    """Point at the first total that differs from an earlier one and is not the sum of others."""
    for kind in (TimeKind.TOTAL_TIMED, TimeKind.TOTAL_TREATMENT):
        totals = stated(visit, kind)
        if len({t.minutes for t in totals}) > 1 and not _one_sums_the_others(totals):
            first = totals[0].minutes
            odd = next(t for t in totals if t.minutes != first)
            yield Hit(odd.span, detail=f"{first} and {odd.minutes}")


def _one_sums_the_others(totals: tuple[Time, ...]) -> bool:
    minutes = [t.minutes or 0 for t in totals]
    return len(minutes) > len(("part", "whole")) and 2 * max(minutes) == sum(minutes)


@rule(
    code="TIM205",
    title="The same code is given minutes twice, and they differ",
    why="A reader cannot tell whether to add the two numbers or to choose between them.",
    fix="Are these two blocks to be added, or is one of the numbers wrong?",
    source=RECORD,
    required=Severity.WARNING,
    when=times_written,
    bad=(f"{_HEAD}{_PARTS}\nCharges: [[97530 x 20 min]], 97110 x 16 min",),
    good=(
        f"{_HEAD}{_PARTS}\nCharges: 97530 x 22 min, 97110 x 16 min",
        f"{_HEAD}{_BLOCK}\n97530 x 20 min: lifting crates.\nTotal timed minutes: 42",
    ),
)
def code_minutes_differ(visit: Visit) -> Iterator[Hit]:
    """Point at the second of two durations that both name the code and that no total reconciles."""
    for first, second in given_twice(visit):
        yield Hit(second.span, detail=f"{second.code}: {first.minutes} and {second.minutes}")
