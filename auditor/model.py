"""The facts an audit stands on: what came in, what was read out of it, what a payer asks.

Every value is frozen. Offsets are Unicode code points into the note's text exactly as received,
half-open. What is not known is ``None`` or empty, never 0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Severity(StrEnum):
    """How much a finding matters, heaviest first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Label(StrEnum):
    """What the work of an activity is (not what it was billed as)."""

    FUNCTIONAL = "functional"
    EXERCISE = "exercise"
    NEURO = "neuro"
    GAIT = "gait"
    SELFCARE = "selfcare"
    MANUAL = "manual"
    MODALITY = "modality"
    AQUATIC = "aquatic"
    GROUP = "group"
    TESTING = "testing"
    EDUCATION = "education"
    VAGUE = "vague"
    UNCLEAR = "unclear"


WORK = frozenset(
    {
        Label.FUNCTIONAL,
        Label.EXERCISE,
        Label.NEURO,
        Label.GAIT,
        Label.SELFCARE,
        Label.MANUAL,
        Label.MODALITY,
        Label.AQUATIC,
        Label.GROUP,
    }
)
"""The labels that are treatment; testing, education and vague are not."""


class Status(StrEnum):
    """Whether, when and where an activity was done."""

    PERFORMED = "performed"
    PLANNED = "planned"
    HOME = "home"
    PAST = "past"
    NOT_DONE = "not_done"


class TimeKind(StrEnum):
    """What a written time says about the session."""

    START = "start"
    STOP = "stop"
    DURATION = "duration"
    TOTAL_TIMED = "total_timed"
    TOTAL_TREATMENT = "total_treatment"


class AssistLevel(StrEnum):
    """How much help a task took, lightest first."""

    INDEPENDENT = "independent"
    MODIFIED_INDEPENDENT = "modified_independent"
    SETUP = "setup"
    SUPERVISION = "supervision"
    STANDBY = "standby"
    CONTACT_GUARD = "contact_guard"
    MINIMAL = "minimal"
    MODERATE = "moderate"
    MAXIMAL = "maximal"
    TOTAL = "total"

    @property
    def rank(self) -> int:
        """0 for independent to 9 for total."""
        return list(AssistLevel).index(self)


class When(StrEnum):
    """The moment an assistance level speaks of."""

    CURRENT = "current"
    BASELINE = "baseline"
    GOAL = "goal"


class StatementKind(StrEnum):
    """What a clause says that an element of the note stands on."""

    PURPOSE = "purpose"
    DEFICIT = "deficit"
    SKILLED = "skilled"
    RESPONSE = "response"
    PROGRESS = "progress"
    NECESSITY = "necessity"
    PLAN = "plan"
    ONE_ON_ONE = "one_on_one"
    GROUP = "group"
    AIDE = "aide"
    REST = "rest"
    UNCHANGED = "unchanged"
    PRECAUTION_NWB = "precaution_nwb"


class ElementStatus(StrEnum):
    """What the note shows of one element, whoever pays."""

    PRESENT = "present"
    PARTIAL = "partial"
    MISSING = "missing"
    NOT_APPLICABLE = "na"


ELEMENTS: tuple[str, ...] = (
    "date_of_service",
    "provider_signature",
    "activity_described",
    "activity_functional",
    "functional_purpose",
    "goal",
    "goal_measurable",
    "timed_minutes",
    "start_stop_times",
    "total_treatment_time",
    "assist_level",
    "one_on_one",
    "skilled_intervention",
    "patient_response",
    "progress",
    "functional_deficit",
    "necessity_rationale",
    "plan",
    "code_distinction",
)
"""The 19 documentation elements, in the order reports show them."""


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


@dataclass(frozen=True, slots=True)
class UnitCount:
    """Units by one method. ``by_code`` is ``None`` where the minutes are not parted by code."""

    total: int | None
    by_code: Mapping[str, int] | None
    ties: tuple[Mapping[str, int], ...] = ()
    """Other sharings that are equally right."""


@dataclass(frozen=True, slots=True)
class Units:
    """The units the minutes support, by each method, beside what was billed."""

    timed_minutes: int | None
    minutes_by_code: Mapping[str, int] | None
    methods: Mapping[str, UnitCount]
    billed: Mapping[str, int]
    payer_method: str


@dataclass(frozen=True, slots=True)
class CodeFact:
    """What the pack knows of one procedure code."""

    code: str
    name: str
    timed: bool
    one_on_one: bool
    work: tuple[str, ...] = ()
    """Labels of work the code may stand for."""
    max_units: int | None = None
    """Most units of this code alone; ``None`` where no limit is held."""


@dataclass(frozen=True, slots=True)
class CodePair:
    """Two codes that may not be paid together: ``second`` is the one denied."""

    first: str
    second: str
    modifier_allowed: bool


@dataclass(frozen=True, slots=True)
class VisitCap:
    """The most units that a payer takes in one visit for all of some codes together."""

    codes: frozenset[str]
    max_units: int


@dataclass(frozen=True, slots=True)
class Demands:
    """What the payer in force on the day asks, as plain values."""

    pack: str
    """Identity and content hash, ``medicare-2026@1a2b3c4d5e6f``."""
    payer: str
    unit_method: str
    required: frozenset[str]
    """Demands that must be met: elements, ``assistant_modifier``, ``discipline_modifier`` ..."""
    codes: Mapping[str, CodeFact] = field(default_factory=dict)
    pairs: tuple[CodePair, ...] = ()
    visit_caps: tuple[VisitCap, ...] = ()
    cites: Mapping[str, str] = field(default_factory=dict)
    as_of: str = ""
    dated_through: str = ""
    """Last date (ISO) the pack's facts are known to hold."""


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
