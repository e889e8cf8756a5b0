"""Why does a line have no amount?"""

from dataclasses import dataclass

from auditor.fees.facts import CodeRate, Priced
from auditor.fees.setting import Asking
from auditor.model import ServiceLine


@dataclass(frozen=True, slots=True)
class Unpriced:
    """The reason, and whether it is a gap in what is held or the schedule's own answer."""

    reason: str
    is_unknown: bool
    """True where the schedule may well have an amount that is not held here."""


def why_taken_out(line: ServiceLine, asking: Asking) -> Unpriced | None:
    """Say which modifier takes a line out; ``None`` where none does."""
    out = next((t for t in asking.terms.taken_out if t.modifier in line.modifiers), None)
    if out is None:
        return None
    return Unpriced(f"{out.modifier} says that {out.means}; nothing is paid", is_unknown=False)


def why_unpriced(line: ServiceLine, asking: Asking) -> Unpriced:
    """Say why a line that has no amount has none."""
    rate, year = asking.rate(line.code), asking.schedule.year
    if not asking.schedule.rates:
        return Unpriced(f"no RVUs are held for {year}", is_unknown=True)
    if rate is None:
        return Unpriced(f"no RVUs are held for {line.code} in {year}", is_unknown=True)
    if rate.total is not None:
        return Unpriced(
            f"of {line.code} in {year} only the sum of the RVUs is held ({rate.total}): "
            "without its parts it can be neither reduced nor moved to a locality",
            is_unknown=True,
        )
    return _by_status(rate, asking)


def _by_status(rate: CodeRate, asking: Asking) -> Unpriced:
    status = asking.terms.statuses[rate.status]
    said = f"{rate.code} has status {status.letter}, {status.means}"
    if status.priced is Priced.NOWHERE:
        return Unpriced(f"{said}: it is not paid by this schedule", is_unknown=False)
    if status.priced is Priced.BY_CONTRACTOR:
        return Unpriced(f"{said}: there is no national amount", is_unknown=True)
    return Unpriced(f"{said}, and the file gives it no RVUs: no amount follows", is_unknown=True)
