"""An evaluation counts everything once, is the same every time, and fits on a page."""

import json

import pytest

from auditor import teaching
from auditor.errors import InputError
from lessons import write_few_notes


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return write_few_notes(tmp_path_factory.mktemp("few") / "corpus")


@pytest.fixture(scope="module")
def evaluation(corpus):
    return teaching.evaluate(corpus, jobs=1)


def test_every_clause_is_in_the_confusion_once(evaluation):
    counted = sum(sum(row.values()) for row in evaluation.confusion.values())
    assert counted == evaluation.clauses


def test_confusion_agrees_with_the_scores_of_each_kind(evaluation):
    for kind, compared in evaluation.kinds.items():
        row = evaluation.confusion[kind]
        assert compared.classifier.true == sum(row.values())
        assert compared.classifier.right == row[kind]


def test_unclear_is_an_answer_but_never_a_mark(evaluation):
    assert "unclear" not in evaluation.confusion
    assert all("unclear" in row for row in evaluation.confusion.values())


def test_baselines_stand_beside_the_classifier(evaluation):
    assert list(evaluation.work) == ["classifier", "keywords", "majority"]
    assert evaluation.work["majority"].detection.recall.value == 0.0
    assert evaluation.work["keywords"].unclear.value == 0.0
    assert list(evaluation.standings.accuracy) == ["classifier", "rules", "majority"]


def test_raising_the_threshold_covers_less(evaluation):
    covered = [naming.covered.value for naming in evaluation.naming_at]
    assert covered == sorted(covered, reverse=True)
    assert covered[0] > covered[-1]


def test_authors_add_up(evaluation):
    assert sum(a.notes for a in evaluation.authors.values()) == evaluation.notes == 18
    assert sum(a.clauses for a in evaluation.authors.values()) == evaluation.clauses


def test_text_is_no_wider_than_a_hundred_columns(evaluation):
    assert [line for line in evaluation.text().splitlines() if len(line) > 100] == []


def test_json_is_the_same_every_time(corpus, evaluation):
    again = teaching.evaluate(corpus, jobs=2)
    assert again.json() == evaluation.json()
    assert json.loads(again.json())["clauses"] == evaluation.clauses


def test_quick_holds_out_three_groups(corpus):
    told = []
    evaluation = teaching.evaluate(corpus, told.append, quick=True, jobs=1)
    assert evaluation.folds == (("A01",), ("A04",), ("A07",))
    assert told[-1] == "held out A07"


def test_one_author_cannot_be_measured(tmp_path):
    alone = write_few_notes(tmp_path / "corpus", authors=("A01",))
    with pytest.raises(InputError, match="at least two authors"):
        teaching.evaluate(alone)


def test_records_that_are_no_therapy_notes_are_counted_apart(tmp_path):
    mixed = write_few_notes(tmp_path / "corpus", authors=("A01", "A04", "A12"))
    evaluation = teaching.evaluate(mixed, jobs=1)
    assert (evaluation.notes, list(evaluation.authors)) == (12, ["A01", "A04"])
    assert evaluation.strangers.notes == 6
    assert evaluation.strangers.right <= evaluation.strangers.found
    assert "6 records, " in evaluation.text()


def test_corpus_of_therapy_notes_has_no_strangers(evaluation):
    assert evaluation.strangers is None
    assert "no therapy notes" not in evaluation.text()
