"""What do entries of every kind hold: a source, a mark, days, codes?"""

import re
from collections.abc import Mapping

from auditor.billing.facts import MARKS, Period
from auditor.billing.tables import Table, nearest

CODE = re.compile(r"[0-9A-Z][0-9]{3}[0-9A-Z]")


def cite(entry: Table, cites: Mapping[str, str]) -> str:
    """Return the citation of the entry's ``source``; refuse one that no source has."""
    source = entry.text("source")
    if source not in cites:
        entry.fail(f"no source has the id {source!r}; {nearest(source, cites)}")
    return cites[source]


def mark(entry: Table) -> str:
    """Return how well the fact is known, one of ``MARKS``."""
    given = entry.text("mark")
    if given not in MARKS:
        entry.fail(f"mark is one of {', '.join(MARKS)}")
    return given


def period(entry: Table) -> Period:
    """Return the entry's days, from ``from`` to ``to``."""
    own = Period(entry.day("from"), entry.day("to"))
    if own.end and own.end < own.start:
        entry.fail("to is before from")
    return own


def code(entry: Table, written: str) -> str:
    """Return a procedure code as written; refuse what has not the form of one."""
    if not CODE.fullmatch(written):
        entry.fail(f"{written!r} is not a procedure code")
    return written
