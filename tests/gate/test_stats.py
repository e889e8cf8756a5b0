"""Counts of a journal: each verdict once, in its period, and nothing that is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.gate.journal import Entry, Event
from auditor.gate.stats import percentile, stats_of


def entry(event=Event.JUDGED, decision="hold", judged=None, **more):
    usual = {"key": "k", "time": "2026-03-04T05:06:07.000Z"}
    return Entry(event=event, decision=decision, judged=judged or decision, **usual | more)


def figures(entries, *, by_week=False):
    return stats_of(entries, by_week=by_week).values()


def test_verdicts_are_counted_by_decision():
    found = figures(
        [
            entry(rules=("TIM101", "COD201")),
            entry(rules=("TIM101",), event=Event.RECOVERED),
            entry(decision="release", excused=("TIM102",)),
            entry(Event.FAILED, "not_judged", why="is empty"),
            entry(Event.DUPLICATE, None),
            entry(Event.RELEASED, None, reason="other", by="billing"),
        ]
    )
    assert (found["notes"], found["released"], found["held"], found["not_judged"]) == (4, 1, 2, 1)
    assert found["share_held"] == 0.5
    assert found["rules"] == [{"rule": "TIM101", "notes": 2}, {"rule": "COD201", "notes": 1}]
    assert found["excused"] == [{"rule": "TIM102", "notes": 1}]
    assert found["why_not_judged"] == [{"why": "is empty", "notes": 1}]
    assert found["releases"] == [{"reason": "other", "notes": 1}]
    assert found["events"] == {
        "judged": 2,
        "released": 1,
        "duplicate": 1,
        "recovered": 1,
        "failed": 1,
    }


@pytest.mark.parametrize("decision", ["hold", "release", "not_judged"])
def test_what_could_not_be_judged_is_counted_whatever_became_of_it(decision):
    found = figures([entry(Event.FAILED, decision, "not_judged", why="is empty")])
    assert (found["not_judged"], found["why_not_judged"][0]["notes"]) == (1, 1)


def test_shadow_is_told_apart():
    found = figures(
        [
            entry(decision="release", judged="hold", shadow=True),
            entry(decision="release", shadow=True),
            entry(),
        ]
    )
    assert (found["would_hold"], found["share_would_hold"]) == (1, 0.5)
    assert (found["held"], found["share_held"]) == (1, 1.0)


@pytest.mark.parametrize(
    ("by_week", "periods"),
    [
        (False, {"2026-03-01": 1, "2026-03-02": 1, "2026-03-08": 1}),
        (True, {"2026-02-23": 1, "2026-03-02": 2}),
    ],
    ids=["days", "weeks"],
)
def test_periods_begin_on_their_day_or_monday(by_week, periods):
    days = ("2026-03-08", "2026-03-01", "2026-03-02")
    found = figures([entry(time=f"{day}T01:00:00.000Z") for day in days], by_week=by_week)
    assert {p["from"]: p["notes"] for p in found["periods"]} == periods


def test_a_time_that_is_none_loses_no_verdict():
    assert figures([entry(time="yesterday")])["periods"][0]["from"] == ""


def test_nothing_has_no_share_and_no_time():
    found = figures([])
    assert (found["notes"], found["share_held"], found["milliseconds"]) == (
        0,
        None,
        {"p50": None, "p95": None},
    )


@pytest.mark.parametrize(
    ("values", "per_cent", "expected"),
    [([], 50, None), ([7], 95, 7), ([3, 1, 2], 50, 2), (range(1, 101), 95, 95), ([1, 2], 50, 1)],
)
def test_percentiles_are_values_that_were_seen(values, per_cent, expected):
    assert percentile(values, per_cent) == expected


@given(st.lists(st.integers(0, 1000), min_size=1), st.integers(1, 100))
def test_so_many_per_cent_do_not_exceed_a_percentile(values, per_cent):
    found = percentile(values, per_cent)
    assert sum(value <= found for value in values) * 100 >= per_cent * len(values)
    assert sum(value < found for value in values) * 100 < per_cent * len(values)
