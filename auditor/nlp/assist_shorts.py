"""Find short forms that are a level only where a range, a label, a tick or a task says so."""

import re
from collections.abc import Iterator, Sequence

from auditor.model import AssistLevel, Span
from auditor.nlp.assist_columns import Cell, cell_at

Leveled = tuple[Span, AssistLevel]

_LEVEL_OF = {
    "minimal": AssistLevel.MINIMAL,
    "min": AssistLevel.MINIMAL,
    "moderate": AssistLevel.MODERATE,
    "mod": AssistLevel.MODERATE,
    "maximal": AssistLevel.MAXIMAL,
    "max": AssistLevel.MAXIMAL,
    "contact guard": AssistLevel.CONTACT_GUARD,
    "cga": AssistLevel.CONTACT_GUARD,
    "cg": AssistLevel.CONTACT_GUARD,
    "sba": AssistLevel.STANDBY,
    "total": AssistLevel.TOTAL,
    "tot": AssistLevel.TOTAL,
    "dep": AssistLevel.TOTAL,
    "mod i": AssistLevel.MODIFIED_INDEPENDENT,
    "none": AssistLevel.INDEPENDENT,
    "i": AssistLevel.INDEPENDENT,
    "ind": AssistLevel.INDEPENDENT,
    "indep": AssistLevel.INDEPENDENT,
    "s": AssistLevel.SUPERVISION,
    "sup": AssistLevel.SUPERVISION,
    "setup": AssistLevel.SETUP,
    "su": AssistLevel.SETUP,
}
_HANDS_NEAR = frozenset({AssistLevel.STANDBY, AssistLevel.CONTACT_GUARD})
"""Two levels whose written range is found as two levels joined, not as a short range."""

# A short "min", "mod" or "max" is assistance only in a range, or before another level's letter.
_RANGE = re.compile(
    r"""
    (m(?<!\wm)(?:inimal|oderate|aximal|in|od|ax)|c(?<!\wc)ga|s(?<!\ws)(?:ba)?)[ ]*
    # to
    (?:/|-|>|->|down[ ]to|to)[ ]*
    (contact[ ]guard|minimal|moderate|maximal|min|mod[ ]i|mod|max|cga|sba|total|tot|i)\b
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
_LABELLED = re.compile(
    r"""
    assist(?<!\wassist)(?:ance)?(?:[ ](?:level|lvl|given|needed|req(?:uired)?))?[ ]*[:=|\t][ ]*
    # the level
    (?P<level>minimal|moderate|maximal|min|mod|max|total|none|i|s|ind)\b
    # not the start of a longer form, which is found as such
    (?![ ]*(?:a\b|assist|i\b|ind|/|-|to|cue|vc))
    """,
    re.VERBOSE,
)
_TICKED = re.compile(
    r"""
    [\[(]x[\])][ ]?(?P<level>min|mod|max|total|tot|dep|sup|sba|cga|cg|su|s|i|indep|ind|setup)\b
    (?![ ]*(?:cue|vc|pain))
    # not how complex an evaluation was
    (?![ ]*[\[(][ ]?[\])][ ]?high\b)
    """,
    re.VERBOSE,
)
_TASK = r"""
    (?:
      feed(?:ing)?|eat(?:ing)?|groom(?:ing)?|[ul]bd|[ul]bb|[ul]b|dress(?:ing)?|bath(?:e|ing)?
      |toilet(?:ing)?|hyg(?:iene)?|commode|wash|transfers?|xfers?|tfs?|trfs?|tfers?|roll(?:ing)?
      |(?:sup(?:ine)?|sit)[ ]?(?:-|>|<>|to)[ ]?(?:sit|stand|sup(?:ine)?|eob)|sts
      |bed[ ](?:mob(?:ility)?)|bed[ ]?(?:-|>|<>)[ ]?(?:chair|w/c)|scoot(?:ing)?|clothing
      |pants|shirt|socks?|shoes?|footwear|amb(?:ulation)?|eob|persons?
    )
"""
# The end of what is said of the task, or how many helped.
_SAID = r"(?=[ ]*(?:[,;)|(]|\.(?!\d)|$|\n|x[ ]?[12]\b|of[ ](?:[12]|one|two)\b|/[ ]|->|>|=))"
_OF_TASK = re.compile(
    rf"""
    \b{_TASK}(?:[ ]hand|[ ]seated)?[ ]*[:=]?[ ]+(?:light[ ]|occ[ ])?
    (?P<level>min|mod|max|total|tot|dep|set-?[ ]?up){_SAID}
    """,
    re.VERBOSE,
)
# No short form behind a task without these; "15 min," is the time.
_MAYBE_OF_TASK = re.compile(
    rf"(?:min|mod|max|dep|tot)(?<=[^0-9][ ]...)(?:al)?{_SAID}|set-?[ ]?up{_SAID}"
)
_NEEDED = re.compile(
    r"""
    (?:need(?<!\wneed)(?:s|ed|ing)|requir(?<!\wrequir)(?:es|ed|ing))[ ]
    (?P<level>min|mod|max|set-?[ ]?up)
    (?=[ ](?:for|to|at)[ ]|[ ]*(?:[,;)]|\.(?!\d)|$|\n|x[ ]?[12]\b))
    """,
    re.VERBOSE,
)
# How many persons helped makes a level of the word before: "mod x2".
_PERSONS_BEHIND = re.compile(
    r"""
    (?P<level>mod|max|dep)(?<!\w...)[ ]?x[ ]?[12]\b
    (?![ ]*(?:\d|/|:|reps?|sets?|min|cue|vc|tc|verbal|tactile))
    """,
    re.VERBOSE,
)
_IN_CELL = re.compile(
    r"""
    (?P<level>min|mod|max|dep|total|tot|cg|i|indep|ind|sup|s|set-?[ ]?up|su)\b
    (?=$|[ ]*[,;(]|[ ]*x[ ]?\d|[ ]+(?:w/|c/|with|for|of|at|on|only)[ ]?|[ ]\d)
    """,
    re.VERBOSE,
)


def find_shorts(low: str, cells: Sequence[Cell]) -> Iterator[Leveled]:
    """Find every short form that its place makes a level.

    Args:
        low: The note's lower-cased text.
        cells: Cells of its tables that have a moment.
    """
    yield from _ranges(low, cells)
    for pattern in (_LABELLED, _TICKED, _OF_TASK, _NEEDED, _PERSONS_BEHIND):
        if pattern is _OF_TASK and not _MAYBE_OF_TASK.search(low):
            continue
        for match in pattern.finditer(low):
            yield Span(match.start("level"), match.end("level")), _level(match["level"])
    for cell in cells:
        if named := _IN_CELL.match(low, cell.span.start, cell.span.end):
            yield Span(named.start(), named.end("level")), _level(named["level"])


def _level(words: str) -> AssistLevel:
    return _LEVEL_OF["setup" if words.startswith("set") else " ".join(words.split())]


def _ranges(low: str, cells: Sequence[Cell]) -> Iterator[Leveled]:
    """Ranges of short forms: "min/mod assist"."""
    for match in _RANGE.finditer(low):
        first, second = _level(match[1]), _level(match[2])
        numbered = low[max(0, match.start() - 2) : match.start()].strip().isdigit()
        one_cell = cell_at(cells, match.start()) == cell_at(cells, match.end() - 1)
        if one_cell and not numbered and not {first, second} <= _HANDS_NEAR:
            heavier = max(first, second, key=lambda level: level.rank)
            yield Span(match.start(), match.end()), heavier
