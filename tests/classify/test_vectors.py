"""Rows for learning hold the features enough views have, rare ones weighing more."""

import numpy as np

from auditor.classify.features import CLAUSES
from auditor.classify.vectors import BagVectorizer
from auditor.model import ClauseView

VIEWS = [ClauseView(words) for words in ("bike", "bike hill", "bike ramp", "bike hill ramp sled")]


def test_features_too_few_views_have_are_left_out():
    names = BagVectorizer(CLAUSES, 2).fit(VIEWS).vocabulary_
    assert "w:hill" in names
    assert "w:sled" not in names


def test_rare_features_weigh_more():
    vectorizer = BagVectorizer(CLAUSES, 1).fit(VIEWS)
    weight = dict(zip(vectorizer.vocabulary_, vectorizer.idf_, strict=True))
    assert weight["w:bike"] < weight["w:hill"] < weight["w:sled"]


def test_rows_have_a_column_a_feature_and_unknown_words_none():
    vectorizer = BagVectorizer(CLAUSES, 1).fit(VIEWS)
    rows = vectorizer.transform([ClauseView("bike"), ClauseView("zzz")])
    assert rows.shape == (2, len(vectorizer.vocabulary_))
    assert rows[0, vectorizer.vocabulary_["w:bike"]] > 0
    assert np.all(
        rows[1, [vectorizer.vocabulary_[f"w:{w}"] for w in ("bike", "hill")]].toarray() == 0
    )
