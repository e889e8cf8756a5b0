"""Billed units beside supported ones, and how they are said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.billing.units import differences, work_out
from auditor.model import UnitCount
from auditor.record import NO_UNITS, units_json
from auditor.report.units import Comparison, compare, units_line, ways_words
from report.records import units


def said(*parts, **more):
    return units_line(units_json(units(*parts, **more)))


@pytest.mark.parametrize(
    ("by_code", "billed", "ties", "expected"),
    [
        ({"97530": 2, "97110": 1}, {"97530": 2, "97110": 1}, (), Comparison(3, 3, 0, 0)),
        ({"97530": 2, "97110": 1}, {"97530": 2}, (), Comparison(2, 3, 0, 1)),
        ({"97530": 1}, {"97530": 3}, (), Comparison(3, 1, 2, 0)),
        ({"97530": 2}, {"97110": 2}, (), Comparison(2, 2, 2, 2)),
        ({"97530": 2}, {"97530": 2, "97140": 1}, (), Comparison(3, 2, 1, 0)),
        (
            {"97110": 1, "97530": 2},
            {"97110": 2, "97530": 1},
            ({"97110": 2, "97530": 1},),
            Comparison(3, 3, 0, 0),
        ),
    ],
    ids=["equal", "one-not-billed", "over", "wrong-code", "code-without-unit", "a-tie-is-right"],
)
def test_billed_units_are_compared_code_by_code(by_code, billed, ties, expected):
    assert compare(units_json(units(by_code, billed=billed, ties=ties))) == expected


@pytest.mark.parametrize(
    ("total", "billed", "expected"),
    [
        (3, {"97530": 2, "97110": 2}, Comparison(4, 3, 1, 0)),
        (3, {"97530": 2}, Comparison(2, 3, 0, 1)),
        (None, {"97530": 2}, None),
        (3, {}, None),
    ],
)
def test_totals_are_compared_where_the_codes_are_not_parted(total, billed, expected):
    assert compare(units_json(units(None, total=total, billed=billed))) == expected


def test_minutes_too_few_for_a_unit_support_none():
    none = units({}, billed={"97530": 1}, minutes=7, total=0)

    assert compare(units_json(none)) == Comparison(1, 0, 1, 0)


def test_nothing_is_compared_where_nothing_is_known():
    assert compare(NO_UNITS) is None
    assert units_line(NO_UNITS) is None


CODES = st.sampled_from(["97110", "97112", "97530"])


@settings(deadline=None)
@given(
    minutes=st.dictionaries(CODES, st.integers(0, 70)),
    billed=st.dictionaries(CODES, st.integers(1, 4)),
    stated=st.none() | st.integers(0, 120),
    method=st.sampled_from(["medicare", "rule_of_eights"]),
)
def test_a_report_differs_exactly_where_billing_does(minutes, billed, stated, method):
    worked_out = work_out(minutes or None, stated, billed, method)
    compared = compare(units_json(worked_out))

    assert bool(differences(worked_out)) == bool(
        compared is not None and (compared.over or compared.under)
    )


def test_the_payers_method_is_named_first_where_they_differ():
    eights = UnitCount(2, {"97110": 1, "97530": 1})

    assert said({"97530": 2, "97110": 1}, billed={"97530": 3}, other=eights) == (
        "38 timed minutes: 3 units by the payer's 8-minute rule (97110x1, 97530x2), "
        "2 units by the rule of eights (97110x1, 97530x1); billed 97530x3"
    )


def test_a_method_that_cannot_count_is_left_out():
    assert said(None, billed={}, total=1, minutes=20, other=UnitCount(None, None)) == (
        "20 timed minutes: 1 unit by the payer's 8-minute rule"
    )


def test_every_right_sharing_is_named_up_to_a_few():
    ties = [{"97110": 2}, {"97112": 2}, {"97116": 2}, {"97140": 2}]
    count = units({"97530": 2}, billed={}, ties=ties)

    assert ways_words(units_json(count)["methods"]["medicare"]) == (
        "97530x2 or 97110x2 or 97112x2 or 2 other sharings"
    )
