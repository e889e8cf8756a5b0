"""Modifier rules: do the modifiers of the claim fit the discipline and the one who treated?"""

import re
from collections.abc import Iterator, Mapping

from auditor.model import (
    ASSISTANT_MODIFIER,
    ASSISTANT_MODIFIERS,
    DISCIPLINE_MODIFIERS,
    DISCIPLINE_OF,
    PartedUnits,
    ServiceLine,
    Severity,
    Visit,
    disciplines_of,
)
from auditor.rules.claim import asked_of_assistants, fact_of, hit_at, listed, named_at
from auditor.rules.core import Example, Hit, rule
from auditor.rules.phrases import word_set
from auditor.rules.signers import assistants_alone, discipline_of, therapists_alone
from auditor.rules.sources import ASSISTANTS, EXCEPTIONS, THERAPY_MODIFIERS
from auditor.rules.when import claim_given

SOMETIMES_THERAPY = word_set(
    "97129 97130 97550 97551 97552 97597 97598 97602 97605 97606 97607 97608 97610"
)
"""Codes that are therapy only under a therapy plan: without a modifier they may be right."""
THERAPY_CODES_BEGIN = ("97", "G0")
"""Codes of other beginnings are left to the biller: whether they are therapy depends on more."""
EXCEPTION = "KX"
"""Attests the need of a service above the year's threshold. Source: Pub. 100-04, ch. 5, §10.3."""
DENIAL_EXPECTED = frozenset({"GA", "GZ"})
"""Say that a denial for lack of need is expected. Source: CMS MM6563."""
_ASSISTANT_WORDS = re.compile(r"\b(?:PTA|LPTA|OTA|COTA)\b|\bassistant\b|\bSPTA\b", re.IGNORECASE)


def always_therapy(visit: Visit, line: ServiceLine) -> bool:
    """Say whether a known line is therapy whatever the plan, so that it needs the discipline."""
    always = line.code.startswith(THERAPY_CODES_BEGIN) and line.code not in SOMETIMES_THERAPY
    return always and fact_of(visit, line.code) is not None


def spoken(line: ServiceLine) -> tuple[str, ...]:
    """Return a line's modifiers, in capitals."""
    return tuple(m.strip().upper() for m in line.modifiers)


def parted_codes(visit: Visit) -> Mapping[str, frozenset[PartedUnits]]:
    """Return the right partings of the codes of which the note says who gave their minutes."""
    known = asked_of_assistants(visit)
    return known.by_code if known else {}


def _at(visit: Visit, codes: list[str], detail: str) -> Hit:
    return hit_at(named_at(visit, codes[0]), detail)


@rule(
    code="MOD101",
    title="A therapy line has no discipline modifier",
    why="GP, GO or GN says under which discipline's plan of care the service falls; a therapy line "
    "without it is returned.",
    fix="Under which discipline's plan of care was this given?",
    source=THERAPY_MODIFIERS,
    asks="discipline_modifier",
    required=Severity.ERROR,
    when=claim_given,
    bad=(Example("Car transfers x4, min A. J. Doe, PT", claim="97530=1 97110-GP=1"),),
    good=(Example("Car transfers x4, min A. J. Doe, PT", claim="97530-GP=1 97110-GP=1"),),
)
def discipline_modifier_missing(visit: Visit) -> Iterator[Hit]:
    """Name the lines, at the claim: the note has no words for it."""
    bare = [
        line.code
        for line in visit.note.claim
        if always_therapy(visit, line) and not DISCIPLINE_MODIFIERS & {*spoken(line)}
    ]
    if bare:
        yield hit_at(None, listed(bare))


@rule(
    code="MOD102",
    title="The discipline modifier is not that of the clinician",
    why="GP stands for physical therapy, GO for occupational therapy, GN for speech-language "
    "pathology. The note is signed by another discipline.",
    fix="Under which discipline's plan of care was this given?",
    source=THERAPY_MODIFIERS,
    required=Severity.ERROR,
    when=claim_given,
    bad=(Example("Toilet transfers x4, min A.\n[[J. Doe, OTR/L]]", claim="97530-GP=1"),),
    good=(Example("Toilet transfers x4, min A.\nJ. Doe, OTR/L", claim="97530-GO=1"),),
)
def discipline_modifier_of_another(visit: Visit) -> Iterator[Hit]:
    """Point at the signature where a line speaks of another discipline than note and signer."""
    discipline = discipline_of(visit)
    if discipline is None or not visit.signatures:
        return
    foreign = [
        f"{line.code}-{m}"
        for line in visit.note.claim
        for m in spoken(line)
        if m in DISCIPLINE_MODIFIERS and DISCIPLINE_OF[m] != discipline
    ]
    if foreign:
        yield Hit(visit.signatures[0].span, detail=listed(foreign))


