"""What a classifier is shown of a note, and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from auditor.model.terms import Status


@dataclass(frozen=True, slots=True)
class ClauseView:
    """What a classifier may look at: one clause's words and where they stand."""

    text: str
    section: str = ""
    code: str | None = None
    before: str = ""
    after: str = ""
    second_before: str = ""
    second_after: str = ""
    """The next but one on either side."""
    opening: str = ""
    """What opens its sentence, and ``line_opening`` its line, where that is another clause."""
    line_opening: str = ""
    heading: str = ""
    """The last heading above it, in its own words."""
    line: str = ""
    """The whole line or row it stands in."""
    note: str = ""
    """The whole note."""
    edges: tuple[str, str] = ("", "")
    """The two characters on either side of it."""
    place_in_line: int = 0
    """How many clauses of its line stand before it."""
    known: tuple[str, ...] = ()
    """Vocabulary cues found in the clause, such as ``exercise`` or ``either``."""
    entries: tuple[str, ...] = ()
    """Ids of the vocabulary entries found in the clause, such as ``sit-to-stand``."""
    known_before: tuple[str, ...] = ()
    known_after: tuple[str, ...] = ()
    """Cues in the clauses before and after."""
    first: bool = True
    """Whether the clause opens its sentence."""
    siblings: int = 1
    """How many clauses its sentence has."""
    tenth: int = 0
    """In which tenth of the note it stands, 0 to 9."""
    therapy_signs: int = 0
    """How many signs of a therapy note the whole note shows, 0 to 5."""


@dataclass(frozen=True, slots=True)
class StatusView:
    """What a classifier may look at to say when and whether an activity was done."""

    text: str
    label: str
    """The kind of work the clause names."""
    hint: str
    """The status that plain rules of wording and section give."""
    section: str = ""
    lead: str = ""
    """The words of the sentence before the clause."""
    tail: str = ""
    """The words of the sentence after it."""
    earlier: str = ""
    """The end of what stands before the sentence."""
    heading: str = ""
    """The last heading above it, in its own words."""
    opening: str = ""
    """The beginning of its sentence, and ``line_opening`` of its line."""
    line_opening: str = ""
    later: str = ""
    """The beginning of what follows the sentence."""
    line: str = ""
    tenth: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """A classifier's answer for one clause."""

    label: str
    """A ``Label``, or ``none`` where the clause names no activity."""
    probability: float
    """Calibrated, 0 to 1, of the likeliest label (also where the answer is ``unclear``)."""
    because: tuple[str, ...] = ()
    """The clause's own words that spoke most for the label, strongest first."""


class ClauseClassifier(Protocol):
    """The functions reading is handed: clause to kind of work, clause to what it states."""

    @property
    def fingerprint(self) -> str:
        """What names the classifier in a record: a hash of its manifest."""
        ...

    def activities(self, clauses: Sequence[ClauseView]) -> list[Verdict]:
        """Label each clause with the kind of work it names."""
        ...

    def statements(self, clauses: Sequence[ClauseView]) -> list[Mapping[str, float]]:
        """Give for each clause the probability that it states each ``StatementKind`` learnt."""
        ...

    def statuses(self, views: Sequence[StatusView]) -> list[Status]:
        """Say of each activity whether it was done in this session."""
        ...
