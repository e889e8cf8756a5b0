"""Which notes do resources that stand together hold?"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from auditor.errors import InputError
from auditor.ingest.alike import are_alike
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

_NUMBER = re.compile(r"\d+")
_SEVERAL = 2
_MOST_COMPARED = 20
"""The most notes of one patient and day that are compared with one another."""
_TWICE = "carries the very document that another resource of this file does; it is read once"


def read_scope(scope: Scope, inner: Inner) -> Iterator[Extracted | Refused]:
    """Read the notes of resources that stand together, in their order; what bills them comes last.

    Args:
        scope: The resources.
        inner: Reads what an attachment carries that is no plain text.
    """
    said = _once(list(_said(scope)), inner)
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


def _once(said: list[Draft | Refused], inner: Inner) -> list[Draft | Refused]:
    """Return what is said with what one resource says in another format than another told of.

    Only notes of one patient and day that come in resources of several types are compared.
    """
    visits: dict[tuple[object, ...], list[int]] = {}
    for number, each in enumerate(said):
        if isinstance(each, Draft) and each.patients and each.day:
            visits.setdefault((each.patients, each.day), []).append(number)
    told = list(said)
    for numbers in visits.values():
        drafts = [d for n in numbers if isinstance(d := said[n], Draft)]
        if len({draft.kind for draft in drafts}) < _SEVERAL or len(drafts) > _MOST_COMPARED:
            continue
        texts = [_text(draft, inner) for draft in drafts]
        for at, number in enumerate(numbers):
            if any(_repeats(drafts, texts, at, earlier) for earlier in range(at)):
                told[number] = drafts[at].resource.place.notice(_TWICE)
    return told


def _repeats(drafts: Sequence[Draft], texts: Sequence[str], at: int, earlier: int) -> bool:
    """Say whether two resources of different types tell the same, down to each number."""
    if drafts[at].kind == drafts[earlier].kind or not texts[at]:
        return False
    one, other = texts[at], texts[earlier]
    return Counter(_NUMBER.findall(one)) == Counter(_NUMBER.findall(other)) and are_alike(
        one, other
    )


def _text(draft: Draft, inner: Inner) -> str:
    """Return the text of the one note of a resource; empty where it has several or none."""
    found = [e for e in _read(draft, draft.values, inner) if isinstance(e, Extracted)]
    return found[0].text if len(found) == 1 else ""


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
