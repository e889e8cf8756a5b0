"""Wordings that state a purpose, a change, a plan and so on, whatever the classifier thinks.

Phrases of fixed words are listed in the vocabulary; here are those with a number, a day or a free
word inside.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.model import StatementKind

_NO_AIM = "".join(
    rf"(?<!{word}[ ]to[ ])"
    for word in (
        "cue", "cues", "cued", "vc", "vcs", "able", "needs", "assist", "help", "needed", "wants",
        "plan", "had", "has", "tries", "tried", "asked", "trying", "unable",
    )
)  # fmt: skip
"""No word before "to" that makes what follows something asked for or tried."""
# Every way to go on begins with a letter or a blank, so that most places are passed over at once.
PURPOSE = re.compile(
    rf"""
    \b(?:
      so[ ](?:that[ ])?(?:he|she|they|pt|patient|the[ ]patient|mom|dad|dtr|wife|husband|family)\b
      (?![ ](?:was|did|is[ ]still|has|had))
      |to[ ](?:
         # for whom
         (?:get|let|help)[ ](?:him|her|them|pt)\b|get[ ]back[ ]to\b
         # like at home or at work
         |(?:mimic|simulate|replicate|match)\b
       )
      |get(?:ting)?[ ](?:him|her|them)[ ]back[ ]to\b
      |for[ ](?:
         (?:going|getting|returning)[ ](?:back[ ]|up[ ]|in|out|to|home)
         |(?:him|her|them)[ ]to\b
         # back to work and home
         |(?:
            return[ ]to|rtw|rts|back[ ]to|ramp|job|work|school|church|home[ ]use|the[ ]job
            |carry-?over|ride[ ]home
          )\b
         |(?:his|her|their)[ ](?:own[ ])?(?:
            job|work|home|kitchen|garden|church|shop|farm|house|apartment|bathroom|school|class
            |commute|truck|dog|cat|grand\w+|kids?|son|daughter|trip|sport|team|season|yard|porch
            |basement|shower|tub|toilet|bed|raised
          )\b
       )
      |set[ ]up[ ]to[ ](?:mimic|simulate|replicate|match)\b
      |mimick?ing\b
      |simulat(?:ing|ed)[ ](?:his|her|the|a|home|work|job)
      # what is needed for
      |which[ ](?:he|she|they)[ ]needs?\b
      |needs?[ ](?:this|it|that|these)[ ](?:to|for)\b
      |needed[ ](?:to|for)[ ](?!be\b|stop|rest|sit|verbal|cue|vc)
      |job[ ]needs[ ]this\b
      |as[ ](?:at|in)[ ](?:his|her|their)[ ](?:home|job|house|apartment|kitchen|work)
    )
    # "to rise from the toilet" behind a task, but not behind "cues" or "able"
    |[ ]to[ ]{_NO_AIM}(?:
       rise|reach|carry|lift|climb|enter|exit|use|drive|cook|dress|bathe|shower|retrieve|open|play
       |ride|manage|care[ ]for|get[ ](?:up|in|into|out|on|off|to|at|his|her|the)
       |go[ ](?:to|up|down)|return[ ]to|put[ ]away|pick[ ]up|walk[ ]to|do[ ](?:his|her)
     )\b
    """,
    re.VERBOSE,
)
_LEVEL = (
    r"(?:\d|un(?:able|safe)|not\b|n/?t\b|max|mod|min|total|dep|cga|sba|zero|none|one|two|three)"
)
_PROGRESS = re.compile(
    rf"""
    # "5 leaks/wk, was 14", "120 ft (60 at eval)", "Mod A now, Max A at eval"
    (?:[\d)\]]|\b(?:a|assist|cga|sba|ind|indep)\b)[^.;\n]{{0,24}}
     [ (](?:was|were|formerly|previously|prev)[ :]+{_LEVEL}
    |\((?:was|were|from|formerly|prev(?:iously)?|(?:at[ ])?(?:eval|ie|soc|adm(?:it)?)|last)
     [ :]+{_LEVEL}
    |{_LEVEL}[^.;()\n]{{0,24}}\b(?:at|on)[ ](?:eval\w*|ie|soc|admi(?:t|ssion)|start[ ]of[ ]care)\b
    |\binstead[ ]of[ ](?:one|two|three|\d)
    |\bstretched[ ]from\b|\b(?:grown|risen|fallen|gone|dropped|up|down)[ ]from[ ](?:every[ ])?\d
    """,
    re.VERBOSE,
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_PLAN = re.compile(
    rf"""
    (?:^|/[ ]?|[ ]{{2}})(?:
      (?:nxt|next|nv|n/v|(?:\w+[ ])?plan|rec|recommendations?|follow|f/u|freq(?:uency)?)\b[ ]*[:=]
      |(?:in|see[ ]in)[ ]\d[ ](?:wks?|weeks?|days?)\b
      |(?:nxt|next)[ ]{_DAY}\b
    )
    |\b(?:will|plan(?:s|ned)?)[ ](?:to[ ])?(?:
       try|add|do|attempt|repeat|progress|resume|trial|start|begin|continue|cont|work|increase|fold
     )\b
    |\b(?:meet|see|seen|back)[ ]again\b
    """,
    re.VERBOSE,
)
_UPCOMING = re.compile(
    rf"""
    (?:^|/[ ]?)(?:on[ ])?{_DAY}(?:[ ]?:|[ ](?:we|i|repeat|try|same|again|will)\b)
    |\b(?:tomorrow|tmrw|(?:next|nxt)[ ](?:wk|week|visit|session|time|tx))\b
    |\bno[ ]more[ ](?:ot|pt|st|therapy|visits)\b|\bback[ ]this[ ](?:am|pm|afternoon)\b
    |\bplanned[ ](?:for[ ])?{_DAY}\b
    """,
    re.VERBOSE,
)
_ALONE = re.compile(
    r"""
    \b(?:min(?:utes)?|session|treatment|tx|visit|seen)[ ,]{1,2}indiv(?:idual(?:ly)?)?\b
    |\bindiv(?:idual(?:ly)?)?[ ](?:throughout|session|tx|treatment|visit)\b
    |\bjust[ ](?:him|her|me|the[ ]two[ ]of[ ]us)\b
    |\b(?:me|i|pt[ ]+and[ ]i)[ ](?:\+|&|and)[ ](?:him|her|pt)[ ]only\b
    |\bonly[ ](?:he|she|him|her|pt|patient)[ ](?:\+|&|and)[ ](?:i|me)\b
    |\bface[- ]to[- ]face\b
    |\b(?:no(?:body|t|[ ]one)?|without)[ ](?:treating[ ])?(?:any(?:one|body)[ ])?else[ ](?:was[ ])?
     (?:treated|seen)
    |\bnot[ ]treating[ ](?:any(?:one|body)[ ]else|other)
    |\b(?:min(?:utes)?|ot|pt)[ ]direct\b(?![ly])|\bdirect[ ](?:w/|with)[ ]?(?:pt|patient|him|her)\b
    # hands on all the while
    |\bhands?[ ]on[ ](?:her|him|pt|(?:the[ ])?(?:gait[ ])?(?:belt|pelvis|hips?|trunk|scap\w*))\b
     [^.;\n]{0,40}\b(?:whole|full|entire)[ ](?:way|time|half[ ]hour|session)
    |\bhands[ ](?:on[ ])?the[ ](?:whole|entire)[ ](?:way|time)
    """,
    re.VERBOSE,
)
_RESPONSE = re.compile(
    r"""
    \b(?:pain|pn|lbp|sx|symptoms|tenderness|soreness|ha|dizziness)\b[^.;\n]{0,16}?
    \d(?:[ ]?/[ ]?10)?[ ]?(?:->|-->|→|>|to|then|during)[ ]?\d
    |\bpain[ ](?:out|after|post|end)[ ]*[:=]?[ ]*\d
    |\btolerance[ ]*[:=]?[ ]*[(\[][ ]?x[ ]?[)\]]
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A pattern, and what stands in every match of it.

    The hints begin with plain letters and are therefore found in a whole note sooner than the
    pattern fails in a few sentences.
    """

    pattern: re.Pattern[str]
    hint: re.Pattern[str]

    def hinted(self, low: str, starts: Sequence[int]) -> frozenset[int]:
        """Give the numbers of the sentences, begun at ``starts``, in which the hint stands."""
        after = {bisect_right(starts, match.start()) for match in self.hint.finditer(low)}
        return frozenset(number - 1 for number in after if number)


UPCOMING = Wording(
    _UPCOMING,
    re.compile(r"tomorrow|tmrw|next|nxt|no more|back this|mon|tue|wed|thu|fri|sat|sun"),
)
"""Words that tell of a coming visit where they stand towards the end of a note."""
LATE = 0.6
"""How much of a note lies before its end."""
_EARLIER = ("was", "were", "from", "formerly", "previously", "prev")
_AT_FIRST = ("eval", "ie", "soc", "admit", "adm", "last")
CERTAIN = {
    StatementKind.PROGRESS: Wording(
        _PROGRESS,
        re.compile(
            "|".join(rf"{word}[ :]+{_LEVEL}" for word in (*_EARLIER, *_AT_FIRST))
            + "|at (?:eval|ie|soc|admi|start)|on (?:eval|ie|soc|admi|start)"
            + "|instead of|stretched|from every"
        ),
    ),
    StatementKind.PLAN: Wording(
        _PLAN,
        re.compile(
            r"nxt|next|nv|n/v|plan *[:=]|plan(?:s|ned)? |rec *[:=]|recommendations? *[:=]|follow"
            r"|f/u|freq|in \d|will |again"
        ),
    ),
    StatementKind.ONE_ON_ONE: Wording(
        _ALONE,
        re.compile(
            r"indiv|just (?:him|her|me|the)|only|face|else|not treating|direct|hands? on|hands the"
        ),
    ),
    StatementKind.RESPONSE: Wording(
        _RESPONSE,
        re.compile(r"> ?\d|→ ?\d|to ?\d|then ?\d|during ?\d|pain (?:out|after|post|end)|tolerance"),
    ),
}
"""Wordings that are taken as they stand, by kind."""
NOT_IN = {
    StatementKind.PURPOSE: frozenset(
        {"goals", "plan", "history", "subjective", "home", "necessity", "deficit"}
    ),
    StatementKind.PROGRESS: frozenset({"history", "subjective", "plan"}),
    StatementKind.PLAN: frozenset({"history", "subjective", "home"}),
    StatementKind.RESPONSE: frozenset({"history", "subjective"}),
}
"""Sections where such words mean something else."""
