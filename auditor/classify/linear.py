"""Answer with exported linear weights: no scikit-learn, no pickle, as the trained pipeline."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from auditor.classify.features import GRAMS, Bag, grams, is_spelt
from auditor.errors import ModelError

Floats = NDArray[np.float64]
MOST_REASONS = 4
_MOST_KEPT = 20_000
"""Words whose part in a score is kept; more, and all are forgotten."""
_NOTHING: Mapping[str, int] = {}
_SHARED = frozenset({"line", "note"})
"""Roles whose bag is the same for many clauses on end."""


@dataclass(frozen=True, slots=True)
class Linear:
    """One row of weights a feature; a score is a plain sum over the words of all bags.

    ``weights`` has shape ``(n_features, n_labels)``, ``bias`` ``(n_labels,)``. ``temperature``
    divides the scores before they become probabilities.
    """

    labels: tuple[str, ...]
    index: Mapping[str, int]
    weights: Floats
    bias: Floats
    temperature: float
    exclusive: bool
    """True: one label a clause (softmax). False: each label on its own (logistic)."""
    _rows: dict[str, dict[str, int]] = field(default_factory=dict, compare=False, repr=False)
    _spelt: dict[str, Floats] = field(default_factory=dict, compare=False, repr=False)
    _last: dict[str, tuple[Bag, Floats]] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Sort the features by role, so that reading looks words up without joining strings."""
        for name, row in self.index.items():
            role, _, word = name.partition(":")
            self._rows.setdefault(role, {})[word] = row

    def score(self, bags: Iterable[Bag]) -> Floats:
        """Add up what every word of every bag speaks for, shape ``(n_labels,)``."""
        rows: list[int] = []
        values: list[float] = []
        total = self.bias.copy()
        for bag in bags:
            if bag.role in _SHARED:
                total += self._whole(bag)
            elif bag.role == GRAMS:
                total += self._spelt_out(bag)
            else:
                known = self._rows.get(bag.role, _NOTHING)
                found = [known[word] for word in bag.words if word in known]
                rows += found
                values += [bag.weight] * len(found)
        if rows:
            total += np.asarray(values) @ self.weights[rows]
        return total

    def _whole(self, bag: Bag) -> Floats:
        """What a whole bag adds; kept for the next clause of the same line or note."""
        kept = self._last.get(bag.role)
        if kept is not None and kept[0].words is bag.words:
            return kept[1]
        known = self._rows.get(bag.role, {})
        rows = [row for row in map(known.get, bag.words) if row is not None]
        added: Floats = bag.weight * self.weights[rows].sum(axis=0)
        self._last[bag.role] = (bag, added)
        return added

    def _spelt_out(self, bag: Bag) -> Floats:
        """What the runs of characters of all words of a bag add."""
        parts = [self._runs(word) for word in bag.words if is_spelt(word)]
        return bag.weight * np.sum(parts, axis=0) if parts else np.zeros(len(self.labels))

    def _runs(self, word: str) -> Floats:
        """What a word's runs of characters add; kept, as the same words come again and again."""
        added = self._spelt.get(word)
        if added is None:
            known = self._rows.get(GRAMS, {})
            runs = grams(word)
            rows = [row for row in map(known.get, runs) if row is not None]
            added = self.weights[rows].sum(axis=0) / math.sqrt(len(runs))
            if len(self._spelt) >= _MOST_KEPT:
                self._spelt.clear()
            self._spelt[word] = added
        return added

    def probabilities(self, scores: Floats) -> Floats:
        """Turn raw scores into calibrated probabilities, shape ``(n_labels,)``."""
        scaled = scores / self.temperature
        if not self.exclusive:
            return np.asarray(1.0 / (1.0 + np.exp(-scaled)))
        powers = np.exp(scaled - scaled.max())
        return np.asarray(powers / powers.sum())

    def reasons(self, own: Sequence[str], label: int) -> tuple[str, ...]:
        """Return the clause's own words that spoke most for a label against the average label."""
        known = self._rows.get("w", {})
        ranked: list[tuple[float, str]] = []
        for word in dict.fromkeys(own):
            if not word[0].isalpha():
                continue
            row = known.get(word)
            said = self._runs(word) if is_spelt(word) else np.zeros(len(self.labels))
            if row is not None:
                said = said + self.weights[row]
            if (lead := float(said[label] - said.mean())) > 0:
                ranked.append((-lead, word))
        return tuple(word for _, word in sorted(ranked))[:MOST_REASONS]


def load(weights: Path, vocabulary: Mapping[str, Any]) -> Linear:
    """Read exported weights; arrays only, so nothing in the file can run.

    Raises:
        ModelError: The arrays do not fit the vocabulary.
    """
    features, labels = vocabulary["features"], tuple(vocabulary["labels"])
    with np.load(weights, allow_pickle=False) as arrays:
        rows, bias = arrays["weights"].astype(np.float64), arrays["bias"].astype(np.float64)
    shape = (len(features), len(labels))
    if rows.shape != shape or bias.shape != shape[1:]:
        message = f"{weights.name} has weights of shape {rows.shape}, not {shape}"
        raise ModelError(message)
    return Linear(
        labels=labels,
        index={name: i for i, name in enumerate(features)},
        weights=rows,
        bias=bias,
        temperature=float(vocabulary["temperature"]),
        exclusive=bool(vocabulary["exclusive"]),
    )


def vocabulary_text(model: Linear) -> str:
    """The exported vocabulary as JSON text, features in row order."""
    ordered = sorted(model.index, key=model.index.__getitem__)
    return json.dumps(
        {
            "labels": list(model.labels),
            "features": ordered,
            "temperature": model.temperature,
            "exclusive": model.exclusive,
        },
        ensure_ascii=False,
    )
