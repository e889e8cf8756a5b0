"""A drop folder made ready: its places made, kept for this process alone, and put right."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from auditor.errors import ConfigError
from auditor.gate.dropfolder import recovery
from auditor.gate.dropfolder.arriving import Arrivals
from auditor.gate.dropfolder.crew import Crew
from auditor.gate.dropfolder.hearing import Hearing, Told
from auditor.gate.dropfolder.locks import held_alone
from auditor.gate.dropfolder.patience import Patience
from auditor.gate.dropfolder.places import Places
from auditor.gate.dropfolder.recovery import PutRight
from auditor.gate.dropfolder.shelf import Shelf
from auditor.gate.dropfolder.watching import Pace, Watcher
from auditor.gate.permissions import FOLDER
from auditor.report.words import plural


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where notes are dropped, and where what becomes of them goes."""

    dropped: Path
    out: Path
    done_suffix: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A watcher, and what settles where notes go, which counts them."""

    watcher: Watcher
    hearing: Hearing


@contextmanager
def opened(
    folders: Folders, pace: Pace, crew: Callable[[], Crew], told: Told, *, jobs: int
) -> Iterator[Opened]:
    """Make a drop folder ready; at the end its processes are gone.

    Args:
        folders: Where.
        pace: How it is watched.
        crew: Makes those that read and audit, once the folders are ours.
        told: Who is told of what happens.
        jobs: Among how many a large file is shared out.

    Raises:
        ConfigError: The folders lie in one another, are not there, cannot be written to, or
            another process watches one of them.
    """
    _check(folders)
    places = Places(folders.out)
    with held_alone(folders.dropped, folders.out):
        try:
            places.make()
            _say(recovery.put_right(places), told)
            shelf = Shelf(places)
        except OSError as error:
            message = f"{folders.out}: cannot be made ready ({error.strerror}); check its disk"
            raise ConfigError(message) from None
        patience = Patience(say=told.say, is_stopped=told.is_stopped, once=pace.once)
        with closing(crew()) as hands:
            hearing = Hearing(shelf, hands, patience, told, jobs=jobs)
            arrivals = Arrivals(
                folders.dropped, settle_seconds=pace.settle_seconds, done_suffix=folders.done_suffix
            )
            watcher = Watcher(
                places=places,
                arrivals=arrivals,
                hearing=hearing,
                patience=patience,
                told=told,
                pace=pace,
            )
            yield Opened(watcher, hearing)


def _check(folders: Folders) -> None:
    if not folders.dropped.is_dir():
        message = f"{folders.dropped}: there is no such folder; make it, or check its path"
        raise ConfigError(message)
    dropped, out = folders.dropped.resolve(), folders.out.resolve()
    if dropped == out or dropped in out.parents or out in dropped.parents:
        message = f"--out: {folders.out} and {folders.dropped} lie in one another; part them"
        raise ConfigError(message)
    try:
        folders.out.mkdir(FOLDER, parents=True, exist_ok=True)
    except OSError as error:
        message = f"--out: {folders.out} cannot be made ({error.strerror}); choose another folder"
        raise ConfigError(message) from None


def _say(found: PutRight, told: Told) -> None:
    if found.moves or found.lines:
        moves, lines = plural(found.moves, "move"), plural(found.lines, "journal line")
        told.say(f"the last run was cut off: {moves} ended, {lines} added")
    if found.unread:
        lines = plural(found.unread, "line")
        told.say(f"{lines} of the journal cannot be read; its other lines stand")
