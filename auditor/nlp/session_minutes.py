"""Say whether a number of minutes speaks of the session's treatment, or of rest, a test, home."""

import re

from auditor.nlp import clauses
from auditor.nlp.clock_forms import MINUTES_PER_HOUR
from auditor.nlp.lines import line_start

_SILENT = frozenset({"goals", "history", "subjective", "home", "plan", "precautions", "deficit"})
_AHEAD = 32
_BEHIND = 48
_TEST_BEHIND = 14
_FAR = 500
"""No clause that people write is longer; one that is longer is not read again for each number."""
_SHORT_CLAUSE = 60
"""A clause this long that names a rest may still tell of treatment beside it."""

# Words behind minutes: a rest, a tolerance, a dose at home, a point in time.
_NOT_SESSION_AFTER = re.compile(
    r"""
    [ ]*
    # rests and tests
    (?:
      \(?(?:seated[ ]|standing[ ]|sitting[ ]|sit[ ])?(?:rest|break|recovery)\b|hold
      |ea(?:ch)?\b[^;\n]{0,12}\bnot[ ]counted
      |(?:to[ ])?(?:sit(?![ ]*(?:to\b|[<>/~]))|wait|pause)\b(?!-)|quiet\b|dim\b
      |(?:not[ ]billed|not[ ]counted|unbilled)\b|walk(?:[ ]test)?[ ]test|walk[ ]test
      |walk\b(?=[ ]?(?:test|dist|=|:))|walking[ ]test
      # another time
      |ago|later|after(?![ ]*(?:[.,;)\n]|$))|before(?![ ]*(?:tx|treatment|class)\b)|prior
      |post[ ]?-?(?:med|dose|levodopa|meal|op\b)|post(?![ ]|,|\.)|off\b
      # each of several turns
      |in[ ]each\b
      # a dose at home
      |per[ ]day|/day|a[ ]day|/d\b|/w(?:ee)?k\b|/shift|/match|daily|each[ ]day|every
      |twice[ ]a|at[ ]a[ ]stretch|from[ ]help|bid|tid|qd|x[ ]?\d/(?:day|wk)|\d+x
      # more exact than minutes of treatment are
      |[ ]?\d{1,2}[ ]?s(?:ec)?\b
      # how long a task or a recovery takes
      |to[ ](?:
         recover|return|don|doff|dress|complete|get|finish|come|resolve|settle|baseline|shower
         |walk|put
       )
      |w/[ ]plb|with[ ]plb|drive|commute|late|early
      # how long a symptom or a posture lasts
      |of[ ](?:rest|pain|sitting|standing[ ]tol|symptom|dizz|sx|lying|stiff|inactivity|being)
      |before[ ](?:pain|needing|fatigue|sx|symptom|onset|requiring|sitting)|until
      |without[ ](?:rest|sx|pain|sob|symptom|lob|increase|needing)
      |w/o[ ](?:rest|pain|sx|sob|symptom|lob|needing)
      # a limit
      |tolerance|max\b|limit|apgar|standing[ ]tol|rest\b|at[ ]a[ ]time|at[ ]once
      |(?:sitting|standing|seated)[ ]tol|increments|intervals
    )
    """,
    re.VERBOSE,
)
# Words before minutes: how long a rest, a tolerance, a wait or a hold was, or until when.
_NOT_SESSION_BEFORE = re.compile(
    r"""
    (?:
      \b(?:
        under|past|beyond|inside|gone[ ](?:at|with|in|sitting)|cleared(?:[ ]w/)?|on[ ]at|sat|at
        |post|we[ ]talked[ ]for(?:[ ]about)?|then,?|a
        |rest(?:ed|s|ing)?(?:[ ]?breaks?|[ ]periods?)?(?:[ ]of|[ ]x|[ ]for|:)?|after|within|in
        |every|q|each|per|last(?:ed|ing|s)?|limited[ ]to|max(?:imum)?[ ]of|up[ ]to
        |gone|red|pink|clear|late,?|tol|kneel(?:ing)?|some|standing|takes?[ ](?:him|her)[ ]about
        |(?:dim|dark|quiet)[ ]room|quiet|(?:walked|stepped)[ ]off|stopped|paused
        |fatigued?[ ]@|returned[ ]to[ ](?:supine|bed)|(?:dim|dark|quiet)[ ]room[ ]\+[ ][a-z]+|iep
        |sat[ ](?:once|down|twice)|no[ ]marks|(?:no[ ])?skin[ ](?:marks|redness)
        |\d{1,3}[ ]?\xb0|\d{1,3}[ ]deg|stretch(?:ed)?[ ]out
        |slept|asleep|lay|lying|drove|over|\d+[ ]of|held(?:[ ]x|[ ]for)?
        |dangl(?:ed?|ing)(?:[ ](?:at|on)[ ]eob)?(?:[ ]about|[ ]for|[ ]x)?
        |eob(?:[ ](?:sit|sitting|bal(?:ance)?|tol(?:erance)?|time|cga|sba|x|for)){0,2}[ @]*
        |recover(?:ed|y)?(?:[ ]in|[ ]within|[ ]x|[ ]time|[ ]after|[ ]of|:)?|took|takes|taking
        |tolerance(?:
           [ ]of|[ ]to|[ ]x|[ ]is|:|[ ]=|[ ]was|[ ]now|[ ]increased[ ]to|[ ]improved[ ]to
           |[ ]up[ ]to|[ ]~
         )?
        |tolerat(?:es?|ed|ing)(?:[ ][a-z]+){0,4}(?:[ ]for|[ ]x)?
        |stood(?:[ ]at[ ][a-z]+)?(?:[ ]for|[ ]x)?|stands?(?:[ ]for|[ ]x)?|able[ ]to[ ][a-z ]{2,24}
        |sit(?:s|ting)?(?:[ ]tolerance)?(?:[ ]for|[ ]x|[ ]up[ ]to)|breaks?(?:[ ]x|[ ]of|[ ]for)?|>
        |<|was|were|from|wait(?:ed|ing)?(?:[ ]for)?|last|previous(?:ly)?|late(?:[ ]by)?|than|goal
        |hold(?:s|ing)?(?:[ ]x|[ ]for)?
        |(?:increased|improved|decreased|reduced)(?:[ ][a-z]+){0,3}[ ]to|only|until
        |subsid\w+[ ](?:in|after|within)|resolv\w+[ ](?:in|after|within)
        |settled[ ](?:in|after|within)|returned?[ ]to[ ][a-z ]+[ ]in
        |x[ ]?\d+[ ]?(?:/|per)[ ]?(?:day|wk)
      )
      |[<>~]|wear(?:ing)?(?:[ ]time)?(?:[ ]of|[ ]x)?|by|at[ ]least|no[ ]more[ ]than|\bvs\.?
    )[ ]*
    # words of about how much between them and the number
    (?:about[ ]|approx\.?[ ]|~[ ]?|the[ ]first[ ]|\d{1,3}[ ]?(?:-|to)[ ]?)?$
    """,
    re.VERBOSE,
)
# How long a treatment took, where the words before say that it is one.
_TREATMENT_TOOK = re.compile(
    r"""
    \b(?:
      exercises?|activit(?:y|ies)|therapy|training|treatment|evaluation|drainage|massage|testing
      |mobs|mobilizations?|work|session|wrapping|bandaging|gait|lesson|practice
    )[ ](?:itself[ ])?(?:was|were|took|lasted)[ ](?:about[ ])?\Z
    """,
    re.VERBOSE,
)
# "then six minutes picking": what the minutes went to, but no rest or posture.
_THEN = re.compile(r"\bthen,?[ ]\Z")
_DOING = re.compile(
    r"[ ](?:of[ ]|on[ ])?(?!(?:rest|sitt|stand|ly|wait|hold|recover)ing)[a-z]{2,12}ing\b"
)
_REST_NEAR = re.compile(
    r"""
    \brest(?:ed|s|ing)?\b|\bbreaks?\b|\brecover
    """,
    re.VERBOSE,
)
# What lasts without the therapist: sleep, and the wear of a splint or a limb.
_STATE_NEAR = re.compile(
    r"""
    \bsle(?:ep|eps|pt)\b|\basleep\b|\bnap(?:s|ped)?\b|\bwear(?:ing)?[ ](?:time|schedule|tol)
    |\b(?:splint|orthosis|brace|garment|prosthesis|socket)[ ]wear|\bwore\b
    """,
    re.VERBOSE,
)
_TEST_BEFORE = re.compile(
    r"""
    (?:\b(?:tug|6mwt|2mwt|mwt|5xsts|berg|walk[ ]test|sts[ ]test|10mwt|test)[ :=x]*
     # other minutes; no clock
     |(?<!:\d)(?<!\d{3})\d[ ]?
    )$
    """,
    re.VERBOSE,
)
_HOME_REACH = 40
_TABLE_REACH = 1000
"""How far above a row of a table its heading may stand."""
_HOME = re.compile(
    r"""
    \bhep\b|\bat[ ]home\b|\bhome[ ]program\b|\bdaily\b|\bper[ ]day\b|/day|\bx/d|\bnightly\b
    |\bbid\b|\btid\b|\beach[ ](?:day|night|morning)\b
    # what is to come, and what was
    |\bwill\b|\bgoals?\b|\bltgs?\b|\bstgs?\b|\bnext[ ](?:visit|session|tx|time|wk)\b|\bplan[ ]to\b
    |\bago\b|\bprior[ ]to\b|\blast[ ](?:visit|session|time|week|wk)\b
    """,
    re.VERBOSE,
)
# What a prime behind a number means where it is feet: "50' x2", "20' w/ RW".
_FEET_AFTER = re.compile(
    r"""
    [ ]*(?:x[ ]?\d|w/|rw|fww|with|yesterday|,?[ ]*(?:cga|sba|(?:min|mod|max)[ ]?a)\b)
    """,
    re.VERBOSE,
)
_DISTANCE = re.compile(
    r"""
    \b(?:
      ramp|amb|gait|walk|ft|fww|rw|spc|distance|hall|level|propel\w*|steps?|feet|carry|carried|push|pull
      |sled|sidestep\w*
    )\b|\d\#
    """,
    re.VERBOSE,
)


