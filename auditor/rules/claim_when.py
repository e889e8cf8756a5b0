"""When does a rule of claim lines apply to a visit? Named conditions, with the reason why not."""

from auditor.model import Visit
from auditor.rules.claim import fact_of
from auditor.rules.core import When


def _levels(visit: Visit) -> bool:
    facts = [fact_of(visit, line.code) for line in visit.note.claim]
    return any(fact is not None and fact.levels for fact in facts)


def _disciplines(visit: Visit) -> bool:
    facts = [fact_of(visit, line.code) for line in visit.note.claim]
    return any(fact is not None and fact.discipline for fact in facts)


def _modified(visit: Visit) -> bool:
    return any(line.modifiers for line in visit.note.claim)


several_lines = When(lambda v: len(v.note.claim) > 1, "the claim has fewer than two lines")
codes_claimed = When(
    lambda v: bool(v.note.claim) and v.demands is not None and bool(v.demands.codes),
    "no claim came with the note, or no list of codes is known",
)
day_of_claim_known = When(
    lambda v: bool(v.note.claim) and v.demands is not None and v.date_of_service is not None,
    "no claim came with the note, or its day is not known",
)
lines_and_day_dated = When(
    lambda v: v.date_of_service is not None and any(x.date_of_service for x in v.note.claim),
    "the lines of the claim, or the note, have no day of their own",
)
lines_dated = When(
    lambda v: any(x.date_of_service for x in v.note.claim), "no line of the claim has a day"
)
diagnoses_claimed = When(
    lambda v: any(x.diagnoses is not None for x in v.note.claim),
    "the claim's format has no diagnoses",
)
clinicians_claimed = When(
    lambda v: len([x for x in v.note.claim if x.clinician]) > 1 and bool(v.signatures),
    "fewer than two lines name who gave them, or nobody signed",
)
levelled_code_claimed = When(_levels, "no code of a service with levels is billed")
discipline_code_claimed = When(_disciplines, "no code of one discipline alone is billed")
modifiers_claimed = When(_modified, "no line of the claim has a modifier")
modifiers_known = When(
    lambda v: _modified(v) and v.demands is not None and bool(v.demands.modifiers),
    "no line of the claim has a modifier, or no list of them is known",
)
threshold_held = When(
    lambda v: bool(v.note.claim and v.demands and v.demands.thresholds),
    "no claim came with the note, or the payer has no threshold on this day",
)
amount_known = When(
    lambda v: bool(v.note.claim and v.note.allowed and v.demands and v.demands.thresholds),
    "what is used of the year's threshold is not known, or the payer has none on this day",
)
