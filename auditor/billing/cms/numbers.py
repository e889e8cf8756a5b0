"""What exact number stands in a cell, whatever a workbook made of it?"""

import re
from decimal import Decimal

_NUMBER = re.compile(r"\d{1,6}(\.\d*)?|\.\d+")
_NOISE = Decimal("0.000001")
"""What a binary fraction may add to a number of few decimals: 0.6200000000000001."""


def decimal_of(cell: str, places: int) -> Decimal | None:
    """Return a number of at most so many decimals, exactly; ``None`` where it is none.

    The result always has ``places`` decimals: ``0.6`` gives ``0.60``.
    """
    written = cell.strip()
    if not _NUMBER.fullmatch(written):
        return None
    number = Decimal(written)
    rounded = round(number, places)
    return rounded if abs(number - rounded) < _NOISE else None