def of_session(low: str, match: re.Match[str], clause: clauses.Clause) -> bool:
    """Say whether a number of minutes speaks of the session's treatment.

    Args:
        low: The note's lower-cased text.
        match: The number (group ``n``) with its unit, or a prime (group ``prime``).
        clause: The clause it stands in.
    """
    if clause.section in _SILENT and not _alone_on_line(low, match, clause):
        return False
    before = _words_before(low, match, clause)
    after = low[match.end() : match.end() + _AHEAD]
    ahead = low[match.end() : min(clause.sentence.end, match.end() + _HOME_REACH)]
    whole = low[
        max(clause.span.start, match.start() - _FAR) : min(clause.span.end, match.end() + _FAR)
    ]
    near = before[-_BEHIND:].rstrip() + " "
    return not (
        _NOT_SESSION_AFTER.match(after)
        or (_NOT_SESSION_BEFORE.search(near) and not _told_as_treatment(low, match, near))
        or _spelt_singular(match)
        or _TEST_BEFORE.search(before[-_TEST_BEHIND:].rstrip() + " ")
        or _STATE_NEAR.search(whole)
        or (_REST_NEAR.search(whole) and len(whole) < _SHORT_CLAUSE)
        or (match["prime"] and _is_feet(match, after, whole))
        or _HOME.search(before[-_HOME_REACH:])
        or _HOME.search(ahead)
    )


