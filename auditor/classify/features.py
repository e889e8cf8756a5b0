"""Turn a clause into what the classifiers weigh; pure, so training and reading agree.

A view becomes *bags*: some words in one role (the clause's own, those of the clause before it, of
its heading ...), each weighing the same. Nothing is normalised across bags, so the score of a
clause is a plain sum over words, and what a word adds in a role can be kept and used again.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditor.model import ClauseView, StatusView

VERSION = 7
"""Raised whenever a change here or in ``layout`` makes older files unusable."""

GRAMS = "c"
"""The role whose words stand for their runs of characters."""

MARKS = "at"
"""The role of marks that are no words."""

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:\.\d+)?|[^\w\s]")
_CHARACTER_GRAMS = (3, 4, 5)
_LONGEST_WORD = 24
_SHORTEST_SPELT = 3
"""Shorter words are not taken apart."""
_NEIGHBOUR_WORDS = 8
_FAR_WORDS = 6
_HEADING_WORDS = 5
_SHORTEST_NOTE_WORD = 4
"""Shorter words say nothing of what a note is about."""
_MOST_COUNTED = 12
_MOST_SIBLINGS = 6
_LEAD_WORDS = 12
_TAIL_WORDS = 8
_LONGEST_LINE = 4000
_LONGEST_NOTE = 40_000
"""Characters of a line (or clause) and of a note behind which words are not gathered any more."""

_OWN, _ENDS, _END_PAIRS, _AROUND, _LINE, _NOTE, _PLACE, _HINT = (
    1.0,
    0.5,
    0.3,
    0.4,
    0.5,
    1.0,
    0.3,
    1.0,
)
"""What a bag of each sort weighs: its own words, those around it, and marks of its place."""

_STATUS_FAR = 0.5

View = ClauseView | StatusView

_DOSE = re.compile(r"\bx ?\d|\d ?x\b|\dx\d|reps|sets")
_MINUTES = re.compile(r"\d ?(?:'|min)")
_HELP = re.compile(r"\b(?:sba|cga|min|mod|max) ?\(?a?\b")
_LETTER = re.compile(r"[A-Za-z]")
_DIGIT = re.compile(r"\d")


class Bag(NamedTuple):
    """Words in one role, each of the same weight; a word told twice counts twice."""

    role: str
    weight: float
    words: tuple[str, ...]


@lru_cache(maxsize=2048)
def words(text: str) -> tuple[str, ...]:
    """Lower-cased words, each number as ``0`` (its size hardly ever tells the kind of work).

    Of a very long text only the beginning counts.
    """
    return _parted(text[:_LONGEST_LINE])


def _parted(text: str) -> tuple[str, ...]:
    return tuple(["0" if w[0].isdigit() else w for w in _WORD.findall(text.lower())])


def grams(word: str) -> list[str]:
    """The runs of characters of a word, with marks for its start and end."""
    padded = f"<{word[:_LONGEST_WORD]}>"
    return [
        padded[i : i + size] for size in _CHARACTER_GRAMS for i in range(len(padded) - size + 1)
    ]


def is_spelt(word: str) -> bool:
    """Whether a word is long enough to be taken apart into runs of characters."""
    return len(word) >= _SHORTEST_SPELT and word[0].isalpha()


@lru_cache(maxsize=64)
def topics(note: str) -> tuple[str, ...]:
    """The different words of a note that may tell what it is about."""
    long = {w for w in _parted(note[:_LONGEST_NOTE]) if len(w) >= _SHORTEST_NOTE_WORD}
    return tuple(sorted(long))


@lru_cache(maxsize=2048)
def pairs(text: str) -> tuple[str, ...]:
    """Every two words that stand side by side."""
    return tuple([f"{a} {b}" for a, b in pairwise(words(text))])


def _whole(text: str) -> tuple[str, ...]:
    return (text,)


@dataclass(frozen=True, slots=True)
class Role:
    """Words of one text of a view, and what they weigh."""

    name: str
    weight: float
    text: str
    """The field of the view that holds the text."""
    parse: Callable[[str], tuple[str, ...]] = words
    """What makes words of it."""
    first: int | None = None
    """Where the words that count begin, and ``last`` where they end, as in a slice."""
    last: int | None = None
    blank: tuple[str, ...] = ()
    """What stands for a text without words."""
    even: bool = False
    """Whether each word weighs the same however many there are."""
    spelt: bool = False
    """Whether the words' runs of characters count too, in the role ``GRAMS``."""

    def words(self, view: View) -> tuple[str, ...]:
        """The words of a view that have this role."""
        return self.parse(getattr(view, self.text))[self.first : self.last] or self.blank

    def scale(self, count: int) -> float:
        """What each of so many words weighs."""
        return self.weight if self.even else self.weight / math.sqrt(max(1, count))

    def scales(self, counts: Sequence[int]) -> NDArray[np.float64]:
        """The same for many counts, shape ``(n,)``."""
        if self.even:
            return np.full(len(counts), self.weight)
        return self.weight / np.sqrt(np.maximum(1, counts))


Mark = tuple[str, str]
"""What is marked, and how: ``("section", "plan")``."""


