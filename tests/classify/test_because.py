"""The words given for an answer are words of the clause."""

import pytest

from auditor.classify import store
from auditor.classify.features import words
from auditor.classify.linear import MOST_REASONS
from lessons import whole_corpus


@pytest.fixture(scope="module")
def answered():
    """Several hundred clauses of the corpus with the answers of the model that ships."""
    views = [clause.view for clause in whole_corpus().clauses[::8]]
    verdicts = store.load_classifier().activities(views)
    return list(zip(views, verdicts, strict=True))


def test_words_given_stand_in_the_clause(answered):
    strange = [(set(verdict.because) - set(words(view.text))) for view, verdict in answered]
    assert [words for words in strange if words] == []


def test_a_few_words_are_given_for_nearly_every_activity_found(answered):
    found = [verdict for _, verdict in answered if verdict.label != "none"]
    assert len(found) > 200
    assert all(len(verdict.because) <= MOST_REASONS for verdict in found)
    assert sum(bool(verdict.because) for verdict in found) > 0.95 * len(found)


def test_no_words_are_given_where_no_activity_is_found(answered):
    assert {verdict.because for _, verdict in answered if verdict.label == "none"} == {()}
