"""How is what every fact of a pack has read: its source, its mark, its days and its codes?"""

import re
from collections.abc import Mapping

from auditor.billing.facts import MARKS, Period
from auditor.billing.tables import Table, nearest

CODE = re.compile(r"[0-9A-Z][0-9]{3}[0-9A-Z]")


def code_in(table: Table, code: str) -> str:
    """Return a procedure code as it stands; refuse what has not the form of one."""
    if not CODE.fullmatch(code):
        table.fail(f"{code!r} is not a procedure code")
    return code


def cite_in(table: Table, cites: Mapping[str, str]) -> str:
    """Return the citation that ``source`` names; refuse an id that no source has."""
    source = table.text("source")
    if source not in cites:
        table.fail(f"no source has the id {source!r}; {nearest(source, cites)}")
    return cites[source]


def mark_in(table: Table) -> str:
    """Return how well the fact is known, one of ``MARKS``."""
    mark = table.text("mark")
    if mark not in MARKS:
        table.fail(f"mark is one of {', '.join(MARKS)}")
    return mark


def period_in(table: Table) -> Period:
    """Return the days between ``from`` and ``to``, either of which may be missing."""
    period = Period(table.day("from"), table.day("to"))
    if period.end and period.end < period.start:
        table.fail("to is before from")
    return period
