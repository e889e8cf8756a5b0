"""Minutes are laid beside the clock where the clock is surely the session's, or the code's."""

import pytest

from stated import made, words_hit


def clocked(first, last, code=None):
    def clock(words):
        hour, _, minute = words.partition(":")
        return f"{int(hour):02d}:{minute}"

    return [(first, "start", clock(first), code), (last, "stop", clock(last), code)]


SESSION = clocked("9:00", "9:40")
TEXT = "9:00-9:40. 97530 x 38 min. 97110 x 20 min. Timed 45. Total 55"
TA = ("97530 x 38 min", "duration", 38, "97530")
TE = ("97110 x 20 min", "duration", 20, "97110")
CASES = {
    "fits": ([*SESSION, TA], []),
    "total-exceeds": ([*SESSION, ("Total 55", "total_treatment", 55)], ["Total 55"]),
    "a-minute-of-rounding": ([*SESSION, ("Total 55", "total_treatment", 41)], []),
    "timed-exceeds": ([*SESSION, ("Timed 45", "total_timed", 45)], ["Timed 45"]),
    "parts-exceed": ([*SESSION, TA, TE], ["97530 x 38 min"]),
    "said-once-though-both-exceed": (
        [*SESSION, ("Timed 45", "total_timed", 45), ("Total 55", "total_treatment", 55)],
        ["Total 55"],
    ),
    "no-clock": ([TA, TE], []),
    "start-alone": ([SESSION[0], TA, TE], []),
    "totals-disagree": (
        [*SESSION, ("Total 55", "total_treatment", 55), ("Timed 45", "total_treatment", 40)],
        [],
    ),
}


@pytest.mark.parametrize(("times", "faults"), CASES.values(), ids=CASES)
def test_minutes_that_the_clock_cannot_hold_are_found(times, faults):
    assert words_hit("TIM301", made(TEXT, times=times)) == faults


BLOCKS = "97530 10:00-10:30\n97110 10:20-10:45\n97010 10:25-10:40\nSeen 10:01-10:59"
ONE = clocked("10:00", "10:30", "97530")
OVERLAPS = {
    "two-timed-codes": ([*ONE, *clocked("10:20", "10:45", "97110")], ["10:20-10:45"]),
    "touching": ([*ONE, *clocked("10:30", "10:45", "97110")], []),
    "same-code": ([*ONE, *clocked("10:20", "10:45", "97530")], []),
    "untimed-code": ([*ONE, *clocked("10:25", "10:40", "97010")], []),
    "session": ([*ONE, *clocked("10:01", "10:59")], []),
    "tied-by-the-line-alone": (
        [*clocked("10:00", "10:30"), *clocked("10:20", "10:45")],
        ["10:20-10:45"],
    ),
    "one-may-be-the-session": (
        [*clocked("10:01", "10:59"), *clocked("10:25", "10:40")],
        [],
    ),
}


@pytest.mark.parametrize(("times", "faults"), OVERLAPS.values(), ids=OVERLAPS)
def test_minutes_under_two_one_on_one_codes_are_found(times, faults):
    codes = [(c, c) for c in ("97530", "97110", "97010")]
    assert words_hit("TIM302", made(BLOCKS, times=times, codes=codes)) == faults


def test_a_code_is_held_to_its_own_clock():
    text = "97530 x 30 min (10:00-10:20), and 11:00-11:05"
    minutes = ("97530 x 30 min", "duration", 30, "97530")
    one, two = clocked("10:00", "10:20", "97530"), clocked("11:00", "11:05", "97530")
    assert words_hit("TIM303", made(text, times=[minutes, *one])) == ["97530 x 30 min"]
    assert words_hit("TIM303", made(text, times=[minutes, *one, *two])) == ["97530 x 30 min"]
    short = ("97530 x 30 min", "duration", 25, "97530")
    assert words_hit("TIM303", made(text, times=[short, *one, *two])) == []


BACKWARDS = {"10:40-10:05": ["10:05"], "10:05-10:40": [], "10:05-10:05": ["10:05"]}


@pytest.mark.parametrize(("text", "faults"), BACKWARDS.items())
def test_a_stop_not_after_its_start_is_found(text, faults):
    first, _, last = text.partition("-")
    times = [(first, "start", first), (f"*{last}", "stop", last)]
    assert words_hit("TIM304", made(text, times=times)) == faults
