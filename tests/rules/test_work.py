"""Which work the note leaves no doubt of, and of how certain a kind."""

import pytest

from auditor.rules.work import firm, firmly, sure
from built import activity, visit


@pytest.mark.parametrize(
    ("text", "codes", "expected"),
    [
        pytest.param("97530 15 min: CAR", ["97530"], True, id="its line names the code"),
        pytest.param("CAR | x4 | 97530", ["97530"], True, id="at the end of its row"),
        pytest.param("97530 15 min:\n - LAQ\n - CAR", ["97530"], True, id="an item of a list"),
        pytest.param("97530 15 min\n  LAQ\n\n  CAR", ["97530"], False, id="behind a gap"),
        pytest.param("97530 15 min\nCAR", ["97530"], False, id="the next line"),
        pytest.param("97110: LAQ. 97530: CAR", ["97110", "97530"], True, id="opened last"),
        pytest.param("97530: LAQ. 97110: CAR", ["97110", "97530"], False, id="opened before"),
        pytest.param("97110, 97530 CAR", ["97110", "97530"], False, id="not opened"),
        pytest.param("97110 8 | 97530 15\n - CAR", ["97110", "97530"], False, id="a list of two"),
        pytest.param("CAR", [], False, id="no code in sight"),
    ],
)
def test_the_code_of_work_is_firm_where_line_or_list_says_so(text, codes, expected):
    made = visit(
        text, activities=[activity("CAR", "functional", "97530")], codes={c: c for c in codes}
    )
    assert firm(made, made.activities[0]) is expected
    assert bool(firmly(made, "97530")) is expected


@pytest.mark.parametrize(
    ("chances", "label", "expected"),
    [
        ([0.7], "exercise", True),
        ([0.69], "exercise", False),
        ([0.95, 0.6], "exercise", False),
        ([0.95, 0.9, 0.6], "exercise", True),
        ([0.95, 0.9, 0.49], "exercise", False),
        ([0.95], "unclear", False),
        ([], "exercise", True),
    ],
)
def test_kinds_are_sure_together_by_the_middle_one(chances, label, expected):
    assert sure([activity("CAR", label, sure=c) for c in chances]) is expected
