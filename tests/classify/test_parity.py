"""Exported weights, which reading uses, answer as the scikit-learn pipelines they came from."""

from dataclasses import replace

import numpy as np
import pytest

from auditor import teaching
from auditor.classify import store
from lessons import whole_corpus, write_few_notes

TOLERANCE = 1e-5
"""Weights are exported as 32-bit floats; measured differences are about 1e-6."""
EVERY = 20
"""Of nearly 11,000 clauses every twentieth is compared."""


@pytest.fixture(scope="module", params=["shipped", "just trained"])
def model(request, tmp_path_factory):
    """A model's folder: the one that ships, and one trained here from a few notes."""
    if request.param == "shipped":
        return store.find()
    folder = tmp_path_factory.mktemp("model")
    corpus = write_few_notes(tmp_path_factory.mktemp("few") / "corpus")
    teaching.train(corpus, folder, measured=False)
    return folder


@pytest.fixture(scope="module")
def both(model):
    return store.load_classifier(model), store.load_pipelines(model)


def largest_difference(ours, theirs):
    return float(np.abs(np.asarray(ours) - np.asarray(theirs)).max())


def test_scores_of_kinds_of_work_are_those_of_scikit_learn(both):
    classifier, pipelines = both
    views = [clause.view for clause in whole_corpus().clauses[::EVERY]]
    assert len(views) > 500
    ours = classifier.work.scores(views)
    assert largest_difference(ours, pipelines["work"].decision_function(views)) < TOLERANCE


def test_probabilities_of_kinds_of_work_are_those_of_scikit_learn(both):
    classifier, pipelines = both
    work = replace(classifier.work, temperature=1.0)  # scikit-learn knows no temperature
    views = [clause.view for clause in whole_corpus().clauses[::EVERY]]
    ours = work.probabilities(work.scores(views))
    assert largest_difference(ours, pipelines["work"].predict_proba(views)) < TOLERANCE


def test_labels_of_kinds_of_work_are_in_the_order_of_scikit_learn(both):
    classifier, pipelines = both
    assert list(classifier.work.labels) == list(pipelines["work"].classes_)


def test_probabilities_of_statements_are_those_of_scikit_learn(both):
    classifier, pipelines = both
    views = [sentence.view for sentence in whole_corpus().sentences[::EVERY]]
    assert len(views) > 250
    ours = [list(chances.values()) for chances in classifier.statements(views)]
    assert largest_difference(ours, pipelines["stated"].predict_proba(views)) < TOLERANCE


def test_scores_of_statuses_are_those_of_scikit_learn(both):
    classifier, pipelines = both
    views = [activity.view for activity in whole_corpus().statuses[::EVERY]]
    assert len(views) > 100
    ours = classifier.status.scores(views)
    assert largest_difference(ours, pipelines["status"].decision_function(views)) < TOLERANCE
