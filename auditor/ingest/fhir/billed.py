"""Which lines of the claims in a FHIR file were billed for which of its notes?

A line belongs to the one note of its patient that has its day or, where the note gives no day, its
encounter, and is of no other discipline than its modifiers speak of; of several to the one that is
of that discipline for certain, or of its clinician.
A claim any item of which cannot be read is set beside no note: half a claim would judge it wrongly.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from auditor.errors import InputError
from auditor.ingest.claim_files.fhir_claims import read_claim
from auditor.ingest.claim_files.resources import Resource, item_place
from auditor.ingest.claim_files.shapes import node, nodes, text
from auditor.ingest.fhir.drafts import Draft
from auditor.ingest.fhir.references import meaning, referred
from auditor.ingest.refused import Refused
from auditor.model import ClaimLine
from auditor.model.disciplines import disciplines_of

_HALF = "so the claim is set beside no note; mend it, or give it as a claim file (--claims)"
_NO_NOTE = (
    "no note of this file has the patient and the day or encounter of this line; "
    "to match it with other notes, give it as a claim file (--claims)"
)
_MANY = (
    "several notes of this file have the patient and the day of this line, so it is set beside "
    "none of them; give it as a claim file (--claims)"
)
_REPLACED = "is replaced by another claim of this file; it is not read"


@dataclass(slots=True)
class Billed:
    """The lines of each note by the number of its draft, and what could not be given to any."""

    lines: dict[int, list[Mapping[str, object]]] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)


def billed(claims: Sequence[Resource], drafts: Sequence[Draft]) -> Billed:
    """Give each claim line to its note.

    Args:
        claims: The claims that stand together with the notes.
        drafts: The notes.
    """
    found = Billed()
    by_patient: dict[str, list[int]] = defaultdict(list)
    for number, draft in enumerate(drafts):
        for patient in draft.patients:
            by_patient[patient].append(number)
    replaced = {mark for claim in claims for mark in _replaced(claim)}
    for claim in claims:
        if f"held {id(claim.values)}" in replaced:
            found.refused.append(claim.place.notice(_REPLACED))
            continue
        try:
            _give(claim, drafts, by_patient, found)
        except InputError as error:
            found.refused.append(claim.place.refuse(f"{error}; {_HALF}"))
    return found


def _replaced(claim: Resource) -> Iterator[str]:
    """Give the claims that this one replaces; one of another shape is refused when it is read."""
    try:
        for related in nodes(claim.values, "related"):
            if text(claim.values, "status") in {"", "active"}:
                yield meaning(claim, node(related, "claim"))
    except InputError:
        return


def _give(
    claim: Resource,
    drafts: Sequence[Draft],
    by_patient: Mapping[str, Sequence[int]],
    found: Billed,
) -> None:
    read = list(read_claim(claim))
    refused = [each for each in read if isinstance(each, Refused)]
    if refused:
        found.refused.extend(refused)
        if not all(each.notice for each in refused):
            found.refused.append(claim.place.refuse(f"an item cannot be read, {_HALF}"))
        return
    lines = [each for each in read if isinstance(each, ClaimLine)]
    items = nodes(claim.values, "item")
    for number, (line, item) in enumerate(zip(lines, items, strict=True), start=1):
        encounters = frozenset(meaning(claim, e) for e in referred(item, "encounter"))
        of_patient = {i: drafts[i] for p in line.patients for i in by_patient.get(p, ())}
        owners = _owners(line, encounters, of_patient)
        if len(owners) == 1:
            found.lines.setdefault(owners[0], []).append(_values(line))
        else:
            reason = _MANY if owners else _NO_NOTE
            here = item_place(claim.place, number)
            found.refused.append(here.refuse(reason) if owners else here.notice(reason))


def _owners(line: ClaimLine, encounters: frozenset[str], drafts: Mapping[int, Draft]) -> list[int]:
    """Return which notes of the line's patient it may belong to."""
    spoken = disciplines_of(line.service.modifiers)
    owners = [i for i, draft in drafts.items() if _may_own(draft, line, encounters)]
    if len(spoken) == 1:
        owners = [i for i in owners if drafts[i].values.get("discipline", *spoken) in spoken]
    for key, wanted in (("discipline", spoken), ("clinician", {line.service.clinician})):
        if len(owners) > 1:
            owners = [i for i in owners if drafts[i].values.get(key) in wanted] or owners
    return owners


def _may_own(draft: Draft, line: ClaimLine, encounters: frozenset[str]) -> bool:
    same_day = draft.day == line.service.date_of_service
    same_encounter = bool(draft.encounters & encounters)
    other_encounter = bool(draft.encounters and encounters) and not same_encounter
    return (same_day and not other_encounter) or (same_encounter and draft.day is None)


def _values(line: ClaimLine) -> Mapping[str, object]:
    service = line.service
    return {
        "code": service.code,
        "units": service.units,
        "modifiers": list(service.modifiers),
        "date_of_service": service.date_of_service,
        "clinician": service.clinician,
        "diagnoses": None if service.diagnoses is None else list(service.diagnoses),
    }
