"""Measure the classifiers on authors they did not learn from, beside baselines, with intervals."""

from collections.abc import Mapping, Sequence

import numpy as np

from auditor.classify import breakdown
from auditor.classify.calibration import calibration
from auditor.classify.classifier import NONE, Thresholds
from auditor.classify.evaluation import (
    Compared,
    Evaluation,
    Finding,
    Naming,
    Work,
)
from auditor.classify.examples import Answers, Labelled, Lessons
from auditor.classify.figures import Flags, Ints, Sample, sample
from auditor.classify.folds import author_folds
from auditor.classify.heldout import HeldOut, hold_out, part_of
from auditor.classify.relearnt import Say
from auditor.model import Label

_STEPS = tuple(round(0.05 * i, 2) for i in range(2, 20))


def evaluate(
    lessons: Lessons,
    cued: Sequence[frozenset[str]],
    *,
    thresholds: Thresholds,
    stated_at: Mapping[str, float],
    quick: bool = False,
    jobs: int = 1,
    say: Say = lambda _: None,
) -> Evaluation:
    """Answer every author's clauses with classifiers of the other authors, and count.

    Args:
        lessons: All labelled clauses, sentences and activities of a corpus.
        cued: What the vocabulary's phrases alone say each sentence states, in order.
        thresholds: From which probabilities on an answer is given.
        stated_at: The probability from which a sentence counts as stating each kind.
        quick: Hold out three groups of authors rather than each on its own.
        jobs: How many processes train at once; the figures do not depend on it.
        say: Told of each fold that is done.

    Raises:
        ValueError: There are fewer than two authors.
    """
    # a bank of clauses has no sentences: it is learnt from, but no note to be measured on
    every = {s.author for s in lessons.sentences}
    folds = author_folds(sorted(every), quick=quick)
    if len(folds) < 2:  # noqa: PLR2004 - nobody would be left to learn from
        message = "an evaluation needs notes of at least two authors"
        raise ValueError(message)
    answered = hold_out(lessons, folds, thresholds, jobs=jobs, say=say)
    stating = {s.author for s in lessons.sentences if s.kinds}
    part, held = part_of(lessons, answered, stating)
    clauses, sentences = part.clauses, part.sentences
    told = [c for c, s in zip(cued, lessons.sentences, strict=True) if s.author in stating]
    drawn = sample([c.note_id for c in clauses])
    sure = {"classifier": held.sure >= thresholds.kind}
    everything = np.ones(len(clauses), dtype=bool)
    given = {way: _given(held, a, sure.get(way, everything)) for way, a in held.answers.items()}
    active = held.truth != held.labels.index(NONE)
    ours = held.answers["classifier"]
    return Evaluation(
        folds=folds,
        notes=len({c.note_id for c in clauses}),
        clauses=len(clauses),
        sentences=len(sentences),
        thresholds=thresholds,
        stated_at=dict(sorted(stated_at.items())),
        work={
            way: _work(drawn, held, a, given[way], sure.get(way, everything))
            for way, a in held.answers.items()
        },
        kinds={
            label: Compared(
                *(drawn.score(held.truth == i, given[w] == i) for w in ("classifier", "keywords"))
            )
            for i, label in enumerate(held.labels)
        },
        confusion=_confusion(held, given["classifier"]),
        finds=calibration(drawn, held.chance, active, everything),
        names=calibration(drawn, held.sure, ours.kind == held.truth, ours.found & active),
        finding_at=_finding_at(drawn, held, clauses),
        naming_at=_naming_at(drawn, held),
        authors=breakdown.authors(clauses, held, given["classifier"]),
        alike=breakdown.alike(clauses, folds, held, given["classifier"], drawn),
        statements=breakdown.statements(sentences, told, held, stated_at),
        standings=breakdown.standings(part.statuses, held),
        strangers=breakdown.strangers(*part_of(lessons, answered, every - stating)),
    )


def _given(held: HeldOut, answers: Answers, sure: Flags) -> Ints:
    """The label answered, as a column; -1 for ``unclear``."""
    kind = np.where(sure, answers.kind, -1)
    return np.where(answers.found, kind, held.labels.index(NONE))


def _work(drawn: Sample, held: HeldOut, answers: Answers, given: Ints, sure: Flags) -> Work:
    none = held.labels.index(NONE)
    active = held.truth != none
    either = np.isin(
        held.truth, [i for i, name in enumerate(held.labels) if name in breakdown.TOLD_APART]
    )
    named = sure & (answers.kind == held.truth)
    kinds = [i for i in range(len(held.labels)) if i != none]
    return Work(
        accuracy=drawn.share(given == held.truth, np.ones(len(given))),
        macro_f1=drawn.macro_f1([held.truth == i for i in kinds], [given == i for i in kinds]),
        detection=drawn.score(active, answers.found),
        kind=drawn.share(active & answers.asked & named, active & answers.asked),
        found_and_named=drawn.share(active & answers.found & named, active),
        functional_or_exercise=drawn.share(either & answers.asked & named, either & answers.asked),
        unclear=drawn.share(answers.found & ~sure, answers.found),
    )


def _confusion(held: HeldOut, given: Ints) -> Mapping[str, Mapping[str, int]]:
    columns = {**{name: i for i, name in enumerate(held.labels)}, Label.UNCLEAR.value: -1}
    return {
        true: {
            answer: int(((held.truth == i) & (given == column)).sum())
            for answer, column in columns.items()
        }
        for i, true in enumerate(held.labels)
    }


def _finding_at(drawn: Sample, held: HeldOut, clauses: Sequence[Labelled]) -> tuple[Finding, ...]:
    known = np.array([bool(c.view.known) for c in clauses])
    active = held.truth != held.labels.index(NONE)
    return tuple(
        Finding(
            threshold=at,
            known=drawn.score(active & known, known & (held.chance >= at)).f1,
            unknown=drawn.score(active & ~known, ~known & (held.chance >= at)).f1,
        )
        for at in _STEPS
    )


def _naming_at(drawn: Sample, held: HeldOut) -> tuple[Naming, ...]:
    ours = held.answers["classifier"]
    asked = ours.found & (held.truth != held.labels.index(NONE))
    right = asked & (ours.kind == held.truth)
    rows = []
    for at, following in zip(_STEPS, (*_STEPS[1:], 1.01), strict=True):
        answered = asked & (held.sure >= at)
        between = answered & (held.sure < following)
        rows.append(
            Naming(
                threshold=at,
                covered=drawn.share(answered, asked),
                right=drawn.share(right & answered, answered),
                next_count=int(between.sum()),
                next_right=round(float(right[between].mean()), 4) if between.any() else None,
            )
        )
    return tuple(rows)
