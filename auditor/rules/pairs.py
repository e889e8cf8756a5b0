"""Modifier rules: which billed codes may not be paid together, and where does 59 belong?"""

from collections.abc import Iterator

from auditor.model import CodePair, ElementStatus, ServiceLine, Severity, Visit
from auditor.rules.claim import billed_codes, hit_at, named_at
from auditor.rules.core import Example, Hit, rule
from auditor.rules.modifiers import spoken
from auditor.rules.sources import CODE_PAIRS
from auditor.rules.when import claim_given, two_codes_billed

DISTINCT = frozenset({"59", "XE", "XP", "XS", "XU"})
"""Modifiers that say two services were apart. Source: CMS NCCI Policy Manual, ch. 1."""
_DAY = "2026-03-04"


def _lines(visit: Visit, code: str) -> tuple[ServiceLine, ...]:
    return tuple(line for line in visit.note.claim if line.code == code)


def _told_apart(visit: Visit, pair: CodePair) -> bool:
    lines = (*_lines(visit, pair.first), *_lines(visit, pair.second))
    return any(DISTINCT & {*spoken(line)} for line in lines)


def _pairs(visit: Visit) -> tuple[CodePair, ...]:
    """Return the pairs of the payer in force of which both codes are billed."""
    billed = {*billed_codes(visit)}
    held = visit.demands.pairs.pairs.values() if visit.demands else ()
    return tuple(p for p in held if p.first in billed and p.second in billed)


def _hit(visit: Visit, pair: CodePair) -> Hit:
    span = named_at(visit, pair.second)
    return hit_at(span, f"{pair.second} with {pair.first}")


@rule(
    code="MOD201",
    title="59 or an X modifier stands where no two billed codes exclude each other",
    why="These modifiers lift an edit between two codes. Without one they lift nothing, and their "
    "use as a habit draws reviewers.",
    fix="Which other service of the day was this line to be told apart from?",
    source=CODE_PAIRS,
    asks="pair_modifier",
    required=Severity.WARNING,
    when=claim_given,
    bad=(
        Example(
            "[[97530]] x 15 min: car transfers x4.\n97140 x 10 min: joint mobs gr III.",
            claim="97530-GP-59=1 97140-GP=1",
            date_of_service=_DAY,
        ),
    ),
    good=(
        Example(
            "97530 x 15 min: car transfers x4.\n97150: group session of 4, 25 min.",
            claim="97530-GP-59=1 97150-GP=1",
            date_of_service=_DAY,
        ),
    ),
)
def distinct_modifier_without_pair(visit: Visit) -> Iterator[Hit]:
    """Point at the code of each line with 59 or X{EPSU} that no edit of the day concerns."""
    concerned = {c for p in _pairs(visit) for c in (p.first, p.second)}
    for line in visit.note.claim:
        found = sorted(DISTINCT & {*spoken(line)})
        if found and line.code not in concerned:
            yield hit_at(named_at(visit, line.code), f"{line.code}-{found[0]}")


@rule(
    code="MOD202",
    title="Two codes are billed that exclude each other unless told apart",
    why="The second of the two is denied unless both were given in minutes of their own, and a "
    "modifier says so.",
    fix="Were the two given in separate minutes, and does the note show that?",
    source=CODE_PAIRS,
    asks="pair_modifier",
    required=Severity.ERROR,
    when=two_codes_billed,
    bad=(
        Example(
            "[[97530]] x 15 min: car transfers x4.\n97150: group session of 4, 25 min.",
            claim="97530-GP=1 97150-GP=1",
            date_of_service=_DAY,
        ),
    ),
    good=(
        Example(
            "97530 x 15 min: car transfers x4.\n97150: group session of 4, 25 min.",
            claim="97530-GP-59=1 97150-GP=1",
            date_of_service=_DAY,
        ),
    ),
)
def pair_not_told_apart(visit: Visit) -> Iterator[Hit]:
    """Point at the code that is denied."""
    for pair in _pairs(visit):
        if pair.modifier_allowed and not _told_apart(visit, pair):
            yield _hit(visit, pair)


@rule(
    code="MOD203",
    title="Two codes are billed that are never paid together",
    why="The second is part of the first for this payer; no modifier changes that.",
    fix="Which of the two services describes what was done?",
    source=CODE_PAIRS,
    asks="pair_modifier",
    required=Severity.ERROR,
    when=two_codes_billed,
    bad=(
        Example(
            "97530 x 15 min: lifting crate to shelf.\n[[95851]]: ROM measured, R shoulder.",
            claim="97530-GP=1 95851-GP=1",
            date_of_service=_DAY,
        ),
    ),
    good=(
        Example(
            "97530 x 15 min: lifting crate to shelf.\n97110 x 15 min: LAQ 3x10.",
            claim="97530-GP=1 97110-GP=1",
            date_of_service=_DAY,
        ),
    ),
)
def pair_never_paid(visit: Visit) -> Iterator[Hit]:
    """Point at the code that is denied."""
    for pair in _pairs(visit):
        if not pair.modifier_allowed:
            yield _hit(visit, pair)


@rule(
    code="MOD204",
    title="Two codes are told apart by a modifier, but not in the note",
    why="59 states that the services were apart. The note must show it: minutes and work of each.",
    fix="Which minutes and which work belonged to each of the two codes?",
    source=CODE_PAIRS,
    asks="pair_modifier",
    required=Severity.WARNING,
    when=two_codes_billed,
    bad=(
        Example(
            "Car transfers x4, w/c propulsion 100 ft over ramp. 40 min.",
            claim="97530-GP=2 97542-GP-59=1",
            date_of_service=_DAY,
        ),
    ),
    good=(
        Example(
            "97530 x 23 min: car transfers x4.\n97542 x 15 min: w/c propulsion 100 ft over ramp.",
            claim="97530-GP=2 97542-GP-59=1",
            date_of_service=_DAY,
        ),
    ),
)
def pair_told_apart_only_on_claim(visit: Visit) -> Iterator[Hit]:
    """Point at the second code where the note keeps the two apart in no way."""
    element = visit.elements.get("code_distinction")
    if element is None or element.status is not ElementStatus.MISSING:
        return
    known = {t.code for t in visit.times} | {a.code for a in visit.performed()}
    for pair in _pairs(visit):
        apart = pair.first in known and pair.second in known
        if pair.modifier_allowed and _told_apart(visit, pair) and not apart:
            yield _hit(visit, pair)
