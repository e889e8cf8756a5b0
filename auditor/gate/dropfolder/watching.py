"""The watching itself: look what was dropped, take it, have it judged, until told to end."""

import time
from collections import deque
from dataclasses import dataclass
from functools import partial

from auditor.gate.dropfolder import taking
from auditor.gate.dropfolder.arriving import Arrival, Arrivals, Stamp
from auditor.gate.dropfolder.hearing import Hearing, Told
from auditor.gate.dropfolder.late import Late
from auditor.gate.dropfolder.patience import Patience, StoppedError
from auditor.gate.dropfolder.places import Places
from auditor.gate.dropfolder.taking import NotTakenError, Taken
from auditor.report.words import plural

_LONGEST_SECONDS, _SHORTEST_SECONDS = 1.0, 0.05
"""Between two looks into the drop folder."""
_SLICE_SECONDS = 0.25
"""How soon an end that is asked for is noticed."""
_MOST_TOLD = 20
"""Files that cannot be taken, and are named."""
_LOOKS_SHARE = 20
"""A look takes one part of the time in so many at most, however full the drop folder is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long a file must be still, and whether to end once all is done that was there."""

    settle_seconds: float
    by_marker: bool = False
    once: bool = False

    @property
    def looks(self) -> int:
        """How often to look where it is done once: whether a file is still takes two looks."""
        return 1 if self.by_marker or not self.settle_seconds else 2

    @property
    def seconds(self) -> float:
        """Between two looks."""
        if self.once:
            return self.settle_seconds
        return min(max(self.settle_seconds / 2, _SHORTEST_SECONDS), _LONGEST_SECONDS)


class Watcher:
    """Sees to it that every file that is dropped is taken."""

    def __init__(
        self,
        *,
        places: Places,
        arrivals: Arrivals,
        hearing: Hearing,
        patience: Patience,
        told: Told,
        pace: Pace,
    ) -> None:
        self._places = places
        self._arrivals = arrivals
        self._hearing = hearing
        self._patience = patience
        self._told = told
        self._pace = pace
        self._ready: deque[Arrival] = deque()
        self._unsettled: list[tuple[Taken, Stamp, float]] = []
        self._late = Late(places.out)
        self._troubles: dict[str, str] = {}
        self._next_look = 0.0
        self._looks = 0

    @property
    def left(self) -> int:
        """What could not be taken."""
        return len(self._troubles)

    def run(self) -> None:
        """Watch until the end is asked for, or (once) until all is done that was there.

        Raises:
            AuditorError: Nothing can be audited, or (once) nothing can be written.
        """
        try:
            for taken in list(taking.leftovers(self._places)):
                self._arrivals.forget_marker(taken.name)
                self._hearing.begin(taken)
            while not self._told.is_stopped() and not self._is_done():
                self._look()
                self._take()
                self._hearing.hand_out()
                self._hearing.hear(self._wait_seconds())
                self._watch_changed()
            self._hearing.finish()
        except StoppedError:
            return  # what could not be written is judged again at the next start

    def _is_done(self) -> bool:
        is_idle = self._hearing.is_idle() and not self._ready and not self._unsettled
        return self._pace.once and is_idle and self._looks >= self._pace.looks

    def _look(self) -> None:
        began = time.monotonic()
        if began < self._next_look or (self._pace.once and self._looks >= self._pace.looks):
            return
        self._ready = deque(self._arrivals.look(began))
        self._tell(self._arrivals.troubles)
        self._watch_late(began)
        self._looks += 1
        took = time.monotonic() - began
        self._next_look = began + max(self._pace.seconds, _LOOKS_SHARE * took)
        if self._pace.once and self._looks == self._pace.looks and self._arrivals.waiting:
            files = plural(self._arrivals.waiting, "file")
            self._told.say(f"{files} not ready yet, left for the next time")

    def _tell(self, troubles: dict[str, str]) -> None:
        """Say what is wrong, once for as long as it stays so."""
        for name, why in troubles.items():
            if self._troubles.get(name) == why:
                continue
            self._troubles[name] = why
            if len(self._troubles) <= _MOST_TOLD:
                self._told.say(why)
            elif len(self._troubles) == _MOST_TOLD + 1:
                self._told.say("more files cannot be taken; they are not named one by one")
        self._troubles = dict(troubles)

    def _take(self) -> None:
        """Take one file, where a process would have nothing to do otherwise."""
        while self._ready and self._hearing.wants_more():
            self._patience.do(partial(self._begin, self._ready.popleft()), str(self._places.out))

    def _begin(self, arrival: Arrival) -> None:
        if not arrival.path.exists():
            return  # whoever dropped it has taken it back
        try:
            self._hearing.begin(taking.take(self._places, arrival))
        except NotTakenError as error:
            self._arrivals.put_off(arrival.name, str(error), time.monotonic())
            self._tell(self._arrivals.troubles)

    def _wait_seconds(self) -> float:
        if self._ready and self._hearing.wants_more():
            return 0.0
        if self._pace.once and self._looks >= self._pace.looks:
            return _SLICE_SECONDS
        return min(max(self._next_look - time.monotonic(), 0.0), _SLICE_SECONDS)

    def _watch_late(self, now: float) -> None:
        """Have a file judged anew whose writer went on after it was read."""
        for file in self._hearing.away:
            self._late.put(file.taken, file.stamp, now)
        self._hearing.away.clear()
        for taken in self._late.written_to(now):
            self._patience.do(
                partial(taking.take_back, self._places, taken), str(self._places.originals)
            )
            self._hearing.changed.append(taken)

    def _watch_changed(self) -> None:
        """Have a file that was written to while it was read judged anew, once it is still."""
        now = time.monotonic()
        for taken in self._hearing.changed:
            self._told.say(f"{taken.shown}: was written to after it was taken; reading it again")
            self._unsettled.append((taken, taken.stamp(), now))
        self._hearing.changed.clear()
        waiting = []
        for taken, stamp, since in self._unsettled:
            is_same = taken.stamp() == stamp
            if is_same and now - since >= self._pace.settle_seconds:
                self._hearing.begin(taken)
            else:
                waiting.append((taken, taken.stamp(), since if is_same else now))
        self._unsettled = waiting
