"""What the service and its working processes say to each other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

WHY = "@@why@@"
"""Stands for the reason in ``Ready.refused``."""


class Kind(StrEnum):
    """What is wanted of a note."""

    RECORD = "record"
    CARDS = "cards"


class Outcome(StrEnum):
    """How far it came."""

    DONE = "done"
    UNREADABLE = "unreadable"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: the bytes of a note, or of several for cards."""

    kind: Kind
    raw: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of it: ``body`` is JSON, and the rest is what may be counted and logged of it."""

    body: str
    outcome: Outcome = Outcome.DONE
    decision: str = ""
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A process has loaded all it needs."""

    refused: str
    """The record of a note that could not be judged, as JSON with ``WHY`` for the reason."""
    decision: str
    """What becomes of such a note."""
    made_by: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Unready:
    """A process cannot work, and why."""

    why: str


Judge: TypeAlias = Callable[[Ask], Answer]
OpenJudge: TypeAlias = Callable[[], tuple[Ready, Judge]]
"""Loads in a process of its own what judging needs; importable by name. Raises ``AuditorError``."""
