"""The temperature mends what is too sure, and the calibration error says what is amiss."""

import numpy as np
import pytest

from auditor.classify.calibration import best_temperature, calibration
from auditor.classify.figures import sample


@pytest.mark.parametrize("overdone", [0.5, 1.0, 2.0, 4.0])
def test_temperature_undoes_scores_that_are_too_sure(overdone):
    random = np.random.default_rng(7)
    honest = random.normal(size=(20_000, 4))
    chances = np.exp(honest) / np.exp(honest).sum(axis=1, keepdims=True)
    truth = (chances.cumsum(axis=1) > random.random((20_000, 1))).argmax(axis=1)
    assert best_temperature(honest * overdone, truth) == pytest.approx(overdone, rel=0.05)


def test_honest_probabilities_have_no_error():
    said, was = np.full(10, 0.7), np.array([True] * 7 + [False] * 3)
    found = calibration(sample(["n"] * 10), said, was, np.full(10, fill_value=True))
    assert found.error.value == 0.0
    assert [(b.low, b.count, b.said, b.was) for b in found.bins if b.count] == [(0.7, 10, 0.7, 0.7)]


def test_error_is_the_gap_weighted_by_answers():
    said = np.array([0.95] * 6 + [0.15] * 4)
    was = np.array([True, True, True, False, False, False] + [False] * 4)
    found = calibration(sample(["n"] * 10), said, was, np.full(10, fill_value=True))
    assert found.error.value == pytest.approx(0.6 * 0.45 + 0.4 * 0.15, abs=1e-4)


def test_only_what_was_asked_counts():
    said, was = np.array([0.9, 0.1]), np.array([True, True])
    found = calibration(sample(["n", "n"]), said, was, np.array([True, False]))
    assert found.count == 1
    assert found.error.value == pytest.approx(0.1)


def test_certainty_falls_into_the_last_bin():
    found = calibration(sample(["n"]), np.array([1.0]), np.array([True]), np.array([True]))
    assert [b.count for b in found.bins] == [0] * 9 + [1]
