"""Compare families of models at saying which kind of work a clause names, or none.

``python benchmarks/families.py [FOLD]``: a quarter of the authors of notes is held out (every
fourth from the given one on, 0 if not given), all others and the clause bank are learnt from.
All families see the same features (``auditor/classify/features.py``). Takes about ten minutes.
"""

import sys
import time
from pathlib import Path

import numpy as np
from sklearn.base import ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.neural_network import MLPClassifier
from sklearn.svm import LinearSVC

from auditor.classify.features import CLAUSES
from auditor.classify.train import FEWEST_CLAUSES_A_FEATURE, SEED, WORK_STRENGTH
from auditor.classify.vectors import BagVectorizer
from auditor.labelling import NONE, read_corpus

FOLDS = 4
FLOORS = np.arange(0.2, 0.7, 0.05)
"""Probabilities from which a clause may be taken to name an activity; each family its best."""
SHARPNESS = 2.0
"""What the distances of the support vector machine are multiplied with to resemble odds."""

FAMILIES: dict[str, ClassifierMixin] = {
    "logistic regression (ours)": LogisticRegression(C=WORK_STRENGTH, max_iter=400),
    "linear support vectors": LinearSVC(C=0.05),
    "naive Bayes (complement)": ComplementNB(alpha=0.5),
    "neural network, 64 hidden": MLPClassifier(
        (64,), alpha=1e-3, max_iter=6, batch_size=128, random_state=SEED
    ),
}


def chances(model: ClassifierMixin, rows: object) -> np.ndarray:
    """Probabilities of the labels, shape ``(n, n_labels)``, made of distances where need be."""
    if hasattr(model, "predict_proba"):
        return np.asarray(model.predict_proba(rows))
    scores = SHARPNESS * model.decision_function(rows)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def figures(labels: np.ndarray, told: np.ndarray, truth: np.ndarray) -> tuple[float, ...]:
    """Best F1 of any activity against none, its floor, kinds right of those found, F1 of both."""
    none = list(labels).index(NONE)
    active = truth != NONE
    kinds = told.copy()
    kinds[:, none] = -1.0
    answer = labels[kinds.argmax(axis=1)]
    best = (0.0, 0.0, 0.0, 0.0)
    for floor in FLOORS:
        found = 1.0 - told[:, none] >= floor
        both = (found & active).sum()
        named = (found & active & (answer == truth)).sum()
        all_ = found.sum() + active.sum()
        best = max(best, (2 * both / all_, floor, named / max(1, both), 2 * named / all_))
    return best


def main() -> None:
    """Print a line a family."""
    fold = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    lessons = read_corpus(Path(__file__).parent.parent / "corpus")
    held = set(sorted({s.author for s in lessons.sentences})[fold::FOLDS])
    learnt = [c for c in lessons.clauses if c.author not in held]
    unseen = [c for c in lessons.clauses if c.author in held]
    vectorizer = BagVectorizer(CLAUSES, FEWEST_CLAUSES_A_FEATURE).fit([c.view for c in learnt])
    rows, others = (vectorizer.transform([c.view for c in some]) for some in (learnt, unseen))
    truth = np.array([c.label for c in unseen])
    print(
        f"held out: {' '.join(sorted(held))}; {len(learnt):,} clauses learnt, {len(unseen):,} read"
    )
    for name, model in FAMILIES.items():
        started = time.process_time()
        model.fit(rows.astype(np.float32), [c.label for c in learnt])
        seconds = time.process_time() - started
        found, floor, kind, both = figures(model.classes_, chances(model, others), truth)
        print(
            f"{name:28} found F1 {found:.3f} (from {floor:.2f}), kind right {kind:.3f},"
            f" found and named F1 {both:.3f}, {seconds:.0f} s to learn"
        )


if __name__ == "__main__":
    main()
