"""What came in: a note, the claim beside it, and places in its text."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a note's text: half-open code-point offsets."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words at this place."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two places share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Say whether ``other`` lies wholly inside this place."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One line of the claim that was or will be sent."""

    code: str
    units: int
    modifiers: tuple[str, ...] = ()
    date_of_service: str | None = None
    """ISO date of the line; ``None`` where the claim gives none of its own."""
    clinician: str | None = None
    """Identifier of who rendered it, as the claim gives it."""
    diagnoses: tuple[str, ...] | None = None
    """Diagnosis codes the line points to; ``None`` where the claim's format has none."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """Charges allowed since 1 January for one discipline's threshold, before this visit."""

    discipline: str
    """PT, OT or SLP; PT and SLP share a threshold."""
    dollars: float


@dataclass(frozen=True, slots=True)
class Part:
    """Where in its source a piece of a note's text stands; it reaches to the next part."""

    start: int
    """Code-point offset in the note's text."""
    where: str
    """As a person would look for it: ``page 2``, ``row 17``, ``message 3, OBX 4``."""


@dataclass(frozen=True, slots=True)
class Note:
    """One note as received, with what the input says about it; ``None`` where it says nothing."""

    note_id: str
    text: str
    source: str
    discipline: str | None = None
    setting: str | None = None
    payer: str | None = None
    patient: str | None = None
    clinician: str | None = None
    date_of_service: str | None = None
    claim: tuple[ServiceLine, ...] = ()
    allowed: tuple[Allowed, ...] = ()
    """What the patient has used of the year's thresholds before this visit, if the input says."""
    parts: tuple[Part, ...] = ()
    """Where in a document the text was taken from, in its order; empty where it is the source."""
    has_own_id: bool = field(default=False, compare=False)
    """Whether the input names the note; else ``note_id`` is made of its source and place."""

    def where(self, start: int) -> str | None:
        """Say where in its document an offset of the text stands; ``None`` of a text by itself."""
        return next((part.where for part in reversed(self.parts) if part.start <= start), None)
