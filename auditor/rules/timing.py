"""Does the note state the minutes that timed codes stand on?"""

from collections.abc import Iterator

from auditor.model import Severity, Visit
from auditor.rules.coded import timed_code_at
from auditor.rules.core import Example, Hit, rule
from auditor.rules.shown import absent, halved
from auditor.rules.sources import TIMED_UNITS, TREATMENT_NOTE
from auditor.rules.when import day_treated, no_code_of_day, timed_code_of_day

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
    yield from absent(visit, "total_treatment_time", timed_code_at(visit))


@rule(
    code="TIM102",
    title="The minutes of the timed codes are not stated",
    why="Units are counted from these minutes; a session length alone does not show them.",
    fix="How many minutes went to each timed code, or to all timed codes together?",
    source=TREATMENT_NOTE,
    asks="timed_minutes",
    required=Severity.ERROR,
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
    yield from absent(visit, "timed_minutes", timed_code_at(visit))


@rule(
    code="TIM103",
    title="The timed minutes are not told apart from the session's",
    why="A total may hold untimed minutes; only minutes called timed can be counted as units.",
    fix="How many of these minutes were timed, one-on-one treatment?",
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
    ),
    good=(
        Example(
            f"PT daily note\n97530 x 38 min: {_TASK} Total treatment time 40 min.",
            claim="97530-GP=3",
        ),
    ),
)
def timed_minutes_in_total(visit: Visit) -> Iterator[Hit]:
    """Point at the total that may or may not be all timed."""
    yield from halved(visit, "timed_minutes")


@rule(
    code="TIM104",
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
    code="TIM105",
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
