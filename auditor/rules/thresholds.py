"""Claim rules: does KX fit what the patient has used of the year's therapy threshold?"""

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.model import Allowed, ServiceLine, Severity, Threshold, Visit, disciplines_of
from auditor.rules.claim import fact_of, hit_at, listed
from auditor.rules.claim_when import amount_known, threshold_held
from auditor.rules.core import Example, Hit, rule
from auditor.rules.modifiers import DENIAL_EXPECTED, EXCEPTION, spoken
from auditor.rules.signers import discipline_of
from auditor.rules.sources import EXCEPTIONS

NOT_ATTESTED = DENIAL_EXPECTED | {"GX", "GY"}
"""Modifiers of lines for which no need is attested. Source: CMS MM6563."""
_WORK = "97530 x 20 min: toilet transfers x4 w/ grab bar, CGA. J. Doe, PT"
_DAY = "2025-11-04"


@dataclass(frozen=True, slots=True)
class _Year:
    """One threshold, what is used of it before this visit, and the visit's lines under it."""

    threshold: Threshold
    used: float
    whole: bool
    """Whether an amount is given for each of the threshold's disciplines."""
    lines: tuple[ServiceLine, ...]

    def told(self, lines: list[ServiceLine], amount: int) -> str:
        """Say which lines, what is used, and which amount it is held against."""
        together = " and ".join(sorted(self.threshold.disciplines))
        codes = listed(line.code for line in lines)
        return f"{codes}: {int(self.used)} dollars used for {together}, the amount is {amount}"


def _years(visit: Visit) -> Iterator[_Year]:
    """Yield each threshold under which the claim has lines and of which an amount is known."""
    for threshold in visit.demands.thresholds if visit.demands else ():
        given = [a for a in visit.note.allowed if a.discipline in threshold.disciplines]
        lines = _under(visit, threshold)
        if given and lines:
            yield _Year(
                threshold=threshold,
                used=sum(a.dollars for a in given),
                whole={a.discipline for a in given} == threshold.disciplines,
                lines=lines,
            )


def _under(visit: Visit, threshold: Threshold) -> tuple[ServiceLine, ...]:
    """Return the claim's known therapy lines of the threshold's disciplines that may be paid."""
    return tuple(
        line
        for line in visit.note.claim
        if (fact := fact_of(visit, line.code)) is not None
        and fact.max_units != 0
        and _discipline(visit, line) in threshold.disciplines
    )


def _discipline(visit: Visit, line: ServiceLine) -> str | None:
    marked = disciplines_of(spoken(line))
    if marked:
        return next(iter(marked)) if len(marked) == 1 else None
    return discipline_of(visit)


def _attested(year: _Year) -> list[ServiceLine]:
    return [line for line in year.lines if EXCEPTION in spoken(line)]


@rule(
    code="THR101",
    title="KX is missing, and the year's threshold was used up before this visit",
    why="Above the threshold each line needs KX, which says that the record shows the need. "
    "Without it the line is denied.",
    fix="Does the record show why therapy beyond the threshold was needed?",
    source=EXCEPTIONS,
    required=Severity.ERROR,
    when=amount_known,
    bad=(
        Example(
            _WORK,
            claim="97530-GP=1",
            payer="medicare",
            date_of_service=_DAY,
            allowed=(Allowed("PT", 2420.5), Allowed("SLP", 0)),
        ),
        Example(
            _WORK,
            claim="97530-GP=1",
            payer="medicare",
            date_of_service=_DAY,
            allowed=(Allowed("PT", 1500), Allowed("SLP", 1100)),
        ),
    ),
    good=(
        Example(
            _WORK,
            claim="97530-GP-KX=1",
            payer="medicare",
            date_of_service=_DAY,
            allowed=(Allowed("PT", 2420.5), Allowed("SLP", 0)),
        ),
        Example(
            _WORK,
            claim="97530-GP=1",
            payer="medicare",
            date_of_service=_DAY,
            allowed=(Allowed("PT", 2100), Allowed("OT", 2600)),
        ),
    ),
)
def exception_missing(visit: Visit) -> Iterator[Hit]:
    """Name the lines at the claim; those for which a denial is expected attest nothing."""
    for year in _years(visit):
        bare = [x for x in year.lines if not {EXCEPTION, *NOT_ATTESTED} & {*spoken(x)}]
        if bare and year.used >= year.threshold.dollars:
            yield hit_at(None, year.told(bare, year.threshold.dollars))


