"""What does a FHIR resource say of its note, before the note's own words are read?"""

from collections.abc import Mapping
from dataclasses import dataclass

from auditor.ingest.claim_files.resources import Resource
from auditor.ingest.claim_files.shapes import Node, node, text
from auditor.ingest.fhir.days import day_of, encounters
from auditor.ingest.fhir.disciplines import discipline_of
from auditor.ingest.fhir.kinds import REPORT
from auditor.ingest.fhir.people import clinician_number, patient_number
from auditor.ingest.fhir.references import meaning, referred


@dataclass(frozen=True, slots=True)
class Draft:
    """A note to be read, with what finds the claim lines that belong to it."""

    resource: Resource
    values: Mapping[str, object]
    """By the batch format's keys."""
    patients: frozenset[str]
    """All that the patient is known by."""
    encounters: frozenset[str]
    """What its references to encounters mean."""

    @property
    def day(self) -> object:
        """ISO day of the service; ``None`` where the resource does not say it."""
        return self.values.get("date_of_service")

    @property
    def kind(self) -> str:
        """The type of its resource."""
        return str(self.resource.values["resourceType"])


def draft_of(resource: Resource) -> Draft:
    """Read what a resource says of its note.

    The payer is left out: a name that no pack has would leave the note unjudged. So is the setting,
    which no element says for certain.

    Raises:
        InputError: An element has another shape.
    """
    subject = node(resource.values, "subject")
    authors = _authors(resource.values)
    said = {
        "id": own_id(resource.values),
        "patient": patient_number(resource, subject),
        "clinician": clinician_number(resource, authors),
        "date_of_service": day_of(resource),
        "discipline": discipline_of(resource, authors),
    }
    return Draft(
        resource=resource,
        values={key: value for key, value in said.items() if value},
        patients=frozenset(resource.numbers(subject)),
        encounters=frozenset(filter(None, (meaning(resource, e) for e in encounters(resource)))),
    )


def own_id(values: Node) -> str | None:
    """Return what a note is called: its identifier, else the id of its resource.

    Raises:
        InputError: An element has another shape.
    """
    listed = [node(values, "masterIdentifier"), *referred(values, "identifier")]
    named = (text(identifier, "value") for identifier in listed)
    return next(filter(None, named), None) or text(values, "id") or None


def _authors(values: Node) -> tuple[Node, ...]:
    keys = ("resultsInterpreter", "performer") if text(values, "resourceType") == REPORT else ()
    return tuple(each for key in (*keys, "author") for each in referred(values, key))
