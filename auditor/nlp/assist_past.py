"""Words that put a level of assistance before this session, or bring it back to today."""

import re

_RECENT = 36
"""How far before a level a word such as "from" speaks of it."""
_TODAY_AHEAD = 14

_EVENT = r"""
    (?:surgery|admi\w+|injury|onset|stroke|cva|fall|fell|illness|accident|hosp\w*|fracture|sx|tka|tha
      |operation|(?:all[ ])?this|(?:his|her|the)[ ](?:surgery|stroke|fall|injury|operation|admission
      |accident|illness|hospital\w*|fracture|amputation|event|onset))\b
"""
_VISIT = r"(?:visit|session|time|wk|week|month|note|tx|treatment|pn)"
_SPAN_OF_TIME = r"(?:wks?|weeks?|days?|mos?|months?|visits?|sessions?|years?|yrs?)"
_DATE = r"\d{1,2}/\d{1,2}(?:/\d{2,4})?(?![\d/])"
# A bare fraction ("SBA 4/5", "Mod I 3/3 trials") is more likely a count of trials than a date.
_BARE_DATE = (
    r"(?!(?:[0-3]/3|[0-4]/4|[0-5]/5|\d{1,2}/10)(?!/))" + _DATE + r"(?![ ]*(?:tri|reps?|times))"
)
_START = r"(?:eval(?:uation)?|ie|soc|initial|admi(?:t|ssion)|adm|baseline|start[ ]of[ ]care)\b"

