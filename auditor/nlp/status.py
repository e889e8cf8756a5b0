"""Say whether an activity was done in this session, planned, for home, in the past, or not done."""

import re

from auditor.model import Status
from auditor.nlp.clauses import Clause

_TALKED_OF = ("testing", "education")
"""Labels of work that is done by talking of what is not done now."""
_SET_BY_SECTION = ("plan", "goals", "home")
_TAIL_REACH = 40
_PLAN_REACH = 60
_HOME_REACH = 70
"""How many characters before or behind a clause still speak of it."""

_NOT_DONE = re.compile(
    r"""
    \b(?:
      not[ ](?:
        attempted|performed|done|tested|completed|tolerated|addressed|appropriate|yet|today|tried
        |assessed|initiated
      )
      # held: put off, not "held the rail" or "held 30 sec"
      |held(?![ ](?:x[ ]?)?\d|[ ](?:for|onto|on|rail|the|position|with|w/|at|in|a|her|his|bar))
      |hold(?=[ ](?:today|d/t|2/2|off|secondary|per|until|due|this|on))|holding[ ]off
      |deferred|refused|refuses|declined|declines
      # could not
      |unable[ ]to[ ](?:perform|complete|attempt|tolerate|participate)|omitted|skipped|cancel+ed
      |withheld|n/t|n/a
      # did not
      |did[ ]not[ ](?:attempt|perform|do|want|tolerate|complete|get[ ]to|try|have[ ]time)
      |didn't[ ](?:attempt|do|get[ ]to|try|want)|no[ ]time[ ]for|not[ ]attempt\w*|contraindicated
      |too[ ](?:fatigued|tired|painful)[ ](?:to|for)
      # no time
      |ran[ ]out[ ]of[ ]time|dnt|not[ ]ready[ ]for|would[ ]not|wouldn't|d/c'?d[ ]today
      |discontinued
    )\b
    """,
    re.VERBOSE,
)
_NEGATED = re.compile(
    r"""
    ^[\"' ]*(?:no|without|avoid(?:ed|ing)?|w/o)[ ]+
    # what is reported as absent while the activity was done
    (?!
      lob|pain|assist|rail|hands|ue|cues|rest|ad\b|device|increase|difficulty|help|sob|c/o|loss
      |breaks|shoes|support
    )
    """,
    re.VERBOSE,
)
_PLANNED = re.compile(
    r"""
    \b(?:
      # when
      next[ ](?:visit|session|tx|time|wk|week|appointment|treatment|v\b)
      # what will be done
      |will[ ](?:
         add|try|progress|begin|start|continue|initiate|trial|introduce|incorporate|work|address
         |attempt|practice|increase|advance|move|need|resume|re-?test|reassess|do|be
       )
      |plan(?:s|ned|ning)?[ ](?:to|for|is)
      # where it is to lead
      |progress[ ]to|to[ ](?:add|begin|initiate|resume|start|introduce)\b|resume|initiate\b
      |advance[ ]to|upgrade[ ]to|trial[ ]of|nv\b|consider|anticipate|when[ ]cleared|once[ ]cleared
      |as[ ]able|as[ ]tolerated[ ]next|begin[ ].*[ ]next|add[ ].*[ ]next|tomorrow|upcoming
      |recommend
    )\b
    """,
    re.VERBOSE,
)
_HOME = re.compile(
    r"""
    \b(?:
      # the program
      hep|home[ ](?:exercise[ ])?program|at[ ]home|for[ ]home|home[ ]exercises?|homework
      # how often, as only homework is dosed
      |(?:\d|one|two|three|several)[ ]?x[ ]?(?:/|per|a)[ ]?(?:day|d|wk|week)|x[ ]?/[ ]?day|x/d|bid
      |tid|qid|daily|every[ ](?:day|night|morning|hour|evening|other)
      |each[ ](?:night|morning|day|evening)|per[ ]day|times[ ](?:a|per)[ ](?:day|week)|nightly
      |home[ ]use|q[ ]?hs|hourly|between[ ]visits|on[ ](?:his|her|their)[ ]own[ ]at[ ]home
      |continue[ ].*[ ]at[ ]home|over[ ]the[ ]weekend
    )\b
    """,
    re.VERBOSE,
)
_PAST = re.compile(
    r"""
    \b(?:
      # an earlier time
      last[ ](?:
        visit|session|tx|week|wk|time|month|note|treatment|year|night|summer|winter|fall|spring
      )
      |previous(?:ly)?|prior[ ](?:to|level|session|visit|tx)|plof
      |before[ ](?:surgery|injury|the|his|her|admission|onset|her[ ]stroke|his[ ]stroke)
      # the first visit
      |(?:at|since)[ ](?:eval|ie|soc|initial|admission)|yesterday|ago|history[ ]of|h/o|used[ ]to
      |had[ ]been|in[ ]the[ ]past
      # a date or a day
      |on[ ]\d{1,2}/\d{1,2}|initially|at[ ]baseline|over[ ]the[ ]weekend|this[ ]weekend
      |on[ ](?:saturday|sunday|monday|tuesday|wednesday|thursday|friday)|was[ ]able[ ]to|formerly
      |(?:wks?|weeks?|mos?|months?)[ ]ago|to[ ]date|earlier[ ]this[ ](?:week|month)|premorbid\w*
      |pre-?morbid\w*|prior
    )\b
    """,
    re.VERBOSE,
)
_DONE_NOW = re.compile(
    r"""
    \b(?:
      today|this[ ]session|this[ ]visit|performed|completed|reviewed|practiced|practised|tried
      |return[ ]demo\w*|demonstrated|during[ ]session|in[ ]session|in[ ]clinic
      |trained[ ]in[ ]clinic
    )\b
    """,
    re.VERBOSE,
)
_REVIEW = re.compile(
    r"""
    \b(?:
      review|rev\b|reviewed|issued|instructed|instruction|updated|educat|handout|given|provided
      |gave
    )\w*
    """,
    re.VERBOSE,
)