@rule(
    code="THR102",
    title="KX is given, and not half of the year's threshold was used before this visit",
    why="KX belongs on lines above the threshold. As a habit on every line it attests what nobody "
    "asked, and draws reviewers.",
    fix="Why does this visit need KX?",
    source=EXCEPTIONS,
    required=Severity.WARNING,
    when=amount_known,
    bad=(
        Example(
            _WORK,
            claim="97530-GP-KX=1",
            payer="medicare",
            date_of_service=_DAY,
            allowed=(Allowed("PT", 310), Allowed("SLP", 0)),
        ),
    ),
    good=(
        Example(
            _WORK,
            claim="97530-GP-KX=1",
            payer="medicare",
            date_of_service=_DAY,
            allowed=(Allowed("PT", 2390), Allowed("SLP", 0)),
        ),
    ),
)
def exception_far_below_threshold(visit: Visit) -> Iterator[Hit]:
    """Name the lines at the claim.

    What this visit adds is not known here, and no visit adds half of a year's threshold: only
    where less than half is used, for all its disciplines, is KX surely early.
    """
    for year in _years(visit):
        marked = _attested(year)
        if marked and year.whole and 2 * year.used < year.threshold.dollars:
            yield hit_at(None, year.told(marked, year.threshold.dollars))


@rule(
    code="THR103",
    title="The year's amount is above that of medical review",
    why="Above it the payer may ask for the records before or after it pays.",
    fix="Are the plan of care, its certification, the progress reports and the notes at hand?",
    source=EXCEPTIONS,
    required=Severity.INFO,
    when=amount_known,
    bad=(
        Example(
            _WORK,
            claim="97530-GP-KX=1",
            payer="medicare",
            date_of_service=_DAY,
            allowed=(Allowed("PT", 3120), Allowed("SLP", 0)),
        ),
    ),
    good=(
        Example(
            _WORK,
            claim="97530-GP-KX=1",
            payer="medicare",
            date_of_service=_DAY,
            allowed=(Allowed("PT", 2600), Allowed("SLP", 0)),
        ),
    ),
)
def amount_of_medical_review(visit: Visit) -> Iterator[Hit]:
    """Name the lines under the threshold at the claim."""
    for year in _years(visit):
        review = year.threshold.review_dollars
        if review is not None and year.used >= review:
            yield hit_at(None, year.told(list(year.lines), review))


@rule(
    code="THR104",
    title="KX is given, and what was used of the year's threshold is not known",
    why="Whether KX belongs on the line depends on what was allowed since January, at every "
    "clinic the patient went to.",
    fix="How much of the year's threshold was used before this visit?",
    source=EXCEPTIONS,
    required=Severity.INFO,
    when=threshold_held,
    bad=(Example(_WORK, claim="97530-GP-KX=1", payer="medicare", date_of_service=_DAY),),
    good=(
        Example(
            _WORK,
            claim="97530-GP-KX=1",
            payer="medicare",
            date_of_service=_DAY,
            allowed=(Allowed("PT", 2600), Allowed("SLP", 0)),
        ),
    ),
)
def exception_with_unknown_amount(visit: Visit) -> Iterator[Hit]:
    """Name the lines at the claim whose threshold no amount is given for."""
    known = {a.discipline for a in visit.note.allowed}
    for threshold in visit.demands.thresholds if visit.demands else ():
        marked = [x for x in _under(visit, threshold) if EXCEPTION in spoken(x)]
        if marked and not known & threshold.disciplines:
            yield hit_at(None, listed(x.code for x in marked))
