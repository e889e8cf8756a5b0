"""Where does a line label a patient, a record number or a date of service, and with what value?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from auditor.ingest.splitting.days import day
from auditor.ingest.splitting.lines import Line

_MOST_LETTERS = 400
"""A longer line is a paragraph; no head is looked for further along it."""
_MOST_NAME_WORDS = 5


class Kind(Enum):
    """What a label names."""

    NAME = "name"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled value; ``line`` is where the label stands, counted from 0."""

    line: int
    kind: Kind
    label: str
    """Its words in small letters."""
    value: str
    """To compare by; of a number as written, of a date its ISO form."""


_LABEL = re.compile(
    r"""
    # at the start of a line or cell, or further along one line of labels
    (?:^|(?<=[\t|,;*(])|(?<=[ ]))[ ]*
    (?:
      (?P<date>
        date[ ]of[ ](?:service|visit|treatment|session|encounter)|d\.?o\.?s\.?
        |(?:service|visit|treatment|session|encounter|tx)[ ]date
      )
      |(?P<number>
        (?:(?:patient|pt|client|resident)[ ])?
        (?:mr[n\#]|med(?:ical)?\.?[ ]rec(?:ord)?)(?:[ ]?(?:no\.?|num(?:ber)?|\#))?
        |(?:patient|pt|client|resident)[ ](?:id|no\.?|number)
        |(?:chart|account|acct)\.?(?:[ ](?:no\.?|number|id))?
      )
      |(?P<name>
        (?:patient|pt|client|resident|member)[ ]name|patient|client|resident|member
        # bare, it may be anybody's, and in capitals a therapist's letters
        |(?:^|(?<=[\t|])|(?<=[ ]{2}))[ ]*(?:name|(?-i:[Pp]t))
      )
    )
    (?P<mark>[ ]*[:=|\#][ :=|\#\t]*|[ ]*\t[ ]*|[ ]+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OTHER_VISIT = re.compile(
    r"\b(?:last|next|prior|previous|first|initial|final|future|missed|cancel\w*|follow-?up|start"
    r"|since|from|by|ref\w*)[ ]+$",
    re.IGNORECASE,
)
"""What stands before a label of a date that is not this visit's."""
_NAME = re.compile(
    r"(?P<value>[^\t|;=:]{1,60}?)"
    r"(?=[ ]{2,}|[\t|;]|$|[ ,]+(?:[\w.#/()']+[ ]?){1,3}[:=#]|[ ]+(?:DOS|MRN|DOB)\b)"
)
_NUMBER = re.compile(r"(?P<value>[A-Za-z]{0,4}-?\d[\w-]{0,24})(?![\w*])")
_WORD = re.compile(r"[\w']+")
_BELOW = 2


def labelled(lines: Sequence[Line]) -> Iterator[Labelled]:
    """Give all labelled values of a text."""
    for number, line in enumerate(lines):
        for found in _LABEL.finditer(line.text, 0, _MOST_LETTERS):
            kind = next(kind for kind in Kind if found[kind.value])
            if kind is Kind.DATE and _OTHER_VISIT.search(line.text[: found.start(kind.value)]):
                continue
            pointed = bool(found["mark"].strip(" "))
            rest = line.text[found.end() :].strip()
            if pointed and not rest:
                rest = _below(lines, number)
            if value := _value(kind, rest, pointed=pointed):
                label = " ".join(_WORD.findall(found[kind.value].casefold()))
                yield Labelled(number, kind, label, value)


def _below(lines: Sequence[Line], number: int) -> str:
    """Return what stands under a label that has its line to itself."""
    under = (line.text.strip() for line in lines[number + 1 : number + 1 + _BELOW])
    value = next((text for text in under if text), "")
    return "" if _LABEL.search(value, 0, _MOST_LETTERS) else value


def _value(kind: Kind, rest: str, *, pointed: bool) -> str | None:
    """Read the value behind a label; ``pointed`` where a colon or the like parts them."""
    if kind is Kind.DATE:
        return day(rest)
    if kind is Kind.NUMBER:
        number = _NUMBER.match(rest)
        return number["value"] if number and (pointed or rest[0].isdigit()) else None
    name = _NAME.match(rest) if pointed else None
    if not name or rest[0].islower():
        return None
    words = _WORD.findall(name["value"].casefold())
    return " ".join(words) if 0 < len(words) <= _MOST_NAME_WORDS else None
