"""Modifier rules: do CQ and CO stand on the units that an assistant gave, and only on those?"""

from collections.abc import Iterator, Mapping

from auditor.model import ASSISTANT_MODIFIERS, PartedUnits, ServiceLine, Severity, Span, Visit
from auditor.rules.claim import asked_of_assistants, hit_at, listed, minutes_at, named_at
from auditor.rules.core import Example, Hit, When, rule
from auditor.rules.modifiers import parted_codes, spoken
from auditor.rules.once import once
from auditor.rules.signers import assistants_alone
from auditor.rules.sources import ASSISTANTS, WHO_MAY_TREAT

_DAY = "2026-03-04"
_BOTH = "97530 x 20 min (PT): car transfers x4, min A.\n"
_MIXED = "97530 x 26 min (PT 12, PTA 14): car transfers x8, min A."


def _marked(line: ServiceLine) -> bool:
    return bool(ASSISTANT_MODIFIERS & {*spoken(line)})


@once
def _lines(visit: Visit) -> tuple[ServiceLine, ...]:
    """Return the claim's lines of the visit's day."""
    days = (None, visit.date_of_service)
    return tuple(line for line in visit.note.claim if line.date_of_service in days)


@once
def _billed(visit: Visit) -> Mapping[str, PartedUnits]:
    """Return the claim's units of each code, with and without an assistant's modifier."""
    billed: dict[str, PartedUnits] = {}
    for line in _lines(visit):
        billed[line.code] = billed.get(line.code, PartedUnits()).and_line(line)
    return billed


@once
def _right(visit: Visit) -> Mapping[str, frozenset[PartedUnits]]:
    """Return, of each billed code whose givers are known, every right parting of its units."""
    known = parted_codes(visit)
    return {code: known[code] for code in _billed(visit) if known.get(code)}


def _to_split(visit: Visit, code: str) -> bool:
    """Say whether one line holds all of a code's units, and some of them are the assistant's."""
    lines = [line for line in _lines(visit) if line.code == code]
    both = all(right.with_modifier and right.without for right in _right(visit)[code])
    return both and len(lines) == 1 and lines[0].units > 1


def _at(visit: Visit, code: str) -> Span | None:
    return minutes_at(visit, code) or named_at(visit, code)


givers_known = When(
    lambda v: bool(_right(v)), "no billed code is known of which the note says who gave its minutes"
)
assistant_modifier_billed = When(
    lambda v: asked_of_assistants(v) is not None and any(map(_marked, v.note.claim)),
    "no line of the claim has CQ or CO",
)


@rule(
    code="MOD111",
    title="Units that the assistant gave have no assistant modifier",
    why="A unit that an assistant gave, all of it or more of it than may be left aside, carries CQ "
    "(PTA) or CO (OTA). The note says which minutes were the assistant's.",
    fix="Who gave the minutes of this code, and which of its units were the assistant's?",
    source=ASSISTANTS,
    asks="assistant_modifier",
    required=Severity.WARNING,
    when=givers_known,
    bad=(
        Example(
            _BOTH + "[[97110 x 15 min]] (PTA): LAQ 3x10.",
            claim="97530-GP=1 97110-GP=1",
            date_of_service=_DAY,
        ),
    ),
    good=(
        Example(
            _BOTH + "97110 x 15 min (PTA): LAQ 3x10.",
            claim="97530-GP=1 97110-GP-CQ=1",
            date_of_service=_DAY,
        ),
        Example(
            "97530 x 15 min (PT 10, PTA 5): car transfers x4, min A.",
            claim="97530-GP=1",
            date_of_service=_DAY,
        ),
    ),
)
def assistant_units_unmarked(visit: Visit) -> Iterator[Hit]:
    """Point at the minutes of each code with fewer marked units than any right bill has."""
    for code, right in _right(visit).items():
        billed, fewest = _billed(visit)[code], min(r.with_modifier for r in right)
        if billed.with_modifier < fewest and not _to_split(visit, code):
            detail = (
                f"{code}: {billed.with_modifier} billed with it, {fewest} given by the assistant"
            )
            yield hit_at(_at(visit, code), detail)


