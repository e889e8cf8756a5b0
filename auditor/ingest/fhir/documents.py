"""Which note does a DocumentReference or a DiagnosticReport carry?

A document may come in several formats, all the same note: the best that can be read is read, once.
What the resource says of a note goes before what a document inside it says; but where that document
turns out to hold several notes, each speaks for itself and the resource only fills what is unsaid.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.errors import InputError
from auditor.ingest.claim_files.resources import Resource
from auditor.ingest.claim_files.shapes import Node, node, nodes, text
from auditor.ingest.encoding import foreign
from auditor.ingest.extracted import Extracted, Inner
from auditor.ingest.fhir.attachments import Carried, carried
from auditor.ingest.fhir.drafts import Draft
from auditor.ingest.fhir.kinds import BUNDLE, COMPOSITION, REPORT
from auditor.ingest.fhir.pages import HTML, page
from auditor.ingest.fhir.texts import plain
from auditor.ingest.fields import refuse
from auditor.ingest.refused import Refused

_PLAIN = frozenset({"text/plain", "text/markdown"})
_BEST_FIRST: Sequence[frozenset[str]] = (
    _PLAIN,
    HTML,
    frozenset({"text/rtf", "application/rtf"}),
    frozenset({"application/vnd.openxmlformats-officedocument.wordprocessingml.document"}),
    frozenset({"application/xml", "text/xml", "application/hl7-cda+xml", "application/cda+xml"}),
    frozenset({""}),
    frozenset({"application/pdf"}),
)

_NO_ATTACHMENT = "holds no attachment, so no note; export it with the note as an attachment"
_SEVERAL = (
    "holds several different documents of one format, so which is the note cannot be told; "
    "export each as a resource of its own"
)
_NO_NOTE = "the attached document holds no note"
_WHOSE = (
    "holds several notes, so the claim lines of its patient and day are set beside none of them; "
    "give them as a claim file (--claims)"
)
_STANDS_HERE = "points to a document that stands in this file itself and is read there"


@dataclass(frozen=True, slots=True)
class _Content:
    attachment: Node
    variant: str
    """The format within the MIME type, as two releases of C-CDA differ."""

    @property
    def rank(self) -> int:
        media = text(self.attachment, "contentType").partition(";")[0].strip().casefold()
        ranks = (i for i, kinds in enumerate(_BEST_FIRST) if media in kinds)
        return next(ranks, len(_BEST_FIRST))


def attachments(values: Node) -> list[Node]:
    """Return what a resource has attached.

    Raises:
        InputError: An element has another shape.
    """
    return [content.attachment for content in _contents(values)]


def read_document(
    draft: Draft, values: Mapping[str, object], inner: Inner
) -> Iterator[Extracted | Refused]:
    """Read the note of a document, or say why it cannot be read.

    Args:
        draft: What its resource says of it.
        values: The same by the batch format's keys, with the claim lines that belong to it.
        inner: Reads what is no plain text.

    Raises:
        InputError: An element has another shape.
    """
    resource = draft.resource
    contents = sorted(_contents(resource.values), key=lambda content: content.rank)
    if not contents:
        yield refuse(values, resource.place, _NO_ATTACHMENT)
        return
    if any(_is_document(content, resource) for content in contents):
        yield resource.place.notice(_STANDS_HERE)
        return
    first: list[Extracted | Refused] = []
    for content in contents:
        read = _read(content, contents, draft, values, inner)
        first = first or read
        if any(isinstance(each, Extracted) for each in read):
            yield from read
            return
    yield from first


def _contents(values: Node) -> list[_Content]:
    if text(values, "resourceType") == REPORT:
        return [_Content(attachment, "") for attachment in nodes(values, "presentedForm")]
    return [
        _Content(attachment, text(node(content, "format"), "code"))
        for content in nodes(values, "content")
        if (attachment := node(content, "attachment"))
    ]


def _is_document(content: _Content, resource: Resource) -> bool:
    pointed = resource.of({"reference": text(content.attachment, "url")})
    return text(pointed, "resourceType") in {BUNDLE, COMPOSITION}


def _read(
    content: _Content,
    contents: Sequence[_Content],
    draft: Draft,
    values: Mapping[str, object],
    inner: Inner,
) -> list[Extracted | Refused]:
    resource = draft.resource
    try:
        found = carried(content.attachment, resource)
        if any(_differs(rival, content, found, resource) for rival in contents):
            raise InputError(_SEVERAL)  # noqa: TRY301 (every reason to refuse leaves one way)
    except InputError as error:
        return [refuse(values, resource.place, str(error))]
    if found.media in _PLAIN and not foreign(found.raw):
        return [Extracted(plain(found.raw, found.charset), resource.place, values=values)]
    raw = page(found.raw, found.charset) if found.media in HTML else found.raw
    inside = _inside(raw, resource, inner)
    if sum(isinstance(each, Extracted) for each in inside) > 1:
        return _of_several(inside, values, resource)
    return [_merged(each, {}, values) for each in inside]


def _inside(raw: bytes, resource: Resource, inner: Inner) -> list[Extracted | Refused]:
    """Read a document inside the attachment; where it breaks off, also say so."""
    place = resource.place
    found: list[Extracted | Refused] = []
    try:
        found.extend(inner(raw, place))
    except InputError as error:
        found.append(Refused(place.name, place.source, str(error)))
    return found or [place.refuse(_NO_NOTE)]


def _differs(rival: _Content, content: _Content, found: Carried, resource: Resource) -> bool:
    """Say whether another content of the same format carries other bytes."""
    if rival is content or (rival.rank, rival.variant) != (content.rank, content.variant):
        return False
    try:
        return carried(rival.attachment, resource).raw != found.raw
    except InputError:
        return False  # what cannot be read does not stand against what can


def _of_several(
    inside: Sequence[Extracted | Refused], values: Mapping[str, object], resource: Resource
) -> list[Extracted | Refused]:
    """Give the notes of a document that holds several what they do not say themselves."""
    unsaid = {key: value for key, value in values.items() if key != "claim"}
    found = [_merged(each, unsaid, {}) for each in inside]
    return found if len(unsaid) == len(values) else [*found, resource.place.refuse(_WHOSE)]


def _merged(
    each: Extracted | Refused, under: Mapping[str, object], over: Mapping[str, object]
) -> Extracted | Refused:
    if isinstance(each, Refused):
        return each
    return replace(each, values={**under, **each.values, **over})
