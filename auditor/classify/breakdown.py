"""Look at an evaluation by author, by wording, by statement, by status, and on strange records."""

from collections.abc import Mapping, Sequence

import numpy as np

from auditor.classify.classifier import NONE
from auditor.classify.evaluation import Alike, Author, Compared, Standings, Strangers
from auditor.classify.examples import Labelled, Part, Standing, Stating
from auditor.classify.figures import Ints, Sample, sample
from auditor.classify.folds import worded_alike
from auditor.classify.heldout import HeldOut
from auditor.model import Label, Status

TOLD_APART = (Label.FUNCTIONAL.value, Label.EXERCISE.value)


def authors(clauses: Sequence[Labelled], held: HeldOut, given: Ints) -> Mapping[str, Author]:
    """The figures of each author, held out."""
    none = held.labels.index(NONE)
    found: dict[str, Author] = {}
    for author in sorted({c.author for c in clauses}):
        rows = np.array([i for i, c in enumerate(clauses) if c.author == author])
        drawn = sample([clauses[i].note_id for i in rows])
        truth, answer = held.truth[rows], given[rows]
        active, seen = truth != none, answer != none
        either = np.isin(truth, [i for i, n in enumerate(held.labels) if n in TOLD_APART])
        found[author] = Author(
            notes=drawn.draws.shape[1],
            clauses=len(rows),
            activities=int(active.sum()),
            detection=drawn.score(active, seen).f1,
            kind=drawn.share(active & (answer == truth), active & seen),
            functional_or_exercise=drawn.share(either & (answer == truth), either & seen),
        )
    return found


def alike(
    clauses: Sequence[Labelled],
    folds: Sequence[Sequence[str]],
    held: HeldOut,
    given: Ints,
    drawn: Sample,
) -> Alike:
    """Which clauses are worded alike across the split, and the figures on the others."""
    alike = worded_alike([c.view for c in clauses], [c.author for c in clauses], folds)
    none = held.labels.index(NONE)
    active, seen = (held.truth != none), (given != none)
    return Alike(
        clauses=int(alike.sum()),
        activities=int((alike & active).sum()),
        detection_others=drawn.score(active & ~alike, seen & ~alike),
        kind_others=drawn.share(active & ~alike & (given == held.truth), active & ~alike & seen),
    )


def statements(
    sentences: Sequence[Stating],
    cued: Sequence[frozenset[str]],
    held: HeldOut,
    stated_at: Mapping[str, float],
) -> Mapping[str, Compared]:
    """How well each kind of statement is found."""
    drawn = sample([s.note_id for s in sentences])
    return {
        kind: Compared(
            classifier=drawn.score(true, held.stated[:, column] >= stated_at[kind]),
            baseline=drawn.score(true, np.array([kind in cues for cues in cued])),
        )
        for column, kind in enumerate(held.kinds)
        for true in [np.array([kind in s.kinds for s in sentences])]
    }


def standings(activities: Sequence[Standing], held: HeldOut) -> Standings:
    """How well the status of activities is told."""
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


def strangers(part: Part, held: HeldOut) -> Strangers | None:
    """What is found in records that are no therapy notes; ``None`` where there are none."""
    if not part.clauses:
        return None
    active, found = held.truth != held.labels.index(NONE), held.answers["classifier"].found
    notes = [c.note_id for c in part.clauses]
    loud = {note for note, wrong in zip(notes, found & ~active, strict=True) if wrong}
    each = sorted(set(notes))
    return Strangers(
        notes=len(each),
        clauses=len(notes),
        activities=int(active.sum()),
        found=int(found.sum()),
        right=int((found & active).sum()),
        quiet=sample(each).share([note not in loud for note in each], np.ones(len(each))),
    )
