"""Find goal statements and say whether each is measurable, functional and has a time frame."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from auditor.model import Goal, Span
from auditor.nlp.fold import lowered
from auditor.nlp.goal_forms import (
    NUMBER,
    UNIT,
    described,
    gives_time,
    label_gives_time,
    measured,
    too_short,
)
from auditor.nlp.goal_lists import Listing, pieces

STATED_AT = 0.3
"""The probability from which a sentence is taken to be a goal on the classifier's word alone."""
LABELLED_AT = 0.15
"""The same where a label or a heading calls it one."""
LISTED_AT = 0.05
"""The same in a numbered list or a table under such a heading."""
_SHORTEST_GOAL = 12
"""A status ("ongoing") is cut off only behind this many characters of goal."""

_LABEL = re.compile(
    rf"""
    ^[ \t*#\-]*
    # a number
    (?:\(?\d{{1,2}}[.)][ ]*)?
    # the label
    (?P<label>
      (?:short|long)[ -]term[ ]goals?|(?:short|long)[ -]term(?=:)
      |(?:
         pt|patient|functional|poc|new|ongoing|current|active|plan[ -]of[ -]care|family|parent
         |provisional|treatment|therapy|tx|rehab|iep|d/?c|discharge|caregiver
       )?[ ]?goals?
      |stgs?|ltgs?|st[ ]goal|lt[ ]goal|(?:rtw[ ])?(?:aim|target|outcome)(?=[ ]?\d?[ ]?[:=])
    )(?:\b|(?=\d))
    # which goal, remarks, and how far it is met
    (?P<rest>
      [ ]*(?:[#]?\d{{1,2}}|[a-d](?=[ :.)-]))?[ ]*(?:\([^()]{{0,30}}\))?
      # by when
      (?:[ ]*,?[ ]*(?:to[ ]be[ ]met[ ]in[ ]|x[ ]?|by[ ]|in[ ])?(?:
         \d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?(?![ ]?\w)|{NUMBER}(?:-\d)?[ -]?{UNIT}\b(?!/)
      ))?
      [ ]*(?:
        met|ongoing|progressing|status|today|addressed|partially[ ]met|not[ ]met
        |from[ ](?:poc|eval|485|ie)|\(ongoing\)
      )?[ ]*
      # a mark, remarks before it
      (?P<mark>[:.)=\-]|,[^.:;\n]{{0,60}}:|(?=[ ]))
    )[ ]*
    """,
    re.VERBOSE,
)
# "LTG1 (walk to the mailbox mod I) MET": a goal in brackets, and how it went.
_BRACKETED = re.compile(
    r"""
    [ \t*\-]*(?:stg|ltg|goal)s?[ ]?[#]?\d{0,2}[ ]\((?P<goal>[^()\n]{8,80})\)[ ]*
    (?:now[ ])?(?:not[ ]met|partially[ ]met|met|ongoing|progressing|in[ ]progress|achieved)\b
    """,
    re.VERBOSE,
)
# What says of someone in a list of goals what he is to reach.
_SHALL = re.compile(r"(?:the[ ])?(?:patient|pt|client|child|resident|she|he)[ ](?:shall|will)[ ]")
_INSIDE = re.compile(
    r"""
    (?:(?:ltg|stg)s?|(?:short|long)[ -]term[ ]goal|\bgoal)[ ]*(?:\#?\d{1,2}|[a-d]\b)?[ ]*
    (?:\([^()]{0,30}\))?[ ]*(?:of|is|:|-|=|for|to)[ ]*(?:pt[ ](?:to|will)[ ]|to[ ])?
    """,
    re.VERBOSE,
)
_RUN_ON = re.compile(
    r"""
    # up to 14 words behind "goal" where nothing parts one sentence from the next
    \bgoals?[ ](?!met\b|ongoing|review)(?:(?:is|are|=|of|to|for|remains)[ ]+)?
    (?P<goal>\S{1,40}(?:[ ]\S{1,40}){2,13})
    """,
    re.VERBOSE,
)
_RUN_ON_WORDS = 25
"""A sentence of more words is one without full stops."""
_TERM_SHORT = re.compile(r"\bstgs?\b|short[ -]term|\bst goal")
_TERM_LONG = re.compile(r"\bltgs?\b|long[ -]term|\blt goal")
_CODE = re.compile(r"\b97\d{3}\b|\btime (?:in|out)\b")
"""A line of treatment or billing, whatever else it says."""
_NUMBER = re.compile(r"\(?\d{1,2}[.)][ ]+")
_STATUS_TAIL = re.compile(
    r"""
    (?<!by)(?<!by[ ])(?<!at)(?<!at[ ])[ ]*+[-(:,.]*+[ ]*+(?:goal[ ])?(?:
      met|not[ ]met|ongoing|progressing|partially[ ]met|in[ ]progress|continue|cont|new|achieved
      |upgraded|d/c'?d?|unmet|deferred|on[ ]track|~?\d{1,3}%(?:[ ]met)?|nearly[ ]met|revised
    )\b[^a-z]*$
    """,
    re.VERBOSE,
)
_NO_GOAL = re.compile(
    r"""
    ^(?:
      met|not[ ]met|ongoing|progressing|partially[ ]met|continue|in[ ]progress|see[ ]|per[ ]
      |as[ ]above|reviewed|updated
      |goals?[ ](?:reviewed|updated|remain|are|ongoing|met|not|in|progress|per|for|from|continu)
      |progress(?:ing)?[ ](?:toward|towards|well|to)|n/a|none|pt[ ]|all[ ]|working|on[ ]track
      |toward|achieved|and[ ]|unchanged|no[ ]change|same
    )(?!will|to[ ])
    """,
    re.VERBOSE,
)


