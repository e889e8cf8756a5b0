"""By what numbers are the patient and the clinician of a note known?

Never by a social security number, a driver's licence or a passport, nor by a number out of use.
"""

from collections.abc import Iterator, Sequence

from auditor.ingest.claim_files.resources import Resource
from auditor.ingest.claim_files.shapes import Node, node, nodes, text
from auditor.ingest.fhir.references import kind_of

_RECORD_NUMBER = "MR"
_PRIVATE = frozenset({"SS", "DL", "PPN"})
_PRIVATE_SYSTEMS = ("us-ssn", "2.16.840.1.113883.4.1")
_NPI_SYSTEMS = ("us-npi", "2.16.840.1.113883.4.6")
_NPI = "NPI"
_OUT_OF_USE = "old"
_PATIENT = "Patient"
_PERSON = "Practitioner"
_ROLE = "PractitionerRole"


def patient_number(resource: Resource, reference: Node) -> str | None:
    """Return the number of a patient: of the medical record, else any other, else the id.

    Raises:
        InputError: An element has another shape.
    """
    held = resource.of(reference)
    listed = [*nodes(held, "identifier"), *_own(reference)]
    usable = [each for each in listed if _usable(each)]
    usable.sort(key=lambda each: _RECORD_NUMBER not in _types(each))
    return _first(usable) or text(held, "id") or _last(reference)


def clinician_number(resource: Resource, references: Sequence[Node]) -> str | None:
    """Return the number of the first who is a person: the NPI, else any other, else the id.

    Raises:
        InputError: An element has another shape.
    """
    for reference in references:
        if kind_of(resource, reference) in {_PERSON, _ROLE} or _has_npi(reference):
            return _number_of(resource, reference)
    return None


def _has_npi(reference: Node) -> bool:
    return any(map(_is_npi, _own(reference)))


def people(resource: Resource, reference: Node) -> Iterator[Node]:
    """Give what the file holds of a clinician: the role, where there is one, and the person.

    Raises:
        InputError: An element has another shape.
    """
    held = resource.of(reference)
    if held:
        yield held
    if text(held, "resourceType") == _ROLE and (person := resource.of(node(held, "practitioner"))):
        yield person


def _number_of(resource: Resource, reference: Node) -> str | None:
    held = resource.of(reference)
    is_role = text(held, "resourceType") == _ROLE
    who = node(held, "practitioner") if is_role else reference
    person = resource.of(who)
    listed = [*_own(reference), *_own(who), *nodes(person, "identifier")]
    listed.extend(nodes(held, "identifier") if is_role else ())
    usable = [each for each in listed if _usable(each)]
    usable.sort(key=lambda each: not _is_npi(each))
    # The id of a role is no number of a clinician's.
    is_person = kind_of(resource, who) == _PERSON
    return _first(usable) or ((text(person, "id") or _last(who)) if is_person else None)


def _own(reference: Node) -> Sequence[Node]:
    own = node(reference, "identifier")
    return (own,) if own else ()


def _usable(identifier: Node) -> bool:
    system = text(identifier, "system")
    return (
        bool(text(identifier, "value"))
        and text(identifier, "use") != _OUT_OF_USE
        and not _types(identifier) & _PRIVATE
        and not system.endswith(_PRIVATE_SYSTEMS)
    )


def _is_npi(identifier: Node) -> bool:
    return text(identifier, "system").endswith(_NPI_SYSTEMS) or _NPI in _types(identifier)


def _types(identifier: Node) -> frozenset[str]:
    codings = nodes(node(identifier, "type"), "coding")
    return frozenset(text(coding, "code").upper() for coding in codings)


def _first(identifiers: Sequence[Node]) -> str | None:
    return text(identifiers[0], "value") if identifiers else None


def _last(reference: Node) -> str | None:
    """Return the id in a reference to what the file does not hold."""
    written = text(reference, "reference")
    if written.startswith("#"):
        return None
    return written.removeprefix("urn:uuid:").split("/")[-1] or None
