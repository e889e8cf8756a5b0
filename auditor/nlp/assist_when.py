"""Say which moment a level of assistance speaks of: this session, before it, or a goal."""

import re
from collections.abc import Sequence

from auditor.model import Span, When
from auditor.nlp.clauses import Clause

_MOMENTS = {"plan": When.GOAL, "history": When.BASELINE}
"""Sections whose levels all speak of one moment."""
_GOAL_BEHIND = 80
_LABEL_BEHIND = 30
_RECENT = 36
"""How far before a level a word such as "was" speaks of it."""
_TODAY_AHEAD = 12

# Words right before a level that put it in the past.
_PAST_ONLY = re.compile(
    r"""
    \b(?:
      was|were|from(?=[ ]*$)|previously|prior|last|initial(?:ly)?|baseline|previous|initial[ ]eval
      |at[ ]eval|eval|soc|ie|used[ ]to|formerly|originally|plof|had[ ]been|down[ ]from|up[ ]from
      |vs\.?|versus|compared|ago|yesterday|on[ ]admission|at[ ]admission|adm|start[ ]of[ ]care
      |past
    )\b
    """,
    re.VERBOSE,
)
# Words earlier in the sentence that put all that follows in the past.
_TOLD_PAST = re.compile(
    r"""
    \b(?:
      plof|at[ ]eval|at[ ]ie|at[ ]soc|on[ ]admission|at[ ]admission|initially|previously
      |at[ ]baseline|baseline|eval:|last[ ](?:visit|session|time|wk|week|month|note|tx)
      # a while ago, or on a date
      |(?:\d+|two|three|four|one|six)[ ](?:wks?|weeks?|days?|mos?|months?)[ ]ago
      |on[ ]\d{1,2}/\d{1,2}(?:/\d{2,4})?|at[ ]that[ ]visit
      |in[ ]
       (?:january|february|march|april|may|june|july|august|september|october|november|december)
      # before an event
      |before[ ](?:surgery|admission|injury|the|his|her)|yesterday|the[ ]day[ ]before
      |was[ ](?:needed|required)
    )\b
    """,
    re.VERBOSE,
)
_TODAY = re.compile(
    r"\b(?:now|today|currently|current|this session|presently|at present|this date)\b"
)
# Words behind a level that put it in the past: right behind it, or later in the same clause.
_AFTER_PAST = re.compile(
    r"""
    ^[ ]*[(]?[ ]*(?:at|on|in)?[ ]*(?:
      \d+[ ]*(?:wks?|weeks?|days?|mos?|months?|visits?|sessions?)[ ]ago
      |last[ ](?:wk|week|visit|session|tx|time|month|note)|ago\b
      |at[ ](?:eval|ie|soc|initial|start|admission|baseline|adm)\b
      |on[ ](?:admission|eval|adm|initial)\b|initially|previously|yesterday
      |(?:eval|ie|soc|initial(?:ly)?|prior|baseline)\b|\d{1,2}/\d{1,2}\b|(?:last|prev(?:ious)?)\b
    )
    # later in the same clause
    |^[^.;,\n]{0,34}\b(?:
       (?:last|prior|previous)[ ](?:wk|week|visit|session|tx|time|month|note)
       |\d+[ ]*(?:wks?|weeks?|days?|mos?|months?|visits?|sessions?)[ ]ago
       |at[ ](?:eval|ie|soc|initial|admission|baseline|start[ ]of[ ]care|last)\b
       |on[ ](?:admission|eval|initial|\d{1,2}/\d{1,2})\b|upon[ ]admission
     )
    """,
    re.VERBOSE,
)
_AIM = re.compile(r"\bwill\b|\bgoal\b|\bltg\b|\bstg\b")


def when_of(low: str, span: Span, clause: Clause | None, goals: Sequence[Span]) -> When:
    """Say which moment the level at ``span`` speaks of.

    Args:
        low: The note's lower-cased text.
        span: Where the level stands.
        clause: The clause it stands in; ``None`` between clauses, where it is of this session.
        goals: Places of goal statements.
    """
    if any(g.overlaps(span) for g in goals):
        return When.GOAL
    if clause is None:
        return When.CURRENT
    if clause.section in _MOMENTS:
        return _MOMENTS[clause.section]
    before = low[clause.span.start : span.start]
    if clause.section == "goals":
        return When.BASELINE if _PAST_ONLY.search(before[-_LABEL_BEHIND:]) else When.GOAL
    told = low[clause.sentence.start : span.start]
    after = low[span.end : clause.sentence.end]
    if _is_past(before[-_RECENT:], told, after):
        return When.BASELINE
    return When.GOAL if _AIM.search(told[-_GOAL_BEHIND:]) else When.CURRENT


def _is_past(recent: str, told: str, after: str) -> bool:
    """Say whether the words around a level put it before this session."""
    if _holds(_TOLD_PAST, told) and not _TODAY.search(after[:_TODAY_AHEAD]):
        return True
    if _AFTER_PAST.match(after) and not _TODAY.search(recent):
        return True
    return _holds(_PAST_ONLY, recent)


def _holds(past: re.Pattern[str], words: str) -> bool:
    """Say whether words tell of the past and do not come back to today."""
    found = list(past.finditer(words))
    return bool(found) and not _TODAY.search(words[found[-1].end() :])
