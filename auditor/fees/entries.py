"""How are the values read that entries of fee files have in common?"""

import re
from collections.abc import Mapping
from decimal import Decimal

from auditor.billing import entries
from auditor.billing.tables import Table
from auditor.fees.facts import Cited

_NUMBER = re.compile(r"\d{1,4}(\.\d{1,4})?")


def cited(entry: Table, cites: Mapping[str, str]) -> Cited:
    """Read what an entry stands on; an entry without a source or a mark is refused."""
    return Cited(entries.cite(entry, cites), entries.mark(entry))


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
    number = entry.needed_number(key)
    if number > 100:  # noqa: PLR2004 - the whole
        entry.fail(f"{key} is a percentage from 0 to 100")
    return Decimal(number) / 100
