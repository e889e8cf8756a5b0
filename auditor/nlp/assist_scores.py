"""Find the scores of scales that stand for a level of help: FIM, section GG, percent of effort."""

import re
from collections.abc import Iterator, Sequence

from auditor.model import AssistLevel, Span
from auditor.nlp.assist_columns import Cell
from auditor.nlp.lines import line_around, line_start

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
_EFFORT_LEVELS = (
    (75, AssistLevel.MINIMAL),
    (50, AssistLevel.MODERATE),
    (25, AssistLevel.MAXIMAL),
    (0, AssistLevel.TOTAL),
)
"""The least share of the work, in percent, that the patient does at each level."""
_ALL_EFFORT = 100

_OF_SCALE = re.compile(
    r"""
    \b(?:fim|gg)[ ]*(?:score|code)?[ ]*(?:of|:|=)?[ ]*
    (0[1-6]|[1-7])\b(?![ ]?[/%.:]\d|/)
    """,
    re.VERBOSE,
)
# The two digits of section GG behind the words for a task, wherever the note names GG.
_GG_SCORE = re.compile(
    r"""
    (?:(?<=[a-z)>:=,.][ ])|(?<=[:=(]))0([1-6])
    (?![\d/:%-]|\.\d|[ ]*(?:lb|kg|min|sec|ft|\#|x\d))
    """,
    re.VERBOSE,
)
# What else two digits are the number of.
_NUMBERED = re.compile(
    r"\b(?:visit|room|rm|bed|unit|day|no|week|wk|phase|level|page|stg|ltg|goal|on|by)[ ]$"
)
_WORD_BEHIND = 8
_GG_NAMED = re.compile(r"\bgg(?:\b|\d)")
# A lone digit behind the words for a task, on a line that names the FIM before it.
_FIM_SCORE = re.compile(
    r"(?<=[a-z)/>] )([1-7])(?=[ ]*(?:[,.;)|]|$|/[ ]|>|->)(?!\.\d))", re.MULTILINE
)
_FIM_NAMED = re.compile(r"\bfim\b")
# Digits behind the tasks of the scale, which need no name where several follow each other.
_TASK_SCORE = re.compile(
    r"""
    \b(?:
      eating|feeding|grooming|bathing|(?:[ul]b[ ]|upper[ ]body[ ]|lower[ ]body[ ])?dressing
      |toileting|bladder|bowel|locomotion|stairs
      |(?:toilet|tub|shower|tub/shower|bed|bed/chair(?:/w/?c)?)[ ](?:transfers?|xfers?|tfrs?)
    )[ ]+([1-7])(?=[ ]*(?:[,.;(]|$|[ ]{2}|(?:upper|lower|with|without)\b))
    """,
    re.VERBOSE | re.MULTILINE,
)
# No digit behind a task without this.
_MAYBE_TASK_SCORE = re.compile(
    r"[1-7](?<=[a-z ] .)(?=[ ]*(?:[,.;(]|$|upper|lower|with)|[ ]{2})", re.MULTILINE
)
_FEWEST_TASKS = 3
# An earlier score in brackets behind the score of today: "grooming 5 (was 4)".
_EARLIER_SCORE = re.compile(r"[ ]*\((?:was|eval|ie|adm(?:it)?|initial|from|prev)[ :]*([1-7])\)")
# "pt does 60% of the work"; the helper's share is a form of the vocabulary.
_EFFORT = re.compile(
    r"""
    \b(?:pt|patient|he|she|client|resident)[ ](?:was[ ])?
    (?:
      (?:
        doing|does|did|gave|gives|giving|contributing|contributes|performing|performs|performed
      )[ ]
    )?
    (?:about[ ]|approx[ ])?~?(\d{1,3})(?:-\d{1,3})?[ ]?%\+?
    (?:[ ]?(?:of[ ](?:the[ ])?)?(?:effort|work|task|lift))?
    (?![ ]*(?:wb|weight|wbing|accura|of[ ]the[ ]time|sat|tim|cue))
    """,
    re.VERBOSE,
)
_DIGIT = re.compile(r"(?:(?:fim|gg)[ ])?(?P<score>0?[1-7])(?=$|[ ]*[(,;]|[ ]+[a-z])")


