"""What may a code, a modifier, a count of units, a day or an identifier of a claim look like?

What does not is refused by an ``InputError`` that names where it stood and never shows it.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from auditor.errors import InputError
from auditor.ingest.claims import MOST_UNITS
from auditor.ingest.dates import to_iso
from auditor.ingest.refused import UNPRINTABLE

_MOST_LETTERS = 200
_CODE = re.compile(r"[A-Z0-9]{1,20}")
_MODIFIER = re.compile(r"[A-Z0-9]{2}")
_NUMBER = re.compile(r"-?(?:\d{1,15}(?:\.\d*)?|\.\d+)")
_DIAGNOSIS = re.compile(r"[A-Z][0-9][0-9A-Z](?:\.?[0-9A-Z]{1,4})?")
_DIAGNOSIS_LETTERS = 20
_CATEGORY_LETTERS = 3
"""An ICD-10-CM code has its point after three characters; X12 leaves the point out."""


def code(written: str, where: str) -> str:
    """Return a procedure code in capitals; an unknown one too, as rules say what is unknown.

    Raises:
        InputError: There is none, or it has not the form of a code.
    """
    found = written.strip().upper()
    if not found:
        message = f"there is no procedure code in {where}; give one, such as 97530"
        raise InputError(message)
    if not _CODE.fullmatch(found):
        message = f"{where} holds no procedure code such as 97530"
        raise InputError(message)
    return found


def modifiers(written: Iterable[str], where: str) -> tuple[str, ...]:
    """Return the modifiers that are not blank, in capitals, in their order.

    Raises:
        InputError: One is not of two letters or digits.
    """
    found = tuple(m for w in written if (m := w.strip().upper()))
    if any(not _MODIFIER.fullmatch(m) for m in found):
        message = f"{where} holds a modifier that is not of two characters, such as GP"
        raise InputError(message)
    return found


def units(written: str, where: str) -> int:
    """Return a count of units.

    Raises:
        InputError: It is none, negative, a fraction, or above ``MOST_UNITS``.
    """
    if not written.strip():
        message = f"there are no units in {where}; give a whole number, such as 2"
        raise InputError(message)
    count = number(written, where)
    if count < 0:
        message = f"the units in {where} are negative; give a whole number from 0 to {MOST_UNITS}"
        raise InputError(message)
    if count != int(count):
        message = f"the units in {where} are a fraction; whole units are billed, such as 2"
        raise InputError(message)
    if count > MOST_UNITS:
        message = f"the units in {where} are over {MOST_UNITS}; are they minutes? give the units"
        raise InputError(message)
    return int(count)


def number(written: str, where: str) -> Decimal:
    """Return a number as X12 and tables write it.

    Raises:
        InputError: It is none.
    """
    found = written.strip()
    if not _NUMBER.fullmatch(found):
        message = f"{where} holds no number"
        raise InputError(message)
    return Decimal(found)


def day(first: str, last: str, where: str) -> str:
    """Return the one day of a line as an ISO date.

    Args:
        first: The day as written, or the first of a range.
        last: The last of a range; empty where there is none.
        where: Where the date stands.

    Raises:
        InputError: There is no date, it is none of the calendar, or the range is of several days:
            a therapy line is billed for one day, and which units fell on which cannot be told.
    """
    if not first.strip():
        message = f"there is no date of service in {where}; without it no note can be found"
        raise InputError(message)
    start = to_iso(first.strip())
    end = to_iso(last.strip()) if last.strip() else start
    if not start or not end:
        message = f"{where} holds no date such as 2026-03-04 or 20260304"
        raise InputError(message)
    if start != end:
        message = (
            f"the line spans several days ({where}); therapy is billed a line for each day: "
            "split it, as its units cannot be told apart"
        )
        raise InputError(message)
    return start


def word(written: str, where: str) -> str | None:
    """Return an identifier or a name without blanks around it; ``None`` where there is none.

    Raises:
        InputError: It is too long to be one, or holds a line break or another control character.
    """
    found = written.strip()
    if len(found) > _MOST_LETTERS or UNPRINTABLE.search(found):
        message = f"{where} is over {_MOST_LETTERS} characters or holds a control character"
        raise InputError(message)
    return found or None


def words(written: Iterable[str], where: str) -> tuple[str, ...]:
    """Return the identifiers among these, each once, in their order.

    Raises:
        InputError: As ``word`` says.
    """
    return tuple(dict.fromkeys(w for each in written if (w := word(each, where))))


def diagnosis(written: str, where: str) -> str:
    """Return a diagnosis code as people write it: ``M54.50`` for the ``M5450`` of X12.

    Raises:
        InputError: It is too long for a code.
    """
    found = written.strip().upper()
    if len(found) > _DIAGNOSIS_LETTERS or UNPRINTABLE.search(found):
        message = f"{where} holds no diagnosis code such as M54.50"
        raise InputError(message)
    if not _DIAGNOSIS.fullmatch(found) or "." in found or len(found) == _CATEGORY_LETTERS:
        return found
    return f"{found[:_CATEGORY_LETTERS]}.{found[_CATEGORY_LETTERS:]}"
