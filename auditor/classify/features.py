"""Turn a clause into what the classifiers weigh; pure, so training and reading agree.

A view becomes *bags*: some words in one role (the clause's own, those of the clause before it, of
its heading ...), each weighing the same. Nothing is normalised across bags, so the score of a
clause is a plain sum over words, and what a word adds in a role can be kept and used again.
"""

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from auditor.model import ClauseView, StatusView

VERSION = 5
"""Raised whenever a change here makes older weights unusable."""

GRAMS = "c"
"""The role whose words stand for their runs of characters."""

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
"""Characters of a line and of a note behind which words are not gathered any more."""

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
    """Lower-cased words, each number as ``0`` (its size hardly ever tells the kind of work)."""
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
def _topics(note: str) -> tuple[str, ...]:
    """The different words of a note that may tell what it is about."""
    long = {w for w in words.__wrapped__(note[:_LONGEST_NOTE]) if len(w) >= _SHORTEST_NOTE_WORD}
    return tuple(sorted(long))


def _bag(role: str, scale: float, some: tuple[str, ...]) -> Bag:
    return Bag(role, scale / math.sqrt(max(1, len(some))), some)


def bags(view: ClauseView) -> Iterator[Bag]:
    """All that is weighed of a clause or sentence."""
    own = words(view.text)
    yield _bag("w", _OWN, own)
    yield _bag(GRAMS, _OWN, own)
    yield _bag("b", _OWN, _pairs(own))
    if own:
        yield Bag("first", _ENDS, own[:1])
        yield Bag("last", _ENDS, own[-1:])
    if len(own) > 1:
        yield Bag("opens", _END_PAIRS, (f"{own[0]} {own[1]}",))
        yield Bag("ends", _END_PAIRS, (f"{own[-2]} {own[-1]}",))
    yield _bag("p", _AROUND, words(view.before)[-_NEIGHBOUR_WORDS:] or ("-",))
    yield _bag("n", _AROUND, words(view.after)[:_NEIGHBOUR_WORDS] or ("-",))
    yield _bag("pp", _AROUND, words(view.second_before)[-_FAR_WORDS:])
    yield _bag("nn", _AROUND, words(view.second_after)[:_FAR_WORDS])
    yield _bag("so", _AROUND, words(view.opening)[:_FAR_WORDS])
    yield _bag("lo", _AROUND, words(view.line_opening)[:_FAR_WORDS])
    yield _bag("head", _AROUND, words(view.heading)[:_HEADING_WORDS] or ("-",))
    yield _bag("line", _LINE, words(view.line[:_LONGEST_LINE]))
    yield _bag("note", _NOTE, _topics(view.note))
    yield Bag("at", _PLACE, tuple(_place(view, len(own))))


@lru_cache(maxsize=2048)
def _pairs(own: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([f"{a} {b}" for a, b in pairwise(own)])


def _place(view: ClauseView, length: int) -> Iterator[str]:
    """Marks of where a clause stands and of what is in it."""
    yield f"sec:{view.section}"
    yield f"code:{view.code or '-'}"
    if view.known:
        for cue in view.known:
            yield f"known:{cue}"
            yield f"known-in:{cue}:{view.section}"
    else:
        yield "known:-"
    yield from [f"known-before:{cue}" for cue in view.known_before]
    yield from [f"known-after:{cue}" for cue in view.known_after]
    yield from [f"entry:{entry}" for entry in view.entries]
    yield f"length:{min(length, _MOST_COUNTED)}"
    yield f"siblings:{min(view.siblings, _MOST_SIBLINGS)}"
    yield "first" if view.first else "follows"
    yield f"in-line:{min(view.place_in_line, _MOST_SIBLINGS)}"
    yield f"tenth:{view.tenth}"
    yield f"signs:{view.therapy_signs}"
    yield f"signs-known:{view.therapy_signs}:{bool(view.known)}"
    yield "left:" + _shape(view.edges[0])
    yield "right:" + _shape(view.edges[1])
    yield "case:" + ("U" if view.text.isupper() else "T" if view.text[:1].isupper() else "l")
    low = view.text.lower()
    if _DOSE.search(low):
        yield "dose"
    if _MINUTES.search(low):
        yield "minutes"
    if _HELP.search(low):
        yield "help"


def _shape(text: str) -> str:
    return _LETTER.sub("a", _DIGIT.sub("0", text))


def status_bags(view: StatusView) -> Iterator[Bag]:
    """All that tells whether an activity was done, planned, for home, past or not done."""
    own, lead = words(view.text), words(view.lead)[-_LEAD_WORDS:]
    yield _bag("w", _OWN, own)
    yield _bag("b", _OWN, _pairs(own))
    yield _bag("p", _OWN, lead)
    yield _bag("q", _OWN, _pairs(lead))
    yield _bag("n", _OWN, words(view.tail)[:_TAIL_WORDS])
    yield _bag("s", _OWN, words(view.earlier)[-_NEIGHBOUR_WORDS:])
    yield Bag("hint", _HINT, (view.hint,))
    yield _bag("head", _OWN, words(view.heading)[:_HEADING_WORDS])
    yield _bag("so", _STATUS_FAR, words(view.opening)[:_FAR_WORDS])
    yield _bag("lo", _STATUS_FAR, words(view.line_opening)[:_FAR_WORDS])
    yield _bag("l", _STATUS_FAR, words(view.later)[:_TAIL_WORDS])
    yield _bag("line", _LINE, words(view.line[:_LONGEST_LINE]))
    yield _bag(GRAMS, _OWN, own)
    yield Bag("at", _PLACE, (f"sec:{view.section}", f"label:{view.label}", f"tenth:{view.tenth}"))


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
