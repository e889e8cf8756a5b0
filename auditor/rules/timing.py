"""Does the note state the minutes that timed codes stand on?"""

from collections.abc import Iterator

from auditor.model import Severity, Time, Visit
from auditor.rules.coded import timed_code_at
from auditor.rules.core import Example, Hit, rule
from auditor.rules.minutes import QUARTER_MINUTES, code_blocks, lone_sum, loose
from auditor.rules.once import once
from auditor.rules.shown import absent, halved
from auditor.rules.sources import TIMED_UNITS, TREATMENT_NOTE
from auditor.rules.when import day_treated, no_code_of_day, timed_code_of_day

FEWEST_MINUTES = 8
"""Fewest minutes that any way of counting gives a unit for."""
_TASK = "car transfers with CGA, tactile cues for hand placement."


@rule(
    code="TIM101",
    title="Total treatment time is not stated",
    why="Units of a timed code cannot be defended without the minutes of the whole visit.",
    fix="What was the total treatment time in minutes, timed and untimed, as the clock showed it?",
    source=TREATMENT_NOTE,
    asks="total_treatment_time",
    required=Severity.ERROR,
    otherwise=Severity.WARNING,
    when=day_treated,
    bad=(
        f"PT daily note\n[[97530]] x 22 min: {_TASK}\nJ. Doe, PTA",
        "OT daily note\nTub transfers with SBA. Dressing with reacher, Min A.\nJ. Doe, OTR/L",
    ),
    good=(f"PT daily note\n97530 x 22 min: {_TASK} Total treatment time: 31 min.\nJ. Doe, PTA",),
)
def missing_total_time(visit: Visit) -> Iterator[Hit]:
    """Point at the first timed code written in the note; at nothing if none is."""
    if lone_sum(visit) is None:
        yield from absent(visit, "total_treatment_time", timed_code_at(visit))


@rule(
    code="TIM102",
    title="A number of minutes may be the total treatment time, but is not called so",
    why="A number without a label can be the session, a code or an activity; no reviewer can tell.",
    fix="Is this the total treatment time, and can the note call it that?",
    source=TREATMENT_NOTE,
    asks="total_treatment_time",
    required=Severity.WARNING,
    otherwise=Severity.INFO,
    when=day_treated,
    bad=(f"PT daily note\nTime in 9:00 am, time out 9:40 am. {_TASK} [[40 min]]",),
    good=(
        f"PT daily note\nTime in 9:00 am, time out 9:40 am. {_TASK} Total treatment time 40 min",
        f"PT daily note\nNuStep 10 min, {_TASK}",
    ),
)
def unlabelled_total(visit: Visit) -> Iterator[Hit]:
    """Point at the minutes that look like the session's total where none is stated."""
    total = lone_sum(visit)
    if total is not None:
        yield from absent(visit, "total_treatment_time", total.span)


@rule(
    code="TIM103",
    title="The minutes of the timed codes are not stated",
    why="Units are counted from these minutes; a session length alone does not show them.",
    fix="How many minutes went to each timed code, or to all timed codes together?",
    source=TREATMENT_NOTE,
    asks="timed_minutes",
    required=Severity.WARNING,
    otherwise=Severity.WARNING,
    when=timed_code_of_day,
    bad=(
        f"PT daily note\n[[97530]]: {_TASK} 97110: LAQ 3x10. Total treatment time 40 min.",
        Example(f"PT daily note\nDid {_TASK}\nJ. Doe, PTA", claim="97530-GP=2"),
    ),
    good=(
        f"PT daily note\n97530 x 22 min: {_TASK}\nJ. Doe, PTA",
        f"PT daily note\n97530, 97110: {_TASK} LAQ 3x10. Total timed minutes 38.\nJ. Doe, PTA",
    ),
)
def missing_timed_minutes(visit: Visit) -> Iterator[Hit]:
    """Point at the first timed code written in the note; at nothing if none is."""
    if not _minutes_untied(visit):
        yield from absent(visit, "timed_minutes", timed_code_at(visit))


@once
def _minutes_untied(visit: Visit) -> tuple[Time, ...]:
    """Return minutes of no code, or one code's clock, that could support what is billed."""
    blocks = code_blocks(visit)
    untied = loose(visit)
    minutes = sum(t.minutes or 0 for t in untied) + sum(b.minutes for b in blocks)
    units = sum(visit.units.billed.values()) if visit.units else 0
    needed = max(FEWEST_MINUTES, QUARTER_MINUTES * units - (QUARTER_MINUTES - FEWEST_MINUTES))
    if minutes < needed:
        return ()
    starts = {b.span.start for b in blocks}
    return untied or tuple(t for t in visit.times if t.span.start in starts)


@rule(
    code="TIM104",
    title="Minutes are stated, but not as those of the timed codes",
    why="A total may hold untimed minutes, and an activity's minutes are a code's only if said.",
    fix="How many of these minutes were timed treatment, and of which code?",
    source=TREATMENT_NOTE,
    asks="timed_minutes",
    required=Severity.WARNING,
    otherwise=Severity.INFO,
    when=timed_code_of_day,
    bad=(
        Example(
            f"PT daily note\nDid {_TASK} [[Total treatment time 40 min]] today.\nJ. Doe, PTA",
            claim="97530-GP=3",
        ),
        Example(
            f"PT daily note\n{_TASK} LAQ 3x10. All of it [[40 min]] today",
            claim="97530-GP=2 97110-GP=1",
        ),
    ),
    good=(
        Example(
            f"PT daily note\n97530 x 38 min: {_TASK} Total treatment time 40 min.",
            claim="97530-GP=3",
        ),
    ),
)
def minutes_of_no_code(visit: Visit) -> Iterator[Hit]:
    """Point at the total that may or may not be timed, or at the first minutes of no code."""
    yield from halved(visit, "timed_minutes")
    if untied := _minutes_untied(visit):
        yield from absent(visit, "timed_minutes", untied[0].span)


@rule(
    code="TIM105",
    title="Neither code nor minutes of the treatment are stated",
    why="If any of this is billed by time, its minutes must stand in the note.",
    fix="Which parts of this treatment are timed, and how many minutes did they take?",
    source=TREATMENT_NOTE,
    asks="timed_minutes",
    required=Severity.WARNING,
    otherwise=Severity.INFO,
    when=no_code_of_day,
    bad=("OT daily note\nTub transfers with SBA. Dressing with reacher, Min A.\nJ. Doe, OTR/L",),
    good=("OT daily note\nTub transfers with SBA. Total timed minutes 38.\nJ. Doe, OTR/L",),
)
def treatment_without_minutes(visit: Visit) -> Iterator[Hit]:
    """Find treatment under no known code, with no timed minutes: less certain, so a warning."""
    yield from absent(visit, "timed_minutes")


@rule(
    code="TIM106",
    title="Clock times of start and stop are not stated",
    why="This payer asks for the clock times of the session; Medicare does not.",
    fix="When did the session start and when did it stop, as the clock showed it?",
    source=TIMED_UNITS,
    asks="start_stop_times",
    required=Severity.ERROR,
    otherwise=None,
    when=day_treated,
    bad=(Example(f"PT daily note\n97530 x 22 min: {_TASK}\nJ. Doe, PTA", payer="auto"),),
    good=(Example(f"PT daily note\nTime in 9:00 am, time out 9:40 am. {_TASK}", payer="auto"),),
)
def missing_clock_times(visit: Visit) -> Iterator[Hit]:
    """Find notes without start and stop, for payers that ask for them; one alone is too few."""
    yield from absent(visit, "start_stop_times")
    yield from halved(visit, "start_stop_times")
