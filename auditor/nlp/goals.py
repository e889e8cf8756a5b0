"""Find goal statements and say whether each is measurable, functional and has a time frame."""

import re
from collections.abc import Mapping, Sequence

from auditor.model import Goal, Span
from auditor.nlp.fold import lowered

STATED_AT = 0.3
_LABEL = re.compile(
    r"^[ \t*#\-]*(?:\(?\d{1,2}[.)][ ]*)?(?P<label>(?:short|long)[ -]term[ ]goals?|(?:pt|patient"
    r"|functional|poc|new|ongoing|current|active|plan[ -]of[ -]care)?[ ]?goals?|stgs?|ltgs?"
    r"|st[ ]goal|lt[ ]goal)\b(?P<rest>[ ]*(?:[#]?\d{1,2}"
    r"|[a-d](?=[ :.)-]))?[ ]*(?:\([^()]{0,30}\))?[ ]*(?:met|ongoing|progressing|status|today"
    r"|addressed|partially met|not met|from (?:poc|eval|485|ie)|\(ongoing\))?[ ]*(?P<mark>[:.)=\-]"
    r"|(?=[ ])))[ ]*"
)
_INSIDE = re.compile(
    r"(?:(?:ltg|stg)s?|(?:short|long)[ -]term goal|\bgoal)[ ]*(?:#?\d{1,2}"
    r"|[a-d]\b)?[ ]*(?:\([^()]{0,30}\))?[ ]*(?:of|is|:|-|=|for|to)[ ]*(?:pt (?:to|will) |to )?"
)
_TERM_SHORT = re.compile(r"\bstgs?\b|short[ -]term|\bst goal")
_TERM_LONG = re.compile(r"\bltgs?\b|long[ -]term|\blt goal")
_WEEKS = re.compile(
    r"(?:in|within|by|x|over|w/in|next)[ ]*(?:the "
    r"next[ ]*)?(\d{1,2})(?:[ ]?-[ ]?\d{1,2})?[ ]*(?:wk|week|w\b|day|d\b|visit|session|mo)"
)
_TIMEFRAME = re.compile(
    r"(?:\b(?:in|within|by|x|over|after|w/in)[ ]*(?:the next[ ]*)?(?:\d{1,2}|one|two|three|four"
    r"|six|eight|ten|twelve)(?:[ ]?-[ ]?\d{1,2})?[ ]*(?:wks?|weeks?|w|days?|d|visits?|sessions?"
    r"|mos?|months?|tx)\b)"
    r"|\bby[ ](?:\d{1,2}[/.-]\d{1,2}|d/?c|discharge|end of|next|jan|feb|mar|apr|may|jun|jul|aug"
    r"|sep|oct|nov|dec|the end|eoc|recert|christmas|thanksgiving|school|spring|summer|fall|week"
    r"|wk)"
    r"|\b\d{1,2}[ ]?(?:wks?|weeks?|mos?|months?|days?|visits?)\b|\(\d{1,2}[ ]?(?:w|wk|wks|weeks)\)"
    r"|\bin (?:a|one|two) (?:week|month)s?|(?:due|target)[ :]*\d{1,2}/\d{1,2}"
    r"|\b\d{1,2}/\d{1,2}(?:/\d{2,4})\b|\bone week\b"
)
_MEASURE = re.compile(
    r"\d|\b(?:mod(?:ified)? ?i(?:nd\w*)?|independen\w*|indep|ind|sba|cga|supervis\w*|min a|mod a"
    r"|max a|minimal assist\w*|set-?up|without (?:assist\w*|help|rail|lob|pain|device|cues|loss"
    r"|limp|stopping|rest)|w/o (?:assist|help|rail|lob|pain|device|ad|cues)|unaided|no (?:lob|cues"
    r"|assist\w*|pain|falls?|help|device|loss|drops?)|zero|alone|one|two|three|four|five|wfl|wnl"
    r"|full)\b"
)
_FUNCTION = re.compile(
    r"""\b(?:transfer\w*|xfers?|tfrs?|trfs?|stand(?:ing)?|sit(?:ting)?|sit<>stand|sts|bed|toilet\w*|commode|bsc|tub|shower\w*|car|floor|stairs?|steps?|curbs?|ramp|walk\w*|ambulat\w*|amb|gait|community|household|home|dress\w*|don\w*|doff\w*|bath\w*|groom\w*|feed\w*|eat\w*|cook\w*|meal|kitchen|laundry|clean\w*|groceries|grocery|shop\w*|carry\w*|lift\w*|push\w*|pull\w*|reach\w*|work\w*|job|rtw|school|play\w*|sport|run\w*|throw\w*|pitch\w*|jump\w*|drive\w*|driving|write\w*|typ\w*|jars?|button\w*|tie|open\w*|sleep\w*|adls?|iadls?|w/c|wheelchair|propel\w*|mobility|supine|roll\w*|scoot\w*|squat\w*|kneel\w*|climb\w*|ladder|desk|garden\w*|vacuum\w*|child\w*|grand\w*|church|mailbox|dishes|pan|basket|box|crate|key|cup|utensils?|shoes?|socks?|pants|shirt|bra|clothing|hair|teeth|medication\w*|pill\w*|phone|computer|self-?care|swim\w*|game|soccer|basketball|crawl\w*|swing|classroom|bike|ride|hike|dog|golf|tasks?|activities)\b""",
    re.VERBOSE,
)
_NOT_FUNCTION = re.compile(
    r"^(?:(?:increase|improve|decrease|reduce|restore|gain|demonstrate|attain"
    r"|achieve)\b[^,;]{0,30}\b(?:rom|strength|mmt|pain|flexion|extension|grip|endurance|balance"
    r"|score|posture|flexibility|edema|arom|prom|berg|odi|lefs|tug)\b(?![^.]*\b(?:to|for|so|in "
    r"order to)\b[ ]+(?!\d|[<>=]|at least|no |full|with|4|5)))"
)
_STATUS_TAIL = re.compile(
    r"[ ]*[-(:,.]*[ ]*(?:goal[ ])?(?:met|not met|ongoing|progressing|partially met|in progress"
    r"|continue|cont|new|achieved|upgraded|d/c'?d?|unmet|deferred|on track|~?\d{1,3}%(?: met)?"
    r"|nearly met|revised)\b[^a-z]*[)]?[ ]*$"
)
_NO_GOAL = re.compile(
    r"^(?:met|not met|ongoing|progressing|partially met|continue|in progress|see |per |as above"
    r"|reviewed|updated|goals? (?:reviewed|updated|remain|are|ongoing|met|not|in|progress|per|for"
    r"|from|continu)|progress(?:ing)? (?:toward|towards|well|to)|n/a|none|pt |all |working|on "
    r"track|toward|achieved|and |unchanged|no change|same)(?!will|to )"
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
        elif section != "goals" and (inside := _INSIDE.search(words)) and likely >= 0.1:  # noqa: PLR2004
            start += inside.end()
            labelled = True
        body = _trimmed(folded, low, start, span.end)
        if body is None or not _is_goal(body.of(low), section, likely, labelled=labelled):
            continue
        goals.append(_described(body, body.of(low), words, term))
    return tuple(goals)


def _is_goal(words: str, section: str, likely: float, *, labelled: bool) -> bool:
    if len(words.split()) < 2 or (_NO_GOAL.match(words) and likely < STATED_AT):  # noqa: PLR2004
        return False
    if section == "goals" or labelled:
        return likely >= 0.1 or (labelled and bool(_MEASURE.search(words)))  # noqa: PLR2004
    return likely >= STATED_AT


def _term(words: str) -> str | None:
    if _TERM_SHORT.search(words):
        return "short"
    return "long" if _TERM_LONG.search(words) else None


def _trimmed(folded: str, low: str, start: int, end: int) -> Span | None:
    tail = _STATUS_TAIL.search(low[start:end])
    if tail and tail.start() > 12:  # noqa: PLR2004
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
        term = "short" if int(weeks[1]) <= 4 else "long"  # noqa: PLR2004
    functional = _FUNCTION.search(words) is not None and _NOT_FUNCTION.match(words) is None
    return Goal(
        span=body,
        term=term,
        measurable=_MEASURE.search(measured) is not None,
        functional=functional,
        timeframe=timeframe,
    )
