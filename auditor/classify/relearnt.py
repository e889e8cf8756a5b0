"""Learn anew for every group of authors held out, from all the others."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from joblib import Parallel, delayed

from auditor.classify.examples import Lessons
from auditor.classify.linear import Linear
from auditor.classify.steady import steady
from auditor.classify.train import fit_stated, fit_status, fit_work
from auditor.model import ClauseView, StatusView

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Learnt:
    """The classifiers that some authors' notes gave; ``work`` without a temperature."""

    work: Linear
    stated: Linear
    status: Linear


def learn_without(
    folds: Sequence[Sequence[str]], lessons: Lessons, *, jobs: int, say: Say
) -> Iterator[Learnt]:
    """Learn once a fold, from everybody but the authors held out.

    Args:
        folds: The authors held out together.
        lessons: What all authors teach.
        jobs: How many processes learn at once.
        say: Told of each fold that is done.
    """
    whose = {sentence.author for sentence in lessons.sentences}
    tasks = (
        delayed(_learn)(
            [
                (c.view, c.label, "all" if c.author in whose else "")
                for c in lessons.clauses
                if c.author not in held
            ],
            [(s.view, s.kinds) for s in lessons.sentences if s.author not in held],
            [(s.view, s.status) for s in lessons.statuses if s.author not in held],
        )
        for held in folds
    )
    done = Parallel(n_jobs=jobs, return_as="generator")(tasks)
    for held, learnt in zip(folds, done, strict=True):
        say(f"held out {', '.join(held)}")
        yield learnt


def _learn(
    clauses: Sequence[tuple[ClauseView, str, str]],
    sentences: Sequence[tuple[ClauseView, frozenset[str]]],
    statuses: Sequence[tuple[StatusView, str]],
) -> Learnt:
    views, labels = [view for view, *_ in clauses], [label for _, label, _ in clauses]
    with steady():
        # one group of authors only: the temperature comes later, from the other folds
        work = fit_work(views, labels, [group for *_, group in clauses])
        stated = fit_stated([view for view, _ in sentences], [kinds for _, kinds in sentences])
        status = fit_status([view for view, _ in statuses], [status for _, status in statuses])
    return Learnt(work.linear, stated.linear, status.linear)
