"""Every figure of a batch, counted again from its records."""

from collections import Counter

import pytest

from auditor.model import ELEMENTS
from auditor.record import Outcomes, as_json
from auditor.report.totals import UnitTotals, totals_of
from report.records import record, renamed, units
from report.samples import all_three, assistant_note


def batch():
    """Records of all gates, unlike numbers of each, and every way units can differ."""
    first, second, third = all_three()
    billed = [{"97530": 4}, {"97530": 2, "97110": 1}, {"97110": 3}, {"97530": 1, "97110": 1}]
    by_code = {"97530": 2, "97110": 1}
    return [
        as_json(audited)
        for audited in (
            *(renamed(first, f"A-{n}") for n in range(5)),
            *(renamed(second, f"B-{n}") for n in range(3)),
            *(renamed(third, f"C-{n}") for n in range(2)),
            *(record("x", note_id=f"D-{b}", units=units(by_code, billed=b)) for b in billed),
            record("x", note_id="E", outcomes=Outcomes()),
        )
    ]


@pytest.fixture(scope="module")
def records():
    return batch()


@pytest.fixture(scope="module")
def totals(records):
    return totals_of(iter(records))


def test_gates_and_notes_add_up(records, totals):
    assert totals.notes == len(records) == 15
    assert dict(totals.gates) == {"ready": 7, "hold": 5, "cannot_assess": 3}
    assert totals.gates == Counter(r["gate"] for r in records)


def test_scores_add_up(records, totals):
    scores = [r["score"] for r in records if r["score"] is not None]

    assert totals.scored == len(scores) == 12
    assert totals.mean_score == pytest.approx(sum(scores) / len(scores))
    assert sum(totals.scores) == len(scores)
    assert totals.scores == tuple(
        sum(1 for s in scores if low <= s < low + 10 or (low == 90 and s == 100))
        for low in range(0, 100, 10)
    )


def test_findings_add_up_by_rule_and_severity(records, totals):
    found = [f for r in records for f in r["findings"]]

    assert dict(totals.severities) == Counter(f["severity"] for f in found)
    assert {r.rule: r.findings for r in totals.rules} == Counter(f["rule"] for f in found)
    assert {r.rule: r.notes for r in totals.rules} == Counter(
        rule for r in records for rule in {f["rule"] for f in r["findings"]}
    )
    assert [r.notes for r in totals.rules] == sorted((r.notes for r in totals.rules), reverse=True)


def test_a_rule_is_counted_once_a_note_and_with_its_heaviest_severity():
    twice = as_json(assistant_note())
    light = {**twice["findings"][0], "severity": "info"}
    records = [{**twice, "findings": [light, {**light, "severity": "error"}, light]}]

    (rule,) = totals_of(records).rules
    assert (rule.notes, rule.findings, rule.severity) == (1, 3, "error")


def test_elements_add_up(records, totals):
    assert {e.element for e in totals.elements} == set(ELEMENTS)
    for element in totals.elements:
        statuses = Counter(r["elements"][element.element]["status"] for r in records)
        assert (element.present, element.partial, element.missing, element.na) == (
            statuses["present"],
            statuses["partial"],
            statuses["missing"],
            statuses["na"],
        )
        assert element.applicable == totals.notes - element.na
    missing = [e.missing for e in totals.elements]
    assert missing == sorted(missing, reverse=True)


def test_units_add_up(totals):
    assert totals.units == UnitTotals(
        notes_over=2,  # 97530 x 4, and 97110 x 3 in place of 97530
        notes_under=8,  # five times A, 97530 x 4 without 97110, 97110 x 3, 97530 x 1
        notes_both=2,
        notes_equal=4,  # three times B, and one of D
        not_compared=3,
        units_over=2 + 2,
        units_under=5 + 1 + 2 + 1,
    )
    one = totals.units
    assert totals.notes == (
        one.notes_over + one.notes_under - one.notes_both + one.notes_equal + one.not_compared
    )


def test_what_made_the_records_is_listed_once(totals):
    assert totals.made_by == (("0.1.0", "medicare-2026@1a2b3c4d5e6f", "sha256:0f1e2d3c4b5a"),)


def test_the_order_of_notes_changes_no_figure(records, totals):
    assert totals_of(reversed(records)) == totals


def test_an_empty_batch_has_no_mean_score():
    empty = totals_of([])

    assert (empty.notes, empty.scored, empty.mean_score, empty.rules) == (0, 0, None, ())
    assert sum(empty.scores) == 0


def test_a_note_that_was_not_read_counts_as_a_note():
    unread = as_json(record(complete=False, outcomes=Outcomes(skipped={"TIM101": "a: empty"})))
    totals = totals_of([{**unread, "elements": {}}])

    assert totals.gates["cannot_assess"] == totals.notes == 1
    assert all(e.applicable == 0 for e in totals.elements)
