"""Train the two classifiers with scikit-learn and export their weights; deterministic."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import Pipeline

from auditor.classify.classifier import Thresholds
from auditor.classify.features import CLAUSES, STATUSES
from auditor.classify.layout import Floats, laid_out
from auditor.classify.linear import Linear
from auditor.classify.vectors import BagVectorizer
from auditor.model import ClauseView, StatusView

SEED = 20260
THRESHOLDS = Thresholds(kind=0.4, known=0.35, unknown=0.45, stranger=0.75, performed=0.7)
"""Chosen on held-out authors; the model card shows coverage against accuracy around them."""
BANK_WEIGHT = 0.25
"""What a clause of the clause bank counts against one of a note: a bank holds more work, and less
of what stands around it, than notes do."""
FEWEST_CLAUSES_A_FEATURE = 3
FOLDS = 3
WORK_STRENGTH = 0.2
STATED_STRENGTH = 0.2
STATUS_STRENGTH = 1.0
FEWEST_ACTIVITIES_A_FEATURE = 3


@dataclass(frozen=True, slots=True)
class Trained:
    """A fitted scikit-learn pipeline beside the same weights as plain arrays."""

    pipeline: Pipeline
    linear: Linear


def _vectorizer() -> BagVectorizer:
    return BagVectorizer(CLAUSES, FEWEST_CLAUSES_A_FEATURE)


def fit_work(views: Sequence[ClauseView], labels: Sequence[str], groups: Sequence[str]) -> Trained:
    """Fit which kind of work a clause names; temperature from folds split by author.

    Args:
        views: The clauses, shape ``(n,)``.
        labels: Their labels, ``none`` among them, shape ``(n,)``.
        groups: Their authors, shape ``(n,)``; no author is on both sides of a fold. Clauses of
            nobody (``""``), those of the bank, are learnt from in every fold, count less and are
            never measured on.
    """
    pipeline = _learnt_work(views, labels, groups)
    temperature = _temperature(views, labels, groups)
    model: LogisticRegression = pipeline[-1]
    order = tuple(map(str, model.classes_))
    return Trained(
        pipeline,
        _exported(pipeline, order, model.coef_, model.intercept_, temperature, exclusive=True),
    )


def _learnt_work(
    views: Sequence[ClauseView], labels: Sequence[str], groups: Sequence[str]
) -> Pipeline:
    model = LogisticRegression(C=WORK_STRENGTH, max_iter=400, random_state=SEED)
    pipeline = Pipeline([("features", _vectorizer()), ("model", model)])
    weights = np.array([1.0 if group else BANK_WEIGHT for group in groups])
    return pipeline.fit(views, labels, model__sample_weight=weights)


def _temperature(
    views: Sequence[ClauseView], labels: Sequence[str], groups: Sequence[str]
) -> float:
    """The divisor of the scores under which held-out authors' labels are likeliest."""
    held_scores: list[Floats] = []
    held_truth: list[np.ndarray] = []
    every = sorted(set(labels))
    owned = np.array([bool(group) for group in groups])
    folds = min(FOLDS, len(set(groups) - {""}))
    if folds < 2:  # noqa: PLR2004
        return 1.0
    mine = np.flatnonzero(owned)
    for _, part in GroupKFold(folds).split(mine, groups=np.asarray(groups)[mine]):
        test = mine[part]
        train = np.setdiff1d(np.arange(len(views)), test)
        pipeline = _learnt_work(
            [views[i] for i in train], [labels[i] for i in train], [groups[i] for i in train]
        )
        scores = np.full((len(test), len(every)), -30.0)
        columns = [every.index(c) for c in pipeline[-1].classes_]
        scores[:, columns] = pipeline.decision_function([views[i] for i in test])
        held_scores.append(scores)
        held_truth.append(np.array([every.index(labels[i]) for i in test]))
    scores, truth = np.vstack(held_scores), np.concatenate(held_truth)

    def loss(log_temperature: float) -> float:
        chances = log_softmax(scores / np.exp(log_temperature), axis=1)
        return float(-chances[np.arange(len(truth)), truth].mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-1.5, 1.5), method="bounded").x))


def fit_stated(views: Sequence[ClauseView], kinds: Sequence[frozenset[str]]) -> Trained:
    """Fit what a sentence states: one logistic model a kind, each on its own.

    Args:
        views: The sentences, shape ``(n,)``.
        kinds: What each states, possibly nothing, shape ``(n,)``.
    """
    order = tuple(sorted({kind for some in kinds for kind in some}))
    truth = np.array([[kind in some for kind in order] for some in kinds], dtype=int)
    model = OneVsRestClassifier(
        LogisticRegression(C=STATED_STRENGTH, max_iter=400, random_state=SEED)
    )
    pipeline = Pipeline([("features", _vectorizer()), ("model", model)]).fit(views, truth)
    coefficients = np.vstack([m.coef_ for m in model.estimators_])
    intercepts = np.concatenate([m.intercept_ for m in model.estimators_])
    return Trained(
        pipeline, _exported(pipeline, order, coefficients, intercepts, 1.0, exclusive=False)
    )


def fit_status(views: Sequence[StatusView], statuses: Sequence[str]) -> Trained:
    """Fit whether a named activity was done in the session.

    Args:
        views: The activities, shape ``(n,)``.
        statuses: What became of each, shape ``(n,)``.
    """
    vectorizer = BagVectorizer(STATUSES, FEWEST_ACTIVITIES_A_FEATURE)
    model = LogisticRegression(C=STATUS_STRENGTH, max_iter=400, random_state=SEED)
    pipeline = Pipeline([("features", vectorizer), ("model", model)]).fit(views, statuses)
    order = tuple(map(str, model.classes_))
    return Trained(
        pipeline, _exported(pipeline, order, model.coef_, model.intercept_, 1.0, exclusive=True)
    )


def _exported(
    pipeline: Pipeline,
    labels: tuple[str, ...],
    coefficients: Floats,
    intercepts: Floats,
    temperature: float,
    *,
    exclusive: bool,
) -> Linear:
    vectorizer: BagVectorizer = pipeline[0]
    return Linear(
        labels=labels,
        # how rare a feature is becomes part of its weights
        layout=laid_out(
            vectorizer.form, vectorizer.vocabulary_, vectorizer.idf_[:, None] * coefficients.T
        ),
        bias=np.asarray(intercepts),
        temperature=temperature,
        exclusive=exclusive,
        form=vectorizer.form,
    )
