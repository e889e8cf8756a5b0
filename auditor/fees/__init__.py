"""What would Medicare's fee schedule say of a day's lines, and how sure is that?

Only ``auditor fees`` may import this package: no rule, gate, score or record can see a rate.

Example:
    >>> from auditor.fees import Asking, quote, schedule_of, terms
    >>> from auditor.model import ServiceLine
    >>> asking = Asking(schedule_of(2025), terms(), day="2025-03-04")
    >>> quote([ServiceLine("97530", 4, ("GP",))], asking).dollars
    Decimal('108.36')
"""

from auditor.fees.facts import NATIONAL, Gpci, Locality, Schedule, Terms
from auditor.fees.quotes import Assumption, PricedLine, Quote, quote
from auditor.fees.setting import Asking
from auditor.fees.shelf import load_localities, load_schedule, schedule_of, terms, years

__all__ = [
    "NATIONAL",
    "Asking",
    "Assumption",
    "Gpci",
    "Locality",
    "PricedLine",
    "Quote",
    "Schedule",
    "Terms",
    "load_localities",
    "load_schedule",
    "quote",
    "schedule_of",
    "terms",
    "years",
]
