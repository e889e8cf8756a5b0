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


_DATE = r"""
        date[ ]of[ ](?:service|visit|treatment|session|encounter)|d\.?o\.?s\.?
        |(?:service|visit|treatment|session|encounter|tx)[ ]date
"""
_ANY_DATE = re.compile(rf"\b(?:{_DATE})", re.VERBOSE | re.IGNORECASE)
_LABEL = re.compile(
    rf"""
    # at the start of a line or cell, or further along one line of labels
    (?:^|(?<=[\t|,;*(])|(?<=[ ]))[ ]*
    (?:
      (?P<date>{_DATE})
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
    r"""
    (?P<value>[^\t|;=:]{1,60}?)
    # to a wide space, a mark, the end, or the next label
    (?=
      [ ]{2,}|[\t|;]|$|[ ,]+(?:DOS|MRN|DOB|MR\#)\b
      |[ ,]+(?i:date|birth|d\.?o\.?b|age|sex|gender|med(?:ical)?|acct|account|chart|id|visit|room
        |bed|unit|therapist|provider|physician|md|dx|diagnosis|insurance|payer|payor|ins|time|phone
        |referring|location|facility|service|encounter|session|treatment|tx|soc|eval|discipline
        |patient|client|resident|member|case|ssn|mrn|dos)\b[^:=\#\t|]{0,20}[:=\#]
    )
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(r"(?P<value>[A-Za-z]{0,4}-?\d[\w-]{0,24})(?![\w*])")
_WORD = re.compile(r"[\w']+")
_BELOW = 2


def dates_labelled(text: str) -> int:
    """Count what may be labels of dates of service: a look that is much shorter than a reading."""
    return sum(1 for _ in _ANY_DATE.finditer(text))


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
