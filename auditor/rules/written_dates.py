"""Which day does a written date mean, as far as it says?"""

import re
from dataclasses import dataclass
from datetime import date

from auditor.model import Span

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = rf"(?:{'|'.join(_MONTHS)})[a-z]*"
_YEAR_FIRST = re.compile(
    r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)"
)
_MONTH_FIRST = re.compile(
    r"(?<!\d)(?P<month>\d{1,2})(?P<mark>[-/.])(?P<day>\d{1,2})"
    r"(?:(?P=mark)(?P<year>(?:(?:19|20)\d\d|\d\d)(?!\d)))?"
)
_NAMED = re.compile(
    rf"(?P<month>{_NAME})\.?[ ]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)"
    r"(?:,?[ ]+(?P<year>(?:19|20)\d\d))?"
)
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})[- ]?(?P<month>{_NAME})\.?(?:[- ,]+(?P<year>(?:19|20)?\d\d)(?!\d))?"
)
_RATING = re.compile(r"\d{1,2}/10")
_BEFORE_DAY = re.compile(
    r"(?:^|[|,;(\t]|[ ]{2}|\b(?:dos|d/s|date|dated|service|visit|seen|session|treatment|treated"
    r"|tx|rx|note|report|eval(?:uation)?|encounter|record|summary|on|today|svc|saw|is"
    r"|(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?|dpt|pta?|otr?/l|ota?|cota(?:/l)?)\b"
    r"[^a-z0-9]*)[ ]*$",
    re.IGNORECASE,
)
"""What stands before the day of a visit: nothing, a mark, or words that speak of a visit."""
REACH = 32
CENTURY = 2000
"""What two digits of a year are counted from: no electronic note is older."""


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written; ``year`` is ``None`` where it is left out."""

    month: int
    day: int
    year: int | None = None

    def may_be(self, day: date) -> bool:
        """Say whether the words can mean this day."""
        same_day = (self.month, self.day) == (day.month, day.day)
        return same_day and self.year in (None, day.year)


def read_date(words: str) -> WrittenDate | None:
    """Read the first date in some words, month before day; ``None`` where there is none."""
    low = words.lower()
    for pattern in (_YEAR_FIRST, _NAMED, _DAY_FIRST, _MONTH_FIRST):
        if match := pattern.search(low):
            return _checked(match["year"], match["month"], match["day"])
    return None


def is_rating(words: str) -> bool:
    """Say whether a date without a year may as well be a rating out of ten."""
    return _RATING.fullmatch(words.strip()) is not None


def is_day_of_visit(text: str, span: Span) -> bool:
    """Say whether a date stands where the day of a visit is written, and can be nothing else."""
    line = text.rfind("\n", 0, span.start) + 1
    before = text[max(line, span.start - REACH) : span.start]
    return not is_rating(span.of(text)) and _BEFORE_DAY.search(before) is not None


def iso_day(written: str | None) -> date | None:
    """Return the day of an ISO date as the input gives it; ``None`` where it is none."""
    try:
        return date.fromisoformat((written or "")[:10])
    except ValueError:
        return None


def _checked(year: str | None, month: str, day: str) -> WrittenDate | None:
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
    full = None if year is None else int(year) + (CENTURY if len(year) == len("26") else 0)
    try:
        date(full or CENTURY, number, int(day))
    except ValueError:
        return None
    return WrittenDate(number, int(day), full)
