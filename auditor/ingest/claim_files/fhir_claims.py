"""What service lines does a FHIR R4 Claim hold? Prices are not read."""

from collections.abc import Iterator

from auditor.errors import InputError
from auditor.ingest.claim_files import values
from auditor.ingest.claim_files.fhir_items import (
    days,
    modifiers,
    patients,
    payer,
    procedure,
    standing,
)
from auditor.ingest.claim_files.resources import Resource, item_place
from auditor.ingest.claim_files.shapes import Node, coded, node, nodes, number, sequences, text
from auditor.ingest.refused import Refused
from auditor.model import ClaimLine, ServiceLine

_DIAGNOSES = ("icd-10", "icd-9", "icd10", "icd9")
_MINUTES = frozenset({"min", "mins", "minute", "minutes", "mj"})
_REPLACES = "prior"


def read_claim(resource: Resource) -> Iterator[ClaimLine | Refused]:
    """Read the items of one claim.

    Raises:
        InputError: What its items share has another shape.
    """
    why_not = standing(resource)
    if why_not:
        yield resource.place.notice(why_not)
        return
    items = nodes(resource.values, "item")
    if not items:
        yield resource.place.refuse("the claim holds no items")
    claim_id = own_number(resource)
    patient, insurer = patients(resource), payer(resource)
    replaces = any(_is_prior(related) for related in nodes(resource.values, "related"))
    for index, item in enumerate(items, start=1):
        place = item_place(resource.place, index)
        try:
            yield ClaimLine(
                claim_id=claim_id,
                line_id=_sequence(item),
                service=_service(item, resource),
                source=place.source,
                patients=patient,
                payer=insurer,
                replaces=replaces,
            )
        except InputError as error:
            yield place.refuse(str(error))


def own_number(resource: Resource) -> str:
    """Return the number of a claim: its first identifier, else its id.

    Raises:
        InputError: It has another shape.
    """
    found = (text(i, "value") for i in nodes(resource.values, "identifier"))
    named = next((value for value in found if value), text(resource.values, "id"))
    return values.word(named, "identifier") or ""


def _is_prior(related: Node) -> bool:
    return coded(node(related, "relationship"), "relatedclaim") == _REPLACES


def _sequence(item: Node) -> str:
    found = number(item, "sequence")
    return "" if found is None else str(found)


def _service(item: Node, resource: Resource) -> ServiceLine:
    return ServiceLine(
        code=procedure(item),
        units=_units(item),
        modifiers=modifiers(item),
        date_of_service=values.day(*days(item, resource), "servicedDate or servicedPeriod"),
        clinician=_clinician(item, resource),
        diagnoses=tuple(_diagnoses(item, resource)),
    )


def _units(item: Node) -> int:
    quantity = node(item, "quantity")
    if {text(quantity, key).casefold() for key in ("unit", "code")} & _MINUTES:
        message = "the item counts minutes, so its units cannot be told; give the billed units"
        raise InputError(message)
    count = number(quantity, "value")
    return values.units("" if count is None else str(count), "quantity")


def _clinician(item: Node, resource: Resource) -> str | None:
    """Return who rendered the item: of its care team, else the claim's only one, else provider."""
    team = nodes(resource.values, "careTeam")
    wanted = sequences(item, "careTeamSequence")
    own = [m for m in team if number(m, "sequence") in wanted]
    chosen = own or (team if len(team) == 1 else ())
    who = node(chosen[0], "provider") if chosen else node(resource.values, "provider")
    return values.word(next(iter(resource.numbers(who)), ""), "provider")


def _diagnoses(item: Node, resource: Resource) -> Iterator[str]:
    listed = {number(d, "sequence"): d for d in nodes(resource.values, "diagnosis")}
    for sequence in sequences(item, "diagnosisSequence"):
        concept = node(listed.get(sequence, {}), "diagnosisCodeableConcept")  # type: ignore[call-overload]
        if code := coded(concept, *_DIAGNOSES):
            yield values.diagnosis(code, "diagnosis")
