"""Everything known of one note: what rules look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.model.notes import Note, Span
from auditor.model.payers import Demands, Units
from auditor.model.reading import (
    Activity,
    Assist,
    CodeMention,
    Element,
    Goal,
    Section,
    Signature,
    Statement,
    Time,
)
from auditor.model.terms import Label, StatementKind, Status


@dataclass(frozen=True, slots=True)
class Visit:
    """Everything read out of one note: what rules look at."""

    note: Note
    discipline: str | None = None
    kind: str | None = None
    payer_named: str | None = None
    date_of_service: str | None = None
    """ISO date, from the input or else from the note."""
    dates: tuple[Span, ...] = ()
    """Where the note states a date of service."""
    dates_compete: bool = False
    signatures: tuple[Signature, ...] = ()
    author_credential: str | None = None
    sections: tuple[Section, ...] = ()
    code_mentions: tuple[CodeMention, ...] = ()
    activities: tuple[Activity, ...] = ()
    times: tuple[Time, ...] = ()
    assistance: tuple[Assist, ...] = ()
    goals: tuple[Goal, ...] = ()
    statements: tuple[Statement, ...] = ()
    elements: Mapping[str, Element] = field(default_factory=dict)
    units: Units | None = None
    demands: Demands | None = None

    @property
    def text(self) -> str:
        """The note's text as received."""
        return self.note.text

    def performed(self, *labels: Label) -> tuple[Activity, ...]:
        """Activities done in this session, of the given labels or of any."""
        return tuple(
            a
            for a in self.activities
            if a.status is Status.PERFORMED and (not labels or a.label in labels)
        )

    def said(self, kind: StatementKind, *, weak: bool = False) -> tuple[Statement, ...]:
        """Statements of one kind: the plain ones, or with ``weak`` the half-said ones."""
        return tuple(s for s in self.statements if s.kind is kind and s.weak is weak)
