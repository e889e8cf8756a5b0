"""What an evaluation is shown: labelled clauses and sentences, and the answers given to them."""

from dataclasses import dataclass
from typing import Protocol

from auditor.classify.figures import Flags, Ints
from auditor.model import ClauseView


class Labelled(Protocol):
    """A clause with the kind of work it names."""

    @property
    def author(self) -> str: ...  # noqa: D102
    @property
    def note_id(self) -> str: ...  # noqa: D102
    @property
    def view(self) -> ClauseView: ...  # noqa: D102
    @property
    def label(self) -> str: ...  # noqa: D102


class Stating(Protocol):
    """A sentence with everything it states."""

    @property
    def author(self) -> str: ...  # noqa: D102
    @property
    def note_id(self) -> str: ...  # noqa: D102
    @property
    def view(self) -> ClauseView: ...  # noqa: D102
    @property
    def kinds(self) -> frozenset[str]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Answers:
    """One way of answering, for every clause: is there an activity, and which kind.

    All of shape ``(n,)``. ``kind`` is a column of the labels. ``asked`` says for which clauses the
    kind counts: those found, or for a baseline that finds nothing all of them.
    """

    found: Flags
    kind: Ints
    asked: Flags
