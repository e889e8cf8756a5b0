"""Find durations: minutes of treatment, and the procedure code they are tied to."""

import re
from collections.abc import Iterator, Sequence

from auditor.model import CodeMention, Span, Time, TimeKind
from auditor.nlp import clauses
from auditor.nlp.clocks import LONGEST_SESSION_MINUTES
from auditor.nlp.lines import line_start
from auditor.nlp.numbers import MINUTES, NUMBER, SPELT, count, may_spell_minutes
from auditor.nlp.session_minutes import of_session
from auditor.nlp.taken import Taken

FEWEST_BARE_MINUTES = 5
"""A bare number behind a code ("97530 x 20") is minutes from here on; fewer are units."""
_CODE_DIGITS = 4
"""How many digits at its end tell a code in digits from a short name."""
_CODE_AHEAD = 30
_AIMS = ("goals", "plan", "history", "home")
"""Sections whose minutes are not of the session, even those of a code."""
_CODE_GAP = 2
"""How far behind "20 min of" the code may stand."""

# Words behind a code that are no part of its name.
_NO_NAME = rf"""
    pool|water|temp|depth|level|and\b|per\b|took|was\b|lasted|mins?\b|minutes|mod[ ]g|{SPELT}\b
"""
_DURATION = re.compile(
    rf"""
    (?<![\d./:$#-])(?<!qty[ ])(?:(?<![a-z])x[ ]?|for[ ]|of[ ])?
    # the minutes
    {NUMBER}
    # the unit, a lone m in square brackets, or a prime that is no foot, inch or hour
    (?:{MINUTES}(?![ ]*-?(?:a\b|assist))|[ ]?m(?=\])|(?P<prime>')(?!\d|[ ]?\d{{1,2}}\"|[a-z]))
    """,
    re.VERBOSE,
)
# The last digit of minutes, with what stands behind it; and how far before it they can begin.
_LAST_DIGIT = re.compile(r"\d(?:[ ]*-?[ ]?m(?:in|ts)|[ ]?m\]|')")
_LEAD = len("for 12")
_CODE_MINUTES = re.compile(
    rf"""
    [ ]*+
    # the clocks or the units that may stand between a code and its minutes
    (?P<apart>
      \d[\d:]{{2,4}}[ ]?[ap]?m?[ ]?-[ ]?\d[\d:]{{2,4}}[ ]?[ap]?m?[ ]*+(?=\()
      |[(:x-]?[ ]?\d{{1,2}}[ ]?(?:units?|un?)\b\)?[ ]?[,;:/|-]?[ ]*+
      |(?:[-,/]?[ ]*+(?:gp|go|gn|kx|cq|co|59|x[sepu])[ ]++)*+(?:qty[ ]?|u)\d{{1,2}}[ ]++
       (?:mins?[ ](?=\d))?
    )?+
    # the name of the code
    (?:
      [-(]?(?!{_NO_NAME})[a-z]{{2,12}}(?:[ ](?!{_NO_NAME})[a-z/-]{{2,12}}){{0,3}}
      \)?[ ]*+
    )?
    # its modifiers
    (?:[-,/]?[ ]*+(?:gp|go|gn|kx|cq|co|59|x[sepu]))*[ ]*+
    # what leads to the minutes
    (?P<sign>
      [:=()\[\-|@.,_]{{0,2}}[ ]*+(?:(?:mins?|minutes|took|was|lasted)[ :=]++)?
      (?:x[ ]?|for[ ]|\(|_{{1,3}})?|[ ]{{2,}}
    )[ ]*+
    # the minutes, in digits or words
    (?P<n>\d{{1,3}}(?!\d)|{SPELT}\b(?=[ ]min))
    # their unit
    (?P<unit>[ ]?-?[ ]?(?:mins?|minutes?|m)\b\.?|')?
    # no clock, date, units, dose or distance
    (?![\d:/.]\d|[ ]*+\)?[ ]?(?:u\b|units?|reps?|sets?|lb|\#|ft|%|sec|x[ ]?\d|\"|-[ ]?\d))
    """,
    re.VERBOSE,
)
# Minutes before a name, marked as such by nothing but their brackets: "[12] MT".
_BRACKET_BEFORE = re.compile(r"\[(?P<n>\d{1,3})m?\][ ]\Z")
# "30 97530, 16 97535", "(45, 97535)": bare minutes before a code in figures that ends its item.
_BARE_BEFORE = re.compile(
    r"(?:^|\n|[:,;|/][ ]?|\((?P<opens>))(?P<n>\d{1,3})(?:[ ]|(?(opens),[ ]|x))\Z"
)
_ITEM_ENDS = re.compile(r"[ ]*(?:[,;.)|/\n+&]|and\b|$)")
_BRACKET_REACH = 8
# What may stand before a short name in a list of minutes: a bullet, a mark, other minutes.
_LIST_LEAD = re.compile(
    r"""
    (?:^[ \t*\-\[(]*|[;,.|/:()\[\]&+][ ]*|[ ]{2,}|\t|\d[ ]?(?:min|m|')?[ ]|\bmins?:?[ ])$
    """,
    re.VERBOSE,
)
_LIST_TAIL = re.compile(
    r"""
    [ ]*(?:[,:;/)\]+.&|=\n]|$|[ ]{2}|-|[a-z])
    """,
    re.VERBOSE,
)
_LIST_TAIL_REACH = 3
_LIST_GAP = 10
"""How far apart two codes of one list of minutes may stand."""
_WALKED = ("97116", "97542")
"""Codes behind which a number with a prime may be feet."""
_MOST_PRIME_MINUTES = 60
_FEET_BEHIND = re.compile(r"[ ]*(?:x[ ]?\d|w/|rw|fww|with|//|spc|cga|sba|min[ ]a|mod[ ]a)")


