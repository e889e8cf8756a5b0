"""Minutes to units, as tables: the manual's boundaries, its examples, and where methods part."""

import pytest

from auditor.billing.units import (
    TIES_LISTED,
    billable_units,
    share_by_midpoint,
    share_by_total,
    timed_only,
    work_out,
)
from auditor.model import CodeFact, UnitCount
from auditor.model.counting import MEDICARE, RULE_OF_EIGHTS

# First and last minute of each number of units, as the manual prints them.
BOUNDARIES = [
    (0, 0, 7),
    (1, 8, 22),
    (2, 23, 37),
    (3, 38, 52),
    (4, 53, 67),
    (5, 68, 82),
    (6, 83, 97),
    (7, 98, 112),
    (8, 113, 127),
    (9, 128, 142),
    (10, 143, 157),
]


@pytest.mark.parametrize(
    ("minutes", "units"),
    [pytest.param(m, u, id=f"{m}min-{u}u") for u, *ends in BOUNDARIES for m in ends],
)
def test_units_change_at_the_printed_minutes(minutes, units):
    assert billable_units(minutes) == units


# The timed minutes, and every sharing that is right. 97116 and so on stand for themselves.
WORKED = {
    "M1 larger remainder": ({"97112": 24, "97110": 23}, [{"97112": 2, "97110": 1}]),
    "M2 tie": (
        {"97112": 20, "97110": 20},
        [{"97110": 2, "97112": 1}, {"97110": 1, "97112": 2}],
    ),
    "M3 seven minutes earn a unit": ({"97110": 33, "97140": 7}, [{"97110": 2, "97140": 1}]),
    "M4 smallest remainder is not billed": (
        {"97110": 18, "97140": 13, "97116": 10, "97035": 8},
        [{"97110": 1, "97140": 1, "97116": 1}],
    ),
    "M5 tie of three, all under 8": (
        {"97112": 7, "97110": 7, "97140": 7},
        [{"97110": 1}, {"97112": 1}, {"97140": 1}],
    ),
    "M6 least minutes": ({"97530": 8}, [{"97530": 1}]),
    "M7 too few": ({"97530": 7}, [{}]),
    "M8 22": ({"97530": 22}, [{"97530": 1}]),
    "M8 23": ({"97530": 23}, [{"97530": 2}]),
    "M8 37": ({"97530": 37}, [{"97530": 2}]),
    "M8 38": ({"97530": 38}, [{"97530": 3}]),
    "M9 ten against five": ({"97530": 25, "97110": 20}, [{"97530": 2, "97110": 1}]),
    "M10 seven minutes earn a unit of three": (
        {"97530": 16, "97140": 15, "97110": 7},
        [{"97530": 1, "97140": 1, "97110": 1}],
    ),
    "M11 untimed minutes are not in the pool": (
        {"97530": 15, "97110": 15},
        [{"97530": 1, "97110": 1}],
    ),
    "M12 no remainder": ({"97530": 30, "97110": 22}, [{"97530": 2, "97110": 1}]),
    "M13 one each": (
        {"97530": 14, "97110": 14, "97112": 14},
        [{"97530": 1, "97110": 1, "97112": 1}],
    ),
    "M14 one unit of two codes": ({"97530": 10, "97110": 5}, [{"97530": 1}]),
    "M15 one each of two": ({"97110": 18, "97140": 10}, [{"97110": 1, "97140": 1}]),
}


@pytest.mark.parametrize(
    ("minutes", "sharings"), [pytest.param(*case, id=name) for name, case in WORKED.items()]
)
def test_medicare_shares_as_worked_by_hand(minutes, sharings):
    first, *others = sharings
    assert share_by_total(minutes) == UnitCount(
        total=sum(first.values()), by_code=first, ties=tuple(others)
    )


# Minutes, Medicare's total, the midpoint's sharing.
COMPARED = {
    "D1 midpoint higher": ({"97530": 10, "97110": 10}, 1, {"97530": 1, "97110": 1}),
    "D2 midpoint higher, three codes": (
        {"97530": 8, "97110": 8, "97140": 8},
        2,
        {"97530": 1, "97110": 1, "97140": 1},
    ),
    "D3 medicare higher, both under 8": ({"97530": 7, "97110": 7}, 1, {}),
    "D4 medicare higher": ({"97110": 33, "97530": 7}, 3, {"97110": 2}),
    "D5 midpoint higher, four codes": (
        {"97110": 18, "97140": 13, "97116": 10, "97035": 8},
        3,
        {"97110": 1, "97140": 1, "97116": 1, "97035": 1},
    ),
    "D6 midpoint higher, tie": ({"97530": 23, "97110": 8}, 2, {"97530": 2, "97110": 1}),
    "D7 medicare higher, three codes": (
        {"97530": 20, "97110": 20, "97140": 20},
        4,
        {"97530": 1, "97110": 1, "97140": 1},
    ),
    "D8 medicare higher, two codes": ({"97530": 22, "97110": 22}, 3, {"97530": 1, "97110": 1}),
    "D9 same": ({"97530": 15, "97110": 15}, 2, {"97530": 1, "97110": 1}),
    "D10 one code": ({"97530": 53}, 4, {"97530": 4}),
}