def status_of(folded: str, clause: Clause, label: str) -> Status:
    """Judge a clause that names an activity by its own words, its sentence and its section.

    Words beat the section, the clause beats its sentence.
    """
    low = folded[clause.span.start : clause.span.end].lower()
    lead = folded[clause.sentence.start : clause.span.start].lower()
    tail = folded[clause.span.end : clause.sentence.end].lower()
    sentence = folded[clause.sentence.start : clause.sentence.end].lower()
    if _is_not_done(low, tail[:_TAIL_REACH]):
        return Status.NOT_DONE
    if label in _TALKED_OF:
        return _soft(clause, low, lead)
    if clause.section in _SET_BY_SECTION:
        return _by_section(clause.section, low, lead, sentence)
    return _by_words(clause.section, low, lead, tail, sentence)


def _by_words(section: str, low: str, lead: str, tail: str, sentence: str) -> Status:
    """Judge what stands where treatment is told: only words take it out of this session."""
    if _is_planned(low, lead):
        return Status.PLANNED
    if _HOME.search(low + " " + tail[:_TAIL_REACH]) or _HOME.search(lead[-_HOME_REACH:]):
        return Status.HOME
    if section in ("history", "subjective") or _is_past(low, lead, sentence):
        return Status.PAST
    return Status.PERFORMED


def _is_not_done(low: str, tail: str) -> bool:
    """Say whether a clause, or the words behind it up to a comma, tell that it was not done."""
    if _NOT_DONE.search(low) or _NEGATED.match(low):
        return True
    later = _NOT_DONE.search(tail)
    return later is not None and "," not in tail[: later.start()].strip(", ")


def _is_planned(low: str, lead: str) -> bool:
    return bool(_PLANNED.search(low) or _PLANNED.search(lead[-_PLAN_REACH:]))


def _is_past(low: str, lead: str, sentence: str) -> bool:
    """Say whether a clause, or the words its sentence opens with, tell of the past."""
    if _PAST.search(low) and not _DONE_NOW.search(low):
        return True
    return _PAST.match(lead.strip()) is not None and not _DONE_NOW.search(sentence)


def _by_section(section: str, low: str, lead: str, sentence: str) -> Status:
    """Judge what stands under a heading that says when or where: plan, goals, home program."""
    if section == "plan" and _HOME.search(low + " " + lead) and not _PLANNED.search(low):
        return Status.HOME
    if section == "home":
        done = _DONE_NOW.search(sentence) and "today" in sentence
        return Status.PERFORMED if done else Status.HOME
    return Status.PLANNED


def _soft(clause: Clause, low: str, lead: str) -> Status:
    """Judge testing and education, which are done in the session unless the words deny it."""
    if clause.section == "plan" and not _REVIEW.search(low):
        return Status.PLANNED
    if _is_planned(low, lead):
        return Status.PLANNED
    if clause.section == "history" or _PAST.match(low):
        return Status.PAST
    return Status.PERFORMED
