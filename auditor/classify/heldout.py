"""Let each author's clauses be answered by classifiers that learnt from the other authors only."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from joblib import Parallel, delayed

from auditor.classify import baselines
from auditor.classify.calibration import best_temperature
from auditor.classify.classifier import NONE, Thresholds, decide
from auditor.classify.examples import Answers, Labelled, Stating
from auditor.classify.figures import Floats, Ints
from auditor.classify.linear import Linear
from auditor.classify.steady import steady
from auditor.classify.train import fit_stated, fit_work
from auditor.model import ClauseView

Say = Callable[[str], None]
_NEVER = -30.0
"""The raw score of a label that the authors learnt from never gave."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Every clause and sentence, answered by classifiers that never saw its author.

    ``chance`` is the probability that a clause names an activity, ``sure`` that of its kind given
    that it does, both of shape ``(n,)``; ``stated`` has shape ``(n_sentences, n_kinds)``.
    """

    labels: tuple[str, ...]
    truth: Ints
    answers: Mapping[str, Answers]
    chance: Floats
    sure: Floats
    kinds: tuple[str, ...]
    stated: Floats


@dataclass(frozen=True, slots=True)
class _Learnt:
    work: Linear
    stated: Linear


def hold_out(
    clauses: Sequence[Labelled],
    sentences: Sequence[Stating],
    folds: Sequence[Sequence[str]],
    thresholds: Thresholds,
    *,
    jobs: int,
    say: Say,
) -> HeldOut:
    """Train once a fold and answer what was held out.

    The divisor of a fold's scores (its temperature) is fitted on the answers held out in the other
    folds, never on its own.

    Args:
        clauses: All clauses of a corpus.
        sentences: All its sentences.
        folds: The authors held out together; together all authors.
        thresholds: From which probabilities on a clause is taken to name an activity.
        jobs: How many processes train at once.
        say: Told of each fold that is done.
    """
    labels = tuple(sorted({c.label for c in clauses} | {NONE}))
    kinds = tuple(sorted({kind for s in sentences for kind in s.kinds}))
    owners, speakers = [c.author for c in clauses], [s.author for s in sentences]
    truth = np.array([labels.index(c.label) for c in clauses], dtype=np.intp)
    scores = np.full((len(clauses), len(labels)), _NEVER)
    stated = np.zeros((len(sentences), len(kinds)))
    for held, learnt in zip(
        folds, _learnt(clauses, sentences, folds, jobs=jobs, say=say), strict=True
    ):
        columns = [labels.index(name) for name in learnt.work.labels]
        for row in _rows(owners, held):
            scores[row, columns] = learnt.work.scores(clauses[row].view)[0]
        columns = [kinds.index(name) for name in learnt.stated.labels]
        for row in _rows(speakers, held):
            raw, _ = learnt.stated.scores(sentences[row].view)
            stated[row, columns] = learnt.stated.probabilities(raw)
    chances = np.zeros_like(scores)
    for held in folds:
        mine = _rows(owners, held)
        others = np.setdiff1d(np.arange(len(clauses)), mine)
        chances[mine] = _softmax(scores[mine] / best_temperature(scores[others], truth[others]))
    answers = {
        "classifier": _decided(clauses, labels, chances, thresholds),
        "keywords": baselines.keywords(clauses, labels, folds),
        "majority": baselines.majority(clauses, labels, folds),
    }
    none = labels.index(NONE)
    kind = answers["classifier"].kind
    sure = chances[np.arange(len(kind)), kind] / (1.0 - chances[:, none])
    return HeldOut(labels, truth, answers, 1.0 - chances[:, none], sure, kinds, stated)


def _rows(authors: Sequence[str], held: Sequence[str]) -> list[int]:
    return [row for row, author in enumerate(authors) if author in held]


def _decided(
    clauses: Sequence[Labelled], labels: Sequence[str], chances: Floats, thresholds: Thresholds
) -> Answers:
    """Decide as reading does, but keep the likeliest kind where it would be ``unclear``."""
    whatever = replace(thresholds, kind=0.0)
    decided = [
        decide(labels, chance, clause.view, whatever)
        for clause, chance in zip(clauses, chances, strict=True)
    ]
    found = np.array([label != NONE for label, _, _ in decided])
    return Answers(found, np.array([best for _, _, best in decided], dtype=np.intp), found)


def _learnt(
    clauses: Sequence[Labelled],
    sentences: Sequence[Stating],
    folds: Sequence[Sequence[str]],
    *,
    jobs: int,
    say: Say,
) -> Iterator[_Learnt]:
    tasks = (
        delayed(_learn)(
            [(c.view, c.label) for c in clauses if c.author not in held],
            [(s.view, s.kinds) for s in sentences if s.author not in held],
        )
        for held in folds
    )
    done = Parallel(n_jobs=jobs, return_as="generator")(tasks)
    for held, learnt in zip(folds, done, strict=True):
        say(f"held out {', '.join(held)}")
        yield learnt


def _learn(
    clauses: Sequence[tuple[ClauseView, str]],
    sentences: Sequence[tuple[ClauseView, frozenset[str]]],
) -> _Learnt:
    views, labels = [view for view, _ in clauses], [label for _, label in clauses]
    with steady():
        # one group of authors only: the temperature comes later, from the other folds
        work = fit_work(views, labels, ["all"] * len(views)).linear
        stated = fit_stated([view for view, _ in sentences], [kinds for _, kinds in sentences])
    return _Learnt(work, stated.linear)


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
