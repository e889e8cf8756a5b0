"""Which documents does one HL7 v2 message hold, and is it of a kind that holds any?"""

from collections.abc import Iterator, Mapping, Sequence

from auditor.errors import InputError
from auditor.ingest.hl7.observations import (
    ENCAPSULATED,
    POINTER,
    TEXT,
    is_short_string,
    kind_of,
    misfits,
)
from auditor.ingest.hl7.segments import Segment
from auditor.ingest.hl7.values import day_of

DOCUMENTS = "MDM"
RESULTS = "ORU"
KINDS: Mapping[str, str] = {
    "ACK": "acknowledgements (ACK)",
    "ADT": "admissions and visits (ADT)",
    "BAR": "billing accounts (BAR)",
    "DFT": "charges (DFT)",
    "MFN": "master files (MFN)",
    "OMG": "orders (OMG)",
    "ORM": "orders (ORM)",
    "RDE": "pharmacy orders (RDE)",
    "REF": "referrals (REF)",
    "SIU": "appointments (SIU)",
    "VXU": "vaccinations (VXU)",
}
"""What other messages hold, in words."""

_STATUS = 11
_FRAGMENTS = frozenset({"ADD", "DSC"})
_CARRIERS = TEXT | {ENCAPSULATED, POINTER}


def kind_and_event(segments: Sequence[Segment]) -> tuple[str, str]:
    """Return what a message is (``MDM``) and on what event it was sent (``T02``)."""
    header = segments[0]
    event = header.part(9, 2) or next((s.part(1) for s in segments if s.name == "EVN"), "")
    return header.part(9).upper(), event.upper()


def reports_of(segments: Sequence[Segment]) -> Iterator[Sequence[Segment]]:
    """Part a message into its documents, each with the segments it shares with others.

    A message of documents (MDM) holds one. In one of results (ORU) each order (OBR) is a document,
    but orders of one patient that have one number and one day are one.

    Raises:
        InputError: It is a fragment of a message, or holds several documents or patients where
            one may stand.
    """
    if any(segment.name in _FRAGMENTS for segment in segments):
        message = "is sent in fragments (DSC or ADD), which are not put together; send it whole"
        raise InputError(message)
    for segment in segments:
        _check_fields(segment)
    if kind_and_event(segments)[0] == DOCUMENTS:
        if any(s.name in {"TXA", "PID"} and s.number > 1 for s in segments):
            message = "holds several documents or patients in one MDM; send a message for each"
            raise InputError(message)
        yield segments
        return
    for patient in _parted(segments[1:], "PID"):
        yield from ([segments[0], *report] for report in _orders(patient))


def _orders(patient: Sequence[Segment]) -> Iterator[Sequence[Segment]]:
    common, *orders = _parted(patient, "OBR")
    if not orders or has_text(common):
        yield common
    shared = [s for s in common if s.name not in {"OBX", "NTE"}]
    merged: dict[tuple[str, str | None], list[Segment]] = {}
    for order in orders:
        merged.setdefault(order_key(order[0]), []).extend(order)
    for order in merged.values():
        yield [*shared, *order]


def _check_fields(segment: Segment) -> None:
    """Check that no delimiter in an observation's text has parted it into other fields."""
    if segment.name != "OBX":
        return
    status = segment.raw(_STATUS).strip()
    is_status = not status or (len(status) == 1 and status.isalpha())
    if not is_status or (kind_of(segment) in TEXT and misfits(segment)):
        message = (
            f"the fields of OBX {segment.number} do not fit; is a delimiter in its text not "
            "escaped? write | as \\F\\"
        )
        raise InputError(message)


def has_text(segments: Sequence[Segment]) -> bool:
    """Say whether these hold anything that may be a note, of whatever length."""
    return any(_carries(segment) for segment in segments)


def has_note(segments: Sequence[Segment], kind: str) -> bool:
    """Say whether a document of a message of this kind holds a note.

    Results that are all strings of a word or two (*negative*, *yellow*) are no note.
    """
    carriers = filter(_carries, segments)
    return any(kind != RESULTS or not is_short_string(segment) for segment in carriers)


def _carries(segment: Segment) -> bool:
    is_carrier = segment.name == "OBX" and kind_of(segment) in _CARRIERS
    return is_carrier and bool(segment.raw(5).strip())


def _parted(segments: Sequence[Segment], name: str) -> list[list[Segment]]:
    """Part at each segment of a name; what stands before the first is a part, if anything is."""
    parts: list[list[Segment]] = [[]]
    for segment in segments:
        if segment.name == name and (name != "PID" or any(s.name == name for s in parts[-1])):
            parts.append([])
        parts[-1].append(segment)
    return parts


def order_key(order: Segment) -> tuple[str, str | None]:
    """Return the number and the day by which an order (OBR) is told from others of its patient."""
    return order.part(3) or order.part(2), day_of(order.part(7))
