"""Claim rules: is each line of the claim whole, of the note's day, and there only once?"""

from collections import Counter
from collections.abc import Iterator

from auditor.model import ServiceLine, Severity, Visit
from auditor.model.counting import UNITS_PER_DAY
from auditor.rules.claim import CLAIM, at_line, fact_of, hit_at, listed, said
from auditor.rules.claim_when import (
    clinicians_claimed,
    codes_claimed,
    diagnoses_claimed,
    lines_and_day_dated,
    lines_dated,
    several_lines,
)
from auditor.rules.core import Example, Hit, rule
from auditor.rules.modifiers import spoken
from auditor.rules.sources import CLAIM_FORM, DUPLICATES, RECORD, TIMED_UNITS, TREATMENT_NOTE
from auditor.rules.when import claim_given

REPEATED = frozenset({"76", "77"})
"""Modifiers that say a service was given again. Source: CPT, appendix A."""
_WORK = "97530 x 20 min: toilet transfers x4 w/ grab bar, CGA, cues for hand placement."
_DAY = "2026-03-04"


def _same(visit: Visit, line: ServiceLine) -> tuple[object, ...]:
    """What two lines of one service share; one without a day is taken to be of the note's."""
    day = line.date_of_service or visit.date_of_service
    return line.code, frozenset(spoken(line)), day, line.clinician


@rule(
    code="CLM101",
    title="A line stands on the claim twice",
    why="Two lines with the same code, day and modifiers are taken for one sent twice, and the "
    "second is denied. The minutes of a code belong on one line.",
    fix="Was this service entered twice, or do its units belong on one line?",
    source=DUPLICATES,
    required=Severity.ERROR,
    when=several_lines,
    bad=(Example(_WORK.replace("97530", "[[97530]]"), claim="97530-GP=1 97530-GP=1"),),
    good=(
        Example(_WORK, claim="97530-GP=1 97530-GP-CQ=1"),
        Example(_WORK, claim="97530-GP=1 97530-GP-76=1"),
    ),
)
def duplicate_line(visit: Visit) -> Iterator[Hit]:
    """Point at the code of each line that is there again, unless it is told as repeated."""
    counted = Counter(_same(visit, line) for line in visit.note.claim)
    seen: set[tuple[object, ...]] = set()
    for line in visit.note.claim:
        same = _same(visit, line)
        if counted[same] > 1 and same not in seen and not REPEATED & {*spoken(line)}:
            seen.add(same)
            yield at_line(visit, line, said(line))


@rule(
    code="CLM102",
    title="A line has no units",
    why="A line that bills nothing is rejected, or a number was lost on its way to the claim.",
    fix="How many units were meant, or does this line not belong on the claim?",
    source=CLAIM_FORM,
    required=Severity.ERROR,
    when=claim_given,
    bad=(Example(_WORK.replace("97530", "[[97530]]"), claim="97530-GP=0"),),
    good=(Example(_WORK, claim="97530-GP=1"),),
)
def line_without_units(visit: Visit) -> Iterator[Hit]:
    """Point at the code of each line of no units."""
    for line in visit.note.claim:
        if line.units == 0:
            yield at_line(visit, line, said(line))


@rule(
    code="CLM103",
    title="More 15-minute units are billed than a day holds",
    why="So many units cannot have been given. Often minutes were entered in place of units.",
    fix="Is this the number of units, or of minutes?",
    source=TIMED_UNITS,
    required=Severity.ERROR,
    when=codes_claimed,
    bad=(Example(_WORK, claim="97530-GP=120"),),
    good=(Example(_WORK, claim="97530-GP=1"),),
)
def units_beyond_a_day(visit: Visit) -> Iterator[Hit]:
    """Say at the claim how many units its timed codes have together."""
    timed = [x for x in visit.note.claim if (f := fact_of(visit, x.code)) is not None and f.timed]
    units = sum(line.units for line in timed)
    if units > UNITS_PER_DAY:
        yield hit_at(None, f"{listed(x.code for x in timed)}: {units} billed")


