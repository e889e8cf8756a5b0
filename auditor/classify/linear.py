"""Answer with exported linear weights: no scikit-learn, no pickle, as the trained pipeline."""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from auditor.classify.features import CLAUSES, Form, Role, View
from auditor.classify.layout import Floats, Group, Layout, Weights, groups_of
from auditor.classify.table import Table
from auditor.errors import ModelError

MOST_REASONS = 4
BETWEEN = "\x7f"
"""What parts words in a file: no text holds it, and JSON writes it as it is."""


@dataclass(frozen=True, slots=True)
class Linear:
    """A row of weights a feature; a score is a plain sum over the words of all bags.

    ``bias`` has shape ``(n_labels,)``. ``temperature`` divides the scores before they become
    probabilities.
    """

    labels: tuple[str, ...]
    layout: Layout
    bias: Floats
    temperature: float
    exclusive: bool
    """True: one label a clause (softmax). False: each label on its own (logistic)."""
    form: Form = CLAUSES
    """What is weighed of a clause."""
    _table: Table = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Make the weights ready for reading."""
        object.__setattr__(self, "_table", Table(self.form, self.layout))

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


def load(weights: bytes, vocabulary: Mapping[str, Any], form: Form = CLAUSES) -> Linear:
    """Read exported weights; arrays only, so nothing in the file can run.

    Args:
        weights: The bytes of an ``.npz`` file as ``arrays_of`` names its arrays.
        vocabulary: What ``vocabulary_text`` holds.
        form: What is weighed.

    Raises:
        ModelError: The arrays do not fit the vocabulary.
    """
    labels = tuple(vocabulary["labels"])
    words, grams, marks = (_parted(vocabulary[key]) for key in ("words", "grams", "marks"))
    with np.load(io.BytesIO(weights), allow_pickle=False) as arrays:
        values, bias = arrays["values"], arrays["bias"].astype(np.float64)
        groups = tuple(
            Group(_parted(some), arrays[f"rows_{number}"])
            for number, some in enumerate(vocabulary["groups"])
        )
    fits = (
        values.dtype == np.float32
        and values.shape[1:] == bias.shape == (len(labels),)
        and len(values) > len(words) + len(grams) + len(marks)
        and len(groups) == len(groups_of(form))
        and all(
            _fits(group, roles, values)
            for group, (_, roles) in zip(groups, groups_of(form), strict=True)
        )
    )
    if not fits:
        message = f"the weights, of shape {values.shape}, do not belong to the words beside them"
        raise ModelError(message)
    return Linear(
        labels=labels,
        layout=Layout(values, words, grams, marks, groups),
        bias=bias,
        temperature=float(vocabulary["temperature"]),
        exclusive=bool(vocabulary["exclusive"]),
        form=form,
    )


def _fits(group: Group, roles: Sequence[Role], values: Weights) -> bool:
    return (
        group.rows.shape == (len(roles), 1 + len(group.words))
        and int(group.rows.min(initial=0)) >= 0
        and int(group.rows.max(initial=0)) < len(values)
    )


def arrays_of(model: Linear) -> dict[str, NDArray[Any]]:
    """The arrays to export, by name; 32-bit, as the answers differ in the seventh digit at most."""
    rows = {f"rows_{number}": group.rows for number, group in enumerate(model.layout.groups)}
    return {"values": model.layout.values, "bias": model.bias.astype(np.float32), **rows}


def _joined(words: Sequence[str]) -> str:
    """Put words into one string, which is read three times as fast as a list of them."""
    if any(BETWEEN in word for word in words):
        message = "a word to export holds the character that parts words; take it out of the notes"
        raise ModelError(message)
    return BETWEEN.join(words)


def _parted(words: str) -> Sequence[str]:
    return words.split(BETWEEN) if words else ()


def vocabulary_text(model: Linear) -> str:
    """All but the arrays, as JSON text; words in the order of their rows."""
    layout = model.layout
    return json.dumps(
        {
            "labels": list(model.labels),
            "words": _joined(layout.words),
            "grams": _joined(layout.grams),
            "marks": _joined(layout.marks),
            "groups": [_joined(group.words) for group in layout.groups],
            "temperature": model.temperature,
            "exclusive": model.exclusive,
        },
        ensure_ascii=False,
    )
