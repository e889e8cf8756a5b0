"""Has a JSON value the shape that FHIR gives it? Messages name the key, never the value."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from auditor.errors import InputError
from auditor.ingest.claims import kind

Node = Mapping[str, object]


def node(values: Node, key: str) -> Node:
    """Return the object under a key; an empty one where there is none.

    Raises:
        InputError: Something else stands there.
    """
    found = values.get(key)
    if found is None:
        return {}
    if not isinstance(found, dict):
        message = f'"{key}" must be an object, not {kind(found)}'
        raise InputError(message)
    return found


def nodes(values: Node, key: str) -> Sequence[Node]:
    """Return the list of objects under a key; an empty one where there is none.

    Raises:
        InputError: Something else stands there.
    """
    found = values.get(key)
    if found is None:
        return ()
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        message = f'"{key}" must be a list of objects'
        raise InputError(message)
    return found


def text(values: Node, key: str) -> str:
    """Return the string under a key; empty where there is none.

    Raises:
        InputError: Something else stands there.
    """
    found = values.get(key)
    if found is None:
        return ""
    if not isinstance(found, str):
        message = f'"{key}" must be a string, not {kind(found)}'
        raise InputError(message)
    return found.strip()


def number(values: Node, key: str) -> Decimal | None:
    """Return the number under a key; ``None`` where there is none.

    Raises:
        InputError: Something else stands there.
    """
    found = values.get(key)
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, int | Decimal):
        message = f'"{key}" must be a number, not {kind(found)}'
        raise InputError(message)
    return Decimal(found)


def sequences(values: Node, key: str) -> Sequence[int]:
    """Return the whole numbers under a key, as FHIR points from an item to other parts.

    Raises:
        InputError: Something else stands there.
    """
    found = values.get(key)
    if found is None:
        return ()
    if not isinstance(found, list) or not all(type(each) is int for each in found):
        message = f'"{key}" must be a list of whole numbers'
        raise InputError(message)
    return found


def coded(concept: Node, *systems: str) -> str:
    """Return a code of a CodeableConcept: of a system whose address holds one of ``systems``.

    Without such a coding it is the first whose system is not said; empty where there is none.

    Raises:
        InputError: The concept has another shape.
    """
    codings = [(text(c, "system").casefold(), text(c, "code")) for c in nodes(concept, "coding")]
    known = (code for system, code in codings if code and any(s in system for s in systems))
    return next(known, next((code for system, code in codings if code and not system), ""))
