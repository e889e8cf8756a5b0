"""After the payer has answered: which denied lines had been flagged, and which not?

Lines are counted, not units. Of a line that was paid for some of its units, the part that was not
paid counts as denied and the rest as paid, so each line counts once in all.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from auditor.denials.answers import Answer, answer_of
from auditor.denials.facts import DenialMap
from auditor.denials.figures import Cells, Figures, OfReason, OfRule
from auditor.denials.judged import JudgedLine
from auditor.model import RemittedLine

LISTED = 20
"""How many lines without a counterpart are kept to be named; all are counted."""


@dataclass(slots=True)
class _Count:
    """Lines denied and paid, in parts of lines."""

    denied: Fraction = Fraction(0)
    paid: Fraction = Fraction(0)
    unforeseen: Fraction = Fraction(0)
    """Of those denied, what no note could have foretold."""

    def add(self, denied: Fraction, *, foreseeable: bool) -> None:
        """Count one line of which a part was denied."""
        self.denied += denied
        self.paid += 1 - denied
        self.unforeseen += 0 if foreseeable else denied


@dataclass(slots=True)
class _Reason:
    """Lines denied for one reason, and those of them that were flagged."""

    denied: Fraction = Fraction(0)
    flagged: Fraction = Fraction(0)
    spoken_to: Fraction = Fraction(0)


class Tally:
    """Counts lines as they come; holds counts, and a few unmatched lines to be named.

    Args:
        held: The map of denials.
        unmatched: Is given every remitted line without a judged one, so that none is lost.
    """

    def __init__(
        self, held: DenialMap, unmatched: Callable[[RemittedLine], object] | None = None
    ) -> None:
        self._held = held
        self._give = unmatched
        self._all, self._flagged = _Count(), _Count()
        self._by_rule: defaultdict[str, _Count] = defaultdict(_Count)
        self._by_reason: defaultdict[str, _Reason] = defaultdict(_Reason)
        self._lines: Counter[str] = Counter()
        self._listed: list[RemittedLine] = []

    def add(self, judged: JudgedLine | None, remitted: RemittedLine | None) -> None:
        """Count one line: what was said of it, and what the payer answered.

        Args:
            judged: ``None`` for a remitted line that belongs to no line judged.
            remitted: ``None`` for a line of which no remittance tells.
        """
        if remitted is None:
            self._lines["unanswered"] += judged is not None
        elif judged is None:
            self._alone(remitted)
        else:
            self._match(judged, answer_of(remitted, self._held))

    def _alone(self, remitted: RemittedLine) -> None:
        self._lines["unmatched"] += 1
        if len(self._listed) < LISTED:
            self._listed.append(remitted)
        if self._give:
            self._give(remitted)

    def _match(self, judged: JudgedLine, answer: Answer) -> None:
        self._lines["matched"] += 1
        if answer.denied is None:
            self._lines["unclear"] += 1
            return
        counts = [self._all, *(self._by_rule[rule] for rule in judged.rules)]
        for count in (*counts, *((self._flagged,) if judged.flagged else ())):
            count.add(answer.denied, foreseeable=answer.foreseeable)
        for reason in answer.reasons:
            self._count_reason(reason, judged, answer.denied)

    def _count_reason(self, code: str, judged: JudgedLine, denied: Fraction) -> None:
        count = self._by_reason[code]
        count.denied += denied
        if judged.flagged:
            count.flagged += denied
        held = self._held.reasons.get(code)
        if held and not held.speaking.isdisjoint(judged.rules):
            count.spoken_to += denied

    def figures(self) -> Figures:
        """Return the figures of all lines counted so far."""
        rules = (OfRule(rule, self._cells(count)) for rule, count in self._by_rule.items())
        reasons = (self._reason(code, count) for code, count in self._by_reason.items())
        return Figures(
            cells=self._cells(self._flagged),
            foreseeable=self._foreseeable(),
            rules=tuple(sorted(rules, key=lambda r: r.rule)),
            reasons=tuple(sorted(reasons, key=lambda r: (-r.denied, r.reason))),
            matched=self._lines["matched"],
            unclear=self._lines["unclear"],
            unanswered=self._lines["unanswered"],
            unmatched=self._lines["unmatched"],
            listed=tuple(self._listed),
        )

    def _cells(self, flagged: _Count) -> Cells:
        return Cells(
            flagged_denied=flagged.denied,
            flagged_paid=flagged.paid,
            unflagged_denied=self._all.denied - flagged.denied,
            unflagged_paid=self._all.paid - flagged.paid,
        )

    def _foreseeable(self) -> Cells:
        every, flagged = self._all, self._flagged
        return Cells(
            flagged_denied=flagged.denied - flagged.unforeseen,
            flagged_paid=flagged.paid,
            unflagged_denied=(every.denied - every.unforeseen)
            - (flagged.denied - flagged.unforeseen),
            unflagged_paid=every.paid - flagged.paid,
        )

    def _reason(self, code: str, count: _Reason) -> OfReason:
        held = self._held.reasons.get(code)
        return OfReason(
            reason=code,
            meaning=held.meaning if held else None,
            foreseeable=held.foreseeable if held else True,
            denied=count.denied,
            flagged=count.flagged,
            spoken_to=count.spoken_to,
        )