def find_durations(
    low: str, mentions: Sequence[CodeMention], parts: Sequence[clauses.Clause]
) -> Iterator[Time]:
    """Find minutes behind codes, then all other minutes of treatment, in lower-cased text."""
    claimed = Taken()
    for time in _behind_codes(low, mentions, parts):
        if not claimed.overlaps(time.span):
            claimed.add(time.span)
            yield time
    yield from _alone(low, mentions, parts, claimed)


def _minutes(low: str) -> Iterator[re.Match[str]]:
    """Find what looks like minutes, from one last digit of some to the next where none is spelt."""
    if may_spell_minutes(low):
        yield from _DURATION.finditer(low)
        return
    at = 0
    for digit in _LAST_DIGIT.finditer(low):
        if digit.start() >= at:
            match = _DURATION.search(low, max(at, digit.start() - _LEAD))
            if match is None:
                return
            yield match
            at = match.end()


def _behind_codes(
    low: str, mentions: Sequence[CodeMention], parts: Sequence[clauses.Clause]
) -> Iterator[Time]:
    for mention in mentions:
        first = max(0, mention.span.start - _BRACKET_REACH)
        if bracket := _BRACKET_BEFORE.search(low, first, mention.span.start):
            minutes = int(bracket["n"])
            yield Time(Span(*bracket.span()), TimeKind.DURATION, minutes=minutes, code=mention.code)
            continue
        if (bare := _bare_before(low, mention)) is not None:
            yield bare
            continue
        match = _CODE_MINUTES.match(low, mention.span.end)
        if match is None or not _fits_code(low, mention, match, parts, mentions):
            continue
        start = match.start("n") if match["apart"] else mention.span.start
        span = Span(start, match.end("unit") if match["unit"] else match.end("n"))
        yield Time(span, TimeKind.DURATION, minutes=count(match["n"]), code=mention.code)