@rule(
    code="CLM104",
    title="A line of the claim is of another day than the note",
    why="A note supports what was given on its own day, and nothing else.",
    fix="Is the day of the line right, and is there a note of that day?",
    source=RECORD,
    required=Severity.ERROR,
    when=lines_and_day_dated,
    bad=(
        Example(
            _WORK.replace("97530", "[[97530]]"),
            claim=(ServiceLine("97530", 1, ("GP",), date_of_service="2026-03-05"),),
            date_of_service=_DAY,
        ),
    ),
    good=(
        Example(
            _WORK,
            claim=(ServiceLine("97530", 1, ("GP",), date_of_service=_DAY),),
            date_of_service=_DAY,
        ),
    ),
)
def line_of_another_day(visit: Visit) -> Iterator[Hit]:
    """Point at the code of each such line, unless the note itself speaks of two days."""
    if visit.note.date_of_service is None and visit.dates_compete:
        return
    for line in visit.note.claim:
        if line.date_of_service and line.date_of_service != visit.date_of_service:
            yield at_line(visit, line, f"{said(line)} of {line.date_of_service}")


@rule(
    code="CLM105",
    title="A line of the claim has no day, while others have",
    why="Each line names the day of its service; without it the line is returned.",
    fix="On which day was this service given?",
    source=CLAIM_FORM,
    required=Severity.WARNING,
    when=lines_dated,
    bad=(
        Example(
            _WORK.replace("97530", "[[97530]]"),
            claim=(
                ServiceLine("97110", 1, ("GP",), date_of_service=_DAY),
                ServiceLine("97530", 1, ("GP",)),
            ),
            date_of_service=_DAY,
        ),
    ),
    good=(
        Example(
            _WORK,
            claim=(ServiceLine("97530", 1, ("GP",), date_of_service=_DAY),),
            date_of_service=_DAY,
        ),
    ),
)
def line_without_day(visit: Visit) -> Iterator[Hit]:
    """Point at the code of each line without a day."""
    for line in visit.note.claim:
        if line.date_of_service is None:
            yield at_line(visit, line, said(line))


@rule(
    code="CLM106",
    title="A line points to no diagnosis",
    why="Each line of a claim names at least one diagnosis that the service was for; a line "
    "without one is rejected.",
    fix="For which of the patient's diagnoses was this service given?",
    source=CLAIM_FORM,
    required=Severity.ERROR,
    when=diagnoses_claimed,
    bad=(
        Example(
            _WORK.replace("97530", "[[97530]]"),
            claim=(ServiceLine("97530", 1, ("GP",), diagnoses=()),),
        ),
    ),
    good=(Example(_WORK, claim=(ServiceLine("97530", 1, ("GP",), diagnoses=("M25.561",)),)),),
)
def line_without_diagnosis(visit: Visit) -> Iterator[Hit]:
    """Point at the code of each such line; where a format has no diagnoses nothing is known."""
    for line in visit.note.claim:
        if line.diagnoses == ():
            yield at_line(visit, line, said(line))


@rule(
    code="CLM107",
    title="The lines name several clinicians, and one alone signed",
    why="Whoever gave a service and its minutes is named in the note of the day.",
    fix="Who gave the services of each line, and does the note name them all?",
    source=TREATMENT_NOTE,
    required=Severity.INFO,
    when=clinicians_claimed,
    bad=(
        Example(
            f"{_WORK}\n[[J. Doe, PT]]",
            claim=(
                ServiceLine("97530", 1, ("GP",), clinician="A"),
                ServiceLine("97110", 1, ("GP",), clinician="B"),
            ),
        ),
    ),
    good=(
        Example(
            f"{_WORK}\nJ. Doe, PT",
            claim=(
                ServiceLine("97530", 1, ("GP",), clinician="A"),
                ServiceLine("97110", 1, ("GP",), clinician="A"),
            ),
        ),
    ),
)
def several_clinicians_one_signer(visit: Visit) -> Iterator[Hit]:
    """Point at the only signature where lines are of different clinicians; none is named."""
    named = [line for line in visit.note.claim if line.clinician]
    others = [line.code for line in named if line.clinician != named[0].clinician]
    if others and len(visit.signatures) == 1 and visit.signatures[0].named:
        yield Hit(visit.signatures[0].span, (CLAIM,), f"{listed(others)} by another")