# Words right before a level that put it, and it alone, in the past.
_JUST_BEFORE = re.compile(
    rf"""
    (?:
      # a bare "was", without a subject in its clause: "(was min A", ", was min A"
      (?:^|[(,;/:.-])[ ]*(?:was|were)[ ](?:\w+[ ]){{0,3}}
      |\b(?:improved?|up|down|progressed|advanced|moved|went|gone)
       [ ](?:\w+[ ]){{0,2}}from[ ](?:the[ ])?
      |\b(?:vs\.?|versus|compared[ ](?:to|with))[ ][^,;]*
      |\b(?:had|having)[ ](?:been|needed|required)\b[^,;]*
      |\b(?:previous|prior|last[ ]?{_VISIT}|initial|formerly|originally|used[ ]to)\b[^,;]*
      |\b(?:soc|adm|admit|plof|baseline)\b[ ]*[:=-]?[^,;]*
      |\b(?:eval|ie)[ ]*[:=-]?[ ]*
    )$
    """,
    re.VERBOSE,
)
# Words earlier in the sentence that put all that follows in the past.
_TOLD = re.compile(
    rf"""
    \b(?:
      plof|pta(?=:)|(?:at|on|upon)[ ](?:the[ ])?{_START}|(?:at|on)[ ]arrival|initially|previously
      |at[ ]the[ ]outset|began[ ](?:the[ ](?:period|program)|at)|started[ ](?:at|out)
      |until[ ](?:last|the|he|she)
      |last[ ](?:{_VISIT}|mon|tue|wed|thu|fri|sat|sun)\w*(?![ ]rep)|lastwk|compared[ ](?:to|with)
      |baseline|prior[ ](?:to|level|function)|(?:wk|week)[ ]?1[ ]*[=:]|pod[ ]?\d+[ ]was
      # a while ago, or on a date
      |(?:\d+|two|three|four|one|six|a)[ ]{_SPAN_OF_TIME}[ ]ago|on[ ]{_DATE}|at[ ]that[ ]visit
      |at[ ](?:visit|session|week|wk)[ ]\#?\d+
      |in[ ]
       (?:january|february|april|may|june|july|august|september|october|november|december)
      |per[ ]{_DATE}|(?<=:[ ])then|before[ ]{_EVENT}|(?:yesterday|yest)\b(?!')|the[ ]day[ ]before
      |was[ ](?:needed|required)
    )
    |\({_DATE}[ ]*:
    """,
    re.VERBOSE,
)
# What a line or a sentence is headed with when all of it tells of the past.
_HEADED = re.compile(
    rf"""
    [^a-z0-9]*(?:\d{{1,2}}[.)][ ]*)?(?:[a-z]{{1,12}}:[ ]+)?(?:
      (?:plof|pta|prior|before|past|yest|yesterday|then|previously|prior[ ]level
        |(?:prior|previous|last)[ ]{_VISIT}|baseline|initial[ ]status|home[ ]before
        |(?:prior[ ]to|before)[ ]{_EVENT}|(?:status[ ])?(?:on|at|upon)[ ]{_START}
        |soc|adm(?:it|ission)?|start[ ]of[ ]care
        |\d+[ ]{_SPAN_OF_TIME}[ ]ago)
      [ ]*(?:[(][^()\n]{{0,20}}[)])?[ ]*[:=/-]
      |(?:on[ ])?{_DATE}[ ]*(?::|=|(?:tx|eval|visit|he|she|could|only|was)\b)
      |(?:on[ ])?{_DATE}[^.;:=\n]{{0,40}}\b(?:was|were|could|needed)\b
      |plof\b
    )
    """,
    re.VERBOSE,
)
_TODAY = re.compile(
    r"""
    \b(?:
      now|today|currently|current|presently|at[ ]present|this[ ](?:session|visit|date|week|wk|am|pm)
      |clof|status[ ]at[ ](?:d/?c|discharge)|by[ ](?:the[ ]time[ ]of[ ])?discharge
    )\b
    """,
    re.VERBOSE,
)
_STILL = re.compile(r"\b(?:remains?|continues?)\b")
# Words behind a level that put it in the past: right behind it, or later in the same clause.
_AFTER = re.compile(
    rf"""
    [ ]*(?:
      # in brackets stands the moment alone: what else is compared there is another level
      \([ ]*(?:at|on|in)?[ ]*
        (?:{_START}|{_DATE}|last[ ]{_VISIT}|prior|prev(?:ious)?|initially)[ ]*\)
      |(?:(?:at|on|in|upon|the)[ ]+)?(?:
        \d+[ ]*{_SPAN_OF_TIME}[ ]ago|last[ ]{_VISIT}\b|ago\b|{_START}(?![ ]*[(:])|initially\b
        |previously\b|yesterday\b|prior\b|(?:(?<=on[ ])|(?<=at[ ])){_DATE}|{_BARE_DATE}(?!\w)
        |prev(?:ious)?\b|then\b(?=[ ]*(?:[,.;)]|$))
        |(?:week|visit|day)[ ]before\b
      )
    )
    # a score that has risen: "02 > 03"
    |[ ]*(?:-{{0,2}}>|=>)[ ]*0[1-6]\b
    # later in the same clause
    |(?:(?!\b(?:vs|versus|from|was|now)\b)[^.;,\n()]){{0,34}}\b(?:
       (?:last|prior|previous)[ ]{_VISIT}\b|\d+[ ]*{_SPAN_OF_TIME}[ ]ago
       |(?:at|on|upon)[ ](?:the[ ])?{_START}|on[ ]{_DATE}|(?:the|a)[ ]week[ ](?:before|ago)
       |at[ ](?:the[ ])?outset|then\b(?=[ ]*(?:[,.;)]|$))
       |in[ ](?:january|february|april|june|july|august|september|october|november|december)
     )
    """,
    re.VERBOSE,
)
_WAS = re.compile(r"\b(?:was|were)\b(?:(?!\b(?:now|today)\b)[^.;])*$")
_THEN_NOW = re.compile(r"[^.;\n]{0,40}\b(?:now|today)\b")
_BECOME = re.compile(r"[^.;\n]{0,40}\b(?:has|have)[ ]become\b")
_ASIDE = re.compile(r"\([^()]*\)")


def is_past(told: str, line: str, after: str) -> bool:
    """Say whether the words around a level put it before this session.

    Args:
        told: The words of its sentence before it.
        line: The words of its line before it.
        after: The words of its sentence behind it.
    """
    told, line = _ASIDE.sub("", told), _ASIDE.sub("", line)
    recent = told[-_RECENT:]
    if _JUST_BEFORE.search(recent) and not _back_today(recent, _JUST_BEFORE):
        return True
    if _AFTER.match(after) and not _TODAY.search(recent):
        return True
    if (_WAS.search(recent) and _THEN_NOW.match(after)) or _BECOME.match(after):
        return True
    if _TODAY.search(after[:_TODAY_AHEAD]):
        return False
    headed = _HEADED.match(line) or _HEADED.match(told)
    return bool(headed and not (_TODAY.search(line) or _STILL.search(line))) or _holds(told)


def _back_today(words: str, past: re.Pattern[str]) -> bool:
    found = past.search(words)
    return found is not None and _TODAY.search(words, found.start()) is not None


def _holds(words: str) -> bool:
    """Say whether words tell of the past and do not come back to today."""
    found = list(_TOLD.finditer(words))
    return bool(found) and not _TODAY.search(words, found[-1].end())
