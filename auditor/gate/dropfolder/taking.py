"""How a dropped file is taken out of the drop folder, and where it is put away."""

import errno
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from secrets import token_hex

from auditor.gate.dropfolder import disk
from auditor.gate.dropfolder.arriving import Arrival, Stamp, stamp_of
from auditor.gate.dropfolder.places import Places, short
from auditor.gate.journal import sync_folder
from auditor.gate.permissions import FOLDER, opener
from auditor.ingest.refused import shown

_BINARY = getattr(os, "O_BINARY", 0)


_OUR_DISK = frozenset({errno.ENOSPC, errno.EDQUOT})
"""What is no matter of one dropped file, but of the disk that it is to be moved to."""


_MOST_ENDING_BYTES = 20
"""What follows the last dot and is longer is no ending, but a part of the name."""


_CHANGED = "was written to while it was copied; left where it is, tried again later"
_WRITTEN_TO = "is being written to; left where it is, tried again later"
_GONE: Stamp = (-1, -1, -1)


class NotTakenError(Exception):
    """The file cannot be taken now, and is where it was; the message says why."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A dropped file that is ours until all its notes have a verdict."""

    folder: Path
    """Its own, under ``taken``; called by when it was taken, and at random."""
    name: str
    """Its path from the drop folder, parted by ``/``."""

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.folder / self.name

    @property
    def original(self) -> str:
        """Where it will lie at the end, from the output folder: so named that all keep apart."""
        name = PurePosixPath(self.name)
        is_ending = len(os.fsencode(name.suffix)) <= _MOST_ENDING_BYTES
        stem, ending = (name.stem, name.suffix) if is_ending else (name.name, "")
        called = f"{short(stem)}.{self._mark}{short(ending)}"
        return (PurePosixPath("originals") / name.parent / called).as_posix()

    @property
    def shown(self) -> str:
        """Its name, fit for one line of a log."""
        return shown(self.name)

    @property
    def _mark(self) -> str:
        return self.folder.name

    def stamp(self) -> Stamp:
        """What tells that somebody writes to it still; of one that is gone, the same each time."""
        try:
            return stamp_of(self.path.stat())
        except OSError:
            return _GONE


def take(places: Places, arrival: Arrival) -> Taken:
    """Take a file out of the drop folder, in one step; its marker goes with it.

    Raises:
        NotTakenError: It is locked, say, or was written to while it was copied.
        OSError: It cannot be brought here, nor could any other.
    """
    with _not_taken():
        _check_readable(arrival.path)
        if arrival.marker is None and stamp_of(arrival.path.stat()) != arrival.stamp:
            raise NotTakenError(_WRITTEN_TO)
    folder = _own_folder(places)
    taken = Taken(folder, arrival.name)
    try:
        with _not_taken():
            taken.path.parent.mkdir(FOLDER, parents=True, exist_ok=True)
            _bring(arrival.path, taken.path, places.unfinished / folder.name)
    except (OSError, NotTakenError):
        disk.remove_empty(taken.path.parent, places.taken)
        raise
    if arrival.marker is not None:
        with suppress(OSError):  # without its file it does nothing
            arrival.marker.unlink()
    return taken


@contextmanager
def _not_taken() -> Iterator[None]:
    """Tell what is wrong with one file from what is wrong with our disk."""
    try:
        yield
    except OSError as error:
        if error.errno in _OUR_DISK:
            raise
        message = f"cannot be taken ({error.strerror}); left where it is, tried again later"
        raise NotTakenError(message) from None


def leftovers(places: Places) -> Iterator[Taken]:
    """Give what an earlier run took and did not put away, in the order in which it was taken."""
    for folder in sorted(places.taken.iterdir()):
        files = [path for path in folder.rglob("*") if path.is_file()]
        for path in files:
            yield Taken(folder, path.relative_to(folder).as_posix())
        if not files:
            shutil.rmtree(folder, ignore_errors=True)  # empty folders


def put_away(places: Places, taken: Taken) -> None:
    """Move a file to the originals, all its notes having a verdict.

    Raises:
        OSError: It cannot be moved; it is where it was.
    """
    target = places.out / taken.original
    target.parent.mkdir(FOLDER, parents=True, exist_ok=True)
    if taken.path.exists():
        disk.move(taken.path, target)
    disk.remove_empty(taken.path.parent, places.taken)


def take_back(places: Places, taken: Taken) -> None:
    """Take a file out of the originals again, to be read anew.

    Raises:
        OSError: It cannot be moved; it is where it was.
    """
    source = places.out / taken.original
    if source.exists():
        taken.path.parent.mkdir(parents=True, exist_ok=True)
        disk.move(source, taken.path)


def _check_readable(path: Path) -> None:
    """Open a file for reading, which fails where it is locked or not ours to read."""
    os.close(os.open(path, os.O_RDONLY | _BINARY))


def _own_folder(places: Places) -> Path:
    """Make a folder whose name nothing here had: the clock may go back, chance does not."""
    while True:
        folder = places.taken / f"{time.strftime('%Y%m%dT%H%M%S')}-{token_hex(3)}"
        try:
            folder.mkdir(FOLDER)
        except FileExistsError:
            continue
        return folder


def _bring(source: Path, target: Path, unfinished: Path) -> None:
    try:
        os.rename(source, target)  # noqa: PTH104 - `Path` would wrap it
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy(source, target, unfinished)
    sync_folder(target.parent)


def _copy(source: Path, target: Path, unfinished: Path) -> None:
    """Bring a file from another file system: it goes from there once it is whole here."""
    try:
        with source.open("rb") as there:
            before = stamp_of(os.fstat(there.fileno()))
            with open(unfinished, "wb", opener=opener) as here:
                shutil.copyfileobj(there, here, 1 << 20)
                here.flush()
                os.fsync(here.fileno())
            if stamp_of(source.stat()) != before:
                raise NotTakenError(_CHANGED)
        disk.move(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)
    try:
        source.unlink(missing_ok=True)
    except OSError:
        target.unlink()  # or each try would leave one more here
        raise
