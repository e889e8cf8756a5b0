"""Session times are read in every notation; what is not a session time is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model import Span, TimeKind
from auditor.nlp.clauses import find_clauses
from auditor.nlp.codes import find_codes
from auditor.nlp.fold import fold
from auditor.nlp.times import find_times

CLOCKED = (TimeKind.START, TimeKind.STOP)


def clock_range(words, start, stop):
    return [(words, "start", start, None), (words, "stop", stop, None)]


def clocks(start_words, start, stop_words, stop):
    return [(start_words, "start", start, None), (stop_words, "stop", stop, None)]


def duration(words, minutes, code=None):
    return [(words, "duration", minutes, code)]


def timed(words, minutes):
    return [(words, "total_timed", minutes, None)]


def total(words, minutes):
    return [(words, "total_treatment", minutes, None)]


RANGES = {
    "bare": ("10:05-10:43", "10:05", "10:43"),
    "spaced": ("10:05 - 10:43", "10:05", "10:43"),
    "long-dash": ("10:05\u201310:43", "10:05", "10:43"),
    "to": ("10:05 to 10:43", "10:05", "10:43"),
    "am-on-both": ("10:05 am - 10:43 am", "10:05", "10:43"),
    "pm-on-both": ("2:30pm \u2013 2:53 pm", "14:30", "14:53"),
    "pm-on-the-last": ("2:30-2:53 pm", "14:30", "14:53"),
    "pm-on-the-last-over-noon": ("11:45-12:30 pm", "11:45", "12:30"),
    "am-then-pm": ("11:45 am-12:30 pm", "11:45", "12:30"),
    "one-letter": ("9:00a-9:45a", "09:00", "09:45"),
    "hour-alone-first": ("9-9:45 am", "09:00", "09:45"),
    "24-hours": ("1430-1453", "14:30", "14:53"),
    "24-hours-hrs": ("1430 - 1453 hrs", "14:30", "14:53"),
    "24-hours-morning": ("0900-0945", "09:00", "09:45"),
    "24-hours-with-colon": ("14:30-14:53", "14:30", "14:53"),
    "bare-early-hour-is-afternoon": ("1:15-2:00", "13:15", "14:00"),
    "bare-over-noon": ("12:50-1:30", "12:50", "13:30"),
    "bare-evening": ("6:45-7:30", "18:45", "19:30"),
    "bare-eight-is-morning": ("8:00-8:45", "08:00", "08:45"),
}


@pytest.mark.parametrize(("words", "start", "stop"), RANGES.values(), ids=RANGES)
def test_a_clock_range_is_a_start_and_a_stop_in_one_place(words, start, stop, read_times):
    assert read_times(f"Time {words} today") == clock_range(words, start, stop)


LABELLED = {
    "time-in-out": ("Time in 10:05 Time out 10:43", clocks("10:05", "10:05", "10:43", "10:43")),
    "with-am": (
        "Time In: 10:05 AM  Time Out: 10:43 AM",
        clocks("10:05 AM", "10:05", "10:43 AM", "10:43"),
    ),
    "in-out": ("In: 9:15 Out: 10:00", clocks("9:15", "09:15", "10:00", "10:00")),
    "in-out-24-hours": ("In 0915 Out 1000", clocks("0915", "09:15", "1000", "10:00")),
    "start-stop": (
        "Start time 1405 Stop time 1443",
        clocks("1405", "14:05", "1443", "14:43"),
    ),
    "start-end": ("Start: 8:00 End: 8:45", clocks("8:00", "08:00", "8:45", "08:45")),
    "clock-in-out": (
        "Clock in 13:00, clock out 13:53",
        clocks("13:00", "13:00", "13:53", "13:53"),
    ),
    "began-finished": (
        "Began 10:00, finished 10:40",
        clocks("10:00", "10:00", "10:40", "10:40"),
    ),
    "session-started-ended": (
        "Session started at 2:10 pm and ended at 2:55 pm",
        clocks("2:10 pm", "14:10", "2:55 pm", "14:55"),
    ),
    "in-out-one-label": ("Time in/out: 10:05-10:43", clock_range("10:05-10:43", "10:05", "10:43")),
    "on-two-lines": ("Time in: 10:05\nTime out: 10:43", clocks("10:05", "10:05", "10:43", "10:43")),
}


@pytest.mark.parametrize(("text", "times"), LABELLED.values(), ids=LABELLED)
def test_labelled_clocks_are_read(text, times, read_times):
    assert read_times(text) == times


CODED = {
    "x": ("97530 x 22 min: car transfers", "97530 x 22 min", 22, "97530"),
    "plain": ("97530 22 min", "97530 22 min", 22, "97530"),
    "colon": ("97530: 22 min", "97530: 22 min", 22, "97530"),
    "dash": ("97530 - 22 min", "97530 - 22 min", 22, "97530"),
    "prime": ("97530: 22'", "97530: 22'", 22, "97530"),
    "x-prime": ("97530 x22'", "97530 x22'", 22, "97530"),
    "no-unit": ("97530 x 22", "97530 x 22", 22, "97530"),
    "modifier": ("97530-GP 22 min", "97530-GP 22 min", 22, "97530"),
    "units-between": ("97530 2u 25 min", "25 min", 25, "97530"),
    "minutes-first": ("22 min 97530", "22 min", 22, "97530"),
    "name": ("TherAct 15 min", "TherAct 15 min", 15, "97530"),
    "name-no-unit": ("TherAct x 15", "TherAct x 15", 15, "97530"),
    "name-colon": ("Ther Act: 23 min", "Ther Act: 23 min", 23, "97530"),
    "weak-name": ("TA 30 - pallet lifts", "TA 30", 30, "97530"),
    "spelt-out": (
        "Therapeutic activities for 22 minutes: car transfers",
        "Therapeutic activities for 22 minutes",
        22,
        "97530",
    ),
    "minutes-of-name": ("22 min of therapeutic activities", "22 min", 22, "97530"),
    "untimed-code": ("MHP 10 min to lumbar", "MHP 10 min", 10, "97010"),
    "charge-line": ("CHG 97530 GP QTY 2 MIN 30", "30", 30, "97530"),
    "units-then-minutes": ("97140 GP u1 14m", "14m", 14, "97140"),
    "name-behind-a-hyphen": ("97530-TA 15m", "97530-TA 15m", 15, "97530"),
    "bare-before-code": ("OT billed: 30 97530", "30 97530", 30, "97530"),
    "bare-before-code-in-brackets": ("morning routine (45, 97535)", "45, 97535", 45, "97535"),
    "gait-m": ("gait training 12m", "gait training 12m", 12, "97116"),
}


@pytest.mark.parametrize(("text", "words", "minutes", "code"), CODED.values(), ids=CODED)
def test_minutes_of_a_code_are_tied_to_it(text, words, minutes, code, read_times):
    assert read_times(text) == duration(words, minutes, code)


def test_minutes_of_several_codes_stay_with_their_own(read_times):
    assert read_times("TherEx 15 min, TherAct 23 min, NMR 10 min") == [
        ("TherEx 15 min", "duration", 15, "97110"),
        ("TherAct 23 min", "duration", 23, "97530"),
        ("NMR 10 min", "duration", 10, "97112"),
    ]


ACTIVITIES = {
    "min": ("NuStep 8 min", "8 min", 8),
    "mins": ("Bike 6 mins", "6 mins", 6),
    "minutes": ("car transfers for 22 minutes", "22 minutes", 22),
    "x": ("car transfers x 22 min", "x 22 min", 22),
    "x-joined": ("NuStep x8 min L4", "x8 min", 8),
    "prime": ("UBE 5' fwd", "5'", 5),
    "x-prime": ("e-stim x 15'", "x 15'", 15),
    "hands-on": ("STM to R UT x 10 min", "x 10 min", 10),
}


@pytest.mark.parametrize(("text", "words", "minutes"), ACTIVITIES.values(), ids=ACTIVITIES)
def test_minutes_of_an_activity_are_tied_to_no_code(text, words, minutes, read_times):
    [(found, kind, value, code)] = read_times(text)
    assert (found.removeprefix("for "), kind, value, code) == (words, "duration", minutes, None)


TOTALS = {
    "total-treatment-time": total("Total treatment time: 31 min", 31),
    "minutes-spelt": total("Total treatment time 31 minutes", 31),
    "total-time-no-unit": total("Total time: 31", 31),
    "tx": total("Total Tx Time = 45 min", 45),
    "ttt": total("TTT 45", 45),
    "total-minutes": total("Total minutes: 40", 40),
    "session-length": total("Session length: 45 min", 45),
    "lasted": total("Treatment lasted 45 minutes", 45),
    "session-time": total("Total session time 45 min", 45),
    "behind": total("45 min session", 45),
    "behind-hyphen": total("45-minute session", 45),
    "behind-total": total("45 min total treatment time", 45),
    "total-alone": total("total 45 min", 45),
    "mins-total": total("60 mins total", 60),
    "skilled-pt": total("53 min of skilled PT", 53),
    "timed-minutes": timed("Total timed minutes: 38", 38),
    "timed-code": timed("Total timed code minutes 38", 38),
    "timed-code-treatment": timed("Timed code treatment minutes: 38", 38),
    "timed-behind": timed("38 min timed", 38),
    "direct": timed("Direct time 38 min", 38),
    "tct": timed("TCT: 38", 38),
}


@pytest.mark.parametrize("times", TOTALS.values(), ids=TOTALS)
def test_sums_are_told_apart_by_what_they_sum(times, read_times):
    assert read_times(times[0][0]) == times


def test_timed_and_whole_minutes_may_stand_side_by_side(read_times):
    assert read_times("Timed minutes: 38; total treatment minutes: 45") == [
        *timed("Timed minutes: 38", 38),
        *total("total treatment minutes: 45", 45),
    ]


# --- what is not a session time (the annotation guide, "Only session/treatment times")

NOT_TIMES = {
    "quiet": "HA 4, down to 2 after dim room 5 min",
    "quiet-behind": "upset, 3 min quiet then ok",
    "walked-off": "got mad and walked off 2 min",
    "sat-once": "arm heavy, sat once 3 min.",
    "sit-behind": "50 reps on feet w/ one 2 min sit",
    "not-counted": "two sits (3 min ea, not counted)",
    "per-week": "IEP 60 min/wk",
    "exact-to-the-second": "clean program 3 min 10 s",
    "skin-check": "no skin redness 10 min",
    "at-a-stretch": "upright eleven minutes at a stretch",
    "tilt": "tilted to 45 deg x 3 min",
    # goals
    "goal-weeks": "Goal: rise from toilet in 4 weeks",
    "goal-minutes": "LTG: walk 10 min without rest in 4 wks",
    "goal-standing": "STG: stand 15 min at sink in 2 weeks",
    # ages and symptoms
    "age": "68 yo male",
    "age-hyphens": "82-year-old",
    "symptom-duration": "Pain for 3 months",
    "symptom-onset": "sx began 20 min after walking",
    "symptom-weeks": "duration of symptoms 6 weeks",
    # holds
    "hold-seconds": "30 sec hold",
    "stretch-seconds": "hamstring stretch 3x30 sec",
    "hold-minutes": "hold 1 min x3",
    "plank": "plank 2 min hold",
    "sls": "SLS 30 s",
    # tests
    "tug": "TUG 14 s",
    "tug-spelt": "Timed Up and Go: 14",
    "walk-test": "6 min walk test: 900 ft",
    "walk-test-spelt": "2 minute walk test 300 ft",
    "walk-test-short": "6MWT 320 m",
    "sit-to-stand-test": "5xSTS 18 s",
    "seconds-and-minutes": "Completed in 5 min 30 sec",
    "test-score": "Total: 45/56",
    # home
    "hep": "HEP: bike 10 min daily",
    "hep-times": "HEP 10 min 2x/day",
    "home-ice": "Ice 20 min q 2 hrs at home",
    "home-walk": "walk 20 min/day at home",
    # dates
    "date": "seen 03/04/2026",
    "date-range": "3/4-3/11",
    # rest, recovery, tolerance
    "rest": "rest 3 min",
    "seated-rest": "seated rest x 2 min",
    "rested": "rested 5 min between",
    "recover": "needed 3 min to recover",
    "recovered": "SpO2 recovered to 95% in 2 min",
    "stood": "stood 4 min at sink",
    "standing-tolerance": "standing tolerance 6 min",
    "sitting-tolerance": "sitting tolerance 20 min",
    "tolerated": "tolerated standing 5 min",
    "tolerated-before-pain": "tolerated 10 min of standing before pain",
    "time-taken": "took 12 min to dress",
    "donned-in": "donned shirt in 8 min",
    # the patient's own report
    "yesterday": "S: Walked 20 min yesterday",
    "can-only": "S: can only stand 10 min",
    # medication, lateness, intervals
    "medication": "took Tylenol 45 min before",
    "pre-medicated": "pain meds 30 min prior to session",
    "late": "arrived 10 min late",
    "every": "change position every 30 min",
    "q": "q 20 min repositioning",
    # plans
    "planned": "P: next visit add bike 10 min",
    "planned-more": "Plan: increase NuStep to 12 min",
    "appointment": "Next appt 10:30",
    # other numbers
    "units": "97530 2u",
    "units-x": "97530 x 2",
    "unit-count": "Total units: 3",
    "blood-pressure": "BP 120/80",
    "heart-rate": "HR 72-88",
    "degrees": "AROM 100-145",
    "feet": "amb 50'",
    "feet-range": "30'-50' distance",
    "feet-times": "walked 200' x2",
    "metres": "amb 25 m",
    "pounds": "lifting 10-15 lb",
    "frequency": "5x/wk",
    "plan-duration": "Frequency 2x/wk, duration 4 wks",
    "visit-count": "session 5 of 12",
    "total-score": "total score 38",
    "total-reps": "Total reps 30",
    "total-distance": "total distance 300 ft",
    "total-assist": "Total assist",
    "ratio": "Ratio 1:1",
    "room": "room 1405-1408",
    "phone": "phone 555-1430",
    "woke": "woke at 3:00",
    "another-day": "last visit 30 min",
}


@pytest.mark.parametrize("text", NOT_TIMES.values(), ids=NOT_TIMES)
def test_what_is_not_a_session_time_is_left_out(text, read_times):
    assert read_times(text) == []


# --- laws

PIECES = [
    "97530", "TherAct", "x 22 min", "10:05-10:43", "Time in", "Total", "timed", "min", "'",
    "1430", "2u", "15", "rest", "\n", ":", "(", ")", "pm", "é", "to", "hold", "goal:", "m",
]  # fmt: skip
WORDS = st.lists(
    st.sampled_from(PIECES),
    max_size=14,
)


def times_of(text):
    folded = fold(text)
    mentions = find_codes(folded)
    return find_times(folded, mentions, find_clauses(folded, (), ()))


@given(WORDS)
def test_a_time_has_minutes_or_a_clock_as_its_kind_wants(words):
    shapes = {
        (t.kind in CLOCKED, t.clock is not None, t.minutes is not None)
        for t in times_of(" ".join(words))
    }
    assert shapes <= {(True, True, False), (False, False, True)}


@given(WORDS)
def test_times_lie_in_the_text_in_order(words):
    text = " ".join(words)
    spans = [t.span for t in times_of(text)]
    assert spans == sorted(spans)
    assert [s for s in spans if not 0 <= s.start < s.end <= len(text)] == []


@given(WORDS)
def test_times_overlap_only_as_the_two_ends_of_one_range(words):
    times = times_of(" ".join(words))
    overlapping = [
        (a, b)
        for i, a in enumerate(times)
        for b in times[i + 1 :]
        if a.span.overlaps(b.span) and {a.kind, b.kind} != set(CLOCKED)
    ]
    assert overlapping == []


@given(st.integers(7, 21), st.integers(0, 59), st.integers(5, 90))
def test_any_24_hour_range_is_read_back(hour, minute, length):
    start, stop = (
        f"{t // 60:02d}:{t % 60:02d}" for t in (60 * hour + minute, 60 * hour + minute + length)
    )
    text = f"Time in {start} Time out {stop}".replace(":", "")
    assert [(t.span, t.clock) for t in times_of(text)] == [
        (Span(8, 12), start),
        (Span(22, 26), stop),
    ]


TOLD = {
    "took": ("The lymph drainage took forty minutes.", 40),
    "was": ("Exercise was sixteen minutes, heel raises.", 16),
    "then-doing": ("Then six minutes picking washers off the bench.", 6),
}


@pytest.mark.parametrize(("text", "minutes"), TOLD.values(), ids=TOLD)
def test_what_treatment_took_is_its_minutes(text, minutes, read_times):
    assert [t[2] for t in read_times(text)] == [minutes]


@pytest.mark.parametrize("text", ["Dressing took 12 min to finish", "then 5 min resting"])
def test_what_else_took_time_is_not(text, read_times):
    assert read_times(text) == []