@pytest.mark.parametrize(
    ("minutes", "medicare", "midpoint"),
    [pytest.param(*case, id=name) for name, case in COMPARED.items()],
)
def test_methods_differ_as_worked_by_hand(minutes, medicare, midpoint):
    assert share_by_total(minutes).total == medicare
    assert share_by_midpoint(minutes) == UnitCount(total=sum(midpoint.values()), by_code=midpoint)


def test_tie_of_a_full_code_and_a_short_one_leaves_both_bills_right():
    """D6 as Medicare sees it: 8 minutes are left of either code."""
    count = share_by_total({"97530": 23, "97110": 8})
    assert count.by_code == {"97110": 1, "97530": 1}
    assert count.ties == ({"97530": 2},)


def test_no_minutes_are_no_units():
    nothing = UnitCount(total=0, by_code={})
    assert share_by_total({}) == nothing
    assert share_by_midpoint({}) == nothing


def test_many_equal_codes_do_not_take_forever():
    minutes = {f"97{n:03}": 8 for n in range(40)}
    count = share_by_total(minutes)
    assert count.total == billable_units(40 * 8)
    assert len(count.ties) == TIES_LISTED


@pytest.mark.parametrize(
    "refuse",
    [
        pytest.param(lambda: billable_units(-1), id="units"),
        pytest.param(lambda: share_by_total({"97530": 30, "97110": -8}), id="total"),
        pytest.param(lambda: share_by_midpoint({"97530": 30, "97110": -8}), id="midpoint"),
        pytest.param(lambda: work_out({"97530": -8}, 20, {}, MEDICARE), id="work out, by code"),
        pytest.param(lambda: work_out(None, -1, {}, MEDICARE), id="work out, total"),
    ],
)
def test_negative_minutes_are_refused(refuse):
    with pytest.raises(ValueError, match="negative"):
        refuse()


def test_unknown_method_is_refused():
    with pytest.raises(ValueError, match="no unit method 'cms'"):
        work_out(None, 30, {}, "cms")


def test_parted_minutes_are_shared_by_both_methods():
    units = work_out({"97110": 33, "97530": 7}, 40, {"97110": 3}, MEDICARE)
    assert units.timed_minutes == 40
    assert units.minutes_by_code == {"97110": 33, "97530": 7}
    assert units.billed == {"97110": 3}
    assert units.payer_method == MEDICARE
    assert units.methods == {
        MEDICARE: UnitCount(total=3, by_code={"97110": 2, "97530": 1}),
        RULE_OF_EIGHTS: UnitCount(total=2, by_code={"97110": 2}),
    }


# minutes by code, stated total, billed -> (timed minutes, Medicare's total, the midpoint's)
UNPARTED = {
    "one billed code has all the minutes": (None, 38, {"97530": 3}, (38, 3, 3)),
    "two billed codes": (None, 38, {"97530": 2, "97110": 1}, (38, 3, None)),
    "no claim": (None, 38, {}, (38, 3, None)),
    "too few for any unit": (None, 7, {"97530": 1, "97110": 1}, (7, 0, 0)),
    "nothing known": (None, None, {"97530": 2}, (None, None, None)),
    "nothing known, written as empty": ({}, None, {"97530": 2}, (None, None, None)),
    "only some minutes have a code": ({"97530": 22}, 38, {"97530": 2}, (38, 3, None)),
    "more by code than in all": ({"97530": 22, "97110": 22}, 38, {"97530": 3}, (38, 3, None)),
    "a billed code without minutes, no total": (
        {"97530": 22},
        None,
        {"97530": 1, "97110": 1},
        (None, None, None),
    ),
}


@pytest.mark.parametrize(
    ("by_code", "stated", "billed", "expected"),
    [pytest.param(*case, id=name) for name, case in UNPARTED.items()],
)
def test_minutes_not_parted_give_no_sharing(by_code, stated, billed, expected):
    timed, medicare, midpoint = expected
    units = work_out(by_code, stated, billed, MEDICARE)
    assert units.timed_minutes == timed
    assert units.methods == {
        MEDICARE: UnitCount(total=medicare, by_code=None),
        RULE_OF_EIGHTS: UnitCount(total=midpoint, by_code=None),
    }


def test_total_is_the_sum_where_the_note_states_none():
    units = work_out({"97530": 22, "97110": 16}, None, {"97530": 2}, MEDICARE)
    assert units.timed_minutes == 38
    assert units.methods[MEDICARE].by_code == {"97530": 2, "97110": 1}


def test_only_timed_codes_are_kept():
    codes = {
        "97530": CodeFact("97530", "tasks", timed=True, one_on_one=True),
        "97161": CodeFact("97161", "evaluation", timed=False, one_on_one=True),
    }
    assert timed_only({"97530": 2, "97161": 1, "99213": 1}, codes) == {"97530": 2}
