"""Dates of service as exports write them, to ISO."""

import re
from datetime import date

_TIME = r"(?:[T ]\s*\d{1,2}:\d{2}.{0,20})?"
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})([-/]?)(?P<m>\d{2})\2(?P<d>\d{2})" + _TIME)
_MONTH_FIRST = re.compile(r"(?P<m>\d{1,2})([-/])(?P<d>\d{1,2})\2(?P<y>\d{4}|\d{2})" + _TIME)


def to_iso(written: str) -> str | None:
    """Return a written date as ``2026-03-04``; ``None`` where it is no date.

    Read are year-month-day (with ``-``, ``/`` or nothing between) and, as the payers are American,
    month/day/year with four or two digits of year. A time of day after it is left out.
    """
    found = _YEAR_FIRST.fullmatch(written) or _MONTH_FIRST.fullmatch(written)
    if not found:
        return None
    year = found["y"] if len(found["y"]) == len("2026") else f"20{found['y']}"
    try:
        return date(int(year), int(found["m"]), int(found["d"])).isoformat()
    except ValueError:
        return None
