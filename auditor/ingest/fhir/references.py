"""What does an element of a resource refer to?"""

from collections.abc import Sequence

from auditor.ingest.claim_files.resources import Resource
from auditor.ingest.claim_files.shapes import Node, node, nodes, text


def referred(values: Node, key: str) -> Sequence[Node]:
    """Return the references under a key, whether it holds one (as older releases have it) or many.

    Raises:
        InputError: Something else stands there.
    """
    if isinstance(values.get(key), dict):
        return (node(values, key),)
    return nodes(values, key)


def meaning(resource: Resource, reference: Node) -> str:
    """Return a mark that two references share if, and only if, they mean the same.

    Raises:
        InputError: The reference has another shape.
    """
    found = resource.of(reference)
    return f"held {id(found)}" if found else text(reference, "reference")


def kind_of(resource: Resource, reference: Node) -> str:
    """Return the type of what is referred to; empty where that is not said.

    Raises:
        InputError: The reference has another shape.
    """
    found = resource.of(reference)
    if found:
        return text(found, "resourceType")
    return text(reference, "type") or _before_last(text(reference, "reference"))


def _before_last(written: str) -> str:
    steps = written.split("/")
    return steps[-2] if len(steps) > 1 else ""
