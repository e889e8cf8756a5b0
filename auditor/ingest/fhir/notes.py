"""Which notes do resources that stand together hold?"""

from collections.abc import Iterator, Mapping

from auditor.errors import InputError
from auditor.ingest.claim_files.resources import Resource
from auditor.ingest.extracted import Extracted, Inner
from auditor.ingest.fhir.attachments import mark_of
from auditor.ingest.fhir.billed import billed
from auditor.ingest.fhir.compositions import read_composition
from auditor.ingest.fhir.documents import attachments, read_document
from auditor.ingest.fhir.drafts import Draft, draft_of
from auditor.ingest.fhir.kinds import CLAIM, COMPOSITION, holds_note
from auditor.ingest.fhir.scopes import Scope
from auditor.ingest.fhir.standing import why_not
from auditor.ingest.fields import refuse
from auditor.ingest.refused import Refused

_TWICE = "carries the very document that another resource of this file does; it is read once"


def read_scope(scope: Scope, inner: Inner) -> Iterator[Extracted | Refused]:
    """Read the notes of resources that stand together, in their order; what bills them comes last.

    Args:
        scope: The resources.
        inner: Reads what an attachment carries that is no plain text.
    """
    said = list(_said(scope))
    drafts = [each for each in said if isinstance(each, Draft)]
    claims = [r for r in scope.resources if r.values.get("resourceType") == CLAIM]
    found = billed(claims, drafts)
    number = 0
    for each in said:
        if isinstance(each, Refused):
            yield each
            continue
        lines = found.lines.get(number)
        values = {**each.values, "claim": lines} if lines else each.values
        yield from _read(each, values, inner)
        number += 1
    yield from found.refused


def _said(scope: Scope) -> Iterator[Draft | Refused]:
    seen: dict[tuple[str, frozenset[str]], str] = {}
    unread = why_not(scope.resources)
    for number, resource in enumerate(scope.resources):
        if number in unread:
            yield resource.place.notice(unread[number])
        elif holds_note(resource.values):
            yield _drafted(resource, seen)


def _drafted(resource: Resource, seen: dict[tuple[str, frozenset[str]], str]) -> Draft | Refused:
    """Read what a resource says of its note, unless one of another type carries the same document.

    Systems show a note both as a DocumentReference and as a DiagnosticReport. Two of one type are
    two notes, however alike: that a visit's note repeats another's word for word is a finding.

    Args:
        resource: The resource.
        seen: Of each document seen before and its patient, the type that carried it; added to.
    """
    try:
        draft = draft_of(resource)
        marks = [mark_of(attachment, resource) for attachment in attachments(resource.values)]
    except InputError as error:
        return resource.place.refuse(str(error))
    keys = [(mark, draft.patients) for mark in marks if mark]
    if any(seen.setdefault(key, draft.kind) != draft.kind for key in keys):
        return resource.place.notice(_TWICE)
    return draft


def _read(
    draft: Draft, values: Mapping[str, object], inner: Inner
) -> Iterator[Extracted | Refused]:
    try:
        if draft.kind == COMPOSITION:
            yield from read_composition(draft, values)
        else:
            yield from read_document(draft, values, inner)
    except InputError as error:
        yield refuse(values, draft.resource.place, str(error))
