r"""Which messages does an HL7 v2 file hold, whatever frames them and ends their segments?

Files are read as bytes, since each message says its own character set. A line that begins with no
segment's name belongs to the segment before it: many writers leave line breaks in a text as they
are. What shows that a file is not whole is said: a frame (MLLP) without its end, a batch without
its trailer or of another count, and a last segment that nothing ends.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from auditor.ingest.hl7.batches import Batches
from auditor.ingest.refused import Place, Refused

_BLANKS = b" \t\r\n\0\x1a"
_END = re.compile(rb"\r\n|\r|\n")
_BLOCK_START = re.compile(rb"\x0b(?=MSH|FHS|BHS)")
_BLOCK_END = re.compile(rb"\x1c(?=[\r\n]|\Z)")
_HEADER = re.compile(rb"(?:MSH|FHS|BHS)[^\w\s]")
_NAME = re.compile(rb"[A-Z][A-Z0-9]{2}")
_MESSAGE = b"MSH"
_OPENING = re.compile(rb"(?:MSH|FHS|BHS)[^\w\s]|(?:BTS|FTS)(?:[^\w\s]|\Z)")
_STATUS = 11
"""Where an observation (OBX) says its status, which every version requires."""

NO_MESSAGE = "is no HL7 version 2 file: no message header (MSH) begins one of its lines"
_STRAY = (
    "what stands before a message header (MSH) belongs to no message and is not read; "
    "export the file anew"
)


@dataclass(frozen=True, slots=True)
class Framed:
    """The segments of one message, without what ended them; a line break inside one is kept."""

    number: int
    segments: Sequence[bytes]
    cut: bool
    """Whether the file breaks off inside it, as far as can be seen."""


def read_frames(raw: bytes, place: Place) -> Iterator[Framed | Refused]:
    """Give the messages of a file, in order, and say what stands outside of them.

    Raises:
        InputError: There is no message header, nor that of a batch.
    """
    batches = Batches()
    number = 0
    for block, is_whole in _blocks(raw):
        runs = list(_runs(_segments(block)))
        for run in runs:
            if run[0].startswith(_MESSAGE) and _OPENING.match(run[0]):
                number += 1
                batches.count_message()
                yield Framed(number, run, cut=run is runs[-1] and not is_whole)
            elif wrong := _wrong_outside(run, batches):
                yield place.refuse(wrong)
    if not number and not batches.any_seen:
        raise place.error(NO_MESSAGE)
    if wrong := batches.left_open():
        yield place.refuse(wrong)
    elif not number:
        yield place.notice("the batch holds no messages")


def _wrong_outside(run: Sequence[bytes], batches: Batches) -> str | None:
    """Say what is wrong with segments that open or end a batch, or stand in no message at all."""
    if not _OPENING.match(run[0]):
        return _STRAY
    return batches.take(run[0]) or (_STRAY if len(run) > 1 else None)


def _blocks(raw: bytes) -> Iterator[tuple[bytes, bool]]:
    """Give what each frame holds, or the file where it has none, and whether it is whole."""
    unframed, *framed = _BLOCK_START.split(raw)
    pieces = [(unframed, _is_ended(unframed))]
    for block in framed:
        content, *rest = _BLOCK_END.split(block, maxsplit=1)
        pieces.append((content, bool(rest)))
        pieces.extend((piece, _is_ended(piece)) for piece in rest)
    for piece, is_whole in pieces:
        if stripped := piece.lstrip(_BLANKS):
            yield stripped, is_whole


def _is_ended(unframed: bytes) -> bool:
    """Say whether the last segment is ended, or shows by its content that it is whole."""
    padded = unframed.rstrip(b" \t\0\x1a")
    last = _END.split(padded)[-1]
    fields = last.split(last[3:4]) if last.startswith(b"OBX") and len(last) > len(b"OBX") else []
    return not last or (len(fields) > _STATUS and bool(fields[_STATUS].strip()))


def _segments(block: bytes) -> list[bytes]:
    found: list[list[bytes]] = []
    separator = b""
    blank_lines = 0
    for line in _END.split(block):
        if not line.strip(_BLANKS):
            blank_lines += 1
            continue
        if _HEADER.match(line):
            separator = line[3:4]
        if not found or (separator and line[3:4] == separator and _NAME.match(line)):
            found.append([line])
        else:
            found[-1].extend(chain([b""] * blank_lines, [line]))
        blank_lines = 0
    return [b"\n".join(lines) for lines in found]


def _runs(segments: Sequence[bytes]) -> Iterator[list[bytes]]:
    """Part the segments at each that opens a message, or opens or ends a batch."""
    run: list[bytes] = []
    for segment in segments:
        if run and _OPENING.match(segment):
            yield run
            run = []
        run.append(segment)
    if run:
        yield run
