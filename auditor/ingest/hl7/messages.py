"""What notes does one HL7 v2 message hold, and if none, why?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from auditor.ingest.extracted import Extracted, Inner
from auditor.ingest.hl7.charges import NOT_READ, charges_of
from auditor.ingest.hl7.joining import Report, notes_of
from auditor.ingest.hl7.observations import POINTER, is_withdrawn, kind_of
from auditor.ingest.hl7.reports import DOCUMENTS, has_note, has_text, kind_and_event, reports_of
from auditor.ingest.hl7.segments import Segment
from auditor.ingest.hl7.values import values_of
from auditor.ingest.refused import Place, Refused

_CANCELLED = frozenset({"CA", "OB"})
"""Availability (TXA-19) of documents that are deleted or obsolete."""
_WITHOUT_TEXT: Mapping[str, str] = {
    "T01": "a document that was begun",
    "T03": "a document's new status",
    "T05": "an addendum",
    "T07": "an edit",
    "T09": "a replacement",
    "T11": "a document's cancellation",
}
"""Events of MDM that tell of a document and do not carry it."""
_NO_TEXT = "is to carry a document (MDM) and has no text in OBX-5; have it sent with its text"
_POINTS = (
    "only points (RP) to where the document lies, which is not in the message and is never "
    "fetched; have it sent as text (TX, FT) or encapsulated (ED)"
)
_WITHDRAWN = "was deleted or posted as wrong (OBX-11), so it is no part of the note"


def read_message(
    segments: Sequence[Segment], message: str, place: Place, inner: Inner
) -> Iterator[Extracted | Refused]:
    """Read the notes of a message of documents (MDM) or results (ORU).

    Args:
        segments: The segments of the message.
        message: What its parts call it, as in ``message 3``.
        place: Where it stands.
        inner: What reads the documents it carries.

    Raises:
        InputError: It is not well formed.
    """
    kind, event = kind_and_event(segments)
    if kind == DOCUMENTS and event in _WITHOUT_TEXT and not has_text(segments):
        what = _WITHOUT_TEXT[event]
        yield place.notice(f"tells of {what} ({event}) and carries no text; nothing is to be read")
        return
    reports = list(reports_of(segments))
    for number, report in enumerate(reports, start=1):
        here = place.inside(f"report {number}") if len(reports) > 1 else place
        if reason := _not_to_be_read(report):
            yield here.notice(reason)
        elif has_note(report, kind):
            yield from _read_report(Report(report, values_of(report), here, message), inner)
        elif kind == DOCUMENTS:
            yield here.refuse(_NO_TEXT)
        else:
            yield here.notice("holds results without a text, so there is no note in it")


def _not_to_be_read(report: Sequence[Segment]) -> str | None:
    if any(s.name == "TXA" and s.part(19).upper() in _CANCELLED for s in report):
        return "its document is cancelled or obsolete (TXA-19), so it is not read"
    return None


def _read_report(report: Report, inner: Inner) -> Iterator[Extracted | Refused]:
    standing = []
    for segment in report.segments:
        here = report.place.inside(f"OBX {segment.number}")
        if is_withdrawn(segment):
            yield here.notice(_WITHDRAWN)
        elif segment.name == "OBX" and kind_of(segment) == POINTER:
            yield here.refuse(_POINTS)
        else:
            standing.append(segment)
    billed = charges_of(report.segments)
    if billed is None:
        yield report.place.notice(NOT_READ)
    values = {**report.values, "claim": billed} if billed else report.values
    if has_text(standing):
        yield from notes_of(replace(report, segments=standing, values=values), inner)
