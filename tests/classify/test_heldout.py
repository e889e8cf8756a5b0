"""What is held out is answered by classifiers that never saw its author."""

import numpy as np
import pytest

from auditor.classify import relearnt
from auditor.classify.classifier import Thresholds
from auditor.classify.folds import author_folds
from auditor.classify.heldout import hold_out
from auditor.labelling import read_corpus
from lessons import write_few_notes

THRESHOLDS = Thresholds(kind=0.4, known=0.2, unknown=0.3, stranger=0.75)


@pytest.fixture(scope="module")
def lessons(tmp_path_factory):
    return read_corpus(write_few_notes(tmp_path_factory.mktemp("few") / "corpus"))


@pytest.fixture(scope="module")
def folds(lessons):
    return author_folds([clause.author for clause in lessons.clauses])


@pytest.fixture(scope="module")
def held(lessons, folds):
    return hold_out(lessons, folds, THRESHOLDS, jobs=1, say=lambda _: None)


def test_nothing_of_an_author_held_out_is_learnt_from(lessons, folds, monkeypatch):
    seen = {"work": [], "stated": [], "status": []}

    def spy(part, fit):
        def fitted(views, *rest):
            seen[part].append({id(view) for view in views})
            return fit(views, *rest)

        return fitted

    for part in seen:
        name = f"fit_{part}"
        monkeypatch.setattr(relearnt, name, spy(part, getattr(relearnt, name)))
    list(relearnt.learn_without(folds, lessons, jobs=1, say=lambda _: None))
    everything = {
        "work": lessons.clauses,
        "stated": lessons.sentences,
        "status": lessons.statuses,
    }
    for part, examples in everything.items():
        assert seen[part] == [
            {id(example.view) for example in examples if example.author not in fold}
            for fold in folds
        ]


def test_every_fold_is_told(lessons, folds):
    told = []
    list(relearnt.learn_without(folds, lessons, jobs=1, say=told.append))
    assert told == ["held out A01", "held out A04", "held out A07"]


def test_everything_is_answered(lessons, held):
    assert len(held.truth) == len(held.chance) == len(held.sure) == len(lessons.clauses)
    assert held.stated.shape == (len(lessons.sentences), len(held.kinds))
    assert len(held.status_truth) == len(lessons.statuses)
    assert ((held.chance >= 0) & (held.chance <= 1)).all()
    assert ((held.sure > 0) & (held.sure <= 1 + 1e-9)).all()


def test_kind_answered_is_never_none(held):
    none = held.labels.index("none")
    assert (held.answers["classifier"].kind != none).all()
    assert (held.answers["majority"].kind != none).all()


def test_what_is_found_reaches_its_threshold(lessons, held):
    floors = np.array([THRESHOLDS.floor(clause.view) for clause in lessons.clauses])
    assert (held.answers["classifier"].found == (held.chance >= floors)).all()


def test_majority_finds_nothing_and_calls_all_the_same(held):
    majority = held.answers["majority"]
    assert not majority.found.any()
    assert {held.labels[kind] for kind in majority.kind} <= {"functional", "exercise"}


def test_keywords_find_exactly_the_clauses_with_a_known_phrase(lessons, held):
    known = [bool(clause.view.known) for clause in lessons.clauses]
    assert held.answers["keywords"].found.tolist() == known


def test_keywords_answer_the_one_kind_that_is_known(lessons, held):
    told = [
        (clause.view.known[0], held.labels[kind])
        for clause, kind in zip(lessons.clauses, held.answers["keywords"].kind, strict=True)
        if len(clause.view.known) == 1 and clause.view.known[0] in held.labels
    ]
    assert len(told) > 50
    assert [pair for pair in told if pair[0] != pair[1]] == []


def test_processes_do_not_change_the_answers(lessons, folds, held):
    other = hold_out(lessons, folds, THRESHOLDS, jobs=2, say=lambda _: None)
    assert (other.chance == held.chance).all()
    assert (other.stated == held.stated).all()
