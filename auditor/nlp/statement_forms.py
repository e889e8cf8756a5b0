"""Wordings that state a purpose, a change, a plan and so on, whatever the classifier thinks.

Phrases of fixed words are listed in the vocabulary; here are those with a number, a day or a free
word inside.
"""

import re

from auditor.model import StatementKind

PURPOSE = re.compile(
    r"""
    \bso[ ](?:that[ ])?(?:he|she|they|pt|patient|the[ ]patient|mom|dad|dtr|wife|husband|family)\b
    (?![ ](?:was|did|is[ ]still|has|had))
    # for whom
    |\bto[ ](?:get|let|help)[ ](?:him|her|them|pt)\b|\bto[ ]get[ ]back[ ]to\b
    |\bget(?:ting)?[ ](?:him|her|them)[ ]back[ ]to\b
    |\bfor[ ](?:going|getting|returning)[ ](?:back[ ]|up[ ]|in|out|to|home)
    |\bfor[ ](?:him|her|them)[ ]to\b
    # like at home or at work
    |\b(?:to|set[ ]up[ ]to)[ ](?:mimic|simulate|replicate|match)\b|\bmimick?ing\b
    |\bsimulat(?:ing|ed)[ ](?:his|her|the|a|home|work|job)
    # what is needed for
    # "to rise from the toilet" behind a task, but not behind "cues" or "able"
    |(?<!cue)(?<!cues)(?<!cued)(?<!vc)(?<!vcs)(?<!able)(?<!needs)(?<!assist)(?<!help)(?<!needed)
     (?<!wants)(?<!plan)(?<!had)(?<!has)(?<!tries)(?<!tried)(?<!asked)(?<!trying)(?<!unable)
     [ ]to[ ](?:
       rise|reach|carry|lift|climb|enter|exit|use|drive|cook|dress|bathe|shower|retrieve|open|play
       |ride|manage|care[ ]for|get[ ](?:up|in|into|out|on|off|to|at|his|her|the)
       |go[ ](?:to|up|down)|return[ ]to|put[ ]away|pick[ ]up|walk[ ]to|do[ ](?:his|her)
     )\b
    |\bwhich[ ](?:he|she|they)[ ]needs?\b|\bneeds?[ ](?:this|it|that|these)[ ](?:to|for)\b
    |\bneeded[ ](?:to|for)[ ](?!be\b|stop|rest|sit|verbal|cue|vc)|\bjob[ ]needs[ ]this\b
    # back to work and home
    |\bfor[ ](?:
       return[ ]to|rtw|rts|back[ ]to|ramp|job|work|school|church|home[ ]use|the[ ]job|carry-?over
       |ride[ ]home
     )\b
    |\bas[ ](?:at|in)[ ](?:his|her|their)[ ](?:home|job|house|apartment|kitchen|work)
    |\bfor[ ](?:his|her|their)[ ](?:own[ ])?(?:
       job|work|home|kitchen|garden|church|shop|farm|house|apartment|bathroom|school|class|commute
       |truck|dog|cat|grand\w+|kids?|son|daughter|trip|sport|team|season|yard|porch|basement
       |shower|tub|toilet|bed|raised
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
UPCOMING = re.compile(
    rf"""
    (?:^|/[ ]?)(?:on[ ])?{_DAY}(?:[ ]?:|[ ](?:we|i|repeat|try|same|again|will)\b)
    |\b(?:tomorrow|tmrw|(?:next|nxt)[ ](?:wk|week|visit|session|time|tx))\b
    |\bno[ ]more[ ](?:ot|pt|st|therapy|visits)\b|\bback[ ]this[ ](?:am|pm|afternoon)\b
    |\bplanned[ ](?:for[ ])?{_DAY}\b
    """,
    re.VERBOSE,
)
"""Words that tell of a coming visit where they stand towards the end of a note."""
LATE = 0.6
"""How much of a note lies before its end."""
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
CERTAIN = {
    StatementKind.PROGRESS: _PROGRESS,
    StatementKind.PLAN: _PLAN,
    StatementKind.ONE_ON_ONE: _ALONE,
    StatementKind.RESPONSE: _RESPONSE,
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
