"""Say which moment a level of assistance speaks of: this session, before it, or a goal."""

import re
from collections.abc import Sequence

from auditor.model import Span, When
from auditor.nlp import sections
from auditor.nlp.assist_past import is_past
from auditor.nlp.clauses import Clause

_BEHIND = 240
"""How far before a level, at most, the words of its sentence or line are read."""
_AHEAD = 90
_GOAL_BEHIND = 80
_ITEMS_ABOVE = 8
"""How many items of a list, at most, may stand between a level and the heading of its goals."""

_AIM = re.compile(r"\b(?:will|(?:goal|ltg|stg|aim)s?[ ]?\d{0,2})\b")
# How a goal stands now, behind its words: "STG stairs SBA: not met, min A".
_MEASURED = re.compile(
    r"""
    \b(?:
      not[ ]met|unmet|met|part(?:ly|ial|ially)(?:[ ]met)?|nearly|progressing|ongoing
      |currently|current
      |now|today|remains?|still|at[ ]present|this[ ]visit
    )\b[ ]*[-:,(;]*[ ]*(?:[a-z']+[ ]){0,3}[(]?$
    """,
    re.VERBOSE,
)
_MEASURED_AHEAD = re.compile(
    r"[ ]*[(]?(?:best[ ])?(?:now|today|currently|at[ ]present|this[ ]visit)\b"
)
_DUE = re.compile(r"[ ]*(?:by[ ])?\d{1,2}/\d")
"""A date right behind a level among goals is when it is due."""
# A label that opens goals, and what ends them in the same line.
_GOAL_LABEL = re.compile(
    r"""
    (?:^|[.;:\n|]|[ ]{2})[^a-z0-9\n]*(?:\d{1,2}[.)][ ]*)?
    (?:(?:iep|pt|family|short[- ]term|long[- ]term|poc|new|updated|rehab|functional)[ ])*
    (?:stgs?|ltgs?|goals?|outcome|short[- ]term|long[- ]term|aims?)\b
    [^:=.\n]{0,24}(?:[:=.\#)]|\d|[ ]{2})
    """,
    re.VERBOSE,
)
_OTHER_LABEL = re.compile(
    r"""
    (?:[.;\n|]|[ ]{2})[ ]*(?:
      today|tx|treatment|now|status|plan|freq(?:uency)?|skilled[^:]{0,20}|education|response|p|a|o
      |assessment|objective|this[ ]visit|needs|tol(?:erance)?|hep|97\d{3}
    )\b[^:\n]{0,12}[:=]
    """,
    re.VERBOSE,
)
_ITEM = re.compile(r"[ \t]*(?:[-*>+~][ ]|\(?(?:\d{1,2}|[a-h])[.)])")
_LABEL = re.compile(
    r"(?:^|[.;|,\n]|[ ]{2})[ \t>*#-]*([a-z][a-z/'& .-]{0,40}?)[ ]*(?:\([^()\n]*\))?:"
)
_IS_SO = re.compile(
    r"\b(?:now|today|currently|current|is|are|remains?|continues?|still|at present|by the time)\b"
)


def when_of(low: str, span: Span, clause: Clause | None, goals: Sequence[Span]) -> When:
    """Say which moment the level at ``span`` speaks of.

    Args:
        low: The note's lower-cased text.
        span: Where the level stands.
        clause: The clause it stands in; ``None`` between clauses, where it is of this session.
        goals: Places of goal statements.
    """
    in_goal = any(g.overlaps(span) for g in goals)
    if clause is None:
        return When.GOAL if in_goal else When.CURRENT
    told = low[max(clause.sentence.start, span.start - _BEHIND) : span.start]
    after = low[span.end : min(clause.sentence.end, span.end + _AHEAD)]
    line = low[max(clause.line.start, span.start - _BEHIND) : span.start]
    if in_goal or clause.section in ("goals", "plan"):
        return _among_goals(told, after)
    if clause.section == "history" and _is_history(line, told):
        return When.BASELINE
    if _AIM.search(told[-_GOAL_BEHIND:]) or _is_goal_line(low, line, clause.line.start):
        return _among_goals(told, after)
    return When.BASELINE if is_past(told, line, after) else When.CURRENT


def _measured(told: str, after: str) -> bool:
    """Say whether a level beside a goal tells how it stands, not what it aims at."""
    return bool(_MEASURED.search(told) or _MEASURED_AHEAD.match(after))


def _among_goals(told: str, after: str) -> When:
    if _measured(told, after):
        return When.CURRENT
    beside = "" if _DUE.match(after) else after
    return When.BASELINE if is_past(told[-_GOAL_BEHIND:], "", beside) else When.GOAL


def _is_history(line: str, told: str) -> bool:
    """Say whether a level in a section of history stands under the heading itself.

    What follows on lines of their own, or under a heading we do not know, is often of today, and
    so is what history says in the present tense.
    """
    if _IS_SO.search(told):
        return False
    labels = list(_LABEL.finditer(line))
    if not labels:
        return len(line) >= _BEHIND
    found = sections.heading(labels[-1][1])
    return found is not None and found[0] == "history"


def _is_goal_line(low: str, line: str, start: int) -> bool:
    """Say whether the line, or the list that it is an item of, is headed as goals."""
    labels = list(_GOAL_LABEL.finditer(line))
    if labels:
        return not _OTHER_LABEL.search(line, labels[-1].end() - 1)
    for _ in range(_ITEMS_ABOVE):
        if start == 0 or not _ITEM.match(line):
            return False
        end = start - 1
        start = low.rfind("\n", max(0, end - _BEHIND), end) + 1
        line = low[start:end]
        if _GOAL_LABEL.match(line):
            return True
    return False
