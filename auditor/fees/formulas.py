"""How is a line's amount found, as one formula with its numbers?"""

from collections.abc import Sequence
from decimal import Decimal

from auditor.fees.facts import ONE, Gpci, Rvus
from auditor.fees.pricing import Case, units_in_full
from auditor.fees.setting import Asking
from auditor.model import ServiceLine

TIMES = "\N{MULTIPLICATION SIGN}"


def formula(lines: Sequence[ServiceLine], at: int, asking: Asking, case: Case) -> str:
    """Write out the formula of a line that has an amount, without what it comes to."""
    line = lines[at]
    rate = asking.schedule.rates[line.code]
    full = units_in_full(lines, at, asking, case)
    parts = []
    if full:
        parts.append(_times(full, _weight(rate.rvus, rate.total, asking.gpci, ONE)))
    if reduced := line.units - full:
        share = asking.reduction.kept if asking.reduction else ONE
        parts.append(_times(reduced, _weight(rate.rvus, rate.total, asking.gpci, share)))
    weight = parts[0] if len(parts) == 1 else f"({' + '.join(parts)})"
    factors = [weight, plain(case.factor.dollars)]
    if asking.assistant and at in case.assisted:
        factors.append(plain(asking.assistant.paid))
    return f" {TIMES} ".join(factors)


def plain(number: Decimal) -> str:
    """Write a number without needless zeros, and never with an exponent."""
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _times(units: int, weight: str) -> str:
    return weight if units == 1 else f"{units} {TIMES} {weight}"


def _weight(rvus: Rvus | None, total: Decimal | None, gpci: Gpci, pe_share: Decimal) -> str:
    if rvus is None:
        return f"[{total}]"
    kept = "" if pe_share == ONE else f"{TIMES}{plain(pe_share)}"
    return (
        f"[{rvus.work}{TIMES}{plain(gpci.work)} + {rvus.pe}{TIMES}{plain(gpci.pe)}{kept}"
        f" + {rvus.mp}{TIMES}{plain(gpci.mp)}]"
    )
