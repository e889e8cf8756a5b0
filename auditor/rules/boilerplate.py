"""Boilerplate rules: does the note speak of this visit, or could it stand under any?"""

import re
from collections.abc import Iterable, Iterator

from auditor.model import WORK, Activity, Label, Severity, Span, Statement, StatementKind, Visit
from auditor.rules.coded import section_at
from auditor.rules.core import Example, Hit, rule
from auditor.rules.phrases import word_set
from auditor.rules.sources import SKILLED_SERVICES, TREATMENT_NOTE
from auditor.rules.when import (
    activities_done,
    codes_named,
    plan_stated,
    response_stated,
    statements_read,
)

_TELLING = frozenset(
    {
        StatementKind.PURPOSE,
        StatementKind.DEFICIT,
        StatementKind.SKILLED,
        StatementKind.PROGRESS,
        StatementKind.NECESSITY,
    }
)
"""What a statement has to be of, and plainly, to speak of this patient and this visit."""


def _named(activity: Activity, stock: Iterable[Statement]) -> bool:
    """Say whether an activity is named: surely, or perhaps and not in a stock phrase itself."""
    perhaps = activity.label is Label.UNCLEAR
    return activity.label in WORK or (
        perhaps and not any(activity.span.overlaps(s.span) for s in stock)
    )