# What opens a sentence among or behind the goals that is none itself.
_OTHERWISE = re.compile(
    r"""
    (?:on[ ])?(?:
      next|nxt|plan|home|hep|today|tomorrow|total|skilled|last[ ]w(?:ee)?k|lives|told|mom|dad|wife
      |will[ ]attempt|will[ ]try|d/?c[ ]to|call[ ]md|can'?t|(?:he|she|pt)[ ]can(?:'?t|not)
      |freq\w*|f/u|poc|not[ ]met|met[ ]per|recommend\w*|impression|without|w/o|reviewed
      |mon|tues?|wed|thu|thurs|fri|monday|tuesday|wednesday|thursday|friday
    )\b(?![ ]*=)
    """,
    re.VERBOSE,
)


def find_goals(
    folded: str,
    sentences: Sequence[tuple[Span, str]],
    chances: Sequence[Mapping[str, float]],
) -> tuple[Goal, ...]:
    """Find the goals a note states.

    Args:
        folded: The note's folded text.
        sentences: Its sentences with their sections, in order, shape ``(n,)``.
        chances: The probability of each learnt kind for each sentence; ``goal`` among them.
    """
    low = lowered(folded)
    goals: list[Goal] = []
    term: str | None = None
    due = False  # whether a heading such as "STG (4 wks)" gave the goals below it a time frame
    listing = Listing(low)
    for (span, section), chance in zip(sentences, chances, strict=True):
        words = span.of(low)
        likely = chance.get("goal", 0.0)
        term = _term(words) or (term if section == "goals" or listing.open else None)
        offset, label = _opening(words, section, likely)
        if label is None and (run_on := _run_on(words)) is not None:
            place = Span(span.start + run_on.start, span.start + run_on.end)
            goals.append(described(place, place.of(low), place.of(low), term))
            continue
        if met := _BRACKETED.match(words):
            place = Span(span.start + met.start("goal"), span.start + met.end("goal"))
            if not too_short(place.of(low)) and not _NO_GOAL.match(place.of(low)):
                goals.append(described(place, place.of(low), words, term))
                continue
        start = span.start + offset
        if label:
            due = label_gives_time(label) or (start >= span.end and gives_time(words))
            listing.begin(span, start)
        listed = not label and listing.holds(span)
        due = due and (section == "goals" or listing.open)
        found: list[Goal] = []
        told = section == "goals" and _SHALL.match(words) is not None
        if label is not None or listed or told or likely >= _stated_at(section):
            found = [
                described(body, body.of(low), words, term)
                for piece in pieces(folded, Span(start, span.end))
                if (body := _trimmed(folded, low, piece.start, piece.end)) is not None
                and (
                    _is_goal(body.of(low), section, likely, labelled=label is not None)
                    or (listed and _is_listed(body.of(low), likely))
                )
            ]
        goals += [replace(goal, timeframe=goal.timeframe or due) for goal in found]
        due = due or (not found and section == "goals" and gives_time(words))
    return tuple(goals)


def _opening(words: str, section: str, likely: float) -> tuple[int, str | None]:
    """Where the goal of a sentence begins, and its label; "" where it is mentioned inside."""
    if label := _LABEL.match(words):
        return label.end(), label.group()
    if section != "goals" and likely >= LABELLED_AT and (inside := _INSIDE.search(words)):
        return inside.end(), ""
    return 0, None


def _run_on(words: str) -> Span | None:
    """Where a very long sentence names a goal, whatever the classifier makes of so many words."""
    if words.count(" ") < _RUN_ON_WORDS or not (match := _RUN_ON.search(words)):
        return None
    span = Span(match.start("goal"), match.end("goal"))
    return span if measured(span.of(words)) else None


def _is_listed(words: str, likely: float) -> bool:
    """Whether words in a list of goals are one of them."""
    return (
        not too_short(words)
        and not _NO_GOAL.match(words)
        and not _OTHERWISE.match(words)
        and (likely >= LISTED_AT or measured(words))
    )


def _is_goal(words: str, section: str, likely: float, *, labelled: bool) -> bool:
    if too_short(words) or (_NO_GOAL.match(words) and likely < STATED_AT):
        return False
    if not labelled and (_OTHERWISE.match(words) or (section != "goals" and _CODE.search(words))):
        return False
    if measured(words) and (labelled or (section == "goals" and _SHALL.match(words))):
        return True
    return likely >= (LABELLED_AT if labelled else _stated_at(section))


def _stated_at(section: str) -> float:
    """The probability from which a sentence is a goal that no label and no list calls one."""
    return LABELLED_AT if section == "goals" else STATED_AT


def _term(words: str) -> str | None:
    if "tg" not in words and "t goal" not in words and "term" not in words:
        return None
    if _TERM_SHORT.search(words):
        return "short"
    return "long" if _TERM_LONG.search(words) else None


def _trimmed(folded: str, low: str, start: int, end: int) -> Span | None:
    tail = _STATUS_TAIL.search(low[start:end])
    if tail and tail.start() > _SHORTEST_GOAL:
        end = start + tail.start()
    while start < end and folded[start] in " \t\n:-.=)*#,":
        start += 1
    number = _NUMBER.match(folded[start:end])
    if number:
        start += number.end()
    while end > start and folded[end - 1] in " \t\n.;,":
        end -= 1
    return Span(start, end) if end > start else None
