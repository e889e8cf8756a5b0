"""Say where the words for a level of assistance mean something else."""

import re

from auditor.model import AssistLevel

_BEHIND = 40
_AHEAD = 24
_SELF_STANDING = ("supervision", "independently")
"""Last words of a level that stays one before "cues", "pain" and the like."""

_UNTICKED = re.compile(r"(?:\[[ ]?\]|_|\([ ]\))[ ]?$")
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
      by[ ](?:the[ ])?(?:pt|physical|ot|licensed|treating)
      |of[ ](?:the[ ])?(?:pt|pta|ot|physical[ ]therapist|licensed)
    )\b
    """,
    re.VERBOSE,
)
_KIND_OF_SUPERVISION = re.compile(r"\b(?:under|pt|clinical|general|direct)[ ]+$")


def is_level(low: str, match: re.Match[str], level: AssistLevel) -> bool:
    """Say whether a form of the vocabulary is a level of help where it stands."""
    words = match.group()
    before = low[max(0, match.start() - _BEHIND) : match.start()]
    after = low[match.end() : match.end() + _AHEAD]
    if _UNTICKED.search(before):
        return False
    if _NOT_HELP.match(after) and words.split()[-1] not in _SELF_STANDING:
        return False
    if level is AssistLevel.INDEPENDENT:
        return _is_independent(words, before, after)
    if level is AssistLevel.TOTAL and words == "dependent":
        return not (_DEPENDENT_ON.search(before) or _DEPENDENT_PART.match(after))
    if level is AssistLevel.SUPERVISION and words in ("supervised", "supervision"):
        return not (_SUPERVISED_BY.match(after) or _KIND_OF_SUPERVISION.search(before))
    return True


def _is_independent(words: str, before: str, after: str) -> bool:
    """Say whether words for independence are said of the patient's performance, now."""
    if words == "independent" and (_NO_INDEPENDENT_TASK.match(after) or _ARTICLE.search(before)):
        return False
    if words == "(i)" and not re.search(r"[a-z)][ ]*$", before):
        return False
    return not (_NOT.search(before) or _WITH_HOME_PROGRAM.match(after))
