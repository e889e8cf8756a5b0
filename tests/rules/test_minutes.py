"""Times are added up by every reading the words allow, and by no other."""

import pytest

from auditor.model import TimeKind
from auditor.rules.minutes import (
    code_blocks,
    durations,
    least,
    most,
    of_day,
    only_total,
    session_minutes,
    stated,
    timed_minutes,
)
from stated import made

CLOCK = {"9:00": 540, "09:05": 545, "23:59": 1439, "": None, "900": None, None: None}


@pytest.mark.parametrize(("clock", "minutes"), CLOCK.items())
def test_a_clock_is_minutes_since_midnight(clock, minutes):
    assert of_day(clock) == minutes


def test_only_timed_codes_have_durations():
    visit = made(
        "97530 20, 97010 10, 99999 5, 12 min",
        times=[
            ("97530 20", "duration", 20, "97530"),
            ("97010 10", "duration", 10, "97010"),
            ("99999 5", "duration", 5, "99999"),
            ("12 min", "duration", 12),
        ],
    )
    assert {c: [t.minutes for t in ts] for c, ts in durations(visit).items()} == {"97530": [20]}


def test_several_durations_of_a_code_are_blocks_or_a_sum_and_its_parts():
    times = durations(
        made(
            "97530 20, 97530 8",
            times=[("97530 20", "duration", 20, "97530"), ("97530 8", "duration", 8, "97530")],
        )
    )["97530"]
    assert (least(times), most(times)) == (20, 28)
    assert (least(()), most(())) == (0, 0)


TOTALS = {
    "timed": ("Timed minutes 38", "total_timed", 1),
    "tct": ("TCT 38", "total_timed", 1),
    "one-on-one-of-unknown-part": ("1:1 time 24 min", "total_timed", 0),
    "treatment": ("Tx 40 min", "total_treatment", 1),
}


@pytest.mark.parametrize(("words", "kind", "count"), TOTALS.values(), ids=TOTALS)
def test_one_on_one_time_may_be_one_codes_and_is_no_total(words, kind, count):
    visit = made(words, times=[(words, kind, 38)])
    assert len(stated(visit, TimeKind(kind))) == count


def test_totals_that_disagree_give_no_total():
    text = "Timed 38. Timed: 40. 97530 22"
    times = [("Timed 38", "total_timed", 38), ("Timed: 40", "total_timed", 40)]
    visit = made(text, times=[*times, ("97530 22", "duration", 22, "97530")])
    assert only_total(visit, TimeKind.TOTAL_TIMED) is None
    assert timed_minutes(visit) is None
    assert timed_minutes(made(text, times=times[:1])) == 38
    assert timed_minutes(made(text)) is None


SPANS = {
    "one-range": ("10:00-10:45", [("10:00", "start", "10:00"), ("10:45", "stop", "10:45")], 45),
    "morning-and-afternoon": (
        "10:00-10:20, 1:00-1:30",
        [
            ("10:00", "start", "10:00"),
            ("10:20", "stop", "10:20"),
            ("1:00", "start", "13:00"),
            ("1:30", "stop", "13:30"),
        ],
        210,
    ),
    "no-stop": ("In 10:00", [("10:00", "start", "10:00")], None),
    "start-without-a-stop-between": (
        "In 9:50. 10:00-10:20",
        [("9:50", "start", "09:50"), ("10:00", "start", "10:00"), ("10:20", "stop", "10:20")],
        None,
    ),
    "stop-before-start": (
        "10:45-10:00",
        [("10:45", "start", "10:45"), ("10:00", "stop", "10:00")],
        None,
    ),
    "co-treatment": (
        "Co-tx w/ OT 10:00-10:45",
        [("10:00", "start", "10:00"), ("10:45", "stop", "10:45")],
        None,
    ),
    "one-code-alone": (
        "97530 10:00-10:30",
        [("10:00", "start", "10:00", "97530"), ("10:30", "stop", "10:30", "97530")],
        None,
    ),
}


@pytest.mark.parametrize(("text", "times", "minutes"), SPANS.values(), ids=SPANS)
def test_the_session_is_as_long_as_its_clock_surely_says(text, times, minutes):
    assert session_minutes(made(text, times=times)) == minutes


def test_a_block_alone_with_one_code_on_its_line_is_that_codes():
    text = "Seen 10:00-11:00\n97530 10:05-10:30 lifts\n97110, 97112 10:31-10:59"
    times = [
        ("10:00", "start", "10:00"),
        ("11:00", "stop", "11:00"),
        ("10:05", "start", "10:05"),
        ("10:30", "stop", "10:30"),
        ("10:31", "start", "10:31"),
        ("10:59", "stop", "10:59"),
    ]
    codes = [(c, c) for c in ("97530", "97110", "97112")]
    found = code_blocks(made(text, times=times, codes=codes))
    assert [(b.code, b.minutes) for b in found] == [("97530", 25)]
