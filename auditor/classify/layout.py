"""How are exported weights laid out, so that reading them needs no sorting and no copying?"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.classify.features import GRAMS, MARKS, Form, Mark, Role

Floats = NDArray[np.float64]
Weights = NDArray[np.float32]
Rows = NDArray[np.int32]

NOTHING = 0
"""The row of all weights that adds nothing: that of words not known."""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """The words of the roles that are parsed alike: looked up once for all of these roles."""

    words: Sequence[str]
    """In an order of their own; the first has number 1."""
    rows: Rows
    """The row of weights of each role and number, shape ``(n_roles, 1 + n_words)``."""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """One classifier's weights and the words they belong to.

    ``values`` has shape ``(1 + n_features, n_labels)``; its row ``NOTHING`` is zero, and behind it
    come the rows of ``words``, of ``grams`` and of ``marks``, each in their order.
    """

    values: Weights
    words: Sequence[str]
    """The clause's own words."""
    grams: Sequence[str]
    """Their runs of characters."""
    marks: Sequence[str]
    """Marks of its place, as ``section:plan``."""
    groups: tuple[Group, ...]
    """One for each of ``groups_of(form)``."""

    def row_of_mark(self) -> dict[Mark, int]:
        """The row of each mark."""
        parted = (name.partition(":") for name in self.marks)
        first = 1 + len(self.words) + len(self.grams)
        return {(kind, value): row for row, (kind, _, value) in enumerate(parted, first)}


def groups_of(form: Form) -> list[tuple[Callable[[str], tuple[str, ...]], list[Role]]]:
    """Sort the roles, but the one whose words are taken apart, by how their text is parsed."""
    alike: dict[Callable[[str], tuple[str, ...]], list[Role]] = {}
    for role in form.roles:
        if not role.spelt:
            alike.setdefault(role.parse, []).append(role)
    return list(alike.items())


def laid_out(form: Form, index: Mapping[str, int], weights: Floats) -> Layout:
    """Lay out weights as a training leaves them.

    Args:
        form: What is weighed.
        index: The row of each feature, named ``role:word``.
        weights: Shape ``(n_features, n_labels)``.
    """
    by_role: dict[str, dict[str, int]] = {}
    for name in sorted(index, key=index.__getitem__):
        role_name, _, word = name.partition(":")
        by_role.setdefault(role_name, {})[word] = index[name]
    order: list[int] = []

    def placed(of_role: Mapping[str, int]) -> dict[str, int]:
        first = 1 + len(order)
        order.extend(of_role.values())
        return {word: row for row, word in enumerate(of_role, first)}

    own = next(role for role in form.roles if role.spelt)
    words, grams, marks = (placed(by_role.get(name, {})) for name in (own.name, GRAMS, MARKS))
    groups = tuple(
        _group([placed(by_role.get(role.name, {})) for role in roles])
        for _, roles in groups_of(form)
    )
    values = np.zeros((1 + len(order), weights.shape[1]), dtype=np.float32)
    values[1:] = weights[order]
    return Layout(values, tuple(words), tuple(grams), tuple(marks), groups)


def _group(by_role: Iterable[Mapping[str, int]]) -> Group:
    known = list(by_role)
    words = sorted({word for of_role in known for word in of_role})
    rows = [[NOTHING, *(of_role.get(word, NOTHING) for word in words)] for of_role in known]
    return Group(tuple(words), np.array(rows, dtype=np.int32))
