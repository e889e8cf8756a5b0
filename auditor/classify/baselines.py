"""What the classifier must beat: known phrases alone, and always the commonest answer."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from auditor.classify.classifier import NONE
from auditor.classify.examples import Answers, Labelled, Standing
from auditor.classify.figures import Ints
from auditor.classify.folds import sides


def keywords(
    clauses: Sequence[Labelled], labels: Sequence[str], folds: Sequence[Sequence[str]]
) -> Answers:
    """What the vocabulary's phrases say alone: the one kind, of several the commonest in learning.

    A phrase that may be either is what such clauses of the authors learnt from mostly were.
    """
    found = np.array([bool(set(c.view.known) - {NONE}) for c in clauses])
    kind = np.zeros(len(clauses), dtype=np.intp)
    for held in folds:
        learnt = [c for c in clauses if c.author not in held and c.label != NONE]
        often = Counter(c.label for c in learnt)
        either = Counter(
            c.label for c in learnt if c.view.known and not set(c.view.known) & set(labels)
        )
        usual = _commonest({kind: either[kind] for kind in labels if kind != NONE})
        for row in [row for row, c in enumerate(clauses) if c.author in held]:
            told = [cue for cue in clauses[row].view.known if cue in labels and cue != NONE]
            answer = _commonest({cue: often[cue] for cue in told}) if told else usual
            kind[row] = labels.index(answer)
    return Answers(found, kind, found)


def majority(
    clauses: Sequence[Labelled], labels: Sequence[str], folds: Sequence[Sequence[str]]
) -> Answers:
    """The commonest answer always: no activity; and where a kind is asked, the commonest kind."""
    kind = np.zeros(len(clauses), dtype=np.intp)
    for held in folds:
        often = Counter(c.label for c in clauses if c.author not in held and c.label != NONE)
        kind[sides([c.author for c in clauses], held)[1]] = labels.index(_commonest(often))
    nothing = np.zeros(len(clauses), dtype=bool)
    return Answers(nothing, kind, ~nothing)


def majority_status(
    activities: Sequence[Standing], statuses: Sequence[str], folds: Sequence[Sequence[str]]
) -> Ints:
    """The commonest status always, as columns of ``statuses``, shape ``(n,)``."""
    status = np.zeros(len(activities), dtype=np.intp)
    for held in folds:
        often = Counter(a.status for a in activities if a.author not in held)
        mine = sides([a.author for a in activities], held)[1]
        status[mine] = statuses.index(_commonest(often))
    return status


def _commonest(counts: Mapping[str, int]) -> str:
    return min(counts, key=lambda label: (-counts[label], label))
