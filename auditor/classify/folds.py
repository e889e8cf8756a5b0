"""Part a corpus by author, and find clauses that are worded alike on both sides of the split."""

from collections.abc import Iterator, Sequence

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer

from auditor.classify.features import words
from auditor.classify.figures import Flags
from auditor.model import ClauseView

QUICK = 3
GROUPS = 8
"""Groups of authors held out together; more authors, and each group holds several."""
ALIKE = 0.8
"""The share of joint words two clauses have in common from which they count as worded alike."""


def author_folds(authors: Sequence[str], *, quick: bool = False) -> tuple[tuple[str, ...], ...]:
    """Give the authors held out together: eight groups of them, or with ``quick`` three."""
    every = sorted(set(authors))
    folds = min(QUICK if quick else GROUPS, len(every))
    return tuple(tuple(every[i::folds]) for i in range(folds))


def sides(authors: Sequence[str], held_out: Sequence[str]) -> tuple[Flags, Flags]:
    """Which clauses are learnt from and which are held out, each of shape ``(n,)``."""
    out = np.isin(np.asarray(authors), list(held_out))
    return ~out, out


def worded_alike(
    views: Sequence[ClauseView], authors: Sequence[str], folds: Sequence[Sequence[str]]
) -> Flags:
    """Say of each clause whether the authors learnt from wrote one with nearly the same words.

    Order, case, punctuation and the size of numbers do not count: "heel raises 2x10" is worded
    like "Heel raises, 3x15".

    Returns:
        Flags of shape ``(n,)``.
    """
    binary = CountVectorizer(analyzer=_bag, binary=True).fit_transform(views).tocsr()
    sizes = np.asarray(binary.sum(axis=1)).ravel()
    alike = np.zeros(len(views), dtype=bool)
    for held_out in folds:
        learnt, out = sides(authors, held_out)
        rows = np.flatnonzero(out)
        if not len(rows):
            continue
        joint = (binary[rows] @ binary[learnt].T).tocoo()
        whole = sizes[rows][joint.row] + sizes[learnt][joint.col] - joint.data
        alike[rows[joint.row[joint.data >= ALIKE * whole]]] = True
    return alike


def _bag(view: ClauseView) -> Iterator[str]:
    return (word for word in words(view.text) if word[0].isalnum())
