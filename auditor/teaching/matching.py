"""Pair what was read with what was marked, one to one."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment

from auditor.model import Span

Marked = TypeVar("Marked")
Found = TypeVar("Found")

_LEAST_SHARED = 0.5
"""The share of the shorter span that both must have in common."""
_MOST_TIMES, _MORE_CHARACTERS = 5, 60
"""A clause may stand for a phrase, a whole note may not."""
_PAIR, _FIT = 1000.0, 1.0
"""More pairs count before better fitting ones."""


def same_place(a: Span, b: Span) -> bool:
    """Whether two spans speak of the same words."""
    lengths = sorted((a.end - a.start, b.end - b.start))
    shared = min(a.end, b.end) - max(a.start, b.start)
    return (
        shared >= _LEAST_SHARED * max(1, lengths[0])
        and lengths[1] <= _MOST_TIMES * lengths[0] + _MORE_CHARACTERS
    )


def paired(
    marked: Sequence[tuple[Span, Marked]],
    found: Sequence[tuple[Span, Found]],
    agree: Callable[[Marked, Found], bool] = lambda _mark, _find: True,
) -> list[tuple[int, int]]:
    """Give the rows of the largest pairing of marks and findings, of equals the best fitting."""
    gains = np.zeros((len(marked), len(found)))
    for i, (a, mark) in enumerate(marked):
        for j, (b, find) in enumerate(found):
            if same_place(a, b) and agree(mark, find):
                shared = min(a.end, b.end) - max(a.start, b.start)
                joint = max(a.end, b.end) - min(a.start, b.start)
                gains[i, j] = _PAIR + _FIT * shared / max(1, joint)
    rows, columns = linear_sum_assignment(gains, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if gains[i, j] > 0]
