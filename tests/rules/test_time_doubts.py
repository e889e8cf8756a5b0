"""Rest, rounding, estimates and slips of the pen are found by words and numbers, not guessed."""

import pytest

from stated import made, words_hit

TA = ("97530 x 40 min", "duration", 40, "97530")
CLOCK = [("9:00", "start", "09:00"), ("9:40", "stop", "09:40")]
LATER = [("9:00", "start", "09:00"), ("9:45", "stop", "09:45")]
RESTS = {
    "counted-in": ("97530 x 40 min, including 5 min rest", [TA], ["5 min rest"]),
    "counted-in-short": ("97530 x 40 min incl 5' seated rest", [TA], ["5' seated rest"]),
    "left-out": ("9:00-9:40 97530 x 40 min excluding 5 min rest", [*CLOCK, TA], []),
    "no-room": ("9:00-9:40 97530 x 40 min. Rest x2 ~2 min", [*CLOCK, TA], ["Rest x2 ~2 min"]),
    "room": ("9:00-9:45 97530 x 40 min. Rested x 5 min", [*LATER, TA], []),
    "no-clock": ("97530 x 40 min. 3 min rest after", [TA], []),
    "no-minutes-of-rest": ("9:00-9:40 97530 x 40 min. 1 seated rest", [*CLOCK, TA], []),
    "more-than-the-clock": (
        "9:00-9:40 97530 x 50 min. 5 min rest",
        [*CLOCK, ("97530 x 50 min", "duration", 50, "97530")],
        [],
    ),
}


@pytest.mark.parametrize(("text", "times", "faults"), RESTS.values(), ids=RESTS)
def test_rest_is_found_where_it_is_surely_counted(text, times, faults):
    assert words_hit("TIM401", made(text, times=times)) == faults


SLIPS = {
    "too-many": ("97530 x 450 min", 450, "97530", "", ["97530 x 450 min"]),
    "longest": ("97530 x 300 min", 300, "97530", "", []),
    "formal-testing": ("97750 x 360 min", 360, "97750", "", []),
    "none-for-a-billed-code": ("97110 x 0 min", 0, "97110", "97110=1", ["97110 x 0 min"]),
    "none-for-a-code-not-billed": ("97110 x 0 min", 0, "97110", "97530=1", []),
    "a-total-of-a-day": ("Total 360 min", 360, None, "", []),
}


@pytest.mark.parametrize(("text", "minutes", "code", "claim", "faults"), SLIPS.values(), ids=SLIPS)
def test_minutes_that_cannot_be_are_found(text, minutes, code, claim, faults):
    kind = "duration" if code else "total_treatment"
    assert (
        words_hit("TIM402", made(text, times=[(text, kind, minutes, code)], claim=claim)) == faults
    )


ROUND = {(15, 15, 15): 1, (30, 15, 15): 1, (15, 15): 0, (15, 15, 16): 0, (45,): 0}


@pytest.mark.parametrize(("minutes", "count"), ROUND.items())
def test_full_quarters_of_three_codes_look_rounded(minutes, count):
    named = list(zip(("97530", "97110", "97112")[: len(minutes)], minutes, strict=True))
    text = ", ".join(f"{code} {n}" for code, n in named)
    times = [(f"{code} {n}", "duration", n, code) for code, n in named]
    assert len(words_hit("TIM403", made(text, times=times))) == count


ESTIMATES = {
    "timed-total": ("Timed: approx 23 min", "total_timed", None, ["approx 23 min"]),
    "code": ("97530 ~23 min", "duration", "97530", ["~23 min"]),
    "another-time": ("bike about 5 min", "duration", None, []),
    "plain": ("97530 23 min", "duration", "97530", []),
}


@pytest.mark.parametrize(("text", "kind", "code", "faults"), ESTIMATES.values(), ids=ESTIMATES)
def test_an_estimate_is_found_where_units_hang_on_it(text, kind, code, faults):
    assert words_hit("TIM404", made(text, times=[(text, kind, 23, code)])) == faults
