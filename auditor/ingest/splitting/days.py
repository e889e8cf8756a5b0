"""Which day does a head name, in digits or with the month as a word?"""

import re

from auditor.ingest.dates import to_iso

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?[ ]+)?"
_DAY = re.compile(
    rf"""
    {_WEEKDAY}
    (?:
      (?P<digits>\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d{{2}})|\d{{4}}[-/]\d{{2}}[-/]\d{{2}})
      |{_MONTH}[ ]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?[ ]+(?P<year>\d{{4}})
      |(?P<day_first>\d{{1,2}})[ -]{_MONTH.replace("month", "month_last")},?[ -](?P<last>\d{{4}})
    )
    (?![\d/])
    # a period is no day of service
    (?![ ]*(?:-|\u2013|\u2014|to|thru|through)[ ]*\d{{1,2}}[-/.]\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def day(written: str) -> str | None:
    """Return the day that words begin with, as ``2026-03-04``; ``None`` where they name none."""
    found = _DAY.match(written)
    if not found:
        return None
    if found["digits"]:
        return to_iso(found["digits"].replace(".", "/"))
    month = _MONTHS.index((found["month"] or found["month_last"]).casefold()) + 1
    number = int(found["day"] or found["day_first"])
    return to_iso(f"{month}/{number}/{found['year'] or found['last']}")
