"""What every word adds to every label, laid out so that a whole note is scored at once."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from auditor.classify.features import GRAMS, MARKS, Form, Role, View, grams, is_spelt

Floats = NDArray[np.float64]
Weights = NDArray[np.float32]
Rows = NDArray[np.intp]
_MOST_KEPT = 20_000
"""Words taken apart that are kept; more, and all are forgotten."""
_ROOM = 1_024
"""Rows that are added when the table of words taken apart is full."""


def sums(values: NDArray[np.floating], lengths: Sequence[int]) -> Floats:
    """Add up consecutive runs of rows of so many each, shape ``(len(lengths), n_columns)``."""
    running = np.zeros((len(values) + 1, values.shape[1]))
    np.cumsum(values, axis=0, dtype=np.float64, out=running[1:])
    ends = np.concatenate([[0], np.cumsum(lengths, dtype=np.intp)])
    return np.asarray(np.diff(running[ends], axis=0))


@dataclass(slots=True)
class Runs:
    """Runs of rows of a table, to be summed together, each with its weight."""

    rows: list[Rows] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def add(self, rows: Rows, weight: float, start: int = 0) -> int:
        """Add a run of rows, counted from ``start``; its place is returned."""
        self.rows.append(rows)
        self.lengths.append(len(rows))
        self.starts.append(start)
        self.weights.append(weight)
        return len(self.weights) - 1

    def sums(self, table: Weights) -> Floats:
        """The weighted sum of each run, shape ``(n_runs, n_labels)``."""
        if not self.rows:
            return np.zeros((0, table.shape[1]))
        rows = np.concatenate(self.rows) + np.repeat(self.starts, self.lengths)
        scaled: Floats = sums(table[rows], self.lengths) * np.asarray(self.weights)[:, None]
        return scaled


class Table:
    """The exported weights of one classifier by role and word.

    Rows are 32-bit, as the weights are exported; sums are 64-bit.
    """

    def __init__(self, form: Form, index: Mapping[str, int], weights: Floats) -> None:
        """Sort the features by role, and lay out the roles that are read alike side by side."""
        by_role: dict[str, dict[str, int]] = {}
        for name, row in index.items():
            role_name, _, word = name.partition(":")
            by_role.setdefault(role_name, {})[word] = row
        values = np.asarray(weights, dtype=np.float32)
        self._form, self._values = form, values
        own = next(role for role in form.roles if role.spelt)
        self._own = _Spelt(own, values, by_role)
        around: dict[object, list[Role]] = {}
        for role in form.roles:
            if not role.spelt:
                around.setdefault(role.parse, []).append(role)
        self._blocks = [_Blocks(roles, values, by_role) for roles in around.values()]
        self._marks = {
            (kind, value): row
            for (kind, _, value), row in (
                (name.partition(":"), row) for name, row in by_role.get(MARKS, {}).items()
            )
        }

    def scores(self, views: Sequence[View]) -> Floats:
        """What all words and marks of each view add, shape ``(n, n_labels)``.

        What several views share (a line, a heading, the note) is summed once.
        """
        if not views:
            return np.zeros((0, self._values.shape[1]))
        total = self._own.scores(views) + self._of_marks(views)
        for block in self._blocks:
            total += block.scores(views)
        return total

    def of_word(self, word: str) -> Floats:
        """What one word adds in its own clause, shape ``(n_labels,)``."""
        return np.asarray(self._own.table[self._own.rows((word,))[0]], dtype=np.float64)

    def _of_marks(self, views: Sequence[View]) -> Floats:
        """What the marks of the place of each view add."""
        known = self._marks
        rows: list[int] = []
        counts: list[int] = []
        for view in views:
            found = [known[mark] for mark in self._form.marks(view) if mark in known]
            rows += found
            counts.append(len(found))
        return sums(self._values[np.asarray(rows, dtype=np.intp)], counts) * self._form.mark_weight


class _Blocks:
    """Rows of the roles whose words are parsed alike: a block a role, all with the same words."""

    def __init__(
        self,
        roles: Sequence[Role],
        values: Weights,
        by_role: Mapping[str, Mapping[str, int]],
    ) -> None:
        self._roles = roles
        known = sorted({word for role in roles for word in by_role.get(role.name, {})})
        self._row_of = {word: row for row, word in enumerate(known, 1)}
        self._width = len(known) + 1  # the first row of a block is of words not known
        self._table = np.zeros((len(roles) * self._width, values.shape[1]), dtype=np.float32)
        for number, role in enumerate(roles):
            learnt = by_role.get(role.name, {})
            places = [number * self._width + self._row_of[word] for word in learnt]
            self._table[places] = values[list(learnt.values())]

    def scores(self, views: Sequence[View]) -> Floats:
        """What the words of each view add in all roles together, shape ``(n, n_labels)``."""
        runs, kept, places = Runs(), dict[str, Rows](), list[list[int]]()
        for number, role in enumerate(self._roles):
            place_of: dict[str, int] = {}
            texts = [getattr(view, role.text) for view in views]
            for text in texts:
                if text not in place_of:
                    if text not in kept:
                        kept[text] = self._rows(role.parse(text))
                    rows = kept[text][role.first : role.last]
                    if role.blank and not len(rows):
                        rows = self._rows(role.blank)
                    scale = role.scale(len(rows))
                    place_of[text] = runs.add(rows, scale, number * self._width)
            places.append([place_of[text] for text in texts])
        return np.asarray(runs.sums(self._table)[np.asarray(places)].sum(axis=0))

    def _rows(self, some: Sequence[str]) -> Rows:
        get = self._row_of.get
        return np.array([get(word, 0) for word in some], dtype=np.intp)


class _Spelt:
    """Rows of words together with their runs of characters, made as the words are met."""

    def __init__(
        self, role: Role, values: Weights, by_role: Mapping[str, Mapping[str, int]]
    ) -> None:
        self._role, self._values = role, values
        self._words, self._runs = by_role.get(role.name, {}), by_role.get(GRAMS, {})
        self._row_of: dict[str, int] = {}
        self.table = np.zeros((_ROOM, values.shape[1]), dtype=np.float32)

    def scores(self, views: Sequence[View]) -> Floats:
        """What the words of the clauses themselves add, with their runs of characters."""
        if len(self._row_of) > _MOST_KEPT:
            self._row_of.clear()
        runs, place_of = Runs(), dict[str, int]()
        for view in views:
            if view.text not in place_of:
                some = self._role.words(view)
                place_of[view.text] = runs.add(self.rows(some), self._role.scale(len(some)))
        return np.asarray(runs.sums(self.table)[[place_of[view.text] for view in views]])

    def rows(self, some: Sequence[str]) -> Rows:
        """The rows of words, shape ``(n,)``."""
        known = self._row_of
        return np.array([known[w] if w in known else self._add(w) for w in some], dtype=np.intp)

    def _add(self, word: str) -> int:
        row = len(self._row_of)
        if row == len(self.table):
            self.table = np.concatenate([self.table, np.zeros_like(self.table[:_ROOM])])
        own = [self._words[word]] if word in self._words else []
        total = self._values[own].sum(axis=0, dtype=np.float64)
        if is_spelt(word):
            runs = grams(word)
            known = [row for row in map(self._runs.get, runs) if row is not None]
            said = self._values[known].sum(axis=0, dtype=np.float64)
            total = total + said / math.sqrt(len(runs))
        self.table[row] = total
        self._row_of[word] = row
        return row
