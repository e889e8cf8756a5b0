"""What do the items of a FHIR claim and of its answer say alike?"""

from auditor.errors import InputError
from auditor.ingest.claim_files import values
from auditor.ingest.claim_files.resources import Resource
from auditor.ingest.claim_files.shapes import Node, coded, node, nodes, text

_PROCEDURES = ("cpt", "hcpcs", "ex-uscls")
_ACTIVE = "active"
_CLAIM = "claim"


def standing(resource: Resource) -> str | None:
    """Say why the items of a resource bill, or answer, nothing; ``None`` where they do.

    Raises:
        InputError: The resource has another shape.
    """
    if text(resource.values, "status") not in {"", _ACTIVE}:
        return "its status is not active, so its items do not count and are not read"
    if text(resource.values, "use") not in {"", _CLAIM}:
        return "it asks for an authorisation or an estimate (use), so it bills nothing; not read"
    return None


def procedure(item: Node) -> str:
    """Return the code of the service.

    Raises:
        InputError: There is none, or the item is only the head of several.
    """
    if nodes(item, "detail"):
        message = "the item has details of its own; give each service as an item"
        raise InputError(message)
    written = coded(node(item, "productOrService"), *_PROCEDURES)
    return values.code(written, "productOrService")


def modifiers(item: Node) -> tuple[str, ...]:
    """Return the modifiers of the service.

    Raises:
        InputError: They have another shape.
    """
    written = (_any_code(concept) for concept in nodes(item, "modifier"))
    return values.modifiers(written, "modifier")


def _any_code(concept: Node) -> str:
    return next((code for c in nodes(concept, "coding") if (code := text(c, "code"))), "")


def days(item: Node, resource: Resource) -> tuple[str, str]:
    """Return the first and last day as written; the claim's where the item gives none.

    Raises:
        InputError: They have another shape.
    """
    if date := text(item, "servicedDate"):
        return date, ""
    period = node(item, "servicedPeriod") or node(resource.values, "billablePeriod")
    return text(period, "start"), text(period, "end")


def patients(resource: Resource) -> tuple[str, ...]:
    """Return every identifier of the patient.

    Raises:
        InputError: They have another shape.
    """
    return values.words(resource.numbers(node(resource.values, "patient")), "patient")


def payer(resource: Resource) -> str | None:
    """Return the payer's name; ``None`` where the file does not say it.

    Raises:
        InputError: It has another shape.
    """
    return values.word(resource.name(node(resource.values, "insurer")), "insurer")
