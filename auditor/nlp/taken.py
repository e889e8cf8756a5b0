"""Remember which places of a text are taken, however many there are."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from auditor.model import Span


class Taken:
    """Places of a text; those that overlap are kept as one, so that all stand in order."""

    def __init__(self, places: Iterable[Span] = ()) -> None:
        """Take some places."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        for place in places:
            self.add(place)

    def add(self, place: Span) -> None:
        """Take one more place."""
        first = bisect_right(self._ends, place.start)
        behind = bisect_left(self._starts, place.end)
        start, end = place.start, place.end
        if first < behind:
            start, end = min(start, self._starts[first]), max(end, self._ends[behind - 1])
        self._starts[first:behind] = [start]
        self._ends[first:behind] = [end]

    def overlaps(self, place: Span) -> bool:
        """Say whether a place shares a character with one that is taken."""
        last = bisect_left(self._starts, place.end) - 1
        return last >= 0 and self._ends[last] > place.start
