"""What the payer in force asks, and the units the minutes support."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from auditor.model.assistants import AssistantUnits


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
    assistants: AssistantUnits | None = None
    """``None`` where it was not worked out."""


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
    max_units_indicator: int | None = None
    """How a Medicare limit is applied (MAI): 1 to each line, 2 absolutely, 3 to the day, more being
    paid on a record that shows the need; ``None`` where the limit is the payer's own or none."""
    needs: tuple[str, ...] = ()
    """Codes this one only adds to: one of them must be billed too."""
    once_a_day: bool = False
    """Whether it is one unit a day, however long the service took."""
    discipline: str | None = None
    """PT or OT, where the code belongs to one discipline alone; ``None`` where to none."""
    levels: tuple[str, ...] = ()
    """The other levels of the same service, of which a day has one."""
    excluded: bool = False
    """Whether Medicare leaves the service out of its benefit when a therapist gives it."""
    instead: tuple[str, ...] = ()
    """What a payer takes who never pays this code."""


@dataclass(frozen=True, slots=True)
class ModifierFact:
    """What is known of one modifier of a claim line, in our own words."""

    modifier: str
    means: str
    therapy: bool
    """Whether a therapy line may carry it."""
    against: frozenset[str] = frozenset()
    """Modifiers that say the opposite, on the same line."""


@dataclass(frozen=True, slots=True)
class CodeDays:
    """First and last day (ISO, both inclusive) of a code that does not stand on the day."""

    first: str = ""
    last: str = ""
    now: tuple[str, ...] = ()
    """The codes that stand for it on the day."""


@dataclass(frozen=True, slots=True)
class CodePair:
    """Two codes that may not be paid together: ``second`` is the one denied."""

    first: str
    second: str
    modifier_allowed: bool
    table: str = ""
    """Who says so, in words, where that is not the table of the day: a pair of the payer's own."""


class PairState(StrEnum):
    """What is known of two codes on one day."""

    APPLIES = "applies"
    DOES_NOT_APPLY = "does not apply"
    NO_DATA = "no data"


@dataclass(frozen=True, slots=True)
class PairAnswer:
    """Whether two codes exclude each other on a day, and on what authority that is said."""

    state: PairState
    pair: CodePair | None = None
    """Which of the two is denied, where the state is ``applies``."""
    table: str = ""
    """The table and its age, in words fit for a finding; where there is no data, why not."""


@dataclass(frozen=True, slots=True)
class PairTable:
    """What is known of code pairs on one day; nothing is concluded beyond it."""

    pairs: Mapping[tuple[str, str], CodePair] = field(default_factory=dict)
    """Those in force, by (first, second)."""
    apart: frozenset[frozenset[str]] = frozenset()
    """Those known not to be in force, whichever comes first."""
    complete_for: frozenset[str] = frozenset()
    """Codes all of whose pairs with one another stand above: no entry means no pair."""
    table: str = ""
    """The table and its age, in words: ``practitioner table of 2024-07-01``."""
    edition: str = ""
    """ISO day of the table; empty where no tables are held for the payer."""
    either_line: bool = True
    """Whether a modifier may stand on either line of a pair; else on that of ``second`` alone."""

    def answer(self, one: str, other: str) -> PairAnswer:
        """Say what is known of two codes, in whichever order they are given."""
        pair = self.pairs.get((one, other)) or self.pairs.get((other, one))
        if pair is not None:
            return PairAnswer(PairState.APPLIES, pair, pair.table or self.table)
        known = frozenset((one, other)) in self.apart or {one, other} <= self.complete_for
        state = PairState.DOES_NOT_APPLY if known else PairState.NO_DATA
        return PairAnswer(state, None, self.table)


@dataclass(frozen=True, slots=True)
class Threshold:
    """A year's amount above which lines of some disciplines together need KX."""

    disciplines: frozenset[str]
    dollars: int
    review_dollars: int | None
    """Above which the payer may ask for the records; ``None`` where none is held."""


@dataclass(frozen=True, slots=True)
class VisitCap:
    """The most units that a payer takes in one visit for all of some codes together."""

    codes: frozenset[str]
    max_units: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a site asks of its own notes, and the words that answer it."""

    name: str
    ask: str
    look_for: tuple[str, ...]
    """Words or phrases; one of them in the note answers the question."""
    codes: frozenset[str] = frozenset()
    """Asked of notes that bill or record one of these; empty: of every note of treatment."""
    cite: str = ""


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
    pairs: PairTable = field(default_factory=PairTable)
    thresholds: tuple[Threshold, ...] = ()
    visit_caps: tuple[VisitCap, ...] = ()
    questions: tuple[Question, ...] = ()
    """What the site's own pack asks of its notes."""
    modifiers: Mapping[str, ModifierFact] = field(default_factory=dict)
    """Every modifier that is known; empty where no list is held."""
    other_days: Mapping[str, CodeDays] = field(default_factory=dict)
    """Codes that stand, but not on this day."""
    cites: Mapping[str, str] = field(default_factory=dict)
    as_of: str = ""
    dated_from: str = ""
    """First date (ISO) the pack's facts are known to hold; empty where that is left open."""
    dated_through: str = ""
    """Last date (ISO) the pack's facts are known to hold."""
