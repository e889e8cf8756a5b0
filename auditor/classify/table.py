"""What every word adds to every label, laid out so that a whole note is scored at once."""

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import chain, count

import numpy as np

from auditor.classify.features import Form, Role, View, grams, is_spelt
from auditor.classify.layout import (
    NOTHING,
    Floats,
    Group,
    Layout,
    Rows,
    Weights,
    groups_of,
)

_MOST_KEPT = 20_000
"""Words taken apart that are kept; more, and all are forgotten."""
_ROOM = 1_024
"""Rows that are added when the table of words taken apart is full."""


def sums(table: Weights, runs: Sequence[Sequence[int]], rows_of: Rows | None = None) -> Floats:
    """Add up runs of rows of a table, shape ``(len(runs), n_labels)``.

    Args:
        table: What is summed, shape ``(n_rows, n_labels)``; its row ``NOTHING`` is zero.
        runs: Which rows; a run may be empty.
        rows_of: The row each number in the runs stands for; ``None`` where they are rows.
    """
    told = [run or (NOTHING,) for run in runs]
    ends = np.cumsum([0, *map(len, told)])
    numbers = np.fromiter(chain.from_iterable(told), dtype=np.intp, count=int(ends[-1]))
    added = table.take(numbers if rows_of is None else rows_of.take(numbers), axis=0)
    return np.asarray(np.add.reduceat(added, ends[:-1], axis=0, dtype=np.float64))


class Table:
    """The exported weights of one classifier by role and word.

    Rows are 32-bit, as the weights are exported; sums are 64-bit.
    """

    def __init__(self, form: Form, layout: Layout) -> None:
        """Make the words ready to be looked up."""
        self._form = form
        self._values = layout.values
        own = next(role for role in form.roles if role.spelt)
        self._own = _Spelt(own, layout)
        self._blocks = [
            _Blocks(parse, roles, layout.values, group)
            for (parse, roles), group in zip(groups_of(form), layout.groups, strict=True)
        ]
        self._row_of_mark = layout.row_of_mark()

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
        return sums(self._values, runs) * self._form.mark_weight


def _numbered(words: Sequence[str], first: int = 1) -> Mapping[str, int]:
    return dict(zip(words, count(first)))


class _Blocks:
    """The roles whose words are parsed alike: a word is looked up once for all of them."""

    def __init__(
        self,
        parse: Callable[[str], tuple[str, ...]],
        roles: Sequence[Role],
        values: Weights,
        group: Group,
    ) -> None:
        self._parse, self._roles = parse, roles
        self._values, self._rows_of = values, group.rows
        self._number_of = _numbered(group.words)

    def scores(self, views: Sequence[View]) -> Floats:
        """What the words of each view add in all roles together, shape ``(n, n_labels)``."""
        total: Floats | float = 0.0
        kept: dict[str, list[int]] = {}
        for role, rows_of in zip(self._roles, self._rows_of, strict=True):
            texts = [getattr(view, role.text) for view in views]
            different = dict.fromkeys(texts)
            if not any(different) and not role.blank:
                continue
            for text in different:
                if text not in kept:
                    kept[text] = self._numbers(self._parse(text))
            first, last = role.first, role.last
            runs = [kept[text][first:last] for text in different]
            if role.blank:
                runs = [run or self._numbers(role.blank) for run in runs]
            added = sums(self._values, runs, rows_of)
            added *= role.scales([len(run) for run in runs])[:, None]
            place_of = dict(zip(different, range(len(runs)), strict=True))
            total = total + added.take([place_of[text] for text in texts], axis=0)
        return np.asarray(total)

    def _numbers(self, some: Sequence[str]) -> list[int]:
        get = self._number_of.get
        return [get(word, NOTHING) for word in some]


class _Spelt:
    """Rows of words together with their runs of characters, made as the words are met."""

    def __init__(self, role: Role, layout: Layout) -> None:
        self._role, self._values = role, layout.values
        self._words = _numbered(layout.words)
        self._runs = _numbered(layout.grams, 1 + len(layout.words))
        self._row_of: dict[str, int] = {}
        self.table = np.zeros((_ROOM, layout.values.shape[1]), dtype=np.float32)

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