_TOLERATED = word_set(
    "pt pts patient patients client clients resident child he she they tolerated tolerates tol "
    "tolerating toleration tolerance tx rx treatment treatments session sessions therapy "
    "therapies visit intervention interventions activity activities exercise exercises ex exs all "
    "today well fair fairly good fine ok okay great very without w/o with w/ no any adverse "
    "reaction reactions response responses effect effects event events issue issues incident "
    "complaint complaints c/o difficulty the a to of and this overall had has demonstrated "
    "demonstrates participated responded was is fully"
)
_CONTINUED = word_set(
    "pt pts patient continue continues continued cont con't cont'd con c/w with w/ per as the "
    "plan of care poc tx treatment therapy skilled ot slp pta current currently established to in "
    "and at for order orders progress advance adv tolerated tol able goal goals toward towards "
    "meet address deficits p same services frequency indicated appropriate remains will be seen "
    "is rehab on program"
)
_HEADING = re.compile(r"^[ \t*#-]*[a-z/ ]{1,24}[:=-]+[ ]*")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[a-z][a-z'/]*")


def _of_filler(text: str, statements: Iterable[Statement], filler: frozenset[str]) -> bool:
    """Say whether statements use no number and no word beyond the filler."""
    words = [_HEADING.sub("", s.span.of(text).lower()) for s in statements]
    return not any(_DIGIT.search(w) or {*_WORD.findall(w)} - filler for w in words)


def _all(visit: Visit, kind: StatementKind) -> tuple[Statement, ...]:
    return tuple(s for s in visit.statements if s.kind is kind)


@rule(
    code="BOI101",
    title="The note is made of stock phrases",
    why="Nothing in it is particular to this patient and this visit: no named activity, and no "
    "plain word on deficit, skill, purpose or progress. Reviewers treat such notes as copied.",
    fix="What happened in this visit that did not happen in the last one?",
    source=SKILLED_SERVICES,
    required=Severity.WARNING,
    when=statements_read,
    bad=(
        Example(
            "[[O: Therapeutic activities performed to improve function.]]\n"
            "A: Patient is progressing well toward goals. Patient continues to require skilled PT "
            "to address deficits.\nP: Continue per POC.",
            claim="97530-GP=1",
        ),
    ),
    good=(
        Example(
            "O: Car transfers x4 with min A, verbal cues for hand placement.\n"
            "A: Min A today, was mod A at eval. Patient continues to require skilled PT to address "
            "deficits.\nP: Continue per POC.",
            claim="97530-GP=1",
        ),
    ),
)
def note_of_stock_phrases(visit: Visit) -> Iterator[Hit]:
    """Point at the first stock phrase where no activity is named and nothing is said plainly."""
    telling = [s for s in visit.statements if s.kind in _TELLING]
    stock = [s for s in telling if s.weak]
    if len(stock) < 2 or len(stock) < len(telling):  # noqa: PLR2004
        return
    therapy = bool(visit.note.claim or visit.code_mentions)
    if therapy and not any(_named(a, stock) for a in visit.performed()):
        yield Hit(stock[0].span, detail=f"{len(stock)} of {len(telling)} statements")


@rule(
    code="BOI102",
    title='"Tolerated well" is all that is said of the response',
    why="It says nothing a reviewer can use. What the patient did, felt or showed does.",
    fix="What did the patient do, report or show during and after the work?",
    source=TREATMENT_NOTE,
    required=Severity.INFO,
    when=response_stated,
    bad=("O: Car transfers x4, min A.\n[[A: Patient tolerated treatment well.]]",),
    good=("O: Car transfers x4, min A.\nA: Tolerated well; pain 2/10 after, HR 88.",),
)
def response_is_stock_phrase(visit: Visit) -> Iterator[Hit]:
    """Point at the first response where all of them are such phrases."""
    said = _all(visit, StatementKind.RESPONSE)
    if said and _of_filler(visit.text, said, _TOLERATED):
        yield Hit(said[0].span)


@rule(
    code="BOI103",
    title='"Continue per plan of care" is the whole plan',
    why="It is enough for a payer, but it does not show that anybody decided what comes next.",
    fix="What is to be done, added or changed at the next visit?",
    source=TREATMENT_NOTE,
    required=Severity.INFO,
    when=plan_stated,
    bad=("O: Car transfers x4, min A.\n[[P: Continue per POC.]]",),
    good=("O: Car transfers x4, min A.\nP: Next visit add floor transfers.",),
)
def plan_is_stock_phrase(visit: Visit) -> Iterator[Hit]:
    """Point at the first plan where all of them are such phrases."""
    said = _all(visit, StatementKind.PLAN)
    if said and _of_filler(visit.text, said, _CONTINUED):
        yield Hit(said[0].span)


_SENTENCE = re.compile(r"[^.!?\n;]+")
_ANY_WORD = re.compile(r"[\w'/]+")
LEAST_WORDS = 7
"""Words from which a sentence said twice is no label, dose or heading."""
_LEAST_CHARACTERS = 2 * LEAST_WORDS - 1
"""Nothing shorter holds so many words."""


@rule(
    code="BOI104",
    title="A sentence stands twice in the note",
    why="The same sentence at two places reads as pasted, and casts doubt on both.",
    fix="Is this sentence true of both places, and does it need to stand twice?",
    source=SKILLED_SERVICES,
    required=Severity.INFO,
    when=activities_done,
    bad=(
        Example(
            "97530 x 15 min: car transfers x4. Skilled cues given for safety and task sequencing. "
            "97110 x 10 min: LAQ 3x10. [[Skilled cues given for safety and task sequencing]]."
        ),
    ),
    good=(
        Example(
            "97530 x 15 min: car transfers x4. Skilled cues given for safety and task sequencing. "
            "97110 x 10 min: LAQ 3x10."
        ),
    ),
)
def sentence_repeated(visit: Visit) -> Iterator[Hit]:
    """Point at each later place of a sentence of some length."""
    seen: set[tuple[str, ...]] = set()
    for match in _SENTENCE.finditer(visit.text):
        raw = match.group()
        if len(raw) < _LEAST_CHARACTERS or "|" in raw or "\t" in raw:
            continue
        words = tuple(_ANY_WORD.findall(_HEADING.sub("", raw.strip().lower(), 1)))
        if words in seen and sum(w.isalpha() for w in words) >= LEAST_WORDS:
            start = match.start() + len(raw) - len(raw.lstrip())
            yield Hit(Span(start, match.start() + len(raw.rstrip())))
        seen.add(words)


_ELSEWHERE = re.compile(
    r"\b(?:as )?(?:per|see|on)[ ](?:the[ ])?(?:flow[ ]?sheets?|exercise log|log|grid)\b"
    r"|\bsame as (?:last|previous|prior) (?:visit|session|tx|treatment|time)\b",
    re.IGNORECASE,
)
_NOT_OF_TODAY = frozenset({"subjective", "pain", "history", "goals", "plan", "home"})


@rule(
    code="BOI105",
    title="The work is recorded somewhere else",
    why="A flow sheet or an earlier note counts only if it travels with this one; a reviewer who "
    "gets this note alone sees no treatment.",
    fix="What was done today, in words that stand on their own?",
    source=TREATMENT_NOTE,
    required=Severity.INFO,
    when=codes_named,
    bad=("O: TherEx [[per flowsheet]] x 30 min. Pt tolerated well.",),
    good=("O: TherEx per flowsheet: LAQ, SLR, leg press 80#.",),
)
def work_recorded_elsewhere(visit: Visit) -> Iterator[Hit]:
    """Point at the first such reference where no work is named."""
    if any(a.label in WORK for a in visit.performed()):
        return
    for match in _ELSEWHERE.finditer(visit.text):
        span = Span(match.start(), match.end())
        if section_at(visit, span) not in _NOT_OF_TODAY:
            yield Hit(span)
            return
