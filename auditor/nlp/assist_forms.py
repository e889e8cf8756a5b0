"""Find the words that are a level of assistance, and which level they are."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from auditor.model import AssistLevel, Span
from auditor.nlp import vocab
from auditor.nlp.assist_columns import Cell, cell_at
from auditor.nlp.assist_doubts import is_level
from auditor.nlp.assist_letters import find_letters
from auditor.nlp.assist_scores import find_scores
from auditor.nlp.assist_shorts import find_shorts
from auditor.nlp.phrases import alternation

Leveled = tuple[Span, AssistLevel]

_LONGEST_LINK = 30
_CHANGE_BEHIND = 30
"""How far before a range the word for a change ("improved from") may stand."""

_RANGE_LINK = r"""
    [ ]*(?:
      -|/|>|->|to|up[ ]to|down[ ]to|or|&|and|then|x\d
      # progressing to, fading down to, drifting to, turning to
      |[a-z]{2,12}(?:ing|ed)[ ](?:down[ ]|up[ ])?to
    )[ ]*
"""
# What joins two levels to a range: "min A x1 -> CGA".
_LINK = re.compile(
    rf"""
    [ ]*
    # how many persons the first level took
    (?:[(]?x[ ]?[12][)]?)?(?:{_RANGE_LINK}|[ ]*-{{1,2}}>[ ]*|[ ]*(?:>|=>|~)[ ]*)
    # what may lead to the second level
    (?:close[ ]|occ(?:asional)?[ ])?
    """,
    re.VERBOSE,
)
# "improved from mod A to CGA" tells of two moments, "fading from mod A to CGA" of one stretch.
_CHANGED_FROM = re.compile(
    r"""
    \b(?:improve[ds]?|went|gone|progressed|advanced|moved|changed|up|upgraded|decreased|reduced)
    [ ](?:\w+[ ]){0,2}from[ ](?:\w+[ ])?$
    """,
    re.VERBOSE,
)
_SCORED = re.compile(r"[ ]?[,;(/]?[ ]?")
"""What stands between a score and the words for the same level."""


def find_levels(low: str, folded: str, cells: Sequence[Cell]) -> list[Leveled]:
    """Find every written level in order, ranges joined into one with the heavier level.

    Args:
        low: The note's lower-cased text.
        folded: The same with its capitals.
        cells: Cells of its tables that have a moment.
    """
    scores = _longest([*find_scores(low, cells)])
    words = _longest([*_in_full(low), *find_letters(folded), *find_shorts(low, cells)])
    return _joined(low, _scored(low, scores, words), cells)


def _heavier(a: AssistLevel, b: AssistLevel) -> AssistLevel:
    return max(a, b, key=lambda level: level.rank)


@cache
def _forms() -> tuple[re.Pattern[str], Mapping[str, AssistLevel]]:
    """One alternation of every written level, longest first, on lower-cased text."""
    level_of: dict[str, AssistLevel] = {}
    for entry in vocab.assistance():
        for form in entry.forms:
            for spelling in vocab.spellings(form):
                level_of.setdefault(spelling, AssistLevel(entry.cue))
    body = alternation(level_of, space="[ ]{1,2}")
    # "max Ax2": how many helped may be written onto the level
    return re.compile(rf"(?<![a-z0-9]){body}(?:(?![a-z0-9])|(?=x[1-4]\b))"), level_of


def _in_full(low: str) -> Iterator[Leveled]:
    """Levels in one of the forms of the vocabulary: "min A", "contact guard assist"."""
    pattern, level_of = _forms()
    for match in pattern.finditer(low):
        level = level_of[" ".join(match.group().split())]
        if is_level(low, match, level):
            yield Span(match.start(), match.end()), level


def _longest(found: Sequence[Leveled]) -> list[Leveled]:
    """Of levels that overlap keep the longest, then the first."""
    kept: list[Span] = []
    level_of: dict[Span, AssistLevel] = {}
    for span, level in sorted(found, key=lambda f: (f[0].start - f[0].end, f[0].start)):
        at = bisect_left(kept, span)
        if not any(span.overlaps(other) for other in kept[max(0, at - 1) : at + 1]):
            kept.insert(at, span)
            level_of[span] = level
    return [(span, level_of[span]) for span in kept]


def _scored(low: str, scores: Sequence[Leveled], words: Sequence[Leveled]) -> list[Leveled]:
    """Make one of a score and the words beside it ("GG 03, min A"): the words say it closer."""
    merged: list[tuple[Span, AssistLevel, bool]] = []
    both = [(*s, True) for s in scores if not _overlaps_any(s[0], words)]
    both += [(*w, False) for w in words]
    for span, level, scored in sorted(both):
        if merged and _same_task(low, merged[-1], (span, level, scored)):
            last, last_level, _ = merged[-1]
            merged[-1] = (Span(last.start, span.end), last_level if scored else level, False)
        else:
            merged.append((span, level, scored))
    return [(span, level) for span, level, _ in merged]


def _same_task(
    low: str, first: tuple[Span, AssistLevel, bool], second: tuple[Span, AssistLevel, bool]
) -> bool:
    """Say whether a score and what follows it speak of the same task."""
    if not (first[2] or second[2]):
        return False
    between = low[first[0].end : second[0].start]
    if first[2] and second[2]:
        # a share of the work and its score: "pt 75% effort FIM 4"
        return "%" in first[0].of(low) and between == " "
    return _SCORED.fullmatch(between) is not None


def _overlaps_any(span: Span, words: Sequence[Leveled]) -> bool:
    at = bisect_left(words, span, key=_place)
    return any(span.overlaps(other) for other, _ in words[max(0, at - 1) : at + 1])


def _place(found: Leveled) -> Span:
    return found[0]


def _joined(low: str, found: Sequence[Leveled], cells: Sequence[Cell]) -> list[Leveled]:
    """Join ranges ("min A x1 -> CGA", "CGA to SBA") into one span with the heavier level."""
    joined: list[Leveled] = []
    for span, level in found:
        if joined and _is_range(low, joined[-1][0], span, cells):
            last, last_level = joined[-1]
            joined[-1] = (Span(last.start, span.end), _heavier(last_level, level))
        else:
            joined.append((span, level))
    return joined


def _is_range(low: str, first: Span, second: Span, cells: Sequence[Cell]) -> bool:
    """Say whether two levels are the ends of one range, seen in one stretch of work."""
    between = low[first.end : second.start]
    if len(between) >= _LONGEST_LINK or not _LINK.fullmatch(between):
        return False
    # scores are given for a whole session: "02 > 03" tells of two
    if re.search(r"\band\b|&", between) or low[second.start] == "0":
        return False
    if cell_at(cells, first.start) != cell_at(cells, second.start):
        return False
    return not _CHANGED_FROM.search(low[max(0, first.start - _CHANGE_BEHIND) : first.start])
