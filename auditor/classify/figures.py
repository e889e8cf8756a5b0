"""Turn counts into shares with 95 % intervals: whole notes are drawn again, never single clauses.

Clauses of one note resemble each other, so an interval over clauses would be too narrow. Every
figure here is a formula of sums over notes; drawing notes again is one product of matrices.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]

ROUNDS = 1000
SEED = 20260
_LOW, _HIGH = 2.5, 97.5


@dataclass(frozen=True, slots=True)
class Figure:
    """A value from 0 to 1 with its 95 % interval; ``None`` where there was nothing to count."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """How well one label was found: ``true`` marks, ``given`` answers, ``right`` among them."""

    true: int
    given: int
    right: int
    precision: Figure
    recall: Figure
    f1: Figure


@dataclass(frozen=True, slots=True)
class Sample:
    """The notes an evaluation rests on, and how often each is drawn in each round.

    ``note_of`` has shape ``(n,)``: the row of the note each clause is from. ``draws`` has shape
    ``(1 + ROUNDS, n_notes)``; its first row takes every note once.
    """

    note_of: Ints
    draws: Floats

    def figure(self, columns: Sequence[ArrayLike], formula: Callable[[Floats], Floats]) -> Figure:
        """Work a formula out over all notes and over every drawing of them.

        Args:
            columns: What is added up, each of shape ``(n,)``, one value a clause.
            formula: From sums of shape ``(rounds, n_columns)`` to values of shape ``(rounds,)``.
        """
        n_notes = self.draws.shape[1]
        sums = np.column_stack(
            [
                np.bincount(self.note_of, np.asarray(column, dtype=np.float64), n_notes)
                for column in columns
            ]
        )
        with np.errstate(invalid="ignore", divide="ignore"):
            values = formula(self.draws @ sums)
        drawn = values[1:][~np.isnan(values[1:])]
        if np.isnan(values[0]) or not len(drawn):
            return Figure(None)
        low, high = np.percentile(drawn, [_LOW, _HIGH])
        return Figure(*(round(float(v), 4) for v in (values[0], low, high)))

    def share(self, of: ArrayLike, among: ArrayLike) -> Figure:
        """The share of ``among`` that is ``of``; both of shape ``(n,)``."""
        return self.figure([of, among], lambda sums: np.asarray(sums[:, 0] / sums[:, 1]))

    def score(self, true: Flags, given: Flags) -> Score:
        """Score answers that say yes or no; both of shape ``(n,)``."""
        right = true & given
        return Score(
            true=int(true.sum()),
            given=int(given.sum()),
            right=int(right.sum()),
            precision=self.share(right, given),
            recall=self.share(right, true),
            f1=self.share(2 * right.astype(int), true.astype(int) + given.astype(int)),
        )

    def macro_f1(self, true: Sequence[Flags], given: Sequence[Flags]) -> Figure:
        """The plain average of F1 over labels; one array of shape ``(n,)`` a label in each list.

        A label that a drawing of notes does not hold at all is left out of that drawing's average.
        """
        columns = [2 * (t & g).astype(int) for t, g in zip(true, given, strict=True)]
        columns += [t.astype(int) + g.astype(int) for t, g in zip(true, given, strict=True)]
        kinds = len(true)
        return self.figure(
            columns, lambda sums: np.asarray(np.nanmean(sums[:, :kinds] / sums[:, kinds:], axis=1))
        )


def sample(note_ids: Sequence[str]) -> Sample:
    """Prepare the drawings for clauses of the given notes, shape ``(n,)``; the seed is fixed."""
    notes = sorted(set(note_ids))
    row = {note: i for i, note in enumerate(notes)}
    chances = np.full(len(notes), 1 / len(notes))
    drawn = np.random.default_rng(SEED).multinomial(len(notes), chances, size=ROUNDS)
    return Sample(
        note_of=np.array([row[note] for note in note_ids], dtype=np.intp),
        draws=np.vstack([np.ones(len(notes)), drawn]).astype(np.float64),
    )
