"""Read whole numbers, in digits or in words, and the unit of minutes behind them."""

import re

_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_DIGIT_WORDS = list(_ONES)[:9]
_LONGEST_FIRST = sorted(_ONES, key=len, reverse=True)

# Parts of patterns in ``re.VERBOSE``, for lower-cased text.
SPELT = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_DIGIT_WORDS)}))?"
    rf"|{'|'.join(_LONGEST_FIRST)})"
)
"""A number from one to ninety-nine in words."""
NUMBER = rf"(?P<n>\d{{1,3}}(?!\d)|\b{SPELT}\b)"
"""A number of minutes, as the group ``n``."""
MINUTES = r"(?:[ ]*-?[ ]?(?:mins?|minutes?|mts)\b\.?)"
"""The unit."""
_BEHIND_WORD = re.compile(
    r"m(?:(?<=[yeorxnt]m)|(?<=[yeorxnt][ -]m)|(?<=[ -][ -]m))(?:in(?:ute)?s?|ts)\b"
)
# A unit behind a letter that a number in words can end in, or behind more than one space.


def count(words: str) -> int:
    """Read a whole number in digits or, up to ninety-nine, in words; 0 where it is none."""
    if words.isdigit():
        return int(words)
    parts = words.replace("-", " ").split()
    return sum(_TENS.get(p, 0) + _ONES.get(p, 0) for p in parts)


def may_spell_minutes(low: str) -> bool:
    """Say whether a number in words may stand before a unit of minutes; mostly none does."""
    return _BEHIND_WORD.search(low) is not None