def find_scores(low: str, cells: Sequence[Cell]) -> Iterator[Leveled]:
    """Find every score that stands for a level.

    Args:
        low: The note's lower-cased text.
        cells: Cells of its tables that have a moment.
    """
    yield from _gg_scores(low)
    yield from _fim_scores(low, cells)
    yield from _named_scores(low)
    yield from _efforts(low)
    for cell in cells:
        yield from _in_cell(low, cell)


def _gg_scores(low: str) -> Iterator[Leveled]:
    """Scores in a note that names section GG: "toileting 04"."""
    if "gg" in low and _GG_NAMED.search(low):
        for match in _GG_SCORE.finditer(low):
            if not _NUMBERED.search(low[max(0, match.start() - _WORD_BEHIND) : match.start()]):
                yield Span(match.start(), match.end()), _GG_LEVELS[int(match[1])]


def _fim_scores(low: str, cells: Sequence[Cell]) -> Iterator[Leveled]:
    """Scores on a line that names the FIM, or in a list of its tasks."""
    named = list(_FIM_NAMED.finditer(low)) if "fim" in low else []
    end = 0
    for name in named:
        if name.start() < end:
            continue  # on the line of the last one, whose scores are found
        end = line_around(low, Span(name.start(), name.end())).end
        for match in _FIM_SCORE.finditer(low, name.end(), end):
            yield Span(match.start(), match.end()), _FIM_LEVELS[int(match[1])]
    # a table whose columns have a moment speaks for itself
    yield from _task_scores(low, told=bool(named) and not cells)


def _task_scores(low: str, *, told: bool) -> Iterator[Leveled]:
    """Scores behind the tasks of the FIM: each where the note has told so, else in a list."""
    if not told and len(_MAYBE_TASK_SCORE.findall(low)) < _FEWEST_TASKS:
        return
    lines: dict[int, list[re.Match[str]]] = {}
    for match in _TASK_SCORE.finditer(low):
        lines.setdefault(line_start(low, match.start()), []).append(match)
    for tasks in lines.values():
        if told or len(tasks) >= _FEWEST_TASKS:
            for match in tasks:
                yield Span(match.start(), match.end()), _FIM_LEVELS[int(match[1])]
                if earlier := _EARLIER_SCORE.match(low, match.end()):
                    yield Span(earlier.start(1), earlier.end(1)), _FIM_LEVELS[int(earlier[1])]


def _named_scores(low: str) -> Iterator[Leveled]:
    """Scores behind the name of their scale: "FIM 5"."""
    if "fim" not in low and "gg" not in low:
        return
    for match in _OF_SCALE.finditer(low):
        scale = _FIM_LEVELS if "fim" in match.group() else _GG_LEVELS
        if int(match[1]) in scale:
            yield Span(match.start(), match.end()), scale[int(match[1])]


def _efforts(low: str) -> Iterator[Leveled]:
    """The patient's share of the work: "pt doing 60% of the effort"."""
    if "%" not in low:
        return
    for match in _EFFORT.finditer(low):
        share = int(match[1])
        if share < _ALL_EFFORT:
            level = next(level for least, level in _EFFORT_LEVELS if share >= least)
            yield Span(match.start(), match.end()), level


def _in_cell(low: str, cell: Cell) -> Iterator[Leveled]:
    """The score a cell begins with, in a table that names its scale."""
    match = _DIGIT.match(low, cell.span.start, cell.span.end)
    if match is None:
        return
    two_digits = match["score"].startswith("0")
    scale = _GG_LEVELS if two_digits or cell.scale == "gg" else _FIM_LEVELS
    if (two_digits or cell.scale) and (level := scale.get(int(match["score"]))):
        yield Span(match.start(), match.end()), level
