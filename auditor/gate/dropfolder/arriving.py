"""Which dropped files are ready to be taken: whole, and still for long enough."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from auditor.ingest.refused import shown

UNFINISHED = (".tmp", ".part", ".partial", ".filepart", ".crdownload", ".swp")
"""Endings that programs give to what they have not written to its end."""
_OFFICE = "~$"
_FIRST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS = 1.0, 60.0

Stamp: TypeAlias = tuple[int, int, int]
"""Size, time of the last change and number of a file: equal while nobody writes to it."""


def stamp_of(about: os.stat_result) -> Stamp:
    """What tells that a file was changed; the time is compared, never ordered."""
    return about.st_size, about.st_mtime_ns, about.st_ino


@dataclass(frozen=True, slots=True)
class Arrival:
    """A dropped file."""

    path: Path
    name: str
    """Its path from the drop folder, parted by ``/``."""
    stamp: Stamp
    marker: Path | None = None
    """The file that says it is whole, where such are used."""


@dataclass(frozen=True, slots=True)
class _PutOff:
    """When to try a file again that could not be taken."""

    until: float
    wait: float
    why: str


_NOTHING = (0, (0, 0, 0))


class Arrivals:
    """Looks into the drop folder, and remembers what it saw."""

    def __init__(self, folder: Path, *, settle_seconds: float, done_suffix: str | None) -> None:
        self._folder = folder
        self._settle = settle_seconds
        self._done = done_suffix
        self._seen: dict[str, tuple[Stamp, float]] = {}
        self._put_off: dict[str, _PutOff] = {}
        self.waiting = 0
        """Files at the last look that were not ready."""
        self.troubles: dict[str, str] = {}
        """What cannot be taken, and why, as of the last look."""

    def look(self, now: float) -> list[Arrival]:
        """Give the files that are ready, those first that were seen first.

        Args:
            now: Seconds of a clock that only goes forward.
        """
        self.troubles = {}
        found = list(self._walk())
        names = {arrival.path.name for arrival in found} if self._done else set()
        if self._done:
            found = [a for a in found if not a.name.endswith(self._done)]
        seen = {a.name: self._since(a, now) for a in found}
        order = {a.name: number for number, a in enumerate(found)}
        self._seen = seen
        self._put_off = {name: kept for name, kept in self._put_off.items() if name in seen}
        self.troubles |= {name: kept.why for name, kept in self._put_off.items()}
        ready = [self._marked(a) for a in found if self._is_ready(a, now, names)]
        self.waiting = len(found) - len(ready)
        return sorted(ready, key=lambda a: (seen[a.name][1], order[a.name]))

    def put_off(self, name: str, why: str, now: float) -> None:
        """Leave a file that could not be taken for a while, each time for longer."""
        before = self._put_off.get(name)
        wait = min(2 * before.wait, _LONGEST_WAIT_SECONDS) if before else _FIRST_WAIT_SECONDS
        self._say(name, why)
        self._put_off[name] = _PutOff(now + wait, wait, self.troubles[name])

    def forget_marker(self, name: str) -> None:
        """Remove the marker of a file that was taken, unless a new file is there that it may be of.

        A run that was cut off may have left it; the next file of that name would not be waited for.
        """
        path = self._folder / name
        if self._done and not path.exists():
            with suppress(OSError):
                self._marker(path).unlink()

    def _since(self, arrival: Arrival, now: float) -> tuple[Stamp, float]:
        before = self._seen.get(arrival.name)
        return before if before and before[0] == arrival.stamp else (arrival.stamp, now)

    def _is_ready(self, arrival: Arrival, now: float, names: set[str]) -> bool:
        put_off = self._put_off.get(arrival.name)
        if put_off is not None and now < put_off.until:
            return False
        if self._done:
            marker = self._marker(arrival.path)
            return marker.name in names and marker.exists()
        return now - self._seen[arrival.name][1] >= self._settle

    def _marker(self, path: Path) -> Path:
        return path.with_name(path.name + (self._done or ""))

    def _marked(self, arrival: Arrival) -> Arrival:
        if not self._done:
            return arrival
        return Arrival(arrival.path, arrival.name, arrival.stamp, self._marker(arrival.path))

    def _walk(self) -> Iterator[Arrival]:
        """Give every file that may be one of notes; of what is none and looks so, say why."""
        folders = [(self._folder, "")]
        while folders:
            folder, above = folders.pop()
            try:
                with os.scandir(folder) as entries:
                    mine = [entry for entry in entries if not _is_passed_over(entry.name)]
            except OSError as error:
                self._say(above or ".", f"cannot be looked into ({error.strerror})")
                continue
            for entry in sorted(mine, key=lambda entry: entry.name):
                name = above + entry.name
                mode, stamp = self._looked_at(entry, name)
                if stat.S_ISDIR(mode):
                    folders.append((folder / entry.name, f"{name}/"))
                elif stat.S_ISREG(mode):
                    yield Arrival(folder / entry.name, name, stamp)

    def _looked_at(self, entry: os.DirEntry[str], name: str) -> tuple[int, Stamp]:
        """What an entry is; 0 for what is to be passed over."""
        try:
            about = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            return _NOTHING
        except OSError as error:
            self._say(name, f"cannot be looked at ({error.strerror}); left where it is")
            return _NOTHING
        if not stat.S_ISDIR(about.st_mode) and not stat.S_ISREG(about.st_mode):
            self._say(name, "is a link or no file; left where it is: drop the file itself")
        return about.st_mode, stamp_of(about)

    def _say(self, name: str, why: str) -> None:
        self.troubles[name] = f"{shown(name)}: {why}"


def _is_passed_over(name: str) -> bool:
    return name.startswith((".", _OFFICE)) or name.lower().endswith(UNFINISHED)
