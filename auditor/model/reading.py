"""What was read out of a note's words."""

from dataclasses import dataclass

from auditor.model.notes import Span
from auditor.model.terms import (
    AssistLevel,
    ElementStatus,
    Label,
    StatementKind,
    Status,
    TimeKind,
    When,
)


@dataclass(frozen=True, slots=True)
class Activity:
    """One intervention the note names."""

    span: Span
    label: Label
    probability: float
    status: Status
    because: tuple[str, ...] = ()
    code: str | None = None
    """The code the note records it under; ``None`` where the note does not say."""
    minutes: int | None = None
    assistance: tuple[AssistLevel, ...] = ()
    purpose: Span | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """One written session time. ``minutes`` for durations, ``clock`` (HH:MM) for start and stop."""

    span: Span
    kind: TimeKind
    minutes: int | None = None
    clock: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Assist:
    """One written level of help."""

    span: Span
    level: AssistLevel
    when: When = When.CURRENT
    persons: int | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """One stated goal. ``term`` is short, long or ``None``."""

    span: Span
    term: str | None
    measurable: bool
    functional: bool
    timeframe: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """Words that show one kind of thing; ``weak`` where they are boilerplate or half say it."""

    span: Span
    kind: StatementKind
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the note under one heading; ``kind`` as in ``data/sections.toml``."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class CodeMention:
    """A procedure code written in the note as digits or as a known short name ("TherAct")."""

    span: Span
    code: str
    units: int | None = None
    modifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, as far as the note shows: the words, the credential, whether a name is there."""

    span: Span
    credential: str | None
    named: bool


@dataclass(frozen=True, slots=True)
class Element:
    """What the note shows of one element, and the words or the places looked in."""

    status: ElementStatus
    evidence: tuple[Span, ...] = ()
    looked_in: tuple[str, ...] = ()
