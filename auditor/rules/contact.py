"""Coding rules: was the service given by the one, and to the one, that its code stands for?"""

import re
from collections.abc import Iterator

from auditor.model import AssistLevel, Label, Severity, Span, StatementKind, Visit
from auditor.rules.claim import asked_of_assistants, billed_codes, fact_of, hit_at, named_at
from auditor.rules.coded import section_at
from auditor.rules.core import Example, Hit, rule
from auditor.rules.places import line_around
from auditor.rules.signers import assistants_alone
from auditor.rules.sources import SKILLED_SERVICES, WHO_MAY_TREAT
from auditor.rules.when import codes_billed, one_on_one_code_in_play, work_under_codes
from auditor.rules.work import firmly, loose, recorded, sure, worked_codes

_ELSEWHERE = frozenset(
    {"history", "subjective", "plan", "goals", "home", "admin", "precautions", "signature"}
)
_OTHERS = re.compile(
    r"\b(?:other|another|\d+|two|three|four|five|six)\s+(?:other\s+)?"
    r"(?:pts?|patients?|residents?|clients?|participants?|peers)\b",
    re.IGNORECASE,
)
_GROUPED = re.compile(
    r"group (?:session|therapy|class|tx|exercise)|in (?:a )?group|concurrent (?:tx|treatment)"
    r"|while (?:i|therapist) treated",
    re.IGNORECASE,
)
_LED = re.compile(r"\b(?:led|ran|took|supervised)\b|\bsupervision\b", re.IGNORECASE)
_DONE_BY = re.compile(
    r"\b(?:supervised|overseen|led|run|directed|performed|completed|done|guided|conducted|monitored"
    r"|instructed|provided)\s*$",
    re.IGNORECASE,
)
_STUDENT = re.compile(r"student|\bspt\b", re.IGNORECASE)
_SUPPOSED = re.compile(
    r"\b(?:would|could|should|cannot|will|may|unsafe|if|instead)\b", re.IGNORECASE
)
_NOT_DONE_SO = re.compile(r"\b(?:no|not|never|without)\b[^.;\n]{0,24}$", re.IGNORECASE)


def _in_group(visit: Visit) -> Span | None:
    """Return the words that say today's patient was treated together with others."""
    for said in visit.said(StatementKind.GROUP):
        words = said.span.of(visit.text)
        before, after = line_around(visit.text, said.span)
        if section_at(visit, said.span) in _ELSEWHERE or _NOT_DONE_SO.search(before):
            continue
        if _GROUPED.fullmatch(words) or _OTHERS.search(before[-12:] + words + after):
            return said.span
    return None


@rule(
    code="COD201",
    title="A one-on-one code is billed for work done with other patients",
    why="97530 and its neighbours are for one patient at a time. Treating two or more at once is "
    "group treatment, whatever each of them does.",
    fix="Which minutes, if any, was the clinician with this patient alone?",
    source=WHO_MAY_TREAT,
    required=Severity.ERROR,
    when=one_on_one_code_in_play,
    bad=(
        Example(
            "97530 x 30 min: pt practised sit to stand from low chair alongside "
            "[[2 other pts]] in the gym.",
            claim="97530-GP=2",
        ),
    ),
    good=(
        Example(
            "97530 x 30 min, one-on-one throughout: sit to stand from low chair x8, CGA.",
            claim="97530-GP=2",
        ),
        Example(
            "97150: group session with 3 other patients, 30 min.\n"
            "97530 x 15 min: car transfers x4, min A.",
            claim="97150-GP=1 97530-GP-59=1",
        ),
    ),
)
def group_work_under_one_on_one_code(visit: Visit) -> Iterator[Hit]:
    """Point at group work under such a code, else at the words, unless a group code is in play."""
    codes = dict.fromkeys((*billed_codes(visit), *_named(visit)))
    facts = {c: fact_of(visit, c) for c in codes}
    for code, fact in facts.items():
        grouped = tuple(a for a in recorded(visit, code) if a.label is Label.GROUP)
        if fact is not None and fact.one_on_one and grouped and sure(grouped):
            yield Hit(grouped[0].span, detail=code)
            return
    group_codes = any(f is not None and Label.GROUP in f.work for f in facts.values())
    if group_codes or _said_alone(visit):
        return
    loosely = tuple(a.span for a in visit.performed(Label.GROUP) if a.code is None and sure((a,)))
    if span := _in_group(visit) or next(iter(loosely), None):
        alone = (c for c, f in facts.items() if f is not None and f.one_on_one)
        yield Hit(span, detail=", ".join(alone))


def _said_alone(visit: Visit) -> bool:
    """Say whether the note claims one-on-one contact anywhere but where it speaks of others."""
    grouped = visit.said(StatementKind.GROUP)
    return any(
        not any(said.span.overlaps(other.span) for other in grouped)
        for said in visit.said(StatementKind.ONE_ON_ONE)
    )


