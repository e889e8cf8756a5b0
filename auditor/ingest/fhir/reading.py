"""Which JSON values does a FHIR file hold: one, a list of them, or one a line?"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from auditor.errors import InputError
from auditor.ingest.claim_files.resources import is_object, json_of
from auditor.ingest.encoding import LINE_LIMIT, Line, decode, read_lines, rejoined
from auditor.ingest.extras import MOST_DOCUMENT_BYTES, whole
from auditor.ingest.fhir.scopes import Piece
from auditor.ingest.refused import Place, Refused

Block = Sequence[Piece | Refused]
"""What is held in memory at once, and within which references reach."""

_XML = (
    "is XML, and FHIR resources are read as JSON; export them as application/fhir+json "
    "(_format=json)"
)


def blocks(stream: BinaryIO, place: Place) -> Iterator[Block]:
    """Give the JSON values of a file: all at once, or of lines so many as may be held at once.

    Raises:
        InputError: The file is no JSON, or is one value too large to hold.
    """
    head = [stream.readline(LINE_LIMIT), stream.readline(LINE_LIMIT)]
    rest = rejoined(b"".join(head), stream)
    listed = decode(head[0]).lstrip().startswith("[")
    if head[1] and not listed and any(map(is_object, head)):
        yield from _of_lines(rest, place)
        return
    written = decode(whole(rest, place)).lstrip()
    if written.startswith("<"):
        raise place.error(_XML)
    found = json_of(written, place)
    if isinstance(found, list):
        yield [Piece(place.inside(f"entry {i}"), place, v) for i, v in enumerate(found, start=1)]
    else:
        yield [Piece(place, place, found)]


def _of_lines(stream: BinaryIO, place: Place) -> Iterator[Block]:
    held: list[Piece | Refused] = []
    size = 0
    for line in read_lines(stream, place):
        if line.text is not None and not line.text.strip():
            continue
        held.append(_of_line(line, place))
        size += len(line.text or "")
        if size >= MOST_DOCUMENT_BYTES:
            yield held
            held, size = [], 0
    yield held


def _of_line(line: Line, place: Place) -> Piece | Refused:
    here = place.inside(f"line {line.number}")
    if line.text is None:
        return here.refuse(f"is over {LINE_LIMIT:,} bytes; split it into smaller bundles")
    try:
        return Piece(here, place, json_of(line.text, here))
    except InputError as error:
        return Refused(here.name, here.source, str(error))
