"""Turn a clause into the features both classifiers see; pure, so training and reading agree."""

import re
from collections.abc import Iterator
from itertools import pairwise

from auditor.model import ClauseView, StatusView

VERSION = 4
"""Raised whenever a change here makes older weights unusable."""

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:\.\d+)?|[^\w\s]")
_DIGIT = re.compile(r"\d+(?:\.\d+)?")
_CHARACTER_GRAMS = (3, 4, 5)
_LONGEST_WORD = 24
_NEIGHBOUR_WORDS = 8
_MOST_COUNTED = 12
_MOST_SIBLINGS = 6
_LEAD_WORDS = 12
_TAIL_WORDS = 8
_HINT_WEIGHT = 3


def words(text: str) -> list[str]:
    """Lower-cased words, each number as ``0`` (its size hardly ever tells the kind of work)."""
    return ["0" if _DIGIT.fullmatch(w) else w for w in _WORD.findall(text.lower())]


def _grams(word: str) -> Iterator[str]:
    padded = f"<{word[:_LONGEST_WORD]}>"
    for size in _CHARACTER_GRAMS:
        for i in range(len(padded) - size + 1):
            yield padded[i : i + size]


def own(text: str) -> list[tuple[str, str]]:
    """Features of the clause's own words, each with the word it came from (for explanations)."""
    found: list[tuple[str, str]] = []
    clause = words(text)
    for i, word in enumerate(clause):
        found.append((f"w:{word}", word))
        if i + 1 < len(clause):
            found.append((f"b:{word} {clause[i + 1]}", f"{word} {clause[i + 1]}"))
        if len(word) > 2 and word[0].isalpha():  # noqa: PLR2004
            found.extend((f"c:{gram}", word) for gram in _grams(word))
    if clause:
        found.append((f"first:{clause[0]}", clause[0]))
        found.append((f"last:{clause[-1]}", clause[-1]))
    return found


def context(view: ClauseView) -> list[str]:
    """Features of where the clause stands: section, code, neighbours, known phrases."""
    before, after = words(view.before), words(view.after)
    found = [f"sec:{view.section}", f"code:{view.code or '-'}"]
    found += [f"known:{cue}" for cue in view.known] or ["known:-"]
    found += [f"p:{w}" for w in before[-_NEIGHBOUR_WORDS:]] or ["p:-"]
    found += [f"n:{w}" for w in after[:_NEIGHBOUR_WORDS]] or ["n:-"]
    found += [f"entry:{entry}" for entry in view.entries]
    found += [f"known-in:{cue}:{view.section}" for cue in view.known]
    found += [f"known-before:{cue}" for cue in view.known_before]
    found += [f"known-after:{cue}" for cue in view.known_after]
    found.append(f"length:{min(len(words(view.text)), _MOST_COUNTED)}")
    found.append(f"siblings:{min(view.siblings, _MOST_SIBLINGS)}")
    found.append("opens" if view.first else "follows")
    found.append(f"tenth:{view.tenth}")
    found.append(f"signs:{view.therapy_signs}")
    found.append(f"signs-known:{view.therapy_signs}:{bool(view.known)}")
    return found


def features(view: ClauseView) -> list[str]:
    """All features of a clause, repeated as often as they occur."""
    return [name for name, _ in own(view.text)] + context(view)


def status_features(view: StatusView) -> list[str]:
    """Features that tell whether an activity was done, planned, for home, past or not done."""
    clause, lead = words(view.text), words(view.lead)[-_LEAD_WORDS:]
    found = [f"sec:{view.section}", f"label:{view.label}", f"tenth:{view.tenth}"]
    found += [f"hint:{view.hint}"] * _HINT_WEIGHT
    found += [f"w:{w}" for w in clause]
    found += [f"b:{a} {b}" for a, b in pairwise(clause)]
    found += [f"p:{w}" for w in lead]
    found += [f"q:{a} {b}" for a, b in pairwise(lead)]
    found += [f"n:{w}" for w in words(view.tail)[:_TAIL_WORDS]]
    found += [f"s:{w}" for w in words(view.earlier)[-_NEIGHBOUR_WORDS:]]
    return found