def _bare_before(low: str, mention: CodeMention) -> Time | None:
    """Minutes without a unit before a code in figures; ``None`` where none stand there."""
    match = _BARE_BEFORE.search(
        low[max(0, mention.span.start - _BRACKET_REACH) : mention.span.start]
    )
    if match is None or not low[mention.span.start : mention.span.end].isdigit():
        return None
    minutes = int(match["n"])
    if not FEWEST_BARE_MINUTES <= minutes <= LONGEST_SESSION_MINUTES:
        return None
    if not _ITEM_ENDS.match(low, mention.span.end):
        return None
    start = mention.span.start - (len(match.group()) - (match.start("n") - match.start()))
    return Time(
        Span(start, mention.span.end), TimeKind.DURATION, minutes=minutes, code=mention.code
    )


def _alone(
    low: str,
    mentions: Sequence[CodeMention],
    parts: Sequence[clauses.Clause],
    claimed: Taken,
) -> Iterator[Time]:
    for match in _minutes(low):
        start = match.start() if match.group().startswith("x") else match.start("n")
        span = Span(start, match.end())
        minutes = count(match["n"])
        if claimed.overlaps(span) or not minutes:
            continue
        clause = clauses.clause_or_sentence_at(parts, match.start("n"))
        if clause is None:
            continue
        behind = _code_behind(low, span, mentions)
        if not (behind and clause.section not in _AIMS) and not of_session(low, match, clause):
            continue
        code = _code_inside(clause, mentions) or behind
        yield Time(span, TimeKind.DURATION, minutes=minutes, code=code)


def _fits_code(
    low: str,
    mention: CodeMention,
    match: re.Match[str],
    parts: Sequence[clauses.Clause],
    mentions: Sequence[CodeMention],
) -> bool:
    """Say whether the number behind a code is minutes spent on it."""
    number = count(match["n"])
    if match["unit"] == "'" and mention.code in _WALKED:
        return number <= _MOST_PRIME_MINUTES and not _FEET_BEHIND.match(low, match.end())
    if match["unit"]:
        return number > 0 and "\n" not in match.group()
    if clauses.is_aim_or_past(parts, mention.span.start) and not _goes_on(match, mentions):
        return False
    if number > LONGEST_SESSION_MINUTES or match["sign"] == "-":
        return False
    enough = number >= FEWEST_BARE_MINUTES
    if not low[mention.span.start : mention.span.end][-_CODE_DIGITS:].isdigit():
        return enough and _listed(low, mention, match)
    lead = low[line_start(low, mention.span.start) : mention.span.start]
    return enough or re.search(r"\bmin(?:ute)?s?[ ]*[:=]", lead) is not None


def _goes_on(match: re.Match[str], mentions: Sequence[CodeMention]) -> bool:
    """Say whether another code stands right before or behind: a list of minutes is no aim."""
    return any(
        0 <= m.span.start - match.end() <= _LIST_GAP or 0 < match.start() - m.span.end <= _LIST_GAP
        for m in mentions
    )


def _listed(low: str, mention: CodeMention, match: re.Match[str]) -> bool:
    """Say whether a short name with a bare number stands as an entry of a list of minutes."""
    named = low[mention.span.start : mention.span.end].isalpha()
    if match["sign"].strip() not in ("-", "") or not named:
        return True
    lead = low[line_start(low, mention.span.start) : mention.span.start]
    tail = low[match.end() : match.end() + _LIST_TAIL_REACH]
    return _LIST_LEAD.search(lead) is not None and _LIST_TAIL.match(tail) is not None


def _code_inside(clause: clauses.Clause, mentions: Sequence[CodeMention]) -> str | None:
    """The only code of a clause."""
    inside = {m.code for m in mentions if clause.span.contains(m.span)}
    return inside.pop() if len(inside) == 1 else None


def _code_behind(low: str, span: Span, mentions: Sequence[CodeMention]) -> str | None:
    """The code right behind minutes: no rest and no wait has one."""
    near = low[span.end : span.end + _CODE_AHEAD]
    follows = re.match(r"[ ]*(?:of[ ]|:|-|\(|x|for|,[ ]all[ ])*[ ]*", near)
    at = span.end + (follows.end() if follows else 0)
    for mention in mentions:
        gap = mention.span.start - at
        if 0 <= gap <= _CODE_GAP and "\n" not in low[span.end : mention.span.start]:
            return mention.code
    return None
