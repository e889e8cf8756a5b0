"""The two classifiers as the functions reading is handed: kind of work, and what a sentence states."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.classify.linear import Linear
from auditor.model import ClauseView, Label, Verdict

NONE = "none"
"""The label of a clause that names no activity."""


@dataclass(frozen=True, slots=True)
class Classifier:
    """Answers for clauses and sentences; ``threshold`` below which the kind of work is unclear."""

    fingerprint: str
    work: Linear
    stated: Linear
    threshold: float

    def activities(self, clauses: Sequence[ClauseView]) -> list[Verdict]:
        """Label each clause: the likeliest kind of work, ``unclear``, or ``none``.

        Whether there is an activity at all is asked first: all kinds of work together against
        ``none``. Only then which kind; below the threshold that is ``unclear``.
        """
        return [self._verdict(view) for view in clauses]

    def _verdict(self, view: ClauseView) -> Verdict:
        scores, spoken = self.work.scores(view)
        probabilities = self.work.probabilities(scores)
        none = self.work.labels.index(NONE)
        if probabilities[none] >= 0.5:  # noqa: PLR2004
            return Verdict(NONE, float(probabilities[none]))
        kinds = probabilities.copy()
        kinds[none] = 0.0
        best = int(kinds.argmax())
        share = float(kinds[best] / kinds.sum())
        because = self.work.reasons(spoken, best)
        label = self.work.labels[best] if share >= self.threshold else Label.UNCLEAR.value
        return Verdict(label, share, because)

    def statements(self, clauses: Sequence[ClauseView]) -> list[Mapping[str, float]]:
        """Give each sentence the probability of every statement kind that was learnt."""
        answers: list[Mapping[str, float]] = []
        for view in clauses:
            scores, _ = self.stated.scores(view)
            chances = self.stated.probabilities(scores)
            answers.append(
                {kind: float(p) for kind, p in zip(self.stated.labels, chances, strict=True)}
            )
        return answers
