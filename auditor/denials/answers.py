"""How much of a line did the payer deny, and for which reasons?"""

from dataclasses import dataclass
from fractions import Fraction

from auditor.denials.facts import DenialMap
from auditor.denials.figures import NO_REASON
from auditor.model import Payment, RemittedLine

WHOLE, NOTHING = Fraction(1), Fraction(0)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one line."""

    denied: Fraction | None
    """The denied part of the line, 0 to 1; ``None`` where it was reduced by an unknown part."""
    reasons: tuple[str, ...]
    """Why, each reason once, without groups and without what is no denial."""
    foreseeable: bool
    """Whether a note could have foretold it; so taken where a reason is not held or not given."""


def answer_of(remitted: RemittedLine, held: DenialMap) -> Answer:
    """Read a remitted line.

    A line whose only reasons are no denials (a deductible, a contract's price) counts as paid, also
    where nothing was left to pay. Of a line paid for some of its units, the unpaid units' part is
    denied.
    """
    given = tuple(dict.fromkeys(a.reason.strip().upper() for a in remitted.adjustments))
    denials = tuple(r for r in given if r not in held.reasons or held.reasons[r].denies)
    denied = _denied(remitted, no_denial=bool(given) and not denials)
    reasons = denials or (NO_REASON,)
    known = [held.reasons[reason] for reason in reasons if reason in held.reasons]
    unforeseen = len(known) == len(reasons) and not any(reason.foreseeable for reason in known)
    return Answer(denied, reasons if denied != NOTHING else (), foreseeable=not unforeseen)


def _denied(remitted: RemittedLine, *, no_denial: bool) -> Fraction | None:
    if remitted.payment is Payment.PAID:
        return NOTHING
    if remitted.payment is Payment.DENIED:
        return NOTHING if no_denial else WHOLE
    part = _unpaid_part(remitted)
    return NOTHING if part is None and no_denial else part


def _unpaid_part(remitted: RemittedLine) -> Fraction | None:
    billed, paid = remitted.units_billed, remitted.units_paid
    if not billed or billed < 0 or paid is None:
        return None
    return Fraction(min(max(billed - paid, 0), billed), billed)
