"""Which facts does a pack consist of?"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from auditor.model import ELEMENTS, CodeFact, VisitCap

MARKS = ("confirmed", "data", "knowledge")
"""How well a fact is known: in a public document, in an official file, in general knowledge."""
DEMANDS = frozenset(ELEMENTS) | {
    "assistant_modifier",
    "discipline_modifier",
    "pair_modifier",
    "unit_cap",
}
"""What a pack may demand: an element of the note, or something of the claim."""
PER_CODE, PER_VISIT = "code", "visit"
"""What a cap counts: the units of each code by itself, or of all its codes together."""
TIMED = "timed"
"""In a cap's list of codes: every code counted in 15-minute units."""


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day (ISO, both inclusive) on which a fact holds; empty where it is open."""

    start: str = ""
    end: str = ""

    def covers(self, day: str) -> bool:
        """Say whether the fact holds on an ISO day."""
        return self.start <= day and (not self.end or day <= self.end)

    def nearest(self, day: str) -> str:
        """Return the ISO day itself or, where it lies outside, the first or last day."""
        late = max(self.start, day)
        return min(late, self.end) if self.end else late

    def overlaps(self, other: "Period") -> bool:
        """Say whether there is a day on which both hold."""
        late = max(self.start, other.start)
        return self.covers(late) and other.covers(late)


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing the payer asks, with its source and the days it is asked."""

    name: str
    cite: str
    mark: str
    period: Period

    @property
    def key(self) -> object:
        """What a pack's own demand replaces the inherited ones by."""
        return self.name


@dataclass(frozen=True, slots=True)
class Method:
    """How the payer counts units: ``medicare`` or ``rule_of_eights``."""

    name: str
    cite: str
    mark: str


@dataclass(frozen=True, slots=True)
class Mue:
    """The most units of a code that Medicare takes in a day, and how the limit is applied."""

    units: int
    indicator: int
    """Adjudication indicator: 1 each line's units, 2 absolute, 3 more with a record that bears it.

    Source: CMS NCCI, MUE adjudication indicators.
    """
    cite: str
    period: Period


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One procedure code, the days it stands, and Medicare's limit; ``None`` where none is held."""

    fact: CodeFact
    cite: str
    period: Period
    mue: Mue | None
    hospital_mue: Mue | None


@dataclass(frozen=True, slots=True)
class Cap:
    """Most units of the given codes that the payer pays, for each code or for all in one visit."""

    codes: tuple[str, ...]
    max_units: int
    per: str
    cite: str
    mark: str
    period: Period

    @property
    def key(self) -> object:
        """What a pack's own cap replaces the inherited ones by."""
        return self.per, frozenset(self.codes)


def cap_code(row: CodeRow, caps: Iterable[Cap], day: str, mue: Mue | None) -> CodeFact:
    """Return the fact with the least of the code's own limits on a day; ``None`` where none holds.

    Limits of a whole visit are not a code's own. ``mue`` is Medicare's, where it counts; its
    indicator goes with it where no cap is lower.
    """
    own = [
        cap.max_units
        for cap in caps
        if cap.per == PER_CODE and cap.period.covers(day) and _covers(cap, row)
    ]
    if mue is not None and mue.period.covers(day) and mue.units <= min(own, default=mue.units):
        return replace(row.fact, max_units=mue.units, max_units_indicator=mue.indicator)
    return replace(row.fact, max_units=min(own)) if own else row.fact


def visit_caps(rows: Iterable[CodeRow], caps: Iterable[Cap], day: str) -> tuple[VisitCap, ...]:
    """Return the limits of a whole visit that hold on a day, each with the codes it counts."""
    standing = [row for row in rows if row.period.covers(day)]
    return tuple(
        VisitCap(
            codes=frozenset(row.fact.code for row in standing if _covers(cap, row)),
            max_units=cap.max_units,
        )
        for cap in caps
        if cap.per == PER_VISIT and cap.period.covers(day)
    )


def _covers(cap: Cap, row: CodeRow) -> bool:
    return row.fact.code in cap.codes or (TIMED in cap.codes and row.fact.timed)
