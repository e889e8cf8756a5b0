"""Shares, scores and their intervals are worked out from whole notes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.classify.figures import Figure, sample


def flags(text):
    return np.array([letter == "x" for letter in text])


def test_score_counts_marks_answers_and_agreements():
    drawn = sample(["n1", "n1", "n2", "n2", "n3"])
    score = drawn.score(flags("xxx.."), flags(".xxx."))
    assert (score.true, score.given, score.right) == (3, 3, 2)
    assert score.precision.value == score.recall.value == score.f1.value == 0.6667


def test_interval_is_a_point_where_all_notes_agree():
    drawn = sample(["n1", "n1", "n2", "n2"])
    assert drawn.share(flags("x.x."), flags("xxxx")) == Figure(0.5, 0.5, 0.5)


def test_interval_is_wide_where_notes_disagree():
    drawn = sample(["n1", "n1", "n2", "n2"])
    assert drawn.share(flags("xx.."), flags("xxxx")) == Figure(0.5, 0.0, 1.0)


def test_nothing_to_count_is_none_and_not_zero():
    drawn = sample(["n1", "n2"])
    assert drawn.share(flags(".."), flags("..")) == Figure(None)
    assert drawn.score(flags("xx"), flags("..")).precision == Figure(None)
    assert drawn.score(flags("xx"), flags("..")).recall.value == 0.0


def test_macro_f1_is_the_plain_average_of_labels():
    drawn = sample(["n1", "n1", "n1", "n1"])
    figure = drawn.macro_f1([flags("xx.."), flags("..xx")], [flags("xx.."), flags("..x.")])
    assert figure.value == pytest.approx((1.0 + 2 / 3) / 2, abs=1e-4)


def test_same_notes_give_the_same_interval():
    notes = [f"n{i % 7}" for i in range(40)]
    true, given_ = flags("x..x" * 10), flags("xx.." * 10)
    assert sample(notes).score(true, given_) == sample(notes).score(true, given_)


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.booleans()), min_size=1))
def test_interval_lies_between_nothing_and_everything(rows):
    drawn = sample([f"n{note}" for note, _, _ in rows])
    figure = drawn.score(
        np.array([true for _, true, _ in rows]), np.array([told for _, _, told in rows])
    ).f1
    if figure.value is not None:
        assert 0 <= figure.low <= figure.high <= 1
        assert 0 <= figure.value <= 1
