"""The learning curve: what more authors to learn from do for notes of authors never seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from auditor import engine
from auditor.classify.classifier import Classifier
from auditor.classify.steady import steady
from auditor.classify.tables import grid, ranged
from auditor.classify.train import SEED, THRESHOLDS, fit_stated, fit_status, fit_work
from auditor.labelling import Lessons
from auditor.teaching.measuring import Say
from auditor.teaching.reading import Reading, measure

SHARES = (0.125, 0.25, 0.5, 1.0)
"""Which parts of the authors are learnt from, one after the other; each holds the one before."""
SHOWN = ("activity", "activity:functional", "activity:exercise", "goal", "missing elements")
"""What the curve is drawn and told of."""


@dataclass(frozen=True, slots=True)
class Point:
    """What so many authors taught."""

    authors: int
    notes: int
    bank: bool
    """Whether the clause bank was learnt from as well."""
    reading: Reading


def learning_curve(lessons: Lessons, files: Sequence[Path], say: Say) -> list[Point]:
    """Learn from ever more authors of notes, at last from the clause bank too.

    Args:
        lessons: All that the corpus teaches.
        files: The annotated notes to read, of other authors.
        say: Told of each point that is done.
    """
    whose = sorted({sentence.author for sentence in lessons.sentences})
    order = [whose[i] for i in np.random.default_rng(SEED).permutation(len(whose))]
    points: list[Point] = []
    steps = [(max(1, round(share * len(order))), False) for share in SHARES]
    for count, bank in [*steps, (len(order), True)]:
        some = set(order[:count])
        classifier = _learn(lessons, some, bank=bank)
        reading = measure(files, partial(engine.read_visit, classifier=classifier))
        notes = len({s.note_id for s in lessons.sentences if s.author in some})
        points.append(Point(count, notes, bank, reading))
        say(f"learnt from {count} authors{' and the clause bank' if bank else ''}")
    return points


def _learn(lessons: Lessons, authors: set[str], *, bank: bool) -> Classifier:
    whose = {sentence.author for sentence in lessons.sentences}

    def mine(author: str) -> bool:
        return author in authors or (bank and author not in whose)

    clauses = [c for c in lessons.clauses if mine(c.author)]
    sentences = [s for s in lessons.sentences if mine(s.author)]
    statuses = [s for s in lessons.statuses if mine(s.author)]
    with steady():
        # the temperature changes no answer but where it is near a threshold
        work = fit_work(
            [c.view for c in clauses],
            [c.label for c in clauses],
            ["all" if c.author in whose else "" for c in clauses],
        )
        stated = fit_stated([s.view for s in sentences], [s.kinds for s in sentences])
        status = fit_status([s.view for s in statuses], [s.status for s in statuses])
    return Classifier("curve", work.linear, stated.linear, status.linear, THRESHOLDS)


def text(points: Sequence[Point]) -> str:
    """The curve as a plain table of F1."""
    return (
        "\n".join(
            [
                "Learning curve: F1 on the held-back notes by what was learnt from",
                *grid(
                    ("authors", "notes", *SHOWN),
                    [
                        (
                            f"{p.authors}{' + bank' if p.bank else ''}",
                            str(p.notes),
                            *(ranged(p.reading.found[name].f1) for name in SHOWN),
                        )
                        for p in points
                    ],
                ),
            ]
        )
        + "\n"
    )
