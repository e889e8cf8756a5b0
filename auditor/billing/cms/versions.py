"""Which quarter, setting and programme is a file of CMS for, going by its name and its title?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from auditor.billing.cms.headings import words
from auditor.billing.places import HOSPITAL, PRACTITIONER
from auditor.errors import InputError

NO_SETTING = "nothing tells whose table it is; say --setting practitioner or --setting hospital"
MEDICARE, MEDICAID = "Medicare", "Medicaid"

_VERSIONS_BEGIN = 1994
"""Year of version 0. Source: names of CMS, in which v320 is the first quarter of 2026."""
_MONTHS = 3
_QUARTER = re.compile(r"\b(?P<year>20\d\d) ?Q(?P<number>[1-4])\b")
_QUARTER_FIRST = re.compile(r"\bQ(?P<number>[1-4]) ?(?P<year>20\d\d)\b")
_VERSION = re.compile(r"\bV(?P<version>\d\d)(?P<number>[0-3])(?:R\d+)?\b")
_EFFECTIVE = re.compile(r"\bEFF(?:ECTIVE)? (?P<month>\d\d?) \d\d? (?P<year>20\d\d)\b")
_RELEASE = re.compile(r"\bR?RVU ?(?P<year>\d\d)(?P<letter>[A-D])R?\b")
_RELEASE_MONTH = re.compile(
    r"\bPPRRVU(?:20)?(?P<year>\d\d) (?:V\d )?(?P<month>JAN|APR|JUL|OCT)[A-Z]*\b"
)
_RELEASE_TITLE = re.compile(
    r"\b20(?P<year>\d\d) NATIONAL PHYSICIAN FEE SCHEDULE .*?\b"
    r"(?P<month>JAN|APR|JUL|OCT)[A-Z]* (?:CORRECTED )?RELEASE\b"
)
_RELEASES = {"A": 1, "B": 2, "C": 3, "D": 4, "JAN": 1, "APR": 2, "JUL": 3, "OCT": 4}


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a calendar year, from 1."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, _MONTHS * (self.number - 1) + 1, 1)

    @property
    def release(self) -> str:
        """What CMS calls the fee schedule's files of this quarter: RVU25D."""
        return f"RVU{self.year % 100:02}{'ABCD'[self.number - 1]}"


def quarter_in(texts: Iterable[str]) -> Quarter | None:
    """Return the quarter that names or title lines give, the first that does; ``None`` for none."""
    for text in map(words, texts):
        if found := _QUARTER.search(text) or _QUARTER_FIRST.search(text):
            return Quarter(int(found["year"]), int(found["number"]))
        if found := _VERSION.search(text):
            return Quarter(_VERSIONS_BEGIN + int(found["version"]), int(found["number"]) + 1)
        if found := _EFFECTIVE.search(text):
            return Quarter(int(found["year"]), (int(found["month"]) - 1) // _MONTHS + 1)
    return None


def release_in(texts: Iterable[str]) -> Quarter | None:
    """Return the quarter of a fee schedule's release; ``None`` where nothing gives it."""
    for text in map(words, texts):
        if found := _RELEASE.search(text):
            return Quarter(2000 + int(found["year"]), _RELEASES[found["letter"]])
        if found := _RELEASE_MONTH.search(text) or _RELEASE_TITLE.search(text):
            return Quarter(2000 + int(found["year"]), _RELEASES[found["month"]])
    return None


def setting_in(texts: Iterable[str]) -> str | None:
    """Return the setting that names or headings give; ``None`` where they give none, or both."""
    text = " ".join(map(words, texts))
    is_practitioner = "CCIPRA" in text or "PRACTITIONER" in text
    is_hospital = "CCIOPH" in text or "HOSPITAL" in text
    if is_practitioner is is_hospital:
        return None
    return PRACTITIONER if is_practitioner else HOSPITAL


def agreed_setting(place: str, told: str | None, given: str | None) -> str | None:
    """Return the setting that a file tells or that was given before; ``None`` where neither.

    Raises:
        InputError: The two differ.
    """
    if told and given and told != given:
        message = f"{place}: is the {told} table, not the {given} table; give each by itself"
        raise InputError(message)
    return told or given


def program_in(texts: Iterable[str]) -> str:
    """Return whose table it is: Medicaid's if anything says so, else Medicare's."""
    text = " ".join(map(words, texts))
    return MEDICAID if MEDICAID.upper() in text else MEDICARE


def part_in(name: str) -> int | None:
    """Return which of the files that make up one table this is, from 1; ``None`` if not said."""
    found = re.search(r"\bF(\d)\b", words(name))
    return int(found[1]) if found else None


def track_in(texts: Iterable[str]) -> str:
    """Return whose conversion factor a file gives: ``non-qp``, ``qp``, or empty for everyone's."""
    text = " ".join(map(words, texts))
    if re.search(r"\bNON ?QP", text):
        return "non-qp"
    return "qp" if re.search(r"\bQPP?\b", text) else ""
