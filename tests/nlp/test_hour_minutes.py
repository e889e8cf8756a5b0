"""Hours with minutes, decimals of hours and 0:25 are read as minutes."""

import pytest

HOURS = {
    "decimals": (
        "97530: 0.63 hr\n97010: .17 hr",
        [("0.63 hr", "duration", 38, "97530"), (".17 hr", "duration", 10, "97010")],
    ),
    "all-in": (
        "0.5h lifting\n0.95h all in",
        [("0.5h", "duration", 30, None), ("0.95h", "total_treatment", 57, None)],
    ),
    "colon": (
        "97535  0:10 buttons\n97530  0:14 bolts",
        [("0:10", "duration", 10, "97535"), ("0:14", "duration", 14, "97530")],
    ),
    "hours-and-minutes": ("Day 4 (3 h 5 min total)", [("3 h 5 min", "total_treatment", 185, None)]),
}  # fmt: skip
NOT_HOURS = {
    "one-decimal": "drove 1.5 hr",
    "sleep": "slept 6 h 20 min",
    "seconds": "held 0:20 sec, 0:30 sec",
}


@pytest.mark.parametrize(("text", "times"), HOURS.values(), ids=HOURS)
def test_hours_are_minutes(text, times, read_times):
    assert read_times(text) == times


def test_hours_as_long_as_the_clocks_are_the_session(read_times):
    times = read_times("08:15 to 12:05 (3 h 50 min, no breaks)")
    assert ("3 h 50 min", "total_treatment", 230, None) in times


@pytest.mark.parametrize("text", NOT_HOURS.values(), ids=NOT_HOURS)
def test_other_hours_are_not(text, read_times):
    assert read_times(text) == []
