"""What the values of a column look like, said without showing any."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from auditor.ingest.dates import to_iso

LEAST_TEXT_WORDS = 8
"""A column of notes holds at least so many words in the middle."""
_MOST = 0.8
"""The least share of a column's values that must be of a kind."""
_MOST_UNITS = 16
_MOST_MINUTES = 480
_LEAST_MINUTES = 8

_CODE = r"(?:9[0-9]\d{3}|29\d{3}|2056[01]|[A-Z]\d{4}|\d{4}[TFU])"
_CODES = re.compile(rf"{_CODE}(?:\b.*)?", re.DOTALL)
_BARE_CODE = re.compile(_CODE)
_NUMBER = re.compile(r"\d{1,3}(?:\.0+)?")
_PARTED = re.compile(r"[\s,;|:/-]+")
_LISTED = re.compile(r"[\s,;|]+")
_TELLING = frozenset({"GP", "GO", "GN", "59", "KX", "CQ", "CO", "XE", "XS", "XP", "XU"})
_MODIFIERS = _TELLING | frozenset(
    (
        *("GA", "GX", "GY", "GZ", "25", "76", "77", "52", "22", "95", "93", "GT", "CR", "AT"),
        *("RT", "LT"),
    )
)
_PAYERS = (
    *("medicare", "medicaid", "aetna", "cigna", "humana", "united", "uhc", "anthem", "tricare"),
    *("blue cross", "bcbs", "blue shield", "kaiser", "va community", "veterans", "molina"),
    *("workers", "work comp", "wc", "self pay", "self-pay", "auto", "centene", "champva"),
)
_DISCIPLINES = frozenset(
    (
        *("pt", "ot", "slp", "st", "physical therapy", "occupational therapy", "speech therapy"),
        *("speech", "pta", "ota", "cota", "speech-language pathology"),
    )
)
_SECTIONS = frozenset(
    (
        *("s", "o", "a", "p", "subjective", "objective", "assessment", "plan", "goals"),
        *("interventions", "treatment", "history", "subj", "obj", "response", "precautions"),
    )
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What was seen of a column's values."""

    filled: int
    words: float
    """The middle number of words of a value."""
    kind: str
    """One of ``text``, ``date``, ``code``, ``modifiers``, ``units``, ``minutes``, ``payer``,
    ``discipline``, ``section``; empty where it is of none."""
    different: int
    """How many of the values are different."""
    said: str
    """The shape in words, without a value."""


def shape_of(values: Sequence[str]) -> Shape:
    """Tell the shape of a column's values, blank ones left out."""
    if not values:
        return Shape(0, 0, "", 0, "empty in the rows looked at")
    words = median(len(value.split()) for value in values)
    kind, said = next(
        ((kind, said(values)) for kind, is_of, said in _KINDS if _is(kind, values, is_of)),
        ("", ""),
    )
    if not kind and words >= LEAST_TEXT_WORDS:
        kind, said = "text", f"text, in the middle {words:.0f} words"
    different = len(set(values))
    return Shape(len(values), words, kind, different, said or _plain(values, different))


def _is(kind: str, values: Sequence[str], is_of: Callable[[str], bool]) -> bool:
    if kind == "modifiers" and not any(_TELLING & set(_tokens(v)) for v in values):
        return False  # whole numbers such as 25 and 52 alone are no modifiers
    return sum(map(is_of, values)) >= _MOST * len(values)


def _is_date(value: str) -> bool:
    return to_iso(value) is not None


def _is_code(value: str) -> bool:
    return len(value.split()) <= _MOST_UNITS and _CODES.fullmatch(value.upper()) is not None


def _tokens(value: str) -> list[str]:
    return [token for token in _PARTED.split(value.upper()) if token]


def _are_modifiers(value: str) -> bool:
    return bool(_tokens(value)) and set(_tokens(value)) <= _MODIFIERS


def _numbers(value: str) -> list[int]:
    parts = _LISTED.split(value)
    return [int(float(p)) for p in parts] if all(map(_NUMBER.fullmatch, parts)) else []


def _are_units(value: str) -> bool:
    return bool(_numbers(value)) and all(n <= _MOST_UNITS for n in _numbers(value))


def _are_minutes(value: str) -> bool:
    numbers = _numbers(value.lower().removesuffix("min").removesuffix("minutes").strip())
    return bool(numbers) and all(n <= _MOST_MINUTES for n in numbers)


def _is_payer(value: str) -> bool:
    return any(re.search(rf"\b{name}\b", value.casefold()) for name in _PAYERS)


def _dates(values: Sequence[str]) -> str:
    shapes = {re.sub(r"\d+", "9", value) for value in values}
    one = next(iter(shapes)).replace("9", "#") if len(shapes) == 1 else "in several ways"
    return f"dates, {one}" if one.startswith("in") else f"dates like {one}"


_KINDS: tuple[tuple[str, Callable[[str], bool], Callable[[Sequence[str]], str]], ...] = (
    ("date", _is_date, _dates),
    ("modifiers", _are_modifiers, lambda _: "modifiers such as GP"),
    ("units", _are_units, lambda _: f"whole numbers up to {_MOST_UNITS}"),
    ("minutes", _are_minutes, lambda _: "whole numbers as minutes are"),
    ("code", _is_code, lambda _: "procedure codes"),
    ("discipline", lambda v: v.casefold() in _DISCIPLINES, lambda _: "names of disciplines"),
    ("section", lambda v: v.casefold().strip(":") in _SECTIONS, lambda _: "names of sections"),
    ("payer", _is_payer, lambda _: "names of payers"),
)


def _plain(values: Sequence[str], different: int) -> str:
    if all(value.isdigit() for value in values):
        what = "numbers"
    elif all(len(value.split()) == 1 for value in values):
        what = "single words or numbers"
    else:
        what = "a few words"
    return f"{what}, {'all' if different == len(values) else different:} different"
