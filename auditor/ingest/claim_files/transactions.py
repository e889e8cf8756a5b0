"""Which transactions does an X12 file hold, of what kind, and is each whole?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Generic, TypeVar

from auditor.errors import InputError
from auditor.ingest.claim_files.kinds import kind_of, not_wanted
from auditor.ingest.claim_files.segments import Segment, read_segments, segment_place
from auditor.ingest.refused import Place, Refused

Item = TypeVar("Item")
Reader = Callable[[Iterator[Segment], Place], Iterator[Item | Refused]]
"""Reads the segments of one transaction, without ``ST`` and ``SE``."""

_ENVELOPE = frozenset({"ISA", "GS", "ST", "GE", "IEA"})


def read_transactions(
    stream: BinaryIO, place: Place, wanted: str, read: Reader[Item]
) -> Iterator[Item | Refused]:
    """Read all transactions of the kind ``wanted``; of another kind say once what it is.

    A trailer whose count or number does not fit is told after the lines it closes: these are read,
    and others may be missing.
    """
    yield from _File(place, wanted, read).items(stream)


@dataclass(slots=True)
class _Level:
    """One of the envelope's three levels while it is open: its number and what it holds so far."""

    number: str
    held: int = 0


class _Body:
    """The segments of one transaction; afterwards, what is wrong with its trailer."""

    def __init__(self, head: Segment, rest: Iterator[Segment], place: Place) -> None:
        self._head = head
        self._rest = rest
        self._place = place
        self.trailer: Refused | None = None
        self.pushed: Segment | None = None

    def __iter__(self) -> Iterator[Segment]:
        """Give the segments.

        Raises:
            InputError: The next part of the envelope begins before this one is closed.
        """
        count = 1
        for segment in self._rest:
            count += 1
            if segment.name == "SE":
                here = segment_place(self._place, segment.number)
                fits = segment.get(2) == self._head.get(2)
                self.trailer = _trailer(segment, count, here, fits=fits)
                return
            if segment.name in _ENVELOPE:
                self.pushed = segment
                reason = (
                    f"the transaction is not closed (SE) before this {segment.name}; the service "
                    "line begun last is not read; get the whole file"
                )
                raise segment_place(self._place, segment.number).error(reason)
            yield segment


def _trailer(segment: Segment, count: int, place: Place, *, fits: bool) -> Refused | None:
    """Refuse a trailer that does not fit what it closes; ``None`` where it fits."""
    if fits and segment.get(1).lstrip("0") == str(count):
        return None
    what = (
        "counts other than what stands before it" if fits else "bears another number than its head"
    )
    return place.refuse(
        f"the trailer {segment.name} {what}; lines may be missing or twice in the part it closes; "
        "those that stand there are read; get the file anew"
    )


class _File(Generic[Item]):
    def __init__(self, place: Place, wanted: str, read: Reader[Item]) -> None:
        self._place = place
        self._wanted = wanted
        self._read = read
        self._guide = ""
        self._interchange = _Level("")
        self._group = _Level("")
        self._others: set[str] = set()
        self._strays = False

    def items(self, stream: BinaryIO) -> Iterator[Item | Refused]:
        segments = read_segments(stream, self._place)
        pushed: Segment | None = None
        while True:
            try:
                segment = pushed or next(segments, None)
            except InputError as error:
                yield Refused(self._place.name, self._place.source, str(error))
                return
            pushed = None
            if segment is None:
                return
            if segment.name == "ST":
                self._group.held += 1
                body = _Body(segment, segments, self._place)
                yield from self._transaction(segment, body)
                pushed = body.pushed
            elif problem := self._envelope(segment):
                yield problem

    def _transaction(self, head: Segment, body: _Body) -> Iterator[Item | Refused]:
        kind = kind_of(head.get(1), head.get(3) or self._guide)
        here = segment_place(self._place, head.number)
        try:
            if kind == self._wanted:
                yield from self._read(iter(body), self._place)
            else:
                if kind not in self._others:
                    self._others.add(kind)
                    yield here.refuse(not_wanted(kind, self._wanted))
                for _ in body:
                    pass
        except InputError as error:
            yield Refused(self._place.name, self._place.source, str(error))
        if body.trailer and kind == self._wanted:
            yield body.trailer

    def _envelope(self, segment: Segment) -> Refused | None:
        here = segment_place(self._place, segment.number)
        match segment.name:
            case "ISA":
                self._interchange = _Level(segment.get(13))
            case "GS":
                self._interchange.held += 1
                self._guide = segment.get(8)
                self._group = _Level(segment.get(6))
            case "GE":
                fits = segment.get(2) == self._group.number
                return _trailer(segment, self._group.held, here, fits=fits)
            case "IEA":
                fits = segment.get(2) == self._interchange.number
                return _trailer(segment, self._interchange.held, here, fits=fits)
            case "TA1":
                pass  # an acknowledgement of another interchange; it says nothing of claims
            case _ if not self._strays:
                self._strays = True
                return here.refuse(
                    "this segment and perhaps others stand outside any transaction (ST to SE) and "
                    "are not read; export the file anew"
                )
        return None
