"""Find the words that are a level of assistance, and which level they are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from auditor.model import AssistLevel, Span
from auditor.nlp import vocab
from auditor.nlp.assist_doubts import is_level
from auditor.nlp.lines import line_start

Leveled = tuple[Span, AssistLevel]

_GG_LEVELS = {
    6: AssistLevel.INDEPENDENT,
    5: AssistLevel.SETUP,
    4: AssistLevel.SUPERVISION,
    3: AssistLevel.MODERATE,
    2: AssistLevel.MAXIMAL,
    1: AssistLevel.TOTAL,
}
"""What the scores of section GG of the CMS assessments mean."""
_FIM_LEVELS = {
    7: AssistLevel.INDEPENDENT,
    6: AssistLevel.MODIFIED_INDEPENDENT,
    5: AssistLevel.SUPERVISION,
    4: AssistLevel.MINIMAL,
    3: AssistLevel.MODERATE,
    2: AssistLevel.MAXIMAL,
    1: AssistLevel.TOTAL,
}
"""What the scores of the Functional Independence Measure mean."""
_LEVEL_OF = {
    "minimal": AssistLevel.MINIMAL,
    "min": AssistLevel.MINIMAL,
    "moderate": AssistLevel.MODERATE,
    "mod": AssistLevel.MODERATE,
    "maximal": AssistLevel.MAXIMAL,
    "max": AssistLevel.MAXIMAL,
    "contact guard": AssistLevel.CONTACT_GUARD,
    "cga": AssistLevel.CONTACT_GUARD,
    "sba": AssistLevel.STANDBY,
    "total": AssistLevel.TOTAL,
    "tot": AssistLevel.TOTAL,
    "mod i": AssistLevel.MODIFIED_INDEPENDENT,
    "none": AssistLevel.INDEPENDENT,
    "i": AssistLevel.INDEPENDENT,
    "ind": AssistLevel.INDEPENDENT,
    "s": AssistLevel.SUPERVISION,
    "sup": AssistLevel.SUPERVISION,
    "setup": AssistLevel.SETUP,
}
"""Short forms that are a level only where a range, a label or a tick says so."""
_LONGEST_LINK = 24
_HANDS_NEAR = frozenset({AssistLevel.STANDBY, AssistLevel.CONTACT_GUARD})
"""Two levels whose written range is found as two levels joined, not as a short range."""

_RANGE_LINK = r"""
    [ ]*(?:
      -|/|>|->|to|up[ ]to|progress(?:ed|ing)[ ]to|improv(?:ed|ing)[ ]to|fad(?:ed|ing)[ ]to
      |down[ ]to|or|&|and|then|x\d
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
_OF_SCALE = re.compile(
    r"""
    (?:
      # the item's number, its words, and the score behind them
      gg\d{4}[a-z]?\d?[^\d\n]{1,30}(?=0)
      |\bfim[ ]*(?:of|:|=)?[ ]*|\bgg[ ]*(?:score|code)?[ ]*(?:of|:|=)?[ ]*
    )
    (0[1-6]|[1-7])\b
    """,
    re.VERBOSE,
)
# A short "min", "mod" or "max" is assistance only in a range, or before another level's letter.
_SHORT = re.compile(
    r"""
    \b(minimal|moderate|maximal|min|mod|max|cga|sba|s)[ ]*
    # to
    (?:/|-|>|->|to)[ ]*
    (contact[ ]guard|minimal|moderate|maximal|min|mod|max|cga|sba|total|tot|mod[ ]i|i)\b
    (?:[ ]*-?[ ]*(?:assist(?:ance)?|a)\b)?
    # not where the range is of cues, pain or effort
    (?!
      [ ]*(?:
        cue|vc|tc|verbal|tactile|vis|cueing|cuing|complex|pain|resist|fatigue|impair|difficult
        |effort|edema|swelling|challenge|level|intens
      )
    )
    """,
    re.VERBOSE,
)
_LABELLED_LEVEL = re.compile(
    r"""
    \bassist(?:ance)?(?:[ ](?:level|lvl|given|needed|req(?:uired)?))?[ ]*[:=|\t][ ]*
    # the level
    (?P<level>minimal|moderate|maximal|min|mod|max|total|none|i|s|ind)\b
    # not the start of a longer form, which is found as such
    (?![ ]*(?:a\b|assist|i\b|ind|/|-|to|cue|vc))
    """,
    re.VERBOSE,
)
_TICKED = re.compile(
    r"\[x\][ ]?(?P<level>min|mod|max|total|sup|s|i|ind|setup)\b(?![ ]*(?:cue|vc|pain))"
)
_GG_SCORE = re.compile(r"(?<=[a-z)] )0([1-6])(?![\d/:.%-])")
_GG_NAMED = re.compile(r"\bgg\b")

_ENDS = r"""
    (?=
      [ ]*(?:
        [,.;)\]/|]|$|\n|-{1,2}(?:[ >]|$)|>|x[ ]?\d|\d+/\d
        |(?:w/|with|w|for|by|no|on|at|after|in|over|from|throughout|all|\d+[ ]?(?:of|x))\b|w/
      )
    )
"""
# Single letters and stubs count only in capitals as written and where a level can stand.
_S = re.compile(
    rf"""
    (?<=[a-z0-9)\"'/+>,:=-][ ])(?:dist(?:ant)?[ ]|close[ ])?S\b{_ENDS}
    """,
    re.VERBOSE,
)
_SUP = re.compile(
    rf"""
    (?<![A-Za-z<>])(?:SUP|Sup|sup|Superv|SUPV|supv)\b\.?{_ENDS}
    # not the start of "sup to sit" or "sup/inf"
    (?![ ]*(?:to|<|>|/|->|-)[ ]*(?:sit|stand|inf|pro|EOB|R\b|L\b))
    """,
    re.VERBOSE,
)
_I = re.compile(
    rf"""
    (?<=[a-z0-9)\"'/+>,:=][ ])
    # no number one of a scale and no speaker
    (?<!\band[ ])(?<![Gg]rade[ ])(?<![Tt]ype[ ])(?<!tage[ ])(?<!hase[ ])(?<!evel[ ])(?<!that[ ])
    (?<!until[ ])I\b{_ENDS}
    # nothing that goes on as a sentence
    (?!'|[ ]*(?:on|at|in|for|from|by|after|all)[ ](?!all\b|bed|w/|with|5/5))
    """,
    re.VERBOSE,
)
_IND = re.compile(r"(?<![A-Za-z.])(?:Ind|IND|ind)\b(?!\.?[ ]*(?:living|variable|finger|digit))")
_CG = re.compile(
    rf"""
    (?<![A-Za-z<>/])
    # not the caregiver, who is with somebody
    (?<!w/[ ])(?<!with[ ])(?<!by[ ])(?<!and[ ])(?:CG|cg)\b{_ENDS}
    # or is taught
    (?![ ]*(?:w/|with|for|by|in)[ ]*(?:all|ed|train|edu|hep))
    """,
    re.VERBOSE,
)
_SETUP = re.compile(
    r"""
    (?:
      (?<=,[ ])|(?<=\t)|(?<=\|[ ])|(?<=:[ ])|(?<=\d[ ])|(?<=w/[ ])|(?<=with[ ])|(?<=bench[ ])
      |(?<=device[ ])
    )(?:[Ss]et-?[ ]?up|SETUP|SET-UP|SET[ ]UP|SU)\b
    (?=[ ]*(?:[,.;)\]|]|$|\n|\t|only|to[ ]|x\d|;|for[ ](?!a[ ]|the[ ])))
    """,
    re.VERBOSE,
)
_AS_WRITTEN = (
    (_S, AssistLevel.SUPERVISION),
    (_SUP, AssistLevel.SUPERVISION),
    (_I, AssistLevel.INDEPENDENT),
    (_IND, AssistLevel.INDEPENDENT),
    (_CG, AssistLevel.CONTACT_GUARD),
    (_SETUP, AssistLevel.SETUP),
)


def find_levels(low: str, folded: str) -> list[Leveled]:
    """Find every written level in order, ranges joined into one with the heavier level.

    Args:
        low: The note's lower-cased text.
        folded: The same with its capitals.
    """
    found = [
        *_as_written(folded),
        *_labelled(low),
        *_gg_scores(low),
        *_in_full(low),
        *_short_ranges(low),
        *_named_scores(low),
    ]
    return _joined(low, _longest(found))


def _heavier(a: AssistLevel, b: AssistLevel) -> AssistLevel:
    return max(a, b, key=lambda level: level.rank)


def _place(match: re.Match[str], group: int | str = 0) -> Span:
    return Span(match.start(group), match.end(group))


@cache
def _forms() -> tuple[re.Pattern[str], Mapping[str, AssistLevel]]:
    """One alternation of every written level, longest first, on lower-cased text."""
    level_of: dict[str, AssistLevel] = {}
    for entry in vocab.assistance():
        for form in entry.forms:
            for spelling in vocab.spellings(form):
                level_of.setdefault(spelling, AssistLevel(entry.cue))
    ordered = sorted(level_of, key=lambda f: (-len(f), f))
    body = "|".join(re.escape(f).replace(r"\ ", "[ ]{1,2}") for f in ordered)
    return re.compile(rf"(?<![a-z0-9])(?:{body})(?![a-z0-9])"), level_of


def _in_full(low: str) -> Iterator[Leveled]:
    """Levels in one of the forms of the vocabulary: "min A", "contact guard assist"."""
    pattern, level_of = _forms()
    for match in pattern.finditer(low):
        level = level_of[" ".join(match.group().split())]
        if is_level(low, match, level):
            yield _place(match), level


def _as_written(folded: str) -> Iterator[Leveled]:
    """Levels that only their capitals tell; none in a note that is all capitals."""
    if folded.isupper():
        return
    for pattern, level in _AS_WRITTEN:
        for match in pattern.finditer(folded):
            yield _place(match), level


def _labelled(low: str) -> Iterator[Leveled]:
    """Levels behind a label ("assist level: min") or a tick ("[x] min")."""
    for pattern in (_LABELLED_LEVEL, _TICKED):
        for match in pattern.finditer(low):
            yield _place(match, "level"), _LEVEL_OF[match["level"]]


def _short_ranges(low: str) -> Iterator[Leveled]:
    """Ranges of short forms: "min/mod assist"."""
    for match in _SHORT.finditer(low):
        first, second = _LEVEL_OF[match[1]], _LEVEL_OF[" ".join(match[2].split())]
        numbered = low[max(0, match.start() - 2) : match.start()].strip().isdigit()
        if not numbered and not {first, second} <= _HANDS_NEAR:
            yield _place(match), _heavier(first, second)


def _gg_scores(low: str) -> Iterator[Leveled]:
    """Scores on a line that names section GG: "toileting 04"."""
    for match in _GG_SCORE.finditer(low):
        if _GG_NAMED.search(low[line_start(low, match.start()) : match.start()]):
            yield _place(match), _GG_LEVELS[int(match[1])]


def _named_scores(low: str) -> Iterator[Leveled]:
    """Scores behind the name of their scale: "FIM 5"."""
    for match in _OF_SCALE.finditer(low):
        scale = _FIM_LEVELS if "fim" in match.group() else _GG_LEVELS
        if int(match[1]) in scale:
            yield _place(match), scale[int(match[1])]


def _longest(found: Sequence[Leveled]) -> list[Leveled]:
    """Of levels that overlap keep the longest, then the first."""
    kept: list[Leveled] = []
    for span, level in sorted(found, key=lambda f: (f[0].start - f[0].end, f[0].start)):
        if not any(span.overlaps(other) for other, _ in kept):
            kept.append((span, level))
    return sorted(kept, key=lambda f: f[0])


def _joined(low: str, found: Sequence[Leveled]) -> list[Leveled]:
    """Join ranges ("min A x1 -> CGA", "CGA to SBA") into one span with the heavier level."""
    joined: list[Leveled] = []
    for span, level in found:
        if joined and _links(low[joined[-1][0].end : span.start]):
            last, last_level = joined[-1]
            joined[-1] = (Span(last.start, span.end), _heavier(last_level, level))
        else:
            joined.append((span, level))
    return joined


def _links(between: str) -> bool:
    """Say whether the words between two levels make them a range."""
    return (
        len(between) < _LONGEST_LINK
        and _LINK.fullmatch(between) is not None
        and not re.search(r"\band\b|&", between)
    )
