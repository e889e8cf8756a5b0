"""Say of a goal's words whether they can be measured, name a task, and give a time frame."""

import re

from auditor.model import Goal, Span
from auditor.nlp.spelt_dates import DAY

_SHORT_TERM_WEEKS = 4
_FEWEST_WORDS = 2
_WEEKS = re.compile(
    r"""
    (?:in|within|by|x|over|w/in|next)[ ]*(?:the[ ]next[ ]*)?(\d{1,2})(?:[ ]?-[ ]?\d{1,2})?[ ]*
    (?:wk|week|w\b|day|d\b|visit|session|mo)
    """,
    re.VERBOSE,
)
NUMBER = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
UNIT = r"(?:wks?|weeks?|w|days?|d|visits?|sessions?|mos?|months?|tx)"
_TIMEFRAME = re.compile(
    rf"""
    \b(?:
      (?:in|within|by|x|over|after|w/in)[ ]*(?:the[ ]next[ ]*)?
      {NUMBER}(?:[ ]?-[ ]?\d{{1,2}})?[ ]*{UNIT}\b
      # by a date or an event
      |by[ ](?:the[ ])?(?:
         \d{{1,2}}[/.-]\d{{1,2}}(?:[/.-]\d{{2,4}})?|d/?c|discharge|delivery|end[ ]of|close[ ]of
         |next|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|end|eoc|recert|christmas|xmas
         |new[ ]year|thanksgiving|school|spring|summer|fall|week|wk|mid-|time[ ]of|{DAY}[ ]of
       )
      |\d{{1,2}}[ ]?(?:wks?|weeks?|mos?|months?|days?|visits?)\b
      |in[ ](?:a|one|two)[ ](?:week|month)s?
      |\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})\b|one[ ]week\b|w(?:ee)?k[ ]\d{{1,2}}\b
    )
    |\(\d{{1,2}}[ ]?(?:w|wk|wks|weeks|d)\)
    |(?:due|target)[ :]*\d{{1,2}}/\d{{1,2}}
    # a day of a month alone: no score or count of trials has such a denominator
    |(?<![\d/])(?:0?[1-9]|1[0-2])/(?:0[1-9]|1[1-9]|2[1-9]|3[01]|7|9)
     (?![\d/]|[ ]?(?:tr|time|day|night|x\b))
    """,
    re.VERBOSE,
)
_LABEL_TIME = re.compile(
    rf"""
    # "STG 10/17:", "Goals (3/5)", "LTG d/c 6/14"
    (?<![\d/])(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])(?![\d/])
    # "GOALS, TWO WEEKS", "Goals 7d", "LTGs 8 wks"
    |\b{NUMBER}(?:[ ]?-[ ]?\d{{1,2}})?[ -]?{UNIT}\b
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
       |w/o(?:ut)?[ ](?:assist|help|rail|lob|pain|device|ad|cues|spill\w*|person)|unaided
       |without[ ](?:errors?|spill\w*|burn\w*|fall\w*|dizz\w*|vertigo)|spv|none
       |(?:w/|with|needs)[ ]s|negative
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
# What a goal is about when it names no task of daily life.
_IMPAIRMENT = re.compile(
    r"""
    \b(?:
      a?a?rom|prom|mmt|strength\w*|flexion|extension|flex|ext|rotation|abduction|pain|grip|pinch
      |balance|score|posture|flexibility|edema|girth|endurance|berg|bbs|tug|odi|ndi|lefs|koos|dash
      |quickdash|spadi|fga|dgi|abc|mini-?best\w*|6mwt|5xsts|sts|hep|scar|spasm|tone|coordination
      |quad|core|hop|heel|degrees?|deg|mobility|safer|gait|better
      # scales and signs
      |ampp?ro|arat|kjoc|visa(?:-[ap])?|mfis|dhi|iciq|qd|oswestry|disability[ ]index|harris|hhs|akps
      |fim|b&b|mio|lsi|vorx?\d?|hallpike|dhp|positional[ ]testing|vol(?:ume)?
      |falls|skin|fist|prosth\w*|pads|leaks|tolerance|energy|vision|weight[ ]shift
      # generalities
      |plof|prior[ ](?:level|activit\w+|function)|independence|awareness|self-esteem
      |feel|(?:improve|increase|maximize|restore)[ ]functions?
    )\b
    """,
    re.VERBOSE,
)

_PAIN_LIMIT = re.compile(r"(?:,|\b(?:with|w/|c))[ ]?(?:[a-z]+[ ])?(?:pain|symptoms|sx)\b[^,;]*")
"""How much it may hurt: a condition of the goal, not what it is about."""


def gives_time(words: str) -> bool:
    """Whether lower-cased words say by when."""
    return _TIMEFRAME.search(words) is not None


def label_gives_time(words: str) -> bool:
    """Whether the label of goals ("STG 10/17:", "Goals (4 wk)") says by when, in small letters."""
    return _LABEL_TIME.search(words) is not None or gives_time(words)


def too_short(words: str) -> bool:
    """Whether lower-cased words beside the time frame are too few to state a goal."""
    return len(_TIMEFRAME.sub(" ", words).strip(" ().,:-").split()) < _FEWEST_WORDS


def measured(words: str) -> bool:
    """Whether lower-cased words hold a criterion that can be checked."""
    return _MEASURE.search(_TIMEFRAME.sub(" ", words)) is not None


def described(body: Span, words: str, whole: str, term: str | None) -> Goal:
    """Describe a goal.

    Args:
        body: Where the goal stands.
        words: Its words, lower-cased.
        whole: The words of the sentence around it, lower-cased.
        term: "short" or "long" where a label says so.
    """
    if term is None and (weeks := _WEEKS.search(whole)):
        term = "short" if int(weeks[1]) <= _SHORT_TERM_WEEKS else "long"
    functional = _NOT_FUNCTION.match(words) is None and (
        _FUNCTION.search(words) is not None
        or _IMPAIRMENT.search(_PAIN_LIMIT.sub("", words)) is None
    )
    return Goal(
        span=body,
        term=term,
        measurable=measured(words),
        functional=functional,
        timeframe=gives_time(whole),
    )
