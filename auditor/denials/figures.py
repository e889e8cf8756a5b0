"""What can be said of denied and flagged lines once they are counted?"""

from dataclasses import dataclass
from fractions import Fraction

from auditor.denials.intervals import Share
from auditor.model import RemittedLine

NO_REASON = "none given"
"""Stands for the reason of a denied line whose remittance gives none."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The two-by-two table, in lines."""

    flagged_denied: Fraction = Fraction(0)
    flagged_paid: Fraction = Fraction(0)
    unflagged_denied: Fraction = Fraction(0)
    unflagged_paid: Fraction = Fraction(0)

    @property
    def lines(self) -> Fraction:
        """All lines in the table."""
        flagged = self.flagged_denied + self.flagged_paid
        return flagged + self.unflagged_denied + self.unflagged_paid

    @property
    def sensitivity(self) -> Share:
        """Of what was denied, the share that had been flagged."""
        return Share(self.flagged_denied, self.flagged_denied + self.unflagged_denied)

    @property
    def specificity(self) -> Share:
        """Of what was paid, the share that had not been flagged."""
        return Share(self.unflagged_paid, self.flagged_paid + self.unflagged_paid)

    @property
    def precision(self) -> Share:
        """Of what had been flagged, the share that was denied."""
        return Share(self.flagged_denied, self.flagged_denied + self.flagged_paid)


@dataclass(frozen=True, slots=True)
class OfRule:
    """The two-by-two table as if one rule were all rules."""

    rule: str
    cells: Cells


@dataclass(frozen=True, slots=True)
class OfReason:
    """How denials for one reason had been foretold, in lines."""

    reason: str
    """As the 835 gives it, without its group; ``none given`` where it gives none."""
    meaning: str | None
    """``None`` where the reason is not held."""
    foreseeable: bool
    denied: Fraction
    flagged: Fraction
    """Flagged by any rule."""
    spoken_to: Fraction
    """Flagged by a rule that speaks to this reason."""

    @property
    def sensitivity(self) -> Share:
        """Of the denials for this reason, the share that any rule had flagged."""
        return Share(self.flagged, self.denied)


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of all lines."""

    cells: Cells
    """All lines that were judged and answered."""
    foreseeable: Cells
    """The same without what was denied for reasons that no note could have foretold."""
    rules: tuple[OfRule, ...]
    """Of each rule that flagged a line; by code."""
    reasons: tuple[OfReason, ...]
    """The most frequent first."""
    matched: int
    """Lines that were judged and answered."""
    unclear: int
    """Of these, lines reduced by an unknown part; they stand in no table."""
    unanswered: int
    """Lines judged of which no remittance tells."""
    unmatched: int
    """Remitted lines that belong to no judged line."""
    listed: tuple[RemittedLine, ...]
    """The first of the unmatched."""
