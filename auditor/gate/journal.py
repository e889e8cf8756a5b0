"""What became of each note, and when: one line of JSON an event, and no word of a note."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from auditor.gate.permissions import FILE

ENCODING = "utf-8"


class Event(StrEnum):
    """What happened to a note."""

    JUDGED = "judged"
    RELEASED = "released"
    """A person let go what was held."""
    DUPLICATE = "duplicate"
    """It was judged before, and so is not judged again."""
    RECOVERED = "recovered"
    """Its verdict was there after a crash, and its line was not."""
    FAILED = "failed"
    """It could not be read or judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event. The fields are the keys of its line; what an event has no use for is left empty.

    ``item`` and ``why`` may name files of a site's own; nothing of a note's text goes into either.
    """

    event: Event
    key: str
    """Content key: of the note, what was given with it, and what it was judged by."""
    time: str = ""
    """ISO 8601 in UTC; the journal sets it where it is empty."""
    item: str | None = None
    """What a drop folder calls the note; ``None`` where there is no folder."""
    decision: str | None = None
    judged: str | None = None
    """The decision as it would be without shadow and ``on_error``."""
    shadow: bool = False
    rules: tuple[str, ...] = ()
    """The rules that hold the note, or would."""
    excused: tuple[str, ...] = ()
    """The rules whose findings an override or the baseline excused."""
    why: str | None = None
    """Why it could not be judged."""
    by: str | None = None
    """Who released it."""
    reason: str | None = None
    """The code of the reason for a release."""
    milliseconds: int | None = None
    made_by: Mapping[str, str] = field(default_factory=dict)


_LISTS = frozenset({"rules", "excused"})
_KEYS = frozenset(f.name for f in fields(Entry))


def now() -> str:
    """The time, in UTC, as entries have it."""
    written = datetime.now(UTC).isoformat(timespec="milliseconds")
    return written.replace("+00:00", "Z")


class Journal:
    """Adds lines to a file that many processes may add to; opened anew for each line.

    So a log that is moved away by a rotation goes on in a new file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, entry: Entry) -> None:
        """Write an entry as one line, on disk when this returns.

        A line that cannot be written whole is taken back; one that a crash cut off before is ended
        first, so that it spoils no other.

        Raises:
            OSError: The file cannot be written.
        """
        line = line_of(entry)
        is_new = not self.path.exists()
        descriptor = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT | _BINARY, FILE)
        try:
            with _alone(descriptor):
                _add(descriptor, line)
        finally:
            os.close(descriptor)
        if is_new:
            sync_folder(self.path.parent)


class Entries:
    """Reads a journal's entries, as they are drawn; ``unread`` counts lines that are none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.unread = 0

    def __iter__(self) -> Iterator[Entry]:
        """Draw the entries in the order in which they were written.

        Raises:
            OSError: The file cannot be read.
        """
        self.unread = 0
        with self._path.open("rb") as lines:
            for line in lines:
                entry = entry_of(line)
                if entry is not None:
                    yield entry
                elif line.strip():
                    self.unread += 1


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on disk, where the system can be asked to.

    Raises:
        OSError: The disk fails.
    """
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def line_of(entry: Entry) -> bytes:
    """Give an entry as its line."""
    values = asdict(entry) | {"time": entry.time or now()}
    return (json.dumps(values, ensure_ascii=True) + "\n").encode(ENCODING)


def entry_of(line: bytes) -> Entry | None:
    """Read a line; ``None`` where it is no entry."""
    try:
        values: dict[str, Any] = json.loads(line)
        known = {key: value for key, value in values.items() if key in _KEYS}
        known["event"] = Event(known["event"])
        known |= {key: tuple(known.get(key, ())) for key in _LISTS}
        entry = Entry(**known)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return entry if _is_sound(entry) else None


def _is_sound(entry: Entry) -> bool:
    """Whether the values that are counted or compared are of their kind."""
    texts = (entry.key, entry.time, entry.why or "", entry.reason or "", *entry.rules)
    return all(isinstance(text, str) for text in (*texts, *entry.excused)) and isinstance(
        entry.milliseconds, int | None
    )


def _add(descriptor: int, line: bytes) -> None:
    size = os.fstat(descriptor).st_size
    if size:
        os.lseek(descriptor, size - 1, os.SEEK_SET)
        if os.read(descriptor, 1) != b"\n":
            line = b"\n" + line
    try:
        left = line
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
    except OSError:
        with suppress(OSError):  # it may be no file, and why it failed is to be told
            os.ftruncate(descriptor, size)
        raise


_BINARY = getattr(os, "O_BINARY", 0)

if sys.platform == "win32":
    import msvcrt

    @contextmanager
    def _alone(descriptor: int) -> Iterator[None]:
        """Keep other writers out: Windows does not append in one step."""
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
        try:
            yield
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    @contextmanager
    def _alone(descriptor: int) -> Iterator[None]:
        """Keep other writers out; closing the file lets them in again.

        Where a network's file system has no locks, appending in one step must do.
        """
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
