"""Say where the words for a level of assistance mean something else."""

import re

from auditor.model import AssistLevel

_BEHIND = 80
_AHEAD = 24
_SELF_STANDING = ("supervision", "independently")
"""Last words of a level that stays one before "cues", "pain" and the like."""

_UNTICKED = re.compile(r"(?:\[[ ]?\]|_|\([ ]?\))[ ]?$")
_BOX = 4
"""The most characters an empty box before a level takes."""
# Words behind "min", "moderate" and so on that say it is of cues, resistance or a symptom.
_NOT_HELP = re.compile(
    r"""
    [ ]*(?:
      verbal|vc|v/c|tc|tactile|visual|cue|cues|cueing|cuing|prompt|resist|pain|edema|swelling
      |difficult|fatigue|effort|complex|impair|tender|limitation|deficit|loss|spasm|tone
      |improvement|risk|to[ ]no|swell|hypo|weak|gain|distress|exud|drain|protect|increase|decrease
      |compens|restrict
    )
    """,
    re.VERBOSE,
)
_NO_INDEPENDENT_TASK = re.compile(
    r"[ ]+(?:living|variables|medical|exercise|hep|program|routine|home)"
)
_ARTICLE = re.compile(r"\b(?:to an|to|an)[ ]+$")
_NOT = re.compile(r"\b(?:not|non|in|unable to|no longer|isn't|cannot|can't)[ -]*$")
_WITH_HOME_PROGRAM = re.compile(
    r"[ ]+(?:with|w/|in)[ ]+(?:the[ ]+)?(?:hep|home|his hep|her hep|hep)\b"
)
# "dependent" on something, or of a part of the body that hangs down.
_DEPENDENT_ON = re.compile(
    r"""
    (?:
      insulin|steroid|oxygen|o2|ventilator|alcohol|opioid|drug|vent|in|co|chemical|gravity|time
      |position|activity|load
    )[ -]*$
    |^[ ]+(?:edema|position|rubor)
    """,
    re.VERBOSE,
)
_DEPENDENT_PART = re.compile(r"[ ]+(?:edema|position|rubor|on)")
# Supervision of a clinician, not of the patient.
_SUPERVISED_BY = re.compile(
    r"""
    [ ]+(?:
      by[ ](?:the[ ])?(?:pt|physical|ot|licensed|treating|dr)
      |of[ ](?:the[ ])?(?:pt|pta|ot|physical[ ]therapist|licensed)
    )\b
    # whose name stands behind it: "supv: L. Brandt", "superv OTR K. Adeyemi"
    |[ ](?:otr?|d?pt)\b|[.:]?[ ]+[a-z]\.[ ]*[a-z]
    # a kind of place or time, not how the patient did
    |[ ](?:visit|living|floor|outing|program|setting|practice|exercise)
    """,
    re.VERBOSE,
)
_SUPERVISION_WORDS = ("supervised", "supervision", "supv", "superv", "spv", "spvn")
# What a caregiver is to give at home; and the seconds of a test.
_NO_SUPERVISION = re.compile(
    r"\b(?:24[ -]?(?:hours?|hrs?|h|/7)|(?:tug|sts|stand|time|test|walk|hold|sls|stance))[ ]*$"
)
# A deficit: what the patient cannot do without help is not done without help.
_CANNOT = re.compile(
    r"""
    \b(?:
      can(?:no|'|[ ]no)t|cant|unable|not[ ](?:able|yet|safe)|(?:could|does|do|did)(?:[ ]not|n't)
      |unsafe|inability|never
    )\b[^.;]*$
    """,
    re.VERBOSE,
)
_WITHOUT = re.compile(r"unaided|unassisted|(?:without|w/o|w/out)\b")
# The hearing of the patient, or hands along a rope.
_NOT_HAND_OVER_HAND = re.compile(r"\b(?:precautions?|prec|hearing|deaf|rope|ladder|pull|climb)\b")
_HEARING = re.compile(r"[ ]*[(]?(?:hear|wears|w/[ ]aid)")
_KIND_OF_SUPERVISION = re.compile(r"\b(?:pt|clinical|general|direct)[ ]+$")


def is_unticked(text: str, start: int) -> bool:
    """Say whether an empty box stands right before a place: what it offers was not chosen."""
    return _UNTICKED.search(text[max(0, start - _BOX) : start]) is not None


def is_level(low: str, match: re.Match[str], level: AssistLevel) -> bool:
    """Say whether a form of the vocabulary is a level of help where it stands."""
    words = match.group()
    if is_unticked(low, match.start()):
        return False
    before = low[max(0, match.start() - _BEHIND) : match.start()]
    after = low[match.end() : match.end() + _AHEAD]
    if _NOT_HELP.match(after) and words.split()[-1] not in _SELF_STANDING:
        return False
    doubted = _DOUBTED.get(level)
    return doubted is None or not doubted(words, before, after)


def _is_no_independence(words: str, before: str, after: str) -> bool:
    """Say whether words for independence are not said of the patient's performance, now."""
    if words == "independent" and (_NO_INDEPENDENT_TASK.match(after) or _ARTICLE.search(before)):
        return True
    if words == "(i)" and not re.search(r"[a-z)][ ]*$", before):
        return True
    if _WITHOUT.match(words) and _CANNOT.search(before):
        return True
    return bool(_NOT.search(before) or _WITH_HOME_PROGRAM.match(after))


def _is_no_dependence(words: str, before: str, after: str) -> bool:
    return words == "dependent" and bool(
        _DEPENDENT_ON.search(before) or _DEPENDENT_PART.match(after)
    )


def _is_no_supervision(words: str, before: str, after: str) -> bool:
    if words == "(s)":
        return _NO_SUPERVISION.search(before) is not None
    return words in _SUPERVISION_WORDS and bool(
        _SUPERVISED_BY.match(after)
        or _KIND_OF_SUPERVISION.search(before)
        or _NO_SUPERVISION.search(before)
    )


def _is_no_hand_over_hand(words: str, before: str, after: str) -> bool:
    return words.replace("-", " ") in ("hoh", "hand over hand") and bool(
        _NOT_HAND_OVER_HAND.search(before.rpartition("\n")[2]) or _HEARING.match(after)
    )


_DOUBTED = {
    AssistLevel.INDEPENDENT: _is_no_independence,
    AssistLevel.TOTAL: _is_no_dependence,
    AssistLevel.SUPERVISION: _is_no_supervision,
    AssistLevel.MAXIMAL: _is_no_hand_over_hand,
}
"""The levels whose words may mean something else, each with what tells so."""
