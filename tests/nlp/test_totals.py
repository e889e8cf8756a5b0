"""Sums are read wherever a note gives them; minutes of no session are not."""

import pytest

TOTALS = {
    "rx-time": ("Rx time 40", "total_treatment", 40),
    "one-to-one-time": ("1:1 time 40 min", "total_timed", 40),
    "treatment-minutes": ("13:30 to 14:36 / 66 treatment minutes", "total_treatment", 66),
    "timed-told": ("57 min in all, of which 55 were timed", "total_timed", 55),
    "in-the-room": ("58 in the room", "total_treatment", 58),
    "sum-of-modes": ("Indiv 31   Group 26   = 57", "total_treatment", 57),
    "in-a-goal-block": ("Goals: stand at sink\nHEP given\nTotal 50 min", "total_treatment", 50),
    "label-alone": ("Continue POC.\nMinutes: 38", "total_treatment", 38),
    "alone-below-a-plan": ("P: add stairs\n40 min.\nJ. Doe, PT", "total_treatment", 40),
    "beside-the-clock": ("9:20-9:50  30 min", "total_treatment", 30),
}


@pytest.mark.parametrize(("text", "kind", "minutes"), TOTALS.values(), ids=TOTALS)
def test_a_total_is_read(text, kind, minutes, read_times):
    assert (kind, minutes) in [(k, value) for _, k, value, _ in read_times(text)]


NO_TOTALS = {
    "visits": "cosign every 10 tx.",
    "other-sum": "Indiv 31   Group 26   = 99",
    "one-of-several-blocks": "10:15-10:50, 35 min\n11:00-11:40 car transfers",
    "equation": "RPE = 13",
    "activity-opens-its-line": "4 min walk x3",
}


@pytest.mark.parametrize("text", NO_TOTALS.values(), ids=NO_TOTALS)
def test_what_sums_nothing_is_no_total(text, read_times):
    assert [t for t in read_times(text) if t[1].startswith("total")] == []


NO_TIMES = {
    "edge-of-bed": "sat EOB 9 min",
    "edge-of-bed-in-a-table": "EOB @2'    109  98/55   69",
    "dangled": "dangled about 9 min",
    "held": "held 5 min",
    "slept": "slept 45 min",
    "splint-wear": "splint wear 30 min, skin clear",
    "wear-time": "wearing time now 40 min",
    "mark-gone": "redness gone 8 min",
    "share": "attended 12 of 30 min",
    "after-medicine": "seen 45 min post meds",
    "goals": "A: goals: sit 15 min",
    "depth-of-a-pool": "depth   what   reps\n4'      side walk   4 laps",
    "feet-with-help": "bed to door 60' CGA",
    "named-test": "the Timed 25-Foot Walk",
    "each-position": "two cycles with 2 min in each position",
}


@pytest.mark.parametrize("text", NO_TIMES.values(), ids=NO_TIMES)
def test_rest_wear_and_tolerance_are_no_session_time(text, read_times):
    assert read_times(text) == []


STILL_TIMES = {
    "modality-after": ("game ready 15 min after.", 15),
    "goal-on-the-next-line": ("97530 22 min\nGoal: stand", 22),
}


@pytest.mark.parametrize(("text", "minutes"), STILL_TIMES.values(), ids=STILL_TIMES)
def test_words_beside_treatment_minutes_do_not_unmake_them(text, minutes, read_times):
    assert [value for _, _, value, _ in read_times(text)] == [minutes]
