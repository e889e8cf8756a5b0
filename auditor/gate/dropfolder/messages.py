"""What the watching process and those that read and audit for it say to each other."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from auditor.gate.dropfolder.places import Box
from auditor.gate.journal import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One file, or every so many-th note of it, to be read and audited."""

    path: Path
    name: str
    """What to call the file: its path from the drop folder."""
    original: str
    """Where it will be found afterwards, from the output folder."""
    first: int = 0
    """The first note to take, counted from 0; those before have a verdict."""
    share: int = 0
    """Which of the ``shares`` of the file's notes to take."""
    shares: int = 1
    given_up: str | None = None
    """Why the first note is not audited again."""
    unread: str | None = None
    """Why the file is not read any further than to the first note."""
    tried: int | None = None
    """The first note of the last try that a process died in."""


@dataclass(frozen=True, slots=True)
class Found:
    """A note was read; the answer is a ``Reply``."""

    index: int
    key: str
    source: str


class Verb(StrEnum):
    """What to do with a note that was found."""

    JUDGE = "judge"
    PASS = "pass"  # noqa: S105 - not a password
    STOP = "stop"
    """Leave it and the rest of the file."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What to do with a note, and what to call it."""

    verb: Verb
    item: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A note's verdict."""

    index: int
    key: str
    box: Box
    document: bytes
    entry: Entry
    trouble: str | None = None
    """What is wrong with the gate's files, though the note was judged."""


@dataclass(frozen=True, slots=True)
class Finished:
    """There are no more notes in the file, or it was left."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The process is no more."""

    index: int
    """The note it was at, or would have read next."""
    was_judging: bool
    why: str | None
    """``None`` where nothing was wrong: it was to be renewed, or died for the first time here."""


@dataclass(frozen=True, slots=True)
class Passing:
    """Notes are read and passed over, as they are another's or have a verdict: a sign of life."""


Message: TypeAlias = Found | Judged | Passing | Finished | Gone
