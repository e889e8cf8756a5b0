"""Which delimiters part an X12 interchange, as its ISA segment shows?"""

from dataclasses import dataclass

from auditor.ingest.claim_files.source import Source
from auditor.ingest.refused import Place

_NAME = b"ISA"
_ELEMENTS = 16
_MOST_BYTES = 400
"""An ISA segment has 106 bytes; some writers do not pad its elements, some pad them too much."""


@dataclass(frozen=True, slots=True)
class Delimiters:
    """What parts elements, components and segments."""

    element: str
    component: str
    terminator: bytes


def read_delimiters(source: Source, place: Place) -> Delimiters:
    """Read the delimiters off the ISA segment, whose 16 elements stand between the first of them.

    They are looked for by count, not by place. The segment itself is left to be taken.

    Raises:
        InputError: Here stands no ISA segment, or a part of one.
    """
    head = source.peek(_MOST_BYTES)
    at = f"at byte offset {source.offset}"
    if _NAME.startswith(head):
        raise place.error(source.cut())
    if not head.startswith(_NAME):
        reason = f"no interchange (ISA) begins here, {at}; nothing from here on is read"
        raise place.error(reason)
    pieces = head.split(head[3:4], _ELEMENTS)
    if len(pieces) <= _ELEMENTS or len(pieces[-1]) < len(":~"):
        reason = f"the ISA segment {at} has not its {_ELEMENTS} elements; export the file anew"
        raise place.error(source.cut() if len(head) < _MOST_BYTES else reason)
    marks = head[3:4], pieces[-1][:1], pieces[-1][1:2]
    if len(set(marks)) < len(marks) or not all(map(_may_part, marks)):
        reason = (
            f"the ISA segment {at} does not show which delimiters part the file; export it anew"
        )
        raise place.error(reason)
    return Delimiters(marks[0].decode(), marks[1].decode(), marks[2])


def _may_part(mark: bytes) -> bool:
    return mark.isascii() and not mark.isalnum() and mark != b" "
