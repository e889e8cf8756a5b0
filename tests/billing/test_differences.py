"""What was billed beside what the minutes support: both directions, any tie right."""

import pytest

from auditor.billing.units import Difference, differences, work_out
from auditor.model.counting import MEDICARE, RULE_OF_EIGHTS

TIE = {"97110": 20, "97112": 20}
THREE = {"97112": 7, "97110": 7, "97140": 7}

RIGHT = {
    "as shared": ({"97530": 22, "97110": 16}, {"97530": 2, "97110": 1}),
    "one side of a tie": (TIE, {"97110": 2, "97112": 1}),
    "the other side of it": (TIE, {"97110": 1, "97112": 2}),
    "first of three": (THREE, {"97110": 1}),
    "last of three": (THREE, {"97140": 1}),
    "a code with no unit on a line of 0": (THREE, {"97140": 1, "97110": 0}),
    "no claim": (TIE, {}),
}


@pytest.mark.parametrize(
    ("minutes", "billed"), [pytest.param(*case, id=name) for name, case in RIGHT.items()]
)
def test_right_bill_differs_in_nothing(minutes, billed):
    assert differences(work_out(minutes, None, billed, MEDICARE)) == ()


# minutes, billed, method -> every difference
WRONG = {
    "one code over": (
        {"97530": 22},
        {"97530": 2},
        MEDICARE,
        [("over", "97530", 2, 1), ("over", None, 2, 1)],
    ),
    "one code under": (
        {"97530": 38},
        {"97530": 2},
        MEDICARE,
        [("under", "97530", 2, 3), ("under", None, 2, 3)],
    ),
    "a supported code is not billed": (
        {"97530": 22, "97110": 16},
        {"97530": 2},
        MEDICARE,
        [("under", "97110", 0, 1), ("under", None, 2, 3)],
    ),
    "right total, wrong codes": (
        {"97530": 30, "97110": 22},
        {"97530": 1, "97110": 2},
        MEDICARE,
        [("over", "97110", 2, 1), ("under", "97530", 1, 2)],
    ),
    "both tied codes rounded up": (
        TIE,
        {"97110": 2, "97112": 2},
        MEDICARE,
        [("over", None, 4, 3)],
    ),
    "neither tied code rounded up": (
        TIE,
        {"97110": 1, "97112": 1},
        MEDICARE,
        [("under", None, 2, 3)],
    ),
    "all to one code of a tie": (
        TIE,
        {"97110": 3},
        MEDICARE,
        [("over", "97110", 3, 2), ("under", "97112", 0, 1)],
    ),
    "the midpoint supports more": (
        {"97530": 10, "97110": 10},
        {"97530": 1},
        RULE_OF_EIGHTS,
        [("under", "97110", 0, 1), ("under", None, 1, 2)],
    ),
    "the midpoint supports less": (
        {"97110": 33, "97530": 7},
        {"97110": 2, "97530": 1},
        RULE_OF_EIGHTS,
        [("over", "97530", 1, 0), ("over", None, 3, 2)],
    ),
}


@pytest.mark.parametrize(
    ("minutes", "billed", "method", "expected"),
    [pytest.param(*case, id=name) for name, case in WRONG.items()],
)
def test_wrong_bill_differs_by_code_and_in_all(minutes, billed, method, expected):
    found = differences(work_out(minutes, None, billed, method))
    assert found == tuple(Difference(*e) for e in expected)


def test_payers_method_decides():
    """D1: two units stand by the midpoint and one by the total."""
    minutes, billed = {"97530": 10, "97110": 10}, {"97530": 1, "97110": 1}
    assert differences(work_out(minutes, 20, billed, RULE_OF_EIGHTS)) == ()
    assert differences(work_out(minutes, 20, billed, MEDICARE)) == (Difference("over", None, 2, 1),)


def test_minutes_not_parted_are_compared_in_all():
    units = work_out(None, 38, {"97530": 3, "97110": 1}, MEDICARE)
    assert differences(units) == (Difference("over", None, 4, 3),)


def test_minutes_of_some_codes_are_compared_in_all_alone():
    """16 of the 38 minutes have no code: they may be those of 97110."""
    units = work_out({"97530": 22}, 38, {"97530": 2, "97110": 1}, MEDICARE)
    assert differences(units) == ()


def test_billed_code_without_minutes_of_a_stated_total_is_over():
    units = work_out({"97530": 23}, 23, {"97530": 2, "97110": 1}, MEDICARE)
    assert differences(units) == (
        Difference("over", "97110", 1, 0),
        Difference("over", None, 3, 2),
    )


@pytest.mark.parametrize(
    ("stated", "method"),
    [
        pytest.param(None, MEDICARE, id="no minutes at all"),
        pytest.param(38, RULE_OF_EIGHTS, id="midpoint of minutes not parted"),
    ],
)
def test_nothing_is_said_where_nothing_is_known(stated, method):
    assert differences(work_out(None, stated, {"97530": 9, "97110": 9}, method)) == ()
