"""Modifier rules: which billed codes may not be paid together, and where does 59 belong?"""

from collections.abc import Iterator

from auditor.model import ElementStatus, PairState, ServiceLine, Severity, Visit
from auditor.rules.claim import fact_of, hit_at, named_at
from auditor.rules.core import Example, Hit, rule
from auditor.rules.paired import (
    Together,
    lines_of_day,
    marks,
    several,
    table_of,
    together,
    told_apart,
    with_code,
)
from auditor.rules.sources import CODE_PAIRS
from auditor.rules.when import claim_given, two_codes_billed

_DAY = "2026-03-04"


def _hit(visit: Visit, found: Together) -> Hit:
    denied = found.pair.second if found.pair else found.codes[0]
    return hit_at(named_at(visit, denied), f"{found.words} ({found.answer.table})")


def _excluding(visit: Visit, *, modifier_allowed: bool) -> Iterator[Together]:
    for two in together(visit):
        if two.pair is not None and two.pair.modifier_allowed is modifier_allowed:
            yield two


def _nothing_to_tell_apart(visit: Visit, line: ServiceLine) -> bool:
    """Say whether a line's code is known to exclude none that was billed with it.

    A line that stands alone is judged where all pairs of its code are held.
    """
    others = with_code(visit, line.code)
    if not others:
        return line.code in table_of(visit).complete_for
    return all(two.is_(PairState.DOES_NOT_APPLY) for two in others)


@rule(
    code="MOD201",
    title="59 or an X modifier stands where no two billed codes exclude each other",
    why="These modifiers lift an edit between two codes. Without one they lift nothing, and as a "
    "habit they draw reviewers.",
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
        Example(
            "97530 x 15 min: car transfers x4.\n98978: remote monitoring set up.\n97140: mobs.",
            claim="97530-GP=1 97140-GP-59=1 98978-GP=1",
            date_of_service=_DAY,
        ),
    ),
)
def distinct_modifier_without_pair(visit: Visit) -> Iterator[Hit]:
    """Point at each line with 59 or X{EPSU} whose code is known to exclude no other of the day."""
    for line in lines_of_day(visit):
        found = marks(line)
        if found and _nothing_to_tell_apart(visit, line):
            detail = f"{line.code}-{found[0]} ({table_of(visit).table})"
            yield hit_at(named_at(visit, line.code), detail)


@rule(
    code="MOD202",
    title="Two codes are billed that exclude each other unless they were apart",
    why="The second of the two is denied unless both were given in minutes of their own and the "
    "claim says so. Whether they were apart, only the note can show.",
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
    for two in _excluding(visit, modifier_allowed=True):
        if two.pair and not told_apart(visit, two.pair):
            yield _hit(visit, two)


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
    for two in _excluding(visit, modifier_allowed=False):
        yield _hit(visit, two)


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
    for two in _excluding(visit, modifier_allowed=True):
        if two.pair and told_apart(visit, two.pair) and not {*two.codes} <= known:
            yield _hit(visit, two)


@rule(
    code="MOD205",
    title="59 or an X modifier stands on codes that are never paid together",
    why="The edit between the two allows no modifier, so that it changes nothing: the second code "
    "is denied with it as without.",
    fix="What was the modifier meant to tell apart?",
    source=CODE_PAIRS,
    asks="pair_modifier",
    required=Severity.WARNING,
    when=two_codes_billed,
    bad=(
        Example(
            "97530 x 15 min: lifting crate to shelf.\n[[95851]]: ROM measured, R shoulder.",
            claim="97530-GP=1 95851-GP-59=1",
            date_of_service=_DAY,
        ),
    ),
    good=(
        Example(
            "97530 x 15 min: crate lifts.\n97150: group of 4, 25 min.\n95851: ROM measured.",
            claim="97530-GP-59=1 97150-GP=1 95851-GP=1",
            date_of_service=_DAY,
        ),
    ),
)
def distinct_modifier_that_lifts_nothing(visit: Visit) -> Iterator[Hit]:
    """Point at the marked line's code, unless the modifier may be for another code of the day."""
    for line in lines_of_day(visit):
        found, others = marks(line), with_code(visit, line.code)
        never = [two for two in others if two.pair and not two.pair.modifier_allowed]
        settled = all(two in never or two.is_(PairState.DOES_NOT_APPLY) for two in others)
        if found and never and settled:
            detail = f"{line.code}-{found[0]}: {never[0].words} ({never[0].answer.table})"
            yield hit_at(named_at(visit, line.code), detail)


@rule(
    code="MOD206",
    title="Whether two billed codes exclude each other on that day is not known here",
    why="No edit and no lack of one can be told from the table that is held: of codes it does not "
    "hold, and of days before it, it says little. Nothing is concluded from that.",
    fix="What does the payer's table of that quarter say of the two?",
    source=CODE_PAIRS,
    asks="pair_modifier",
    required=Severity.INFO,
    when=two_codes_billed,
    bad=(
        Example(
            "97530 x 15 min: car transfers x4.\n97110 x 15 min: LAQ 3x10.",
            claim="97110-GP=1 98978-GP=1",
            date_of_service=_DAY,
        ),
    ),
    good=(
        Example(
            "97530 x 15 min: car transfers x4.\n97110 x 15 min: LAQ 3x10.",
            claim="97530-GP=1 97110-GP=1",
            date_of_service=_DAY,
        ),
    ),
)
def pair_without_data(visit: Visit) -> Iterator[Hit]:
    """Name the pairs of known codes once for the claim, where the payer has tables here at all."""
    table = table_of(visit)
    unknown = [
        two.words
        for two in together(visit)
        if two.is_(PairState.NO_DATA) and all(fact_of(visit, code) for code in two.codes)
    ]
    if unknown and table.edition:
        yield hit_at(None, f"{several(unknown)} ({table.table})")
