"""Which minutes are asked for hangs on the codes, and on whether anything was treated at all."""

from dataclasses import replace

import pytest

from auditor.billing.units import work_out
from auditor.rules.coded import codes_of_day, recorded_codes, timed_codes_of_day, treated
from auditor.rules.minutes import lone_sum
from stated import hits, made, words_hit

TEXT = "97530: car transfers.\nPlan: 97110 next."
CODES = [("97530", "97530"), ("97110", "97110")]
SECTIONS = [("97530: car transfers.", "objective"), ("Plan: 97110 next.", "plan")]


def test_codes_of_the_plan_are_not_the_days():
    visit = made(TEXT, codes=CODES, sections=SECTIONS)
    assert recorded_codes(visit) == ("97530",)
    assert codes_of_day(visit) == ("97530",)
    assert codes_of_day(made(TEXT, codes=CODES, claim="97140=1 97010=1")) == (
        "97140",
        "97010",
    )
    assert timed_codes_of_day(made(TEXT, claim="97140=1 97010=1 99999=1")) == ("97140",)


TREATED = {
    "claim": ({"claim": "97530=1"}, True),
    "work": ({"activities": [("car transfers", "functional")], "kind": "progress"}, True),
    "vague-work": ({"activities": [("car transfers", "vague")]}, True),
    "testing-alone": ({"activities": [("car transfers", "testing")], "discipline": "PT"}, False),
    "bare-daily-note": ({"discipline": "PT", "kind": "daily"}, True),
    "progress-report-without-work": ({"discipline": "PT", "kind": "progress"}, False),
    "no-therapy": ({"kind": "daily"}, False),
}


@pytest.mark.parametrize(("facts", "said"), TREATED.values(), ids=TREATED)
def test_a_day_is_treated_where_the_note_speaks_of_treatment(facts, said):
    assert treated(made("car transfers", **facts)) is said


MISSING = {"timed_minutes": "missing", "total_treatment_time": "missing"}
# facts, words hit by: total, timed minutes, treatment without code
ASKED = {
    "timed-code-written": ({"codes": CODES[:1]}, (["97530"], ["97530"], [])),
    "timed-code-billed-alone": ({"claim": "97140=1"}, ([None], [None], [])),
    "untimed-code": ({"claim": "97010=1"}, ([None], [], [])),
    "no-code": ({"activities": [("car transfers", "functional")]}, ([None], [], [None])),
    "not-treated": ({"kind": "progress", "discipline": "PT"}, ([], [], [])),
}


@pytest.mark.parametrize(("facts", "faults"), ASKED.values(), ids=ASKED)
def test_minutes_are_asked_for_by_what_was_billed_or_recorded(facts, faults):
    visit = made(TEXT, shown=MISSING, **facts)
    assert tuple(words_hit(code, visit) for code in ("TIM101", "TIM103", "TIM105")) == faults


SUMS = "9:00-9:40. 97530 x 25 min. NuStep 10 min. 40 min. 12 min"
CLOCK = [("9:00", "start", "09:00"), ("9:40", "stop", "09:40")]
CODED = ("97530 x 25 min", "duration", 25, "97530")
LOOSE = ("*40 min", "duration", 40)
# times, words hit by: missing total, unlabelled total
TOTALS = {
    "as-long-as-the-clock": ([*CLOCK, LOOSE], [], ["40 min"]),
    "holds-the-codes": ([CODED, LOOSE], [], ["40 min"]),
    "too-short-for-the-codes": ([CODED, ("12 min", "duration", 12)], ["97530"], []),
    "alone-and-long": ([LOOSE], [], ["40 min"]),
    "alone-and-short": ([("12 min", "duration", 12)], ["97530"], []),
    "nothing": ([], ["97530"], []),
    "total-stated": ([LOOSE, ("*40 min", "total_treatment", 40)], [], []),
}


@pytest.mark.parametrize(("times", "missing", "unlabelled"), TOTALS.values(), ids=TOTALS)
def test_a_number_that_may_be_the_total_is_pointed_at_instead(times, missing, unlabelled):
    visit = made(SUMS, times=times, codes=[("97530", "97530")], claim="97530=2")
    assert words_hit("TIM101", visit) == missing
    assert words_hit("TIM102", visit) == unlabelled


# times, claim, words hit by: missing timed minutes, minutes of no code
TIED = {
    "of-no-code": ([LOOSE], "97530=2 97110=1", [], ["40 min"]),
    "block-of-the-only-code": ([LOOSE], "97530=2", [], []),
    "too-few-for-the-bill": ([("12 min", "duration", 12)], "97530=2", ["97530"], []),
    "too-few-for-any-unit": ([("12 min", "duration", 7)], "", ["97530"], []),
    "clock-of-the-code": (
        [("9:00", "start", "09:00", "97530"), ("9:40", "stop", "09:40", "97530")],
        "97530=2",
        [],
        ["9:00"],
    ),
    "tied": ([CODED], "97530=2", [], []),
    "total-of-one-timed-code": ([("*40 min", "total_treatment", 40)], "97530=2", [], ["40 min"]),
}


@pytest.mark.parametrize(("times", "claim", "missing", "untied"), TIED.values(), ids=TIED)
def test_minutes_of_no_code_weigh_less_than_none(times, claim, missing, untied):
    visit = with_units(made(SUMS, times=times, codes=[("97530", "97530")], claim=claim))
    assert words_hit("TIM103", visit) == missing
    assert words_hit("TIM104", visit) == untied


def with_units(visit):
    billed = {line.code: line.units for line in visit.note.claim}
    counted = work_out(None, None, billed, "medicare")
    return replace(visit, units=counted)


def test_an_activitys_own_minutes_are_no_total():
    visit = made(
        SUMS,
        times=[("NuStep 10 min", "duration", 20)],
        activities=[("NuStep", "exercise")],
        codes=[("97530", "97530")],
    )
    own = tuple(replace(a, minutes=20) for a in visit.activities)
    assert lone_sum(visit) is not None
    assert lone_sum(replace(visit, activities=own)) is None


def test_a_start_without_a_stop_is_not_both():
    visit = made(
        "In 9:00. 97530",
        codes=[("97530", "97530")],
        claim="97530=1",
        payer="auto",
        times=[("9:00", "start", "09:00")],
    )
    assert len(hits("TIM106", visit)) == 1
