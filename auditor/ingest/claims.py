"""The lines of a claim, from JSON values or from words such as ``97530-GP=2 97110x1``."""

import re
from collections.abc import Mapping

from auditor.errors import InputError
from auditor.ingest.dates import to_iso
from auditor.ingest.refused import UNPRINTABLE
from auditor.model import ServiceLine

MOST_UNITS = 999
_MOST_CODE_LENGTH = 20
_MOST_LETTERS = 2000
_MOST_NAME = 200
_MODIFIER_LENGTH = 2

_CODE = r"(?:\d{5}|[A-Za-z]\d{4}|\d{4}[A-Za-z])(?:(?=[xX]\d)|(?![A-Za-z0-9]))"
_MODIFIER = r"(?:[\s,:/-]+[A-Za-z0-9]{2}(?![A-Za-z0-9]))"
_UNITS = (
    r"(?:\s*[xX×*=]\s*(?P<units>\d{1,3})(?:\s*(?:units?|u)\b)?"  # noqa: RUF001 (written so)
    r"|\s*\((?P<held>\d{1,3})\))"
)
_END = rf"[\s,;|]*(?={_CODE}|$)"
_LINE = re.compile(
    rf"(?P<code>{_CODE})(?P<before>{_MODIFIER}*?){_UNITS}(?P<after>{_MODIFIER}*){_END}"
)
_BARE_LINE = re.compile(
    rf"(?P<code>{_CODE})(?P<before>{_MODIFIER}*)(?P<units>)(?P<held>)(?P<after>){_END}"
)
_WORD = re.compile(r"[A-Za-z0-9]+")
_HOW = "write each code with its units, as in 97530-GP=2 97110-GP=1"

JSON_KINDS: Mapping[type, str] = {
    bool: "true or false",
    int: "a number",
    float: "a decimal number",
    str: "a string",
    list: "a list",
    dict: "an object",
}


def kind(value: object) -> str:
    """Name the kind of a JSON value, so that a message need not show it."""
    return JSON_KINDS.get(type(value), "null")


def from_json(claim: object) -> tuple[ServiceLine, ...]:
    """Read a claim as the batch format has it; ``None`` is no claim.

    Raises:
        InputError: A part of it has a wrong shape; the message names the key.
    """
    if claim is None:
        return ()
    if not isinstance(claim, list):
        message = f'"claim" must be a list of objects, not {kind(claim)}'
        raise InputError(message)
    return tuple(_line(f"claim[{i}]", line) for i, line in enumerate(claim))


def _line(key: str, line: object) -> ServiceLine:
    if not isinstance(line, dict):
        message = f'"{key}" must be an object with "code" and "units", not {kind(line)}'
        raise InputError(message)
    modifiers = line.get("modifiers")
    if modifiers is not None and not isinstance(modifiers, list):
        message = f'"{key}.modifiers" must be a list such as ["GP"], not {kind(modifiers)}'
        raise InputError(message)
    written = [_word(f"{key}.modifiers[{i}]", m) for i, m in enumerate(modifiers or ())]
    code = _word(f"{key}.code", line.get("code"))
    if not code:
        message = f'"{key}.code" is empty; give the procedure code, such as "97530"'
        raise InputError(message)
    return ServiceLine(
        code,
        _units(f"{key}.units", line.get("units")),
        tuple(filter(None, written)),
        date_of_service=_day(f"{key}.date_of_service", line.get("date_of_service")),
        clinician=_clinician(f"{key}.clinician", line.get("clinician")),
        diagnoses=_diagnoses(f"{key}.diagnoses", line.get("diagnoses")),
    )


def _day(key: str, value: object) -> str | None:
    if value is None:
        return None
    day = to_iso(value.strip()) if isinstance(value, str) else None
    if day is None:
        message = f'"{key}" must be a date such as "2026-03-04"'
        raise InputError(message)
    return day


