"""Contradictions of minutes are found where no reading of the words reconciles them."""

import pytest

from stated import made, words_hit

TA, TE = "97530 x 22 min", "97110 x 16 min"
PARTS = [(TA, "duration", 22, "97530"), (TE, "duration", 16, "97110")]


def timed(minutes, words="Timed 38"):
    return (words, "total_timed", minutes)


def total(minutes, words="Total 38"):
    return (words, "total_treatment", minutes)


TEXT = f"{TA}. {TE}. bike 6 min. 97140 5. Timed 38. Total 38. timed: 40. total: 40"
BIKE = ("bike 6 min", "duration", 6, "97110")
MANUAL = ("97140 5", "duration", 5, "97140")

# times, claim, rule -> words at fault
CASES = {
    "agree": ([*PARTS, timed(38), total(38)], "", {}),
    "parts-exceed-timed": ([*PARTS, timed(30)], "", {"TIM201": "Timed 38"}),
    "one-minute-too-many": ([*PARTS, timed(37)], "", {"TIM201": "Timed 38"}),
    "part-of-a-part": ([*PARTS, BIKE, timed(38)], "", {}),
    "part-or-block": ([*PARTS, BIKE, timed(44)], "", {}),
    "short-of-timed": ([*PARTS, timed(45)], "97530=2 97110=1", {"TIM202": "Timed 38"}),
    "short-but-a-code-has-no-minutes": ([*PARTS, timed(45)], "97530=2 97110=1 97140=1", {}),
    "timed-without-parts": ([timed(45)], "97530=3", {}),
    "total-below-timed": ([timed(38), total(30)], "", {"TIM203": "Total 38"}),
    "total-below-parts": ([*PARTS, total(37)], "", {"TIM203": "Total 38"}),
    "total-above-timed": ([*PARTS, total(60)], "", {}),
    "timed-totals-differ": (
        [timed(38), timed(40, "timed: 40")],
        "",
        {"TIM204": "timed: 40"},
    ),
    "totals-repeated": ([total(40), total(40, "total: 40")], "", {}),
    "totals-differ": ([total(38), total(40, "total: 40")], "", {"TIM204": "total: 40"}),
}
RULES_OF_SUMS = ("TIM201", "TIM202", "TIM203", "TIM204")


@pytest.mark.parametrize(("times", "claim", "faults"), CASES.values(), ids=CASES)
def test_sums_are_found_wrong_only_where_they_are(times, claim, faults):
    visit = made(TEXT, times=times, claim=claim, codes=[("97530", "97530"), ("97110", "97110")])
    found = {code: words_hit(code, visit) for code in RULES_OF_SUMS}
    assert found == {code: [faults[code]] if code in faults else [] for code in RULES_OF_SUMS}


def test_two_sessions_and_their_sum_do_not_contradict():
    text = "am total 30, pm total 25, total 55"
    times = [("am total 30", 30), ("pm total 25", 25), ("*total 55", 55)]
    visit = made(text, times=[(words, "total_treatment", n) for words, n in times])
    assert words_hit("TIM204", visit) == []


TWICE = "97530 x 22 min. bike 8 min. Charges: 97530 x 20 min. Timed 42"
FIRST = ("97530 x 22 min", "duration", 22, "97530")
SECOND = ("97530 x 20 min", "duration", 20, "97530")
DIFFERING = {
    "header-and-charge": ([FIRST, SECOND], ["97530 x 20 min"]),
    "same-number": ([FIRST, (*SECOND[:2], 22, "97530")], []),
    "part-of-the-work": ([FIRST, ("bike 8 min", "duration", 8, "97530")], []),
    "total-decides": ([FIRST, SECOND, ("Timed 42", "total_timed", 42)], []),
}


@pytest.mark.parametrize(("times", "faults"), DIFFERING.values(), ids=DIFFERING)
def test_minutes_given_twice_are_found_where_both_name_the_code(times, faults):
    visit = made(TWICE, times=times, codes=[("97530", "97530"), ("*97530", "97530")])
    assert words_hit("TIM205", visit) == faults


def test_minutes_of_codes_no_pack_holds_are_not_added():
    visit = made(
        "99999 50, timed 38",
        times=[("99999 50", "duration", 50, "99999"), ("timed 38", "total_timed", 38)],
    )
    assert [words_hit(code, visit) for code in RULES_OF_SUMS] == [[], [], [], []]
