"""Which notes are rightly not read: those withdrawn, replaced, or twice in the file?"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from auditor.errors import InputError
from auditor.ingest.claim_files.resources import Resource
from auditor.ingest.claim_files.shapes import Node, node, nodes, text
from auditor.ingest.fhir.kinds import DOCUMENT, holds_note
from auditor.ingest.fhir.references import meaning
from auditor.ingest.fhir.scopes import name_of

_WITHDRAWN: Mapping[str, str] = {
    "entered-in-error": "was entered in error, as its status says; it is not read",
    "superseded": "is superseded by another document, as its status says; it is not read",
    "cancelled": "was cancelled, as its status says; it is not read",
}
_REPLACED = "is replaced by another document of this file; it is not read"
_VERSION = re.compile(r"[0-9]{1,18}")
_SAME = "stands in this file before, the same; it is read once"
_OLDER = "stands in this file in a newer version, which is read instead"


def why_not(resources: Sequence[Resource]) -> dict[int, str]:
    """Say which resources with notes are not to be read, and why, by their number in the list."""
    found = _repeated(resources)
    replaced = set(_replaced(r for i, r in enumerate(resources) if i not in found))
    for number, resource in enumerate(resources):
        if reason := _own_reason(resource.values):
            found[number] = reason
        elif f"held {id(resource.values)}" in replaced:
            found.setdefault(number, _REPLACED)
    return found


def _own_reason(values: Node) -> str | None:
    if not holds_note(values):
        return None
    stati = (values.get("status"), values.get("docStatus"))
    return next((_WITHDRAWN[s] for s in stati if isinstance(s, str) and s in _WITHDRAWN), None)


def _replaced(resources: Iterable[Resource]) -> Iterator[str]:
    """Give what the documents replace; one of another shape is refused when it is read."""
    for resource in resources:
        if resource.values.get("resourceType") != DOCUMENT or _own_reason(resource.values):
            continue
        try:
            for related in nodes(resource.values, "relatesTo"):
                if text(related, "code") == "replaces":
                    yield meaning(resource, node(related, "target"))
        except InputError:
            continue


def _repeated(resources: Sequence[Resource]) -> dict[int, str]:
    """Say which notes are older versions of others, or the same: of each name the newest counts."""
    found: dict[int, str] = {}
    newest: dict[str, int] = {}
    for number, resource in enumerate(resources):
        name = name_of(resource.values)
        if not name or not holds_note(resource.values):
            continue
        first = newest.setdefault(name, number)
        if first == number:
            continue
        values, before = resource.values, resources[first].values
        if _same(values, before):
            found[number] = _SAME
        elif _version(values) > _version(before):
            found[first], newest[name] = _OLDER, number
        elif _version(values) < _version(before):
            found[number] = _OLDER
    return found


def _same(one: Node, other: Node) -> bool:
    try:
        return one == other
    except RecursionError:
        return False  # both are read, and one of them refused


def _version(values: Node) -> tuple[str, int]:
    meta = values.get("meta")
    if not isinstance(meta, dict):
        return "", 0
    updated, version = meta.get("lastUpdated"), meta.get("versionId")
    is_number = isinstance(version, str) and _VERSION.fullmatch(version)
    return (
        updated if isinstance(updated, str) else "",
        int(str(version)) if is_number else 0,
    )