def _clinician(key: str, value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or len(value) > _MOST_NAME or UNPRINTABLE.search(value):
        message = f'"{key}" must be a name or number of one line, not {kind(value)}'
        raise InputError(message)
    return value.strip() or None


def _diagnoses(key: str, value: object) -> tuple[str, ...] | None:
    """Read the diagnosis codes a line points to; ``None`` where the claim says nothing of them."""
    if value is None:
        return None
    if not isinstance(value, list):
        message = f'"{key}" must be a list such as ["M17.11"], not {kind(value)}'
        raise InputError(message)
    written = [_word(f"{key}[{i}]", code) for i, code in enumerate(value)]
    return tuple(filter(None, written))


def _word(key: str, value: object) -> str:
    if not isinstance(value, str):
        message = f'"{key}" must be a string such as "97530" or "GP", not {kind(value)}'
        raise InputError(message)
    word = value.strip().upper()
    if len(word) > _MOST_CODE_LENGTH or UNPRINTABLE.search(word):
        message = f'"{key}" must be a code, not a text'
        raise InputError(message)
    return word


def _units(key: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        message = f'"{key}" must be a whole number such as 2, not {kind(value)}'
        raise InputError(message)
    if not 0 <= value <= MOST_UNITS:
        message = f'"{key}" must be from 0 to {MOST_UNITS}'
        raise InputError(message)
    return value


def from_words(words: str) -> tuple[ServiceLine, ...]:
    """Read a claim written in words: codes with units, modifiers after ``-`` or a space.

    Understood are ``97530-GP-CQ=2 97110=1``, ``97530x2 GP; 97110 x 1``, ``97530 (2), 97110 (1)``.

    Raises:
        InputError: A part of it cannot be read, or a code has no units.
    """
    parts = _parts(words)
    if any(units is None for _, units, _ in parts):
        message = f'"claim" has a code without units; {_HOW}'
        raise InputError(message)
    return tuple(ServiceLine(code, units or 0, modifiers) for code, units, modifiers in parts)


def from_cells(words: str, units: str | None, modifiers: str | None) -> tuple[ServiceLine, ...]:
    """Read a claim from a table's cells: the units may stand in a cell of their own.

    ``units`` and ``modifiers`` are read only where ``words`` holds bare codes; they then give one
    value a code, in the same order (``97530;97110`` beside ``2;1``).

    Raises:
        InputError: A part of it cannot be read, or the cells do not fit together.
    """
    parts = _parts(words)
    if not parts or units is None or any(given is not None for _, given, _ in parts):
        return from_words(words)
    counts = _counts(units)
    added = _groups(modifiers, len(parts))
    if len(counts) != len(parts) or len(added) != len(parts):
        message = "the claim's columns hold different numbers of codes, units and modifiers"
        raise InputError(message)
    return tuple(
        ServiceLine(code, count, own + more)
        for (code, _, own), count, more in zip(parts, counts, added, strict=True)
    )


def _parts(words: str) -> list[tuple[str, int | None, tuple[str, ...]]]:
    words = words.strip()
    parts = []
    at = 0
    is_long = len(words) > _MOST_LETTERS
    while at < len(words):
        found = None if is_long else _LINE.match(words, at) or _BARE_LINE.match(words, at)
        if not found:
            message = f'"claim" cannot be read; {_HOW}'
            raise InputError(message)
        at = found.end()
        units = found["units"] or found["held"]
        modifiers = _WORD.findall((found["before"] + found["after"]).upper())
        parts.append((found["code"].upper(), int(units) if units else None, tuple(modifiers)))
    return parts


def _counts(units: str) -> list[int]:
    counts = [u.removesuffix(".0") for u in re.split(r"[\s,;|]+", units.strip())]
    if not all(re.fullmatch(r"[0-9]{1,3}", count) for count in counts):
        message = f'"units" must be whole numbers from 0 to {MOST_UNITS}'
        raise InputError(message)
    return [int(count) for count in counts]


def _groups(modifiers: str | None, codes: int) -> list[tuple[str, ...]]:
    if not modifiers:
        return [()] * codes
    groups = [modifiers] if codes == 1 else re.split(r"[;|,]", modifiers)
    return [_modifiers(group) for group in groups]


def _modifiers(group: str) -> tuple[str, ...]:
    found = tuple(_WORD.findall(group.upper()))
    if any(len(modifier) != _MODIFIER_LENGTH for modifier in found):
        message = '"modifiers" must be of two characters each, such as GP'
        raise InputError(message)
    return found
