"""Say whether an activity was done in this session, planned, for home, in the past, or not done."""

import re

from auditor.model import Status
from auditor.nlp.clauses import Clause

_NOT_DONE = re.compile(
    r"\b(?:not (?:attempted|performed|done|tested|completed|tolerated|addressed|appropriate|yet"
    r"|today|tried|assessed|initiated)|held|hold(?= (?:today|d/t|2/2|off|secondary|per|until|due"
    r"|this|on))|holding off|deferred|refused|refuses|declined|declines|unable to (?:perform"
    r"|complete|attempt|tolerate|participate)|omitted|skipped|cancel+ed|withheld|n/t|n/a|did not "
    r"(?:attempt|perform|do|want|tolerate|complete|get to|try|have time)|didn't (?:attempt|do|get "
    r"to|try|want)|no time for|not attempt\w*|contraindicated|too (?:fatigued|tired|painful) (?:to"
    r"|for)|ran out of time|dnt|not ready for|would not|wouldn't|d/c'?d today|discontinued)\b"
)
_NEGATED = re.compile(
    r"^[\"' ]*(?:no|without|avoid(?:ed|ing)?|w/o)[ ]+(?!lob|pain|assist|rail|hands|ue|cues|rest"
    r"|ad\b|device|increase|difficulty|help|sob|c/o|loss|breaks|shoes|support)"
)
_PLANNED = re.compile(
    r"\b(?:next (?:visit|session|tx|time|wk|week|appointment|treatment|v\b)|will (?:add|try"
    r"|progress|begin|start|continue|initiate|trial|introduce|incorporate|work|address|attempt"
    r"|practice|increase|advance|move|need|resume|re-?test|reassess|do|be)|plan(?:s|ned|ning)? "
    r"(?:to|for|is)|progress to|to (?:add|begin|initiate|resume|start|introduce)\b|resume"
    r"|initiate\b|advance to|upgrade to|trial of|nv\b|consider|anticipate|when cleared|once "
    r"cleared|as able|as tolerated next|begin .* next|add .* next|tomorrow|upcoming|recommend)\b"
)
_HOME = re.compile(
    r"\b(?:hep|home (?:exercise )?program|at home|for home|home exercises?|homework|(?:\d|one|two"
    r"|three|several)[ ]?x[ ]?(?:/|per|a)[ ]?(?:day|d|wk|week)|x ?/ ?day|x/d|bid|tid|qid|daily"
    r"|every (?:day|night|morning|hour|evening|other)|each (?:night|morning|day|evening)|per day"
    r"|times (?:a|per) (?:day|week)|nightly|home use|q ?hs|hourly|between visits|on (?:his|her"
    r"|their) own at home|continue .* at home|over the weekend)\b"
)
_PAST = re.compile(
    r"\b(?:last (?:visit|session|tx|week|wk|time|month|note|treatment|year|night|summer|winter"
    r"|fall|spring)|previous(?:ly)?|prior (?:to|level|session|visit|tx)|plof|before (?:surgery"
    r"|injury|the|his|her|admission|onset|her stroke|his stroke)|(?:at|since) (?:eval|ie|soc"
    r"|initial|admission)|yesterday|ago|history of|h/o|used to|had been|in the past"
    r"|on \d{1,2}/\d{1,2}|initially|at baseline|over the weekend|this weekend|on (?:saturday"
    r"|sunday|monday|tuesday|wednesday|thursday|friday)|was able to|formerly|(?:wks?|weeks?|mos?"
    r"|months?) ago|to date|earlier this (?:week|month)|premorbid\w*|pre-?morbid\w*|prior)\b"
)
_DONE_NOW = re.compile(
    r"\b(?:today|this session|this visit|performed|completed|reviewed|practiced|practised|tried"
    r"|return demo\w*|demonstrated|during session|in session|in clinic|trained in clinic)\b"
)
_QUOTE = re.compile(r"^[\"'].*[\"']?$")
_REVIEW = re.compile(
    r"\b(?:review|rev\b|reviewed|issued|instructed|instruction|updated|educat|handout|given"
    r"|provided|gave)\w*"
)


def status_of(folded: str, clause: Clause, label: str) -> Status:
    """Judge a clause that names an activity by its own words, its sentence and its section.

    Words beat the section, the clause beats its sentence.
    """
    low = folded[clause.span.start : clause.span.end].lower()
    sentence = folded[clause.sentence.start : clause.sentence.end].lower()
    tail = folded[clause.span.end : clause.sentence.end].lower()
    lead = folded[clause.sentence.start : clause.span.start].lower()
    near = low + " " + tail[:40]
    if _NOT_DONE.search(low) or _NEGATED.match(low):
        return Status.NOT_DONE
    if (later := _NOT_DONE.search(tail[:40])) and "," not in tail[: later.start()].strip(", "):
        return Status.NOT_DONE
    if label in ("testing", "education"):
        return _soft(clause, low, lead)
    if clause.section == "plan":
        return (
            Status.HOME
            if _HOME.search(low + " " + lead) and not _PLANNED.search(low)
            else Status.PLANNED
        )
    if clause.section == "goals":
        return Status.PLANNED
    if clause.section == "home":
        return (
            Status.PERFORMED if _DONE_NOW.search(sentence) and "today" in sentence else Status.HOME
        )
    if _PLANNED.search(low) or _PLANNED.search(lead[-60:]):
        return Status.PLANNED
    if _HOME.search(near) or _HOME.search(lead[-70:]):
        return Status.HOME
    if clause.section in ("history", "subjective"):
        return Status.PAST
    if _PAST.search(low) and not _DONE_NOW.search(low):
        return Status.PAST
    if _PAST.match(lead.strip()) and not _DONE_NOW.search(sentence):
        return Status.PAST
    return Status.PERFORMED


def _soft(clause: Clause, low: str, lead: str) -> Status:
    if clause.section == "plan" and not _REVIEW.search(low):
        return Status.PLANNED
    if _PLANNED.search(low) or _PLANNED.search(lead[-60:]):
        return Status.PLANNED
    if clause.section == "history" or _PAST.match(low):
        return Status.PAST
    return Status.PERFORMED