def _named(visit: Visit) -> tuple[str, ...]:
    return tuple(m.code for m in visit.code_mentions)


def _led_by(visit: Visit, *, student: bool) -> Iterator[Span]:
    for said in visit.said(StatementKind.AIDE):
        words = said.span.of(visit.text)
        before, after = line_around(visit.text, said.span)
        led = _LED.search(words) or (words.lower().startswith("by ") and _DONE_BY.search(before))
        real = not _NOT_DONE_SO.search(before) and not _SUPPOSED.search(before + after)
        here = real and section_at(visit, said.span) not in _ELSEWHERE
        if led and here and bool(_STUDENT.search(words)) is student:
            yield said.span


@rule(
    code="COD202",
    title="An aide or technician gave treatment that is billed one-on-one",
    why="The work of aides and technicians is never billed as therapy, even when a therapist "
    "supervises it.",
    fix="Which minutes did the therapist or assistant treat the patient himself?",
    source=SKILLED_SERVICES,
    required=Severity.ERROR,
    when=one_on_one_code_in_play,
    bad=(
        Example("97110 x 20 min: LAQ 3x10, SLR 3x10, [[supervised by tech]].", claim="97110-GP=1"),
    ),
    good=(
        Example(
            "97530 x 20 min: sit to stand x8, mod A x2 with rehab tech for safety.",
            claim="97530-GP=1",
        ),
    ),
)
def aide_gave_treatment(visit: Visit) -> Iterator[Hit]:
    """Point at the words that say an aide led the work."""
    yield from (Hit(span) for span in _led_by(visit, student=False))


@rule(
    code="COD203",
    title="A student led treatment that is billed one-on-one",
    why="A student's work counts only while the therapist is in the room for the whole service, "
    "directs it and treats nobody else. Line of sight alone is not enough.",
    fix="Where was the therapist meanwhile, and what did he direct or decide?",
    source=WHO_MAY_TREAT,
    required=Severity.WARNING,
    when=one_on_one_code_in_play,
    bad=(
        Example("97110 x 20 min: LAQ 3x10, SLR 3x10, [[supervised by student]].", claim="97110=1"),
    ),
    good=(Example("97110 x 20 min: LAQ 3x10, SLR 3x10 with cues for pace.", claim="97110=1"),),
)
def student_led_treatment(visit: Visit) -> Iterator[Hit]:
    """Point at the words that say a student led the work."""
    yield from (Hit(span) for span in _led_by(visit, student=True))


@rule(
    code="COD204",
    title="All work under a one-on-one code was done independently",
    why="What a patient does alone, without cue, guard or adjustment, does not need a therapist "
    "and is not therapy to a payer.",
    fix="What did the therapist do, judge or change during this work?",
    source=SKILLED_SERVICES,
    required=Severity.WARNING,
    when=work_under_codes,
    bad=(Example("97530 x 15 min: [[sit to stand from low chair x10]], independent."),),
    good=(
        Example(
            "97530 x 15 min: sit to stand from low chair x10, independent after verbal cues for "
            "foot placement; seat lowered to 16 in."
        ),
    ),
)
def independent_work_billed(visit: Visit) -> Iterator[Hit]:
    """Point at the first activity of a code where all is independent and no skill is told."""
    skilled = (StatementKind.SKILLED, StatementKind.ONE_ON_ONE)
    if any(s.kind in skilled for s in visit.statements):
        return
    for code in worked_codes(visit):
        fact, work = fact_of(visit, code), firmly(visit, code)
        alone = all(a.assistance == (AssistLevel.INDEPENDENT,) for a in work)
        if fact is not None and fact.one_on_one and work and alone and not loose(visit):
            yield Hit(work[0].span, detail=code)


@rule(
    code="COD205",
    title="An evaluation is billed, and only an assistant signed",
    why="Assistants may treat and record, but evaluating and re-evaluating is the therapist's.",
    fix="Who evaluated the patient, and where is that person's signature?",
    source=WHO_MAY_TREAT,
    required=Severity.ERROR,
    when=codes_billed,
    bad=(
        Example(
            "PT EVALUATION 3/4/2026\n[[97162]]: ROM and MMT taken, Berg 34.\nJ. Doe, PTA",
            claim="97162-GP=1",
        ),
    ),
    good=(
        Example(
            "PT EVALUATION 3/4/2026\n97162: ROM and MMT taken, Berg 34.\nJ. Doe, PT, DPT",
            claim="97162-GP=1",
        ),
    ),
)
def evaluation_by_assistant(visit: Visit) -> Iterator[Hit]:
    """Point at the evaluation's code where only assistants signed."""
    asked = asked_of_assistants(visit)
    billed = [c for c in billed_codes(visit) if asked and c in asked.never]
    if billed and assistants_alone(visit):
        yield hit_at(named_at(visit, billed[0]), ", ".join(billed))
