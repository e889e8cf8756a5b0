"""Was a line paid, paid in part, or denied?"""

from collections.abc import Sequence
from decimal import Decimal

from auditor.ingest.claim_files.adjustments import accepted
from auditor.model import Adjustment, Payment


def outcome(
    paid: Decimal,
    adjustments: Sequence[Adjustment],
    *,
    units_billed: int | None,
    units_paid: int | None,
) -> Payment:
    """Tell what became of a line.

    Nothing paid is a denial only if some reason denies (any that is not in our list of those that
    do not); a line whose whole amount is the patient's or
    another payer's to pay, or written off by contract, is a paid one. Where something was paid, or
    is someone else's to pay, beside a reason that denies or with fewer units than billed, the line
    is reduced. A reason without an amount counts like one with.

    Args:
        paid: Dollars the payer paid for the line.
        adjustments: Those of the line itself.
        units_billed: As the claim counted; ``None`` where it is not said.
        units_paid: As the payer counted; ``None`` where it is not said.
    """
    denials = denies(adjustments)
    allowed = paid > 0 or any(_takes(a) and _is_share(a) for a in adjustments)
    if not allowed:
        return Payment.DENIED if denials else Payment.PAID
    if denials:
        return Payment.REDUCED
    fewer = units_paid is not None and units_billed is not None and units_paid < units_billed
    return Payment.REDUCED if paid > 0 and fewer else Payment.PAID


def denies(adjustments: Sequence[Adjustment]) -> bool:
    """Say whether one of these takes something away for a reason that is a denial."""
    return any(_takes(a) and a.reason not in accepted() for a in adjustments)


def _takes(adjustment: Adjustment) -> bool:
    return adjustment.dollars is None or adjustment.dollars > 0


def _is_share(adjustment: Adjustment) -> bool:
    known = accepted().get(adjustment.reason)
    return known is not None and known.share
