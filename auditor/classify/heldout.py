"""Let each author's notes be answered by classifiers that learnt from the other authors only."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from auditor.classify import baselines
from auditor.classify.calibration import best_temperature
from auditor.classify.classifier import NONE, Thresholds, decide, standing
from auditor.classify.examples import Answers, Labelled, Lessons, Part, Whose
from auditor.classify.figures import Floats, Ints
from auditor.classify.relearnt import Say, learn_without

_NEVER = -30.0
"""The raw score of a label that the authors learnt from never gave."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Everything in a corpus, answered by classifiers that never saw its author.

    ``truth``, ``chance`` (that a clause names an activity) and ``sure`` (of its kind, given that it
    does) have shape ``(n,)``; ``stated`` has shape ``(n_sentences, n_kinds)``; ``status`` and
    ``status_truth`` hold columns of ``statuses``, shape ``(n_activities,)``.
    """

    labels: tuple[str, ...]
    truth: Ints
    answers: Mapping[str, Answers]
    chance: Floats
    sure: Floats
    kinds: tuple[str, ...]
    stated: Floats
    statuses: tuple[str, ...]
    status_truth: Ints
    status: Mapping[str, Ints]


def hold_out(
    lessons: Lessons,
    folds: Sequence[Sequence[str]],
    thresholds: Thresholds,
    *,
    jobs: int,
    say: Say,
) -> HeldOut:
    """Learn once a fold and answer what was held out.

    The divisor of a fold's scores (its temperature) is fitted on the answers held out in the other
    folds, never on its own.

    Args:
        lessons: All clauses, sentences and activities of a corpus.
        folds: The authors held out together; together all authors.
        thresholds: From which probabilities on a clause is taken to name an activity.
        jobs: How many processes learn at once.
        say: Told of each fold that is done.
    """
    clauses, sentences, activities = lessons.clauses, lessons.sentences, lessons.statuses
    labels = tuple(sorted({c.label for c in clauses} | {NONE}))
    kinds = tuple(sorted({kind for s in sentences for kind in s.kinds}))
    statuses = tuple(sorted({a.status for a in activities} | {a.view.hint for a in activities}))
    scores = np.full((len(clauses), len(labels)), _NEVER)
    stated = np.zeros((len(sentences), len(kinds)))
    status = np.zeros(len(activities), dtype=np.intp)
    learnings = learn_without(folds, lessons, jobs=jobs, say=say)
    for held, learnt in zip(folds, learnings, strict=True):
        columns = [labels.index(name) for name in learnt.work.labels]
        rows = _rows(clauses, held)
        scores[np.ix_(rows, columns)] = learnt.work.scores([clauses[row].view for row in rows])
        columns = [kinds.index(name) for name in learnt.stated.labels]
        rows = _rows(sentences, held)
        raw = learnt.stated.scores([sentences[row].view for row in rows])
        stated[np.ix_(rows, columns)] = learnt.stated.probabilities(raw)
        rows = _rows(activities, held)
        raw = learnt.status.scores([activities[row].view for row in rows])
        status[rows] = [
            statuses.index(standing(learnt.status.labels, chances, thresholds))
            for chances in learnt.status.probabilities(raw)
        ]
    truth = np.array([labels.index(c.label) for c in clauses], dtype=np.intp)
    chances = _chances(scores, truth, [_rows(clauses, held) for held in folds])
    answers = {
        "classifier": _decided(clauses, labels, chances, thresholds),
        "keywords": baselines.keywords(clauses, labels, folds),
        "majority": baselines.majority(clauses, labels, folds),
    }
    chance, kind = 1.0 - chances[:, labels.index(NONE)], answers["classifier"].kind
    return HeldOut(
        labels=labels,
        truth=truth,
        answers=answers,
        chance=chance,
        sure=chances[np.arange(len(kind)), kind] / chance,
        kinds=kinds,
        stated=stated,
        statuses=statuses,
        status_truth=np.array([statuses.index(a.status) for a in activities], dtype=np.intp),
        status={
            "classifier": status,
            "rules": np.array([statuses.index(a.view.hint) for a in activities], dtype=np.intp),
            "majority": baselines.majority_status(activities, statuses, folds),
        },
    )


def part_of(lessons: Lessons, held: HeldOut, authors: Collection[str]) -> tuple[Part, HeldOut]:
    """Keep what is of some authors, and the answers to it."""
    clauses = _rows(lessons.clauses, authors)
    sentences = _rows(lessons.sentences, authors)
    activities = _rows(lessons.statuses, authors)
    part = Part(
        [lessons.clauses[row] for row in clauses],
        [lessons.sentences[row] for row in sentences],
        [lessons.statuses[row] for row in activities],
    )
    answers = {
        way: Answers(a.found[clauses], a.kind[clauses], a.asked[clauses])
        for way, a in held.answers.items()
    }
    return part, replace(
        held,
        truth=held.truth[clauses],
        answers=answers,
        chance=held.chance[clauses],
        sure=held.sure[clauses],
        stated=held.stated[sentences],
        status_truth=held.status_truth[activities],
        status={way: given[activities] for way, given in held.status.items()},
    )


def _rows(examples: Sequence[Whose], held: Collection[str]) -> list[int]:
    return [row for row, example in enumerate(examples) if example.author in held]


def _chances(scores: Floats, truth: Ints, folds: Sequence[Sequence[int]]) -> Floats:
    """Turn raw scores into probabilities, shape ``(n, n_labels)``."""
    chances = np.zeros_like(scores)
    for mine in folds:
        others = np.setdiff1d([row for fold in folds for row in fold], mine)
        scaled = scores[mine] / best_temperature(scores[others], truth[others])
        powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
        chances[mine] = powers / powers.sum(axis=1, keepdims=True)
    return chances


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
