"""What an evaluation is shown: labelled clauses, sentences and activities, and answers to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from auditor.classify.figures import Flags, Ints
from auditor.model import ClauseView, StatusView


class Whose(Protocol):
    """Anything from a note of an author."""

    @property
    def author(self) -> str: ...  # noqa: D102
    @property
    def note_id(self) -> str: ...  # noqa: D102


class Labelled(Whose, Protocol):
    """A clause with the kind of work it names."""

    @property
    def view(self) -> ClauseView: ...  # noqa: D102
    @property
    def label(self) -> str: ...  # noqa: D102


class Stating(Whose, Protocol):
    """A sentence with everything it states."""

    @property
    def view(self) -> ClauseView: ...  # noqa: D102
    @property
    def kinds(self) -> frozenset[str]: ...  # noqa: D102


class Standing(Whose, Protocol):
    """A named activity with what became of it."""

    @property
    def view(self) -> StatusView: ...  # noqa: D102
    @property
    def status(self) -> str: ...  # noqa: D102


class Lessons(Protocol):
    """All that a corpus teaches."""

    @property
    def clauses(self) -> Sequence[Labelled]: ...  # noqa: D102
    @property
    def sentences(self) -> Sequence[Stating]: ...  # noqa: D102
    @property
    def statuses(self) -> Sequence[Standing]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Part:
    """What some of the authors teach."""

    clauses: Sequence[Labelled]
    sentences: Sequence[Stating]
    statuses: Sequence[Standing]


@dataclass(frozen=True, slots=True)
class Answers:
    """One way of answering, for every clause: is there an activity, and which kind.

    All of shape ``(n,)``. ``kind`` is a column of the labels. ``asked`` says for which clauses the
    kind counts: those found, or for a baseline that finds nothing all of them.
    """

    found: Flags
    kind: Ints
    asked: Flags