def _told_as_treatment(low: str, match: re.Match[str], near: str) -> bool:
    """Say whether a word such as "took" or "then" leads to minutes of treatment all the same."""
    if _TREATMENT_TOOK.search(near):
        return not low.startswith(" to ", match.end())
    return _THEN.search(near) is not None and _DOING.match(low, match.end()) is not None


def _alone_on_line(low: str, match: re.Match[str], clause: clauses.Clause) -> bool:
    """Say whether the number is a whole sentence that opens its line: no aim is that short."""
    lead = low[line_start(low, match.start()) : match.start()].strip(" \t(*-")
    return not lead and not low[match.end() : clause.sentence.end].strip(" .)")


def _words_before(low: str, match: re.Match[str], clause: clauses.Clause) -> str:
    """The sentence up to the number, without the "x" or "for" that leads to it."""
    if match.group().startswith(("x", "for")):
        return low[clause.sentence.start : match.start()]
    return re.sub(r"(?:x ?|for )$", "", low[clause.sentence.start : match.start("n")])


def _spelt_singular(match: re.Match[str]) -> bool:
    """Say whether a number in words is no count of minutes ("ten minute walk", "one minutes")."""
    if match["n"].isdigit():
        return False
    return not match.group().rstrip(".").endswith("s") or match["n"] == "one"


def _is_feet(match: re.Match[str], after: str, whole: str) -> bool:
    """Say whether a number with a prime is a distance."""
    return (
        int(match["n"]) > MINUTES_PER_HOUR
        or _FEET_AFTER.match(after) is not None
        or _DISTANCE.search(whole) is not None
        or _is_depth(match)
    )


def _is_depth(match: re.Match[str]) -> bool:
    """Say whether a prime heads a row of a pool's table, whose first column is the depth."""
    low, start = match.string, match.start()
    heads = not low[line_start(low, start) : start].strip()
    wide = low.startswith(("  ", "\t", " |"), match.end())
    return heads and wide and low.rfind("depth", max(0, start - _TABLE_REACH), start) >= 0
