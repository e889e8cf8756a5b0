"""The two classifiers as reading is handed them: kind of work, and what a sentence states."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from auditor.classify.features import words
from auditor.classify.layout import Floats
from auditor.classify.linear import Linear
from auditor.model import ClauseView, Label, Status, StatusView, Verdict

NONE = "none"
"""The label of a clause that names no activity."""
FEWEST_SIGNS = 2
"""Signs of a therapy note (of five) below which a note is read as a stranger."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probabilities on an answer is given.

    ``kind``: share of the likeliest kind among all kinds, below which the work is ``unclear``.
    ``known``, ``unknown``: probability that a clause names an activity at all, from which it is
    taken to, where the vocabulary knows a phrase of it and where it does not. ``stranger``: the
    same in a note that shows hardly a sign of being a therapy note. ``performed``: probability from
    which an activity is taken to have been done; below it, the likeliest of the other statuses.
    """

    kind: float
    known: float
    unknown: float
    stranger: float
    performed: float = 0.0

    def floor(self, view: ClauseView) -> float:
        """The probability that some activity is named which this clause must reach."""
        if view.therapy_signs < FEWEST_SIGNS:
            return self.stranger
        return self.known if view.known else self.unknown


def decide(
    labels: Sequence[str], chances: Floats, view: ClauseView, thresholds: Thresholds
) -> tuple[str, float, int]:
    """Turn probabilities into an answer: first whether there is an activity, then of which kind.

    Args:
        labels: The labels, ``none`` among them, shape ``(n_labels,)``.
        chances: Their probabilities, shape ``(n_labels,)``.
        view: The clause.
        thresholds: From which probabilities on to answer.

    Returns:
        The label (``none``, a kind, or ``unclear``), its probability, and the row of the
        likeliest kind.
    """
    none = labels.index(NONE)
    kinds = chances.copy()
    kinds[none] = 0.0
    best = int(kinds.argmax())
    if 1.0 - float(chances[none]) < thresholds.floor(view):
        return NONE, float(chances[none]), best
    share = float(kinds[best] / kinds.sum())
    return (labels[best] if share >= thresholds.kind else Label.UNCLEAR.value), share, best


@dataclass(frozen=True, slots=True)
class Classifier:
    """Answers for clauses and sentences, from exported weights."""

    fingerprint: str
    work: Linear
    stated: Linear
    status: Linear
    thresholds: Thresholds

    def activities(self, clauses: Sequence[ClauseView]) -> list[Verdict]:
        """Label each clause: the likeliest kind of work, ``unclear``, or ``none``."""
        every = self.work.probabilities(self.work.scores(clauses))
        return [self._verdict(view, row) for view, row in zip(clauses, every, strict=True)]

    def _verdict(self, view: ClauseView, chances: Floats) -> Verdict:
        label, probability, best = decide(self.work.labels, chances, view, self.thresholds)
        if label == NONE:
            return Verdict(NONE, probability)
        return Verdict(label, probability, self.work.reasons(words(view.text), best))

    def statements(self, clauses: Sequence[ClauseView]) -> list[Mapping[str, float]]:
        """Give each sentence the probability of every statement kind that was learnt."""
        every = self.stated.probabilities(self.stated.scores(clauses))
        return [dict(zip(self.stated.labels, row, strict=True)) for row in every.tolist()]

    def statuses(self, views: Sequence[StatusView]) -> list[Status]:
        """Give each activity its likeliest status."""
        every = self.status.probabilities(self.status.scores(views))
        return [Status(standing(self.status.labels, row, self.thresholds)) for row in every]


def standing(labels: Sequence[str], chances: Floats, thresholds: Thresholds) -> str:
    """Turn the probabilities of the statuses, shape ``(n_labels,)``, into an answer."""
    likeliest = int(chances.argmax())
    if labels[likeliest] == Status.PERFORMED and len(labels) > 1:
        second = int(np.argsort(chances)[-2])
        if float(chances[likeliest]) < thresholds.performed:
            likeliest = second
    return labels[likeliest]
