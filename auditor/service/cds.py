"""What a CDS Hooks client calls for: its request checked, and the note it sends along."""

import json
import uuid
from typing import Any

from auditor.service.hooks import HOOKS, NOTE_FIELD, PREFETCH_KEY, Hook
from auditor.service.limits import NotServedError

NOT_INLINE = (
    f'prefetch "{PREFETCH_KEY}" must hold DocumentReferences with their text inline '
    "(content.attachment.data); this service never calls the FHIR server"
)


def json_object(raw: bytes) -> dict[str, Any]:
    """Read a request's JSON object.

    Raises:
        NotServedError: It is none.
    """
    try:
        values = json.loads(raw)
    except (ValueError, RecursionError):
        raise NotServedError(400, "the body is not JSON") from None
    if not isinstance(values, dict):
        raise NotServedError(400, "the body must be a JSON object")
    return values


def note_called(values: dict[str, Any]) -> bytes | None:
    """Check a call, and give the note or notes it is about as a document of their own.

    Args:
        values: The request's JSON.

    Returns:
        A FHIR resource or an object of the batch format; ``None`` where the client knows that
        there is no note.

    Raises:
        NotServedError: The call is not as CDS Hooks has it (400), or the note is not in it (412).
    """
    hook = _hook(values.get("hook"))
    _check_instance(values.get("hookInstance"))
    context = values.get("context")
    if not isinstance(context, dict):
        raise NotServedError(400, '"context" must be an object')
    for name in hook.required:
        if not isinstance(context.get(name), str) or not context[name]:
            raise NotServedError(400, f'"context.{name}" must be a string')
    resource = _prefetched(values) if hook.prefetch else _of_context(context)
    return None if resource is None else json.dumps(resource).encode()


def _hook(name: object) -> Hook:
    for hook in HOOKS:
        if hook.name == name:
            return hook
    raise NotServedError(400, '"hook" must be ' + " or ".join(hook.name for hook in HOOKS))


def _check_instance(written: object) -> None:
    try:
        uuid.UUID(written if isinstance(written, str) else "")
    except ValueError:
        raise NotServedError(400, '"hookInstance" must be a UUID') from None


def _of_context(context: dict[str, Any]) -> dict[str, Any]:
    note = context.get(NOTE_FIELD)
    if not isinstance(note, dict) or not note:
        raise NotServedError(400, f'"context.{NOTE_FIELD}" must be an object with the note')
    return note


def _prefetched(values: dict[str, Any]) -> dict[str, Any] | None:
    """The resource that was asked for: ``null`` means that there is none, a missing key nothing."""
    prefetch = values.get("prefetch") or {}
    if not isinstance(prefetch, dict) or PREFETCH_KEY not in prefetch:
        raise NotServedError(412, NOT_INLINE)
    resource = prefetch[PREFETCH_KEY]
    if resource is None:
        return None
    if not isinstance(resource, dict):
        raise NotServedError(400, f'prefetch "{PREFETCH_KEY}" must be a FHIR resource or null')
    held = [part for part in _held(resource) if part.get("resourceType") != "OperationOutcome"]
    if not held and resource.get("resourceType") == "Bundle" and not _held(resource):
        return None
    if not any(_is_inline(part) for part in held):
        raise NotServedError(412, NOT_INLINE)
    if resource.get("resourceType") != "Bundle":
        return resource
    entries = [entry for entry in resource["entry"] if _resource(entry) in held]
    return {**resource, "entry": entries}


def _held(resource: dict[str, Any]) -> list[dict[str, Any]]:
    if resource.get("resourceType") != "Bundle":
        return [resource]
    entries = resource.get("entry")
    found = [_resource(entry) for entry in entries] if isinstance(entries, list) else []
    return [part for part in found if part is not None]


def _resource(entry: object) -> dict[str, Any] | None:
    resource = entry.get("resource") if isinstance(entry, dict) else None
    return resource if isinstance(resource, dict) else None


def _is_inline(resource: dict[str, Any]) -> bool:
    """Whether a document's text is in it; resources of other types hold theirs."""
    if resource.get("resourceType") != "DocumentReference":
        return True
    contents = resource.get("content")
    for content in contents if isinstance(contents, list) else []:
        attachment = content.get("attachment") if isinstance(content, dict) else None
        if isinstance(attachment, dict) and attachment.get("data"):
            return True
    return False
