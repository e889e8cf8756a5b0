"""Which segments of a transaction belong together?"""

from collections.abc import Collection, Iterator, Sequence

from auditor.ingest.claim_files.segments import Segment

Loop = Sequence[Segment]
"""A segment that begins something and what follows it, up to the next beginning."""


def loops(segments: Iterator[Segment], heads: Collection[str]) -> Iterator[Loop]:
    """Part segments before each that is named in ``heads``; the first loop may lack such a head.

    A loop is given only when the next one begins or the transaction ends, so one that is cut
    never is.
    """
    held: list[Segment] = []
    for segment in segments:
        if segment.name in heads and held:
            yield held
            held = []
        held.append(segment)
    if held:
        yield held


def first(loop: Loop, name: str, qualifier: str = "") -> Segment | None:
    """Return the first segment of this name, and with this first element where one is given."""
    return next(every(loop, name, qualifier), None)


def every(loop: Loop, name: str, qualifier: str = "") -> Iterator[Segment]:
    """Give all segments of this name, and with this first element where one is given."""
    return (s for s in loop if s.name == name and (not qualifier or s.get(1) == qualifier))


def reference(loop: Loop, qualifier: str) -> str:
    """Return what the ``REF`` of this qualifier holds; empty where there is none."""
    found = first(loop, "REF", qualifier)
    return found.get(2) if found else ""


def identifier(loop: Loop, qualifier: str) -> str:
    """Return the number that the ``NM1`` of this qualifier gives; empty where there is none."""
    found = first(loop, "NM1", qualifier)
    return found.get(9) if found else ""
