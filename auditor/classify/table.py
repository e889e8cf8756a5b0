"""What every word adds to every label, laid out so that a whole note is scored at once."""

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from auditor.classify.features import GRAMS, MARKS, Form, Role, View, grams, is_spelt

Floats = NDArray[np.float64]
Weights = NDArray[np.float32]
_MOST_KEPT = 20_000
"""Words taken apart that are kept; more, and all are forgotten."""
_ROOM = 1_024
"""Rows that are added when the table of words taken apart is full."""


NOTHING = 0
"""The row of every table that adds nothing: that of words not known."""


def sums(table: Weights, runs: Sequence[Sequence[int]]) -> Floats:
    """Add up runs of rows of a table, shape ``(len(runs), n_labels)``.

    Args:
        table: What is summed, shape ``(n_rows, n_labels)``; its row ``NOTHING`` is zero.
        runs: Which rows; a run may be empty.
    """
    told = [run or (NOTHING,) for run in runs]
    ends = np.cumsum([0, *map(len, told)])
    rows = np.fromiter(chain.from_iterable(told), dtype=np.intp, count=int(ends[-1]))
    return np.asarray(
        np.add.reduceat(table.take(rows, axis=0), ends[:-1], axis=0, dtype=np.float64)
    )


class Table:
    """The exported weights of one classifier by role and word.

    Rows are 32-bit, as the weights are exported; sums are 64-bit.
    """

    def __init__(self, form: Form, index: Mapping[str, int], weights: Floats) -> None:
        """Sort the features by role, and lay out the roles that are parsed alike side by side."""
        by_role: dict[str, dict[str, int]] = {}
        for name, row in index.items():
            role_name, _, word = name.partition(":")
            by_role.setdefault(role_name, {})[word] = row
        self._form = form
        self._values = np.ascontiguousarray(weights, dtype=np.float32)
        own = next(role for role in form.roles if role.spelt)
        self._own = _Spelt(own, self._values, by_role)
        alike: dict[Callable[[str], tuple[str, ...]], list[Role]] = {}
        for role in form.roles:
            if not role.spelt:
                alike.setdefault(role.parse, []).append(role)
        self._blocks = [
            _Blocks(parse, roles, self._values, by_role) for parse, roles in alike.items()
        ]
        marks = by_role.get(MARKS, {})
        parted = (name.partition(":") for name in marks)
        self._row_of_mark = {(kind, value): row for row, (kind, _, value) in enumerate(parted, 1)}
        self._marks = _with_nothing(self._values[list(marks.values())])

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

    def of_words(self, words: Sequence[str]) -> Floats:
        """What each word adds in its own clause, shape ``(n, n_labels)``."""
        rows = self._own.rows(words)
        return np.asarray(self._own.table[rows], dtype=np.float64)

    def _of_marks(self, views: Sequence[View]) -> Floats:
        """What the marks of the place of each view add."""
        known = self._row_of_mark
        runs = [[known[m] for m in self._form.marks(view) if m in known] for view in views]
        return sums(self._marks, runs) * self._form.mark_weight


def _with_nothing(table: Weights) -> Weights:
    return np.concatenate([np.zeros_like(table[:1], shape=(1, table.shape[1])), table])


class _Blocks:
    """Rows of the roles whose words are parsed alike: a block a role, all with the same words."""

    def __init__(
        self,
        parse: Callable[[str], tuple[str, ...]],
        roles: Sequence[Role],
        values: Weights,
        by_role: Mapping[str, Mapping[str, int]],
    ) -> None:
        self._parse, self._roles = parse, roles
        known = sorted({word for role in roles for word in by_role.get(role.name, {})})
        self._row_of = {word: row for row, word in enumerate(known, 1)}
        self._tables = []
        for role in roles:
            table = np.zeros((len(known) + 1, values.shape[1]), dtype=np.float32)
            learnt = by_role.get(role.name, {})
            table[[self._row_of[word] for word in learnt]] = values[list(learnt.values())]
            self._tables.append(table)

    def scores(self, views: Sequence[View]) -> Floats:
        """What the words of each view add in all roles together, shape ``(n, n_labels)``."""
        total: Floats | float = 0.0
        kept: dict[str, list[int]] = {}
        for role, table in zip(self._roles, self._tables, strict=True):
            texts = [getattr(view, role.text) for view in views]
            different = dict.fromkeys(texts)
            if not any(different) and not role.blank:
                continue
            for text in different:
                if text not in kept:
                    kept[text] = self._rows(self._parse(text))
            first, last = role.first, role.last
            runs = [kept[text][first:last] for text in different]
            if role.blank:
                runs = [run or self._rows(role.blank) for run in runs]
            added = sums(table, runs) * role.scales([len(run) for run in runs])[:, None]
            place_of = dict(zip(different, range(len(runs)), strict=True))
            total = total + added.take([place_of[text] for text in texts], axis=0)
        return np.asarray(total)

    def _rows(self, some: Sequence[str]) -> list[int]:
        get = self._row_of.get
        return [get(word, NOTHING) for word in some]


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
        runs = [self.rows(self._role.words(view)) for view in views]
        return sums(self.table, runs) * self._role.scales([len(run) for run in runs])[:, None]

    def rows(self, some: Sequence[str]) -> list[int]:
        """The rows of words, in order."""
        known = self._row_of
        return [known[w] if w in known else self._add(w) for w in some]

    def _add(self, word: str) -> int:
        row = len(self._row_of) + 1  # behind that of nothing
        if row == len(self.table):
            self.table = np.concatenate([self.table, np.zeros_like(self.table[:_ROOM])])
        own = self._words.get(word)
        total = np.zeros(self.table.shape[1]) if own is None else self._values[own].astype(float)
        if is_spelt(word):
            runs = grams(word)
            known = [row for row in map(self._runs.get, runs) if row is not None]
            said = self._values.take(np.array(known, dtype=np.intp), axis=0).sum(
                axis=0, dtype=np.float64
            )
            total += said / math.sqrt(len(runs))
        self.table[row] = total
        self._row_of[word] = row
        return row
