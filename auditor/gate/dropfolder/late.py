"""Files that were put away, and are written to still: their writer only rested for a while."""

from collections import deque
from dataclasses import dataclass
from pathlib import Path

from auditor.gate.dropfolder.arriving import Stamp, stamp_of
from auditor.gate.dropfolder.taking import Taken

_LOOKED_AFTER_SECONDS = 600.0
_MOST = 10_000
"""Files that are looked after at once; of more, those that were put away last."""


@dataclass(frozen=True, slots=True)
class _Away:
    """A file that was put away."""

    taken: Taken
    stamp: Stamp
    until: float


class Late:
    """Looks after the files that were put away lately."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._away: deque[_Away] = deque(maxlen=_MOST)

    def put(self, taken: Taken, stamp: Stamp, now: float) -> None:
        """Look after a file from now on.

        Args:
            taken: The file.
            stamp: As what it was read.
            now: Seconds of a clock that only goes forward.
        """
        self._away.append(_Away(taken, stamp, now + _LOOKED_AFTER_SECONDS))

    def written_to(self, now: float) -> list[Taken]:
        """Give the files that were written to since, and look after them no more."""
        while self._away and self._away[0].until < now:
            self._away.popleft()
        found = [away for away in self._away if self._is_other(away)]
        for away in found:
            self._away.remove(away)
        return [away.taken for away in found]

    def _is_other(self, away: _Away) -> bool:
        try:
            return stamp_of((self._out / away.taken.original).stat()) != away.stamp
        except OSError:
            return False  # somebody tidied it away
