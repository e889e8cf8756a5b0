"""An activity is taken for done only where that is likely enough."""

import numpy as np
import pytest

from auditor.classify.classifier import Thresholds, standing

LABELS = ("home", "not_done", "performed", "planned")
ASKED = Thresholds(kind=0.4, known=0.4, unknown=0.4, stranger=0.7, performed=0.7)


@pytest.mark.parametrize(
    ("chances", "answer"),
    [
        ((0.1, 0.1, 0.75, 0.05), "performed"),
        ((0.1, 0.25, 0.6, 0.05), "not_done"),
        ((0.1, 0.05, 0.45, 0.4), "planned"),
        ((0.6, 0.2, 0.1, 0.1), "home"),
    ],
)
def test_performed_must_be_likely(chances, answer):
    assert standing(LABELS, np.array(chances), ASKED) == answer


def test_the_only_status_known_is_the_answer():
    assert standing(("performed",), np.array([0.1]), ASKED) == "performed"