@rule(
    code="MOD112",
    title="Units that the therapist gave have an assistant modifier",
    why="CQ and CO stand on the units that an assistant gave. A unit of which the therapist gave "
    "enough minutes stands without.",
    fix="Who gave the minutes of this code, and which of its units were the therapist's?",
    source=ASSISTANTS,
    asks="assistant_modifier",
    required=Severity.WARNING,
    when=givers_known,
    bad=(
        Example(
            "[[97530 x 20 min]] (PT): car transfers x4, min A.\n97110 x 15 min (PTA): LAQ 3x10.",
            claim="97530-GP-CQ=1 97110-GP-CQ=1",
            date_of_service=_DAY,
        ),
    ),
    good=(
        Example(
            _BOTH + "97110 x 15 min (PTA): LAQ 3x10.",
            claim="97530-GP=1 97110-GP-CQ=1",
            date_of_service=_DAY,
        ),
    ),
)
def therapist_units_marked(visit: Visit) -> Iterator[Hit]:
    """Point at the minutes of each code with more marked units than any right bill has."""
    for code, right in _right(visit).items():
        billed, most = _billed(visit)[code], max(r.with_modifier for r in right)
        therapists = any(r.without for r in right)
        if billed.with_modifier > most and therapists and not _to_split(visit, code):
            detail = f"{code}: {billed.with_modifier} billed with it, {most} given by the assistant"
            yield hit_at(_at(visit, code), detail)


@rule(
    code="MOD113",
    title="An evaluation has an assistant modifier",
    why="Evaluating and re-evaluating is the therapist's; an assistant may not do it, so no "
    "modifier makes such a line right.",
    fix="Who evaluated the patient?",
    source=WHO_MAY_TREAT,
    required=Severity.ERROR,
    when=assistant_modifier_billed,
    bad=(
        Example(
            "PT evaluation. [[97161]]: ROM, strength, gait. J. Doe, PT",
            claim="97161-GP-CQ=1",
            date_of_service=_DAY,
        ),
    ),
    good=(
        Example(
            "97530 x 15 min: car transfers x4, min A. J. Doe, PTA",
            claim="97530-GP-CQ=1",
            date_of_service=_DAY,
        ),
    ),
)
def evaluation_marked(visit: Visit) -> Iterator[Hit]:
    """Point at the code of each such line, unless an assistant alone signed: COD205 says that."""
    asked = asked_of_assistants(visit)
    if assistants_alone(visit):
        return
    for line in visit.note.claim:
        if asked and line.code in asked.never and _marked(line):
            yield hit_at(named_at(visit, line.code), line.code)


@rule(
    code="MOD114",
    title="An assistant modifier stands on a day before it was asked for",
    why="CQ and CO came into use on a certain day; on services before it they tell the payer "
    "nothing, and the date of service may be wrong.",
    fix="Is the date of service right, and was the modifier meant?",
    source=ASSISTANTS,
    required=Severity.WARNING,
    when=assistant_modifier_billed,
    bad=(
        Example(
            "[[97530]] x 15 min: car transfers x4, min A. J. Doe, PTA",
            claim="97530-GP-CQ=1",
            date_of_service="2019-12-30",
        ),
    ),
    good=(
        Example(
            "97530 x 15 min: car transfers x4, min A. J. Doe, PTA",
            claim="97530-GP-CQ=1",
            date_of_service="2020-01-02",
        ),
    ),
)
def assistant_modifier_too_early(visit: Visit) -> Iterator[Hit]:
    """Point at the code of the first such line, and name them all."""
    asked, day = asked_of_assistants(visit), visit.date_of_service
    if asked is None or day is None or day >= asked.since:
        return
    codes = [line.code for line in visit.note.claim if _marked(line)]
    yield hit_at(named_at(visit, codes[0]), listed(codes))


@rule(
    code="MOD115",
    title="One line holds the units of both therapist and assistant",
    why="Units with and without the assistant's modifier stand on two lines of the claim, each "
    "with its own number of units.",
    fix="Which of the units were the assistant's, and which the therapist's?",
    source=ASSISTANTS,
    asks="assistant_modifier",
    required=Severity.WARNING,
    when=givers_known,
    bad=(
        Example(
            "[[97530 x 26 min]] (PT 12, PTA 14): car transfers x8, min A.",
            claim="97530-GP-CQ=2",
            date_of_service=_DAY,
        ),
        Example(
            "[[97530 x 26 min]] (PT 12, PTA 14): car transfers x8, min A.",
            claim="97530-GP=2",
            date_of_service=_DAY,
        ),
    ),
    good=(Example(_MIXED, claim="97530-GP=1 97530-GP-CQ=1", date_of_service=_DAY),),
)
def units_of_both_on_one_line(visit: Visit) -> Iterator[Hit]:
    """Point at the minutes of each such code."""
    for code in _right(visit):
        if _to_split(visit, code):
            yield hit_at(_at(visit, code), code)
