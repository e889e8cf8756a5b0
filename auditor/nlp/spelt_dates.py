"""Read dates dictated in words: "the eleventh of February, twenty twenty-five"."""

from auditor.nlp.numbers import SPELT, count

_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
_SMALL = [word for word, day in _ORDINALS.items() if day < 10]  # noqa: PLR2004
_LONGEST_FIRST = sorted(_ORDINALS, key=len, reverse=True)
_CENTURY = 2000

# Parts of patterns in ``re.VERBOSE``, for lower-cased text.
DAY = rf"(?:(?:twenty|thirty)[- ](?:{'|'.join(_SMALL)})|{'|'.join(_LONGEST_FIRST)})"
"""A day of the month as an ordinal."""
YEAR = rf"(?:(?:two[ ]thousand(?:[ ]and)?|twenty)[- ]{SPELT}|20\d\d)"
"""A year of this century, in words or digits."""


def day_of(words: str) -> int:
    """Read an ordinal, or a number in digits or words; 0 where it is none."""
    *tens, last = words.replace("-", " ").split()
    if last in _ORDINALS:
        return sum(count(t) for t in tens) + _ORDINALS[last]
    return count(words)


def year_of(words: str) -> int:
    """Read a year of this century."""
    if words.isdigit():
        return int(words)
    rest = words.replace("-", " ").split()
    skip = len(["two", "thousand"]) if rest[0] == "two" else len(["twenty"])
    return _CENTURY + count(" ".join(w for w in rest[skip:] if w != "and"))
