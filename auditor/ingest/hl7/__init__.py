r"""Read notes from HL7 version 2 messages (2.3 to 2.8).

Notes are read from messages of documents (MDM, events T02, T04, T06, T08 and T10) and of results
(ORU), where an observation (OBX) holds text (TX, FT, ST) or a whole document (ED). An addendum
(T06) is a note of its own, as it is sent; a document that a later message of the file replaces,
edits or cancels is not read, and that is said. A note's text is what OBX-5 stands for, its lines
parted by ``\n``. Beside it ``values`` says what is read of patient, clinician and day, and in which
order it is looked for; ``charges`` what is read of charges (FT1).

Other messages are passed over; a file of these alone is refused by their names.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from auditor.errors import InputError
from auditor.ingest.encoding import decode
from auditor.ingest.extracted import Extracted, Inner
from auditor.ingest.extras import whole
from auditor.ingest.hl7.framing import Framed, read_frames
from auditor.ingest.hl7.messages import read_message
from auditor.ingest.hl7.reports import DOCUMENTS, KINDS, RESULTS, kind_and_event
from auditor.ingest.hl7.segments import Segment, read_segments
from auditor.ingest.hl7.superseded import superseded
from auditor.ingest.refused import Place, Refused

__all__ = ["read"]

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class _Message:
    number: int
    segments: Sequence[Segment]


def read(stream: BinaryIO, place: Place, inner: Inner) -> Iterator[Extracted | Refused]:
    """Read the notes of a file of messages, one or many, framed or not.

    A message that is cut or not well formed is refused with its number; the others are read.

    Raises:
        InputError: It is no HL7 file, or too large, or holds messages of other kinds alone.
    """
    raw = whole(stream, place)
    if raw.startswith(_UTF_16):
        raw = decode(raw).encode(errors="surrogateescape")
    items = list(_messages(raw.removeprefix(b"\xef\xbb\xbf"), place))
    found = [item for item in items if isinstance(item, _Message)]
    ended = superseded((message.number, message.segments) for message in found)
    others: Counter[str] = Counter()
    any_said = False
    for item in items:
        if isinstance(item, _Message) and _kind(item) not in {DOCUMENTS, RESULTS}:
            others[_kind(item)] += 1
            continue
        any_said = True
        if isinstance(item, Refused):
            yield item
        else:
            yield from _read(item, ended.get(item.number), place, inner)
    if others and not any_said:
        raise place.error(_no_notes(others))


def _kind(message: _Message) -> str:
    return kind_and_event(message.segments)[0]


def _messages(raw: bytes, place: Place) -> Iterator[_Message | Refused]:
    for framed in read_frames(raw, place):
        if isinstance(framed, Refused):
            yield framed
            continue
        try:
            yield _message(framed)
        except InputError as error:
            yield place.inside(f"message {framed.number}").refuse(str(error))


def _message(framed: Framed) -> _Message:
    message = _Message(framed.number, read_segments(framed))
    if not _kind(message):
        reason = "its header does not say what it is (MSH-9), as in MDM^T02; export it anew"
        raise InputError(reason)
    return message


def _read(
    message: _Message, ended_by: int | None, place: Place, inner: Inner
) -> Iterator[Extracted | Refused]:
    name = f"message {message.number}"
    here = place.inside(name)
    if ended_by is not None:
        yield here.notice(f"its document is replaced or cancelled by message {ended_by}")
        return
    try:
        yield from read_message(message.segments, name, here, inner)
    except InputError as error:
        yield here.refuse(str(error))


def _no_notes(others: Counter[str]) -> str:
    known = [f"{count:,} of {KINDS[kind]}" for kind, count in others.items() if kind in KINDS]
    unknown = sum(count for kind, count in others.items() if kind not in KINDS)
    told = [*known, *([f"{unknown:,} of other kinds"] if unknown else [])]
    return (
        f"holds no notes; its messages are {', '.join(told)}; notes come in messages of documents "
        "(MDM) or of results (ORU)"
    )