@dataclass(frozen=True, slots=True)
class Form:
    """All that a classifier weighs of its views: words by role, and marks that are no words."""

    roles: tuple[Role, ...]
    marks: Callable[[Any], Sequence[Mark]]
    mark_weight: float

    def bags(self, view: View) -> Iterator[Bag]:
        """All that is weighed of one view."""
        for role in self.roles:
            some = role.words(view)
            yield Bag(role.name, role.scale(len(some)), some)
            if role.spelt:
                yield Bag(GRAMS, role.scale(len(some)), some)
        marks = tuple(f"{kind}:{value}" for kind, value in self.marks(view))
        yield Bag(MARKS, self.mark_weight, marks)


_FEW = tuple(str(number) for number in range(_MOST_COUNTED + 1))
"""Small numbers as words: so many times a note, making them anew takes longer than all else."""


def _place(view: ClauseView) -> list[Mark]:
    """Marks of where a clause stands and of what is in it."""
    section, text, signs, known = view.section, view.text, view.therapy_signs, view.known
    marks = [
        ("section", section),
        ("code", view.code or "-"),
        ("length", _FEW[min(len(words(text)), _MOST_COUNTED)]),
        ("siblings", _FEW[min(view.siblings, _MOST_SIBLINGS)]),
        ("opens", "yes" if view.first else "no"),
        ("in-line", _FEW[min(view.place_in_line, _MOST_SIBLINGS)]),
        ("tenth", _FEW[view.tenth]),
        ("signs", _FEW[signs]),
        ("signs-known" if known else "signs-alone", _FEW[signs]),
        ("left", _shape(view.edges[0])),
        ("right", _shape(view.edges[1])),
        ("case", "U" if text.isupper() else "T" if text[:1].isupper() else "l"),
    ]
    if known:
        marks += [("known", cue) for cue in known]
        marks += [(f"known-{cue}", section) for cue in known]
        marks += [("entry", entry) for entry in view.entries]
    else:
        marks.append(("known", "-"))
    marks += [("known-before", cue) for cue in view.known_before]
    marks += [("known-after", cue) for cue in view.known_after]
    marks += _signs_of_treatment(text)
    return marks


@lru_cache(maxsize=2048)
def _signs_of_treatment(text: str) -> tuple[Mark, ...]:
    """Whether a dose, minutes or help are told."""
    low = text.lower()
    told = (("dose", _DOSE), ("minutes", _MINUTES), ("help", _HELP))
    return tuple([("told", what) for what, pattern in told if pattern.search(low)])


@lru_cache(maxsize=4096)
def _shape(text: str) -> str:
    """The few characters beside a clause, each letter as ``a`` and each digit as ``0``."""
    return _LETTER.sub("a", _DIGIT.sub("0", text))


def _status_place(view: StatusView) -> list[Mark]:
    """Marks of the place of an activity, and its kind."""
    return [("section", view.section), ("label", view.label), ("tenth", _FEW[view.tenth])]


_NONE = ("-",)
CLAUSES = Form(
    (
        Role("w", _OWN, "text", spelt=True),
        Role("b", _OWN, "text", pairs),
        Role("opens", _END_PAIRS, "text", pairs, last=1, even=True),
        Role("ends", _END_PAIRS, "text", pairs, first=-1, even=True),
        Role("first", _ENDS, "text", last=1, even=True),
        Role("last", _ENDS, "text", first=-1, even=True),
        Role("p", _AROUND, "before", first=-_NEIGHBOUR_WORDS, blank=_NONE),
        Role("n", _AROUND, "after", last=_NEIGHBOUR_WORDS, blank=_NONE),
        Role("pp", _AROUND, "second_before", first=-_FAR_WORDS),
        Role("nn", _AROUND, "second_after", last=_FAR_WORDS),
        Role("so", _AROUND, "opening", last=_FAR_WORDS),
        Role("lo", _AROUND, "line_opening", last=_FAR_WORDS),
        Role("head", _AROUND, "heading", last=_HEADING_WORDS, blank=_NONE),
        Role("line", _LINE, "line"),
        Role("note", _NOTE, "note", topics),
    ),
    _place,
    _PLACE,
)
"""What is weighed of a clause or sentence (``ClauseView``)."""
STATUSES = Form(
    (
        Role("w", _OWN, "text", spelt=True),
        Role("b", _OWN, "text", pairs),
        Role("p", _OWN, "lead", first=-_LEAD_WORDS),
        Role("q", _OWN, "lead", pairs, first=-_LEAD_WORDS),
        Role("n", _OWN, "tail", last=_TAIL_WORDS),
        Role("s", _OWN, "earlier", first=-_NEIGHBOUR_WORDS),
        Role("head", _OWN, "heading", last=_HEADING_WORDS),
        Role("so", _STATUS_FAR, "opening", last=_FAR_WORDS),
        Role("lo", _STATUS_FAR, "line_opening", last=_FAR_WORDS),
        Role("l", _STATUS_FAR, "later", last=_TAIL_WORDS),
        Role("line", _LINE, "line"),
        Role("hint", _HINT, "hint", _whole),
    ),
    _status_place,
    _PLACE,
)
"""What tells whether an activity was done, planned, for home, past or not done (``StatusView``)."""


def weighed(some: Iterator[Bag]) -> dict[str, float]:
    """Bags as named features with their values, as training sees them."""
    values: dict[str, float] = {}
    for role, weight, names in some:
        for name in names:
            if role != GRAMS:
                key = f"{role}:{name}"
                values[key] = values.get(key, 0.0) + weight
            elif is_spelt(name):
                runs = grams(name)
                share = weight / math.sqrt(len(runs))
                for run in runs:
                    key = f"{role}:{run}"
                    values[key] = values.get(key, 0.0) + share
    return values
