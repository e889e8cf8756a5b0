"""Answer with exported linear weights: no scikit-learn, no pickle, as the trained pipeline."""

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from auditor.classify.features import context, own
from auditor.errors import ModelError
from auditor.model import ClauseView

Floats = NDArray[np.float64]
MOST_REASONS = 4


@dataclass(frozen=True, slots=True)
class Linear:
    """A TF-IDF vocabulary with one row of weights a feature.

    ``weights`` has shape ``(n_features, n_labels)``, ``idf`` ``(n_features,)``, ``bias``
    ``(n_labels,)``. ``temperature`` divides the scores before they become probabilities.
    """

    labels: tuple[str, ...]
    index: Mapping[str, int]
    idf: Floats
    weights: Floats
    bias: Floats
    temperature: float
    exclusive: bool
    """True: one label a clause (softmax). False: each label on its own (logistic)."""

    def scores(self, view: ClauseView) -> tuple[Floats, list[tuple[int, float, str]]]:
        """Score a clause; see ``score``."""
        return self.score([*own(view.text), *((name, "") for name in context(view))])

    def score(
        self, named: Sequence[tuple[str, str]]
    ) -> tuple[Floats, list[tuple[int, float, str]]]:
        """Score features, each given with the word of the clause it came from or with nothing.

        Returns:
            The raw scores ``(n_labels,)`` and each known feature's (row, value, word).
        """
        counts = Counter(name for name, _ in named)
        word_of = dict(named)
        rows: list[int] = []
        values: list[float] = []
        spoken: list[str] = []
        for name, count in counts.items():
            row = self.index.get(name)
            if row is not None:
                rows.append(row)
                values.append((1.0 + math.log(count)) * float(self.idf[row]))
                spoken.append(word_of.get(name, ""))
        if not rows:
            return self.bias.copy(), []
        vector = np.asarray(values)
        vector /= math.sqrt(float(vector @ vector))
        total = vector @ self.weights[rows] + self.bias
        return total, list(zip(rows, vector.tolist(), spoken, strict=True))

    def probabilities(self, scores: Floats) -> Floats:
        """Turn raw scores into calibrated probabilities, shape ``(n_labels,)``."""
        scaled = scores / self.temperature
        if not self.exclusive:
            return np.asarray(1.0 / (1.0 + np.exp(-scaled)))
        powers = np.exp(scaled - scaled.max())
        return np.asarray(powers / powers.sum())

    def reasons(self, spoken: Sequence[tuple[int, float, str]], label: int) -> tuple[str, ...]:
        """Return the clause's words that spoke most for a label against the average label."""
        whole = [s for s in spoken if s[2] and " " not in s[2] and s[2][0].isalpha()]
        if not whole:
            return ()
        weights = self.weights[[row for row, _, _ in whole]]
        leads = weights[:, label] - weights.mean(axis=1)
        by_word: dict[str, float] = {}
        for (_, value, word), lead in zip(whole, leads.tolist(), strict=True):
            by_word[word] = by_word.get(word, 0.0) + value * lead
        ranked = sorted(by_word.items(), key=lambda item: (-item[1], item[0]))
        return tuple(word for word, gain in ranked if gain > 0)[:MOST_REASONS]


def load(weights: Path, vocabulary: Mapping[str, Any]) -> Linear:
    """Read exported weights; arrays only, so nothing in the file can run.

    Raises:
        ModelError: The arrays do not fit the vocabulary.
    """
    with np.load(weights, allow_pickle=False) as arrays:
        loaded = Linear(
            labels=tuple(vocabulary["labels"]),
            index={name: i for i, name in enumerate(vocabulary["features"])},
            idf=arrays["idf"].astype(np.float64),
            weights=arrays["weights"].astype(np.float64),
            bias=arrays["bias"].astype(np.float64),
            temperature=float(vocabulary["temperature"]),
            exclusive=bool(vocabulary["exclusive"]),
        )
    shape = (len(loaded.index), len(loaded.labels))
    if loaded.weights.shape != shape or loaded.idf.shape != shape[:1]:
        message = f"{weights.name} has weights of shape {loaded.weights.shape}, not {shape}"
        raise ModelError(message)
    return loaded


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
