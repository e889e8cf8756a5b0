"""Does the note show the therapist at work: skill, and a patient of one's own?"""

import re
from collections.abc import Iterator

from auditor.model import AssistLevel, Label, Severity, Visit, When
from auditor.rules.core import Example, Hit, rule
from auditor.rules.once import once
from auditor.rules.shown import absent, half_shown, halved, missing
from auditor.rules.sources import CPT, SKILLED_SERVICES
from auditor.rules.when import one_on_one_code_of_day, skill_to_show

_HEAD = "PT daily note DOS: 03/04/2026\n"
_SIGNED = "\nPlan: cont 2x/wk.\nJ. Doe, PTA"
_ASK = "What did you do that an aide could not: cue, correct, grade, decide, and why?"


_GUARDING = frozenset(
    level for level in AssistLevel if level.rank >= AssistLevel.CONTACT_GUARD.rank
)
_ACTED = re.compile(
    r"\b(?:v\.?c\.?'?s?|t\.?c\.?'?s?|(?:re-?)?cue[ds]?|cue?ing|verbal(?:ly)?|tactile|facil\w*|instructed"
    r"|demo(?:'?d|nstrated by)|taught|(?:up|down)?graded|blocked|corrected (?:by|pt|her|his|their)"
    r"|therapist (?!assistant)[a-z]+ed)\b",
    re.IGNORECASE,
)


@once
def acted(visit: Visit) -> bool:
    """Say whether the note shows the therapist acting at all: half of a skilled service.

    Guarding at a level, hands-on work or a word such as "cues" shows the therapist at the patient,
    though not the judgement behind it.
    """
    guarded = any(a.when is When.CURRENT and a.level in _GUARDING for a in visit.assistance)
    return guarded or bool(visit.performed(Label.MANUAL)) or bool(_ACTED.search(visit.text))


@rule(
    code="WRK201",
    title="Nothing shows why this took a therapist's skill",
    why="Payers pay for the therapist's skill; a bare list of activities could be anyone's.",
    fix=_ASK,
    source=SKILLED_SERVICES,
    asks="skilled_intervention",
    required=Severity.ERROR,
    otherwise=Severity.WARNING,
    when=skill_to_show,
    bad=(f"{_HEAD}97530 x 23 min: car transfers x4, stairs x12.{_SIGNED}",),
    good=(
        f"{_HEAD}97530 x 23 min: car transfers x4, tactile cues for hip hinge.{_SIGNED}",
        f"{_HEAD}97140 x 15 min: STM to upper trap, joint mobs grade III.{_SIGNED}",
        f"{_HEAD}97530 x 23 min: car transfers x4, Min A.{_SIGNED}",
    ),
)
def missing_skill(visit: Visit) -> Iterator[Hit]:
    """Find treatment in which nothing shows the therapist act."""
    if not acted(visit):
        yield from absent(visit, "skilled_intervention")


@rule(
    code="WRK202",
    title="The therapist's skill is only half shown",
    why="Guarding, or cues that fit everyone, show presence; the reason behind them shows skill.",
    fix=_ASK,
    source=SKILLED_SERVICES,
    asks="skilled_intervention",
    required=Severity.WARNING,
    otherwise=Severity.INFO,
    when=skill_to_show,
    bad=(f"{_HEAD}97530 x 23 min: car transfers x4, Min A.{_SIGNED}",),
    good=(f"{_HEAD}97530 x 23 min: car transfers x4, tactile cues for hip hinge.{_SIGNED}",),
)
def half_shown_skill(visit: Visit) -> Iterator[Hit]:
    """Point at words of boilerplate, or find action of the therapist without its reason."""
    if half_shown(visit, "skilled_intervention"):
        yield from halved(visit, "skilled_intervention")
    elif missing(visit, "skilled_intervention") and acted(visit):
        yield from absent(visit, "skilled_intervention")


@rule(
    code="WRK203",
    title="One-on-one contact is not stated",
    why="These codes are for one patient at a time; a few words settle the question in an audit.",
    fix="Was the patient seen one-on-one for all of these minutes?",
    source=CPT,
    asks="one_on_one",
    required=Severity.ERROR,
    otherwise=Severity.INFO,
    when=one_on_one_code_of_day,
    bad=(Example(f"{_HEAD}97530 x 23 min: car transfers x4, SBA.{_SIGNED}", claim="97530-GP=2"),),
    good=(f"{_HEAD}97530 x 23 min, one-on-one: car transfers x4, SBA.{_SIGNED}",),
)
def missing_one_on_one(visit: Visit) -> Iterator[Hit]:
    """Find one-on-one codes over a note that does not speak of it."""
    yield from absent(visit, "one_on_one")
