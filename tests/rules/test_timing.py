"""Which minutes are asked for hangs on the codes, and on whether anything was treated at all."""

import pytest

from auditor.rules.coded import codes_of_day, recorded_codes, timed_codes_of_day, treated
from built import built, hits, words_hit

TEXT = "97530: car transfers.\nPlan: 97110 next."
CODES = [("97530", "97530"), ("97110", "97110")]
SECTIONS = [("97530: car transfers.", "objective"), ("Plan: 97110 next.", "plan")]


def test_codes_of_the_plan_are_not_the_days():
    visit = built(TEXT, codes=CODES, sections=SECTIONS)
    assert recorded_codes(visit) == ("97530",)
    assert codes_of_day(visit) == ("97530",)
    assert codes_of_day(built(TEXT, codes=CODES, claim="97140=1 97010=1")) == ("97140", "97010")
    assert timed_codes_of_day(built(TEXT, claim="97140=1 97010=1 99999=1")) == ("97140",)


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
    assert treated(built("car transfers", **facts)) is said


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
    visit = built(TEXT, shown=MISSING, **facts)
    assert tuple(words_hit(code, visit) for code in ("TIM101", "TIM102", "TIM104")) == faults


def test_a_start_without_a_stop_is_not_both():
    visit = built(
        "In 9:00. 97530",
        codes=[("97530", "97530")],
        claim="97530=1",
        payer="auto",
        times=[("9:00", "start", "09:00")],
    )
    assert len(hits("TIM105", visit)) == 1