@rule(
    code="MOD103",
    title="A line has two discipline modifiers",
    why="A service falls under one discipline's plan of care: exactly one of GP, GO and GN.",
    fix="Under which discipline's plan of care was this given?",
    source=THERAPY_MODIFIERS,
    required=Severity.ERROR,
    when=claim_given,
    bad=(Example("Car transfers x4, min A. J. Doe, PT", claim="97530-GP-GO=1"),),
    good=(Example("Car transfers x4, min A. J. Doe, PT", claim="97530-GP=1"),),
)
def two_discipline_modifiers(visit: Visit) -> Iterator[Hit]:
    """Point at the code of each line with more than one of them."""
    for line in visit.note.claim:
        both = sorted(DISCIPLINE_MODIFIERS & {*spoken(line)})
        if len(both) > 1:
            yield _at(visit, [line.code], f"{line.code}: {listed(both)}")


@rule(
    code="MOD104",
    title="An assistant alone signed, and a line has no assistant modifier",
    why="Services an assistant gives in whole or in part carry CQ (PTA) or CO (OTA) beside the "
    "discipline modifier; the payer pays them differently.",
    fix="Who gave the minutes of each line, the assistant or a therapist?",
    source=ASSISTANTS,
    asks="assistant_modifier",
    required=Severity.ERROR,
    when=claim_given,
    bad=(Example("DOS 3/4/2026\nCar transfers x4, min A.\n[[J. Doe, PTA]]", claim="97530-GP=1"),),
    good=(Example("DOS 3/4/2026\nCar transfers x4, min A.\nJ. Doe, PTA", claim="97530-GP-CQ=1"),),
)
def assistant_modifier_missing(visit: Visit) -> Iterator[Hit]:
    """Point at the assistant's signature; codes whose givers are known are another rule's."""
    signed = assistants_alone(visit)
    bare = [
        line.code
        for line in visit.note.claim
        if always_therapy(visit, line)
        and line.code not in parted_codes(visit)
        and not ASSISTANT_MODIFIERS & {*spoken(line)}
    ]
    if signed and bare and discipline_of(visit) in ASSISTANT_MODIFIER:
        yield Hit(signed[0].span, detail=listed(bare))


@rule(
    code="MOD105",
    title="A line has an assistant modifier, and only a therapist signed",
    why="CQ and CO say that an assistant gave the service. The note names no assistant.",
    fix="Did an assistant treat today, and if so who?",
    source=ASSISTANTS,
    required=Severity.WARNING,
    when=claim_given,
    bad=(Example("Car transfers x4, min A.\n[[J. Doe, PT]]", claim="97530-GP-CQ=1"),),
    good=(Example("Car transfers x4, min A.\nJ. Doe, PTA", claim="97530-GP-CQ=1"),),
)
def assistant_modifier_without_assistant(visit: Visit) -> Iterator[Hit]:
    """Point at the therapist's signature, unless the note speaks of an assistant anywhere."""
    signed = therapists_alone(visit)
    marked = [x.code for x in visit.note.claim if ASSISTANT_MODIFIERS & {*spoken(x)}]
    if signed and marked and not _ASSISTANT_WORDS.search(visit.text):
        yield Hit(signed[0].span, detail=listed(marked))


@rule(
    code="MOD106",
    title="The assistant modifier does not go with the discipline modifier",
    why="CQ is a physical therapist assistant's and stands with GP; CO is an occupational therapy "
    "assistant's and stands with GO.",
    fix="Which discipline's assistant gave this?",
    source=ASSISTANTS,
    required=Severity.ERROR,
    when=claim_given,
    bad=(Example("Car transfers x4, min A. J. Doe, PTA", claim="97530-GO-CQ=1"),),
    good=(Example("Car transfers x4, min A. J. Doe, PTA", claim="97530-GP-CQ=1"),),
)
def assistant_modifier_of_another(visit: Visit) -> Iterator[Hit]:
    """Point at the code of each line whose CQ or CO speaks of another discipline."""
    for line in visit.note.claim:
        words = spoken(line)
        assistants = disciplines_of(ASSISTANT_MODIFIERS & {*words})
        disciplines = disciplines_of(DISCIPLINE_MODIFIERS & {*words})
        if len(assistants) > 1 or (assistants and disciplines and assistants != disciplines):
            own = [m for m in words if m in DISCIPLINE_OF]
            yield _at(visit, [line.code], f"{line.code}: {listed(own)}")


@rule(
    code="MOD107",
    title="KX stands on one line with GA or GZ",
    why="KX attests that the service is necessary; GA and GZ say that a denial for lack of need "
    "is expected. Both cannot be meant.",
    fix="Is the service held to be necessary, or is a denial expected?",
    source=EXCEPTIONS,
    required=Severity.WARNING,
    when=claim_given,
    bad=(Example("Car transfers x4, min A. J. Doe, PT", claim="97530-GP-KX-GA=1"),),
    good=(Example("Car transfers x4, min A. J. Doe, PT", claim="97530-GP-KX=1"),),
)
def necessity_attested_and_denied(visit: Visit) -> Iterator[Hit]:
    """Point at the code of each such line."""
    for line in visit.note.claim:
        words = {*spoken(line)}
        if EXCEPTION in words and words & DENIAL_EXPECTED:
            yield _at(visit, [line.code], line.code)
