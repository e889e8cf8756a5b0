"""How are the values read that entries of fee files have in common?"""

import re
from collections.abc import Mapping
from decimal import Decimal

from auditor.billing.facts import MARKS, Period
from auditor.billing.tables import Table, nearest
from auditor.fees.facts import Cited

CODE = re.compile(r"[0-9A-Z][0-9]{3}[0-9A-Z]")
_NUMBER = re.compile(r"\d{1,4}(\.\d{1,4})?")


def sources(table: Table) -> Mapping[str, str]:
    """Read the file's ``source`` entries: citation by id."""
    cites: dict[str, str] = {}
    for entry in table.tables("source"):
        entry.allow("id", "cite", "url")
        if not entry.text("url", "https://").startswith("https://"):
            entry.fail("url starts with https://")
        name = entry.text("id")
        if name in cites:
            entry.fail("given twice")
        cites[name] = entry.text("cite")
    return cites


def cited(entry: Table, cites: Mapping[str, str]) -> Cited:
    """Read what an entry stands on; an entry without a source or a mark is refused."""
    source, mark = entry.text("source"), entry.text("mark")
    if source not in cites:
        entry.fail(f"no source has the id {source!r}; {nearest(source, cites)}".rstrip("; "))
    if mark not in MARKS:
        entry.fail(f"mark is one of {', '.join(MARKS)}")
    return Cited(cites[source], mark)


def period(entry: Table) -> Period:
    """Read the days on which an entry holds."""
    days = Period(entry.day("from", needed=True), entry.day("to"))
    if days.end and days.end < days.start:
        entry.fail("to is before from")
    return days


def decimals(entry: Table, key: str, *, count: int, most: Decimal) -> tuple[Decimal, ...]:
    """Read numbers written in a text, exactly as they stand: ``"0.44 0.62 0.01"``.

    A TOML number would pass through a binary fraction, which no cent can stand on.

    Returns:
        The numbers, shape ``(count,)``, each from 0 to ``most``.
    """
    words = entry.text(key).split()
    if len(words) != count or not all(_NUMBER.fullmatch(word) for word in words):
        shape = "a number" if count == 1 else f"{count} numbers parted by blanks"
        entry.fail(f"{key} is {shape} in quotes, of at most four decimals")
    numbers = tuple(Decimal(word) for word in words)
    if max(numbers) > most:
        entry.fail(f"{key} is at most {most}")
    return numbers


def percent(entry: Table, key: str) -> Decimal:
    """Read a whole percentage as a share: 85 gives 0.85."""
    number = entry.number(key)
    if number is None or number > 100:  # noqa: PLR2004 - the whole
        entry.fail(f"{key} is a percentage from 0 to 100")
    return Decimal(number) / 100
