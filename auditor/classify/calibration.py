"""Ask whether a probability means what it says, and find the divisor that mends it."""

from dataclasses import dataclass

import numpy as np

from auditor.classify.figures import Figure, Flags, Floats, Ints, Sample

BINS = 10
_NARROWEST, _WIDEST = -1.5, 1.5
_STEPS = 40
_GOLDEN = (5**0.5 - 1) / 2


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers whose probability lay from ``low`` to ``high``: what was said, and what was so."""

    low: float
    high: float
    count: int
    said: float | None
    was: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far probabilities are from the truth, weighted by how often they are given."""

    count: int
    error: Figure
    """The expected calibration error (ECE): 0 is perfect."""
    bins: tuple[Bin, ...]


def best_temperature(scores: Floats, truth: Ints) -> float:
    """The divisor of the scores under which the true labels are likeliest.

    Args:
        scores: Raw scores of held-out clauses, shape ``(n, n_labels)``.
        truth: Their true labels as columns of ``scores``, shape ``(n,)``.
    """
    rows = np.arange(len(truth))

    def loss(exponent: float) -> float:
        scaled = scores / np.exp(exponent)
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        return float((np.log(np.exp(scaled).sum(axis=1)) - scaled[rows, truth]).mean())

    low, high = _NARROWEST, _WIDEST
    for _ in range(_STEPS):
        left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        low, high = (low, right) if loss(left) <= loss(right) else (left, high)
    return float(np.exp((low + high) / 2))


def calibration(sample: Sample, said: Floats, was: Flags, asked: Flags) -> Calibration:
    """Compare probabilities with what was so, in ten bins of equal width.

    Args:
        sample: The notes the answers are from.
        said: The probability of each answer, shape ``(n,)``.
        was: Whether it was right, shape ``(n,)``.
        asked: Which answers count, shape ``(n,)``.
    """
    place = np.minimum((np.clip(said, 0, 1) * BINS).astype(int), BINS - 1)
    inside = [asked & (place == i) for i in range(BINS)]
    # the gap of a bin, weighted by its share of answers, needs only two sums: said, and was
    columns = [np.where(here, said - was, 0.0) for here in inside]
    error = sample.figure(
        [*columns, asked], lambda sums: np.asarray(np.abs(sums[:, :-1]).sum(1) / sums[:, -1])
    )
    bins = tuple(
        Bin(
            low=i / BINS,
            high=(i + 1) / BINS,
            count=int(here.sum()),
            said=round(float(said[here].mean()), 4) if here.any() else None,
            was=round(float(was[here].mean()), 4) if here.any() else None,
        )
        for i, here in enumerate(inside)
    )
    return Calibration(count=int(asked.sum()), error=error, bins=bins)
