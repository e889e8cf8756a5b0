"""Measure the classifiers on authors they did not learn from, with thresholds as in reading."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from auditor import labelling
from auditor.classify import evaluate as measure
from auditor.classify.evaluation import Evaluation
from auditor.classify.train import THRESHOLDS
from auditor.errors import InputError
from auditor.labelling import GOAL, Lessons
from auditor.nlp import goals, statements
from auditor.teaching import marks
from auditor.teaching.folders import find_corpus

Say = Callable[[str], None]
_FEWEST_AUTHORS = 2


def silent(_: str) -> None:
    """Say nothing."""


def evaluate(
    corpus: Path | None = None,
    say: Say = silent,
    *,
    quick: bool = False,
    jobs: int | None = None,
) -> Evaluation:
    """Hold out each author in turn, learn from the others, and count.

    Args:
        corpus: The folder of annotated notes; ``None`` for our own.
        say: Told what is being done, a line at a time.
        quick: Hold out three groups of authors instead.
        jobs: How many processes learn at once; ``None`` for one a processor. No figure depends
            on it.

    Raises:
        InputError: The corpus cannot be read, or has a single author.
    """
    return of_lessons(read(find_corpus(corpus), say), say, quick=quick, jobs=jobs)


def read(corpus: Path, say: Say) -> Lessons:
    """Check and read a corpus.

    Raises:
        InputError: A note breaks the format of annotation.
    """
    marks.check(corpus)
    lessons = labelling.read_corpus(corpus)
    authors = {sentence.author for sentence in lessons.sentences}
    say(
        f"read {lessons.notes} notes by {len(authors)} authors: {len(lessons.clauses):,} clauses,"
        f" {len(lessons.sentences):,} sentences"
    )
    return lessons


def of_lessons(
    lessons: Lessons, say: Say, *, quick: bool = False, jobs: int | None = None
) -> Evaluation:
    """Measure on lessons already read; as ``evaluate``."""
    if len({sentence.author for sentence in lessons.sentences}) < _FEWEST_AUTHORS:
        message = "measuring needs notes of at least two authors: one file of notes an author"
        raise InputError(message)
    kinds = {kind for sentence in lessons.sentences for kind in sentence.kinds}
    with enough():
        return measure.evaluate(
            lessons,
            [_cued(sentence.view.text) for sentence in lessons.sentences],
            thresholds=THRESHOLDS,
            stated_at={k: goals.STATED_AT if k == GOAL else statements.stated_at(k) for k in kinds},
            quick=quick,
            jobs=jobs or os.cpu_count() or 1,
            say=say,
        )


@contextmanager
def enough() -> Iterator[None]:
    """Say plainly that there was too little to learn from.

    Raises:
        InputError: scikit-learn could make nothing of the marks.
    """
    try:
        yield
    except ValueError:
        message = (
            "the notes hold too few marks, or too few kinds of them, to learn from: each of"
            " several authors needs several notes with activities, statements and goals"
        )
        raise InputError(message) from None


def _cued(text: str) -> frozenset[str]:
    """What the vocabulary's phrases alone say a sentence states."""
    return frozenset(
        cue.kind.value + ("~" if cue.weak else "") for cue in statements.find_cues(text)
    )
