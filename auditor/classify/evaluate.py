"""Measure the classifiers on authors they did not learn from, beside baselines, with intervals."""

from collections.abc import Mapping, Sequence

import numpy as np

from auditor.classify.calibration import calibration
from auditor.classify.classifier import NONE, Thresholds
from auditor.classify.evaluation import (
    Alike,
    Author,
    Compared,
    Evaluation,
    Finding,
    Naming,
    Standings,
    Work,
)
from auditor.classify.examples import Answers, Labelled, Lessons, Standing, Stating
from auditor.classify.figures import Flags, Ints, Sample, sample
from auditor.classify.folds import author_folds, worded_alike
from auditor.classify.heldout import HeldOut, hold_out
from auditor.classify.relearnt import Say
from auditor.model import Label, Status

_STEPS = tuple(round(0.05 * i, 2) for i in range(2, 20))
_TOLD_APART = (Label.FUNCTIONAL.value, Label.EXERCISE.value)


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
    clauses, sentences = lessons.clauses, lessons.sentences
    folds = author_folds([c.author for c in clauses], quick=quick)
    if len(folds) < 2:  # noqa: PLR2004 - nobody would be left to learn from
        message = "an evaluation needs notes of at least two authors"
        raise ValueError(message)
    held = hold_out(lessons, folds, thresholds, jobs=jobs, say=say)
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
        authors=_authors(clauses, held, given["classifier"]),
        alike=_alike(clauses, folds, held, given["classifier"], drawn),
        statements=_statements(sentences, cued, held, stated_at),
        standings=_standings(lessons.statuses, held),
    )


def _given(held: HeldOut, answers: Answers, sure: Flags) -> Ints:
    """The label answered, as a column; -1 for ``unclear``."""
    kind = np.where(sure, answers.kind, -1)
    return np.where(answers.found, kind, held.labels.index(NONE))


def _work(drawn: Sample, held: HeldOut, answers: Answers, given: Ints, sure: Flags) -> Work:
    none = held.labels.index(NONE)
    active = held.truth != none
    either = np.isin(held.truth, [i for i, name in enumerate(held.labels) if name in _TOLD_APART])
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


def _authors(clauses: Sequence[Labelled], held: HeldOut, given: Ints) -> Mapping[str, Author]:
    none = held.labels.index(NONE)
    found: dict[str, Author] = {}
    for author in sorted({c.author for c in clauses}):
        rows = np.array([i for i, c in enumerate(clauses) if c.author == author])
        drawn = sample([clauses[i].note_id for i in rows])
        truth, answer = held.truth[rows], given[rows]
        active, seen = truth != none, answer != none
        either = np.isin(truth, [i for i, n in enumerate(held.labels) if n in _TOLD_APART])
        found[author] = Author(
            notes=drawn.draws.shape[1],
            clauses=len(rows),
            activities=int(active.sum()),
            detection=drawn.score(active, seen).f1,
            kind=drawn.share(active & (answer == truth), active & seen),
            functional_or_exercise=drawn.share(either & (answer == truth), either & seen),
        )
    return found


def _alike(
    clauses: Sequence[Labelled],
    folds: Sequence[Sequence[str]],
    held: HeldOut,
    given: Ints,
    drawn: Sample,
) -> Alike:
    alike = worded_alike([c.view for c in clauses], [c.author for c in clauses], folds)
    none = held.labels.index(NONE)
    active, seen = (held.truth != none), (given != none)
    return Alike(
        clauses=int(alike.sum()),
        activities=int((alike & active).sum()),
        detection_others=drawn.score(active & ~alike, seen & ~alike),
        kind_others=drawn.share(active & ~alike & (given == held.truth), active & ~alike & seen),
    )


def _statements(
    sentences: Sequence[Stating],
    cued: Sequence[frozenset[str]],
    held: HeldOut,
    stated_at: Mapping[str, float],
) -> Mapping[str, Compared]:
    drawn = sample([s.note_id for s in sentences])
    return {
        kind: Compared(
            classifier=drawn.score(true, held.stated[:, column] >= stated_at[kind]),
            baseline=drawn.score(true, np.array([kind in cues for cues in cued])),
        )
        for column, kind in enumerate(held.kinds)
        for true in [np.array([kind in s.kinds for s in sentences])]
    }


def _standings(activities: Sequence[Standing], held: HeldOut) -> Standings:
    drawn = sample([a.note_id for a in activities])
    every = np.ones(len(activities))
    performed = held.statuses.index(Status.PERFORMED)
    otherwise = held.status_truth != performed
    return Standings(
        accuracy={
            way: drawn.share(given == held.status_truth, every)
            for way, given in held.status.items()
        },
        taken_for_performed={
            way: drawn.share(otherwise & (given == performed), otherwise)
            for way, given in held.status.items()
        },
        each={
            status: Compared(
                *(
                    drawn.score(held.status_truth == column, held.status[way] == column)
                    for way in ("classifier", "rules")
                )
            )
            for column, status in enumerate(held.statuses)
        },
    )
