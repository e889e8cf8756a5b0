"""Answer with exported linear weights: no scikit-learn, no pickle, as the trained pipeline."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from auditor.classify.features import CLAUSES, Form, View
from auditor.classify.table import Floats, Table
from auditor.errors import ModelError

MOST_REASONS = 4


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
    form: Form = CLAUSES
    """What is weighed of a clause."""
    _table: Table = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Lay the weights out for reading."""
        object.__setattr__(self, "_table", Table(self.form, self.index, self.weights))

    def scores(self, views: Sequence[View]) -> Floats:
        """Add up what every word and mark of each view speaks for, shape ``(n, n_labels)``."""
        return self._table.scores(views) + self.bias

    def probabilities(self, scores: Floats) -> Floats:
        """Turn raw scores, labels last, into calibrated probabilities of the same shape."""
        scaled = scores / self.temperature
        if not self.exclusive:
            return np.asarray(1.0 / (1.0 + np.exp(-scaled)))
        powers = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=-1, keepdims=True))

    def reasons(self, own: Sequence[str], label: int) -> tuple[str, ...]:
        """Return the clause's own words that spoke most for a label against the average label."""
        told = [word for word in dict.fromkeys(own) if word[0].isalpha()]
        said = self._table.of_words(told)
        leads = said[:, label] - said.mean(axis=1)
        ranked = [(-lead, word) for lead, word in zip(leads, told, strict=True) if lead > 0]
        return tuple(word for _, word in sorted(ranked))[:MOST_REASONS]


def load(weights: Path, vocabulary: Mapping[str, Any], form: Form = CLAUSES) -> Linear:
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
        form=form,
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
