"""What a list of known phrases answers alone: the baseline a learnt reader must beat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.model import ClauseView, Label, Status, StatusView, Verdict

NONE = "none"
_KINDS = frozenset(label.value for label in Label)


@dataclass(frozen=True, slots=True)
class Keywords:
    """Answers from the vocabulary's phrases and the plain rules of wording; nothing is learnt."""

    fingerprint: str = "keywords"
    either: str = Label.FUNCTIONAL.value
    """The kind of a phrase that may be either."""

    def activities(self, clauses: Sequence[ClauseView]) -> list[Verdict]:
        """Label each clause by the first phrase known in it."""
        return [self._verdict(view.known) for view in clauses]

    def _verdict(self, cues: Sequence[str]) -> Verdict:
        for cue in cues:
            if cue in _KINDS:
                return Verdict(cue, 1.0)
        return Verdict(self.either if cues else NONE, 1.0)

    def statements(self, clauses: Sequence[ClauseView]) -> list[Mapping[str, float]]:
        """Nothing is known of what sentences state but by the phrases reading finds itself."""
        return [{} for _ in clauses]

    def statuses(self, views: Sequence[StatusView]) -> list[Status]:
        """The status that plain rules of wording and section give."""
        return [Status(view.hint) for view in views]
