"""Find goal statements and say whether each is measurable, functional and has a time frame."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from auditor.model import Goal, Span
from auditor.nlp.fold import lowered

STATED_AT = 0.3
"""The probability from which a sentence is taken to be a goal on the classifier's word alone."""
LABELLED_AT = 0.1
"""The same where a label or a heading calls it one."""
_SHORT_TERM_WEEKS = 4
_FEWEST_WORDS = 2
_SHORTEST_GOAL = 12
"""A status ("ongoing") is cut off only behind this many characters of goal."""

_LABEL = re.compile(
    r"""
    ^[ \t*#\-]*
    # a number
    (?:\(?\d{1,2}[.)][ ]*)?
    # the label
    (?P<label>
      (?:short|long)[ -]term[ ]goals?
      |(?:pt|patient|functional|poc|new|ongoing|current|active|plan[ -]of[ -]care)?[ ]?goals?
      |stgs?|ltgs?|st[ ]goal|lt[ ]goal
    )(?:\b|(?=\d))
    # which goal, remarks, and how far it is met
    (?P<rest>
      [ ]*(?:[#]?\d{1,2}|[a-d](?=[ :.)-]))?[ ]*(?:\([^()]{0,30}\))?[ ]*(?:
        met|ongoing|progressing|status|today|addressed|partially[ ]met|not[ ]met
        |from[ ](?:poc|eval|485|ie)|\(ongoing\)
      )?[ ]*
      # a mark
      (?P<mark>[:.)=\-]|(?=[ ]))
    )[ ]*
    """,
    re.VERBOSE,
)
_INSIDE = re.compile(
    r"""
    (?:(?:ltg|stg)s?|(?:short|long)[ -]term[ ]goal|\bgoal)[ ]*(?:\#?\d{1,2}|[a-d]\b)?[ ]*
    (?:\([^()]{0,30}\))?[ ]*(?:of|is|:|-|=|for|to)[ ]*(?:pt[ ](?:to|will)[ ]|to[ ])?
    """,
    re.VERBOSE,
)
_TERM_SHORT = re.compile(r"\bstgs?\b|short[ -]term|\bst goal")
_TERM_LONG = re.compile(r"\bltgs?\b|long[ -]term|\blt goal")
_WEEKS = re.compile(
    r"""
    (?:in|within|by|x|over|w/in|next)[ ]*(?:the[ ]next[ ]*)?(\d{1,2})(?:[ ]?-[ ]?\d{1,2})?[ ]*
    (?:wk|week|w\b|day|d\b|visit|session|mo)
    """,
    re.VERBOSE,
)
_TIMEFRAME = re.compile(
    r"""
    (?:
      \b(?:in|within|by|x|over|after|w/in)[ ]*(?:the[ ]next[ ]*)?
      (?:\d{1,2}|one|two|three|four|six|eight|ten|twelve)(?:[ ]?-[ ]?\d{1,2})?[ ]*
      (?:wks?|weeks?|w|days?|d|visits?|sessions?|mos?|months?|tx)\b
    )
    # by a date or an event
    |\bby[ ](?:
       \d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|d/?c|discharge|end[ ]of|next|jan|feb|mar
       |apr|may|jun|jul|aug|sep|oct|nov|dec|the[ ]end|eoc|recert|christmas|thanksgiving|school
       |spring|summer|fall|week|wk
     )
    |\b\d{1,2}[ ]?(?:wks?|weeks?|mos?|months?|days?|visits?)\b|\(\d{1,2}[ ]?(?:w|wk|wks|weeks)\)
    |\bin[ ](?:a|one|two)[ ](?:week|month)s?|(?:due|target)[ :]*\d{1,2}/\d{1,2}
    |\b\d{1,2}/\d{1,2}(?:/\d{2,4})\b|\bone[ ]week\b
    """,
    re.VERBOSE,
)
_MEASURE = re.compile(
    r"""
    \d
    |\b(?:
       mod(?:ified)?[ ]?i(?:nd\w*)?|independen\w*|indep|ind|sba|cga|supervis\w*|min[ ]a|mod[ ]a
       |max[ ]a|minimal[ ]assist\w*|set-?up
       |without[ ](?:assist\w*|help|rail|lob|pain|device|cues|loss|limp|stopping|rest)
       |w/o[ ](?:assist|help|rail|lob|pain|device|ad|cues)|unaided
       |no[ ](?:lob|cues|assist\w*|pain|falls?|help|device|loss|drops?)|zero|alone|one|two|three
       |four|five|wfl|wnl|full
     )\b
    """,
    re.VERBOSE,
)
_FUNCTION = re.compile(
    r"""
    \b(?:
      # transfers and positions
      transfer\w*|xfers?|tfrs?|trfs?|stand(?:ing)?|sit(?:ting)?|sit<>stand|sts|bed
      # bathroom and car
      |toilet\w*|commode|bsc|tub|shower\w*|car|floor
      # walking
      |stairs?|steps?|curbs?|ramp|walk\w*|ambulat\w*|amb|gait|community|household|home
      # self-care
      |dress\w*|don\w*|doff\w*|bath\w*|groom\w*|feed\w*|eat\w*
      # the household
      |cook\w*|meal|kitchen|laundry|clean\w*|groceries|grocery|shop\w*
      # handling things
      |carry\w*|lift\w*|push\w*|pull\w*|reach\w*
      # work, school and sports
      |work\w*|job|rtw|school|play\w*|sport|run\w*|throw\w*|pitch\w*|jump\w*|drive\w*|driving
      |write\w*|typ\w*|jars?|button\w*|tie|open\w*|sleep\w*|adls?|iadls?|w/c|wheelchair|propel\w*
      |mobility|supine|roll\w*|scoot\w*|squat\w*|kneel\w*|climb\w*|ladder|desk|garden\w*|vacuum\w*
      |child\w*|grand\w*|church|mailbox|dishes|pan|basket|box|crate|key|cup|utensils?|shoes?
      |socks?|pants|shirt|bra|clothing|hair|teeth|medication\w*|pill\w*|phone|computer|self-?care
      |swim\w*|game|soccer|basketball|crawl\w*|swing|classroom|bike|ride|hike|dog|golf|tasks?
      |activities
    )\b
    """,
    re.VERBOSE,
)
_NOT_FUNCTION = re.compile(
    r"""
    ^(?:
      (?:increase|improve|decrease|reduce|restore|gain|demonstrate|attain|achieve)\b[^,;]{0,30}\b(?:
        rom|strength|mmt|pain|flexion|extension|grip|endurance|balance|score|posture|flexibility
        |edema|arom|prom|berg|odi|lefs|tug
      )\b(?![^.]*\b(?:to|for|so|in[ ]order[ ]to)\b[ ]+(?!\d|[<>=]|at[ ]least|no[ ]|full|with|4|5))
    )
    """,
    re.VERBOSE,
)
_CODE = re.compile(r"\b97\d{3}\b|\btime (?:in|out)\b")
"""A line of treatment or billing, whatever else it says."""
# What a goal is about when it names no task of daily life.
_IMPAIRMENT = re.compile(
    r"""
    \b(?:
      a?a?rom|prom|mmt|strength\w*|flexion|extension|flex|ext|rotation|abduction|pain|grip|pinch
      |balance|score|posture|flexibility|edema|girth|endurance|berg|bbs|tug|odi|ndi|lefs|koos|dash
      |quickdash|spadi|fga|dgi|abc|mini-?best\w*|6mwt|5xsts|sts|hep|scar|spasm|tone|coordination
      |quad|core|hop|heel|degrees?|deg|mobility|safer|gait|better
    )\b
    """,
    re.VERBOSE,
)
_STATUS_TAIL = re.compile(
    r"""
    [ ]*[-(:,.]*[ ]*(?:goal[ ])?(?:
      met|not[ ]met|ongoing|progressing|partially[ ]met|in[ ]progress|continue|cont|new|achieved
      |upgraded|d/c'?d?|unmet|deferred|on[ ]track|~?\d{1,3}%(?:[ ]met)?|nearly[ ]met|revised
    )\b[^a-z]*[)]?[ ]*$
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
    for (span, section), chance in zip(sentences, chances, strict=True):
        words = span.of(low)
        term = _term(words) or (term if section == "goals" else None)
        label = _LABEL.match(words)
        likely = chance.get("goal", 0.0)
        start = span.start
        labelled = False
        if label:
            start += label.end()
            labelled = True
        elif section != "goals" and (inside := _INSIDE.search(words)) and likely >= LABELLED_AT:
            start += inside.end()
            labelled = True
        body = _trimmed(folded, low, start, span.end)
        if body is None or not _is_goal(body.of(low), section, likely, labelled=labelled):
            due = section == "goals" and (due or _TIMEFRAME.search(words) is not None)
            continue
        goal = _described(body, body.of(low), words, term)
        goals.append(replace(goal, timeframe=goal.timeframe or (due and section == "goals")))
    return tuple(goals)


def _is_goal(words: str, section: str, likely: float, *, labelled: bool) -> bool:
    if len(words.split()) < _FEWEST_WORDS or (_NO_GOAL.match(words) and likely < STATED_AT):
        return False
    if not labelled and section != "goals" and _CODE.search(words):
        return False
    if section == "goals" or labelled:
        return likely >= LABELLED_AT or (labelled and bool(_MEASURE.search(words)))
    return likely >= STATED_AT


def _term(words: str) -> str | None:
    if _TERM_SHORT.search(words):
        return "short"
    return "long" if _TERM_LONG.search(words) else None


def _trimmed(folded: str, low: str, start: int, end: int) -> Span | None:
    tail = _STATUS_TAIL.search(low[start:end])
    if tail and tail.start() > _SHORTEST_GOAL:
        end = start + tail.start()
    while start < end and folded[start] in " \t\n:-.=)*#,":
        start += 1
    number = re.match(r"\(?\d{1,2}[.)][ ]+", folded[start:end])
    if number:
        start += number.end()
    while end > start and folded[end - 1] in " \t\n.;,":
        end -= 1
    return Span(start, end) if end > start else None


def _described(body: Span, words: str, whole: str, term: str | None) -> Goal:
    timeframe = _TIMEFRAME.search(whole) is not None
    measured = _TIMEFRAME.sub(" ", words)
    if term is None and (weeks := _WEEKS.search(whole)):
        term = "short" if int(weeks[1]) <= _SHORT_TERM_WEEKS else "long"
    named = _FUNCTION.search(words) is not None and _NOT_FUNCTION.match(words) is None
    functional = named or (_IMPAIRMENT.search(words) is None and _NOT_FUNCTION.match(words) is None)
    return Goal(
        span=body,
        term=term,
        measurable=_MEASURE.search(measured) is not None,
        functional=functional,
        timeframe=timeframe,
    )
