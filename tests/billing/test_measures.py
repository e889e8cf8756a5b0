"""Services of two codes, codes that count something else, and a file that is refused."""

import tomllib
from copy import deepcopy
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.billing.measures import laid_out, measures, measures_in
from auditor.billing.packs import demands_for
from auditor.billing.sharing import METHODS
from auditor.billing.tables import Table
from auditor.billing.units import billable_units, differences, work_out
from auditor.errors import PackError

SHIPPED = tomllib.loads(
    resources.files("auditor").joinpath("data", "measures.toml").read_text(encoding="utf-8")
)

LAID_OUT = {
    "all beside the first": ({"97129": 38}, {"97129": 15, "97130": 23}),
    "all beside the further": ({"97130": 20}, {"97129": 15, "97130": 5}),
    "as it should be": ({"97129": 15, "97130": 15}, {"97129": 15, "97130": 15}),
    "no more than one unit": ({"97129": 10}, {"97129": 10, "97130": 0}),
    "another service": ({"97530": 38}, {"97530": 38}),
}


@pytest.mark.parametrize(("minutes", "expected"), LAID_OUT.values(), ids=LAID_OUT)
def test_minutes_of_a_service_lie_where_they_are_billed(minutes, expected):
    assert laid_out(minutes) == expected


@given(st.integers(0, 200), st.integers(0, 200), st.sampled_from(sorted(METHODS)))
def test_laying_out_changes_no_total(first, further, method):
    both = first + further
    worked = work_out({"97129": first, "97130": further}, None, {}, method)
    assert worked.timed_minutes == both
    assert worked.methods[method].total == billable_units(both)
    assert worked.methods[method].by_code.get("97129", 0) == (both >= 8)


def test_a_note_that_names_the_first_code_alone_supports_both():
    right = work_out({"97129": 38}, 38, {"97129": 1, "97130": 2}, "medicare")
    assert differences(right) == ()
    assert {d.code for d in differences(work_out({"97129": 38}, 38, {"97129": 3}, "medicare"))} == {
        "97129",
        "97130",
    }


def test_every_code_is_one_of_the_packs_and_counts_as_said():
    codes = demands_for("medicare", "2026-03-04").codes
    held = measures()
    assert {*held.further, *held.further.values(), *held.otherwise} <= set(codes)
    assert {codes[c].timed for c in (*held.further, *held.further.values())} == {True}
    assert {codes[c].timed for c in held.otherwise} == {False}


def changed(key, field, value):
    values = deepcopy(SHIPPED)
    if value is None:
        del values[key][0][field]
    else:
        values[key][0][field] = value
    return values


WRONG = {
    "unknown key": (changed("otherwise", "count", "hours"), "unknown key 'count'"),
    "no code": (changed("otherwise", "code", "hours"), "'hours' is not a procedure code"),
    "no source": (changed("continued", "source", None), "source is missing"),
    "unknown source": (changed("continued", "source", "x"), "no source has the id 'x'"),
    "no mark": (changed("continued", "mark", "sure"), "mark is one of"),
    "given twice": (changed("continued", "first", "90912"), "given twice"),
    "not reviewed": ({**SHIPPED, "reviewed_on": "today"}, "reviewed_on is a date"),
}


@pytest.mark.parametrize(("values", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused_with_its_entry(values, said):
    with pytest.raises(PackError, match=said) as refused:
        measures_in(Table("measures.toml", values))
    assert str(refused.value).startswith("measures.toml: ")
