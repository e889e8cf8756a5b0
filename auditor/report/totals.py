"""What a whole batch shows: counted record by record, so that no batch is too large."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from auditor.model import ELEMENTS
from auditor.report.units import compare
from auditor.report.words import GATES, NAMES, RecordJson

BINS = 10
"""Bars of the score distribution: 0 to 9, 10 to 19 … 90 to 100."""


@dataclass(frozen=True, slots=True)
class RuleTotal:
    """How often one rule found something."""

    rule: str
    name: str
    severity: str
    """The heaviest severity it had."""
    notes: int
    findings: int


@dataclass(frozen=True, slots=True)
class ElementTotal:
    """What the notes show of one element."""

    element: str
    present: int
    partial: int
    missing: int
    na: int

    @property
    def applicable(self) -> int:
        """Notes in which the element was to be expected."""
        return self.present + self.partial + self.missing


@dataclass(frozen=True, slots=True)
class UnitTotals:
    """Notes and units billed above and below what the minutes support."""

    notes_over: int
    notes_under: int
    notes_both: int
    """Counted in both of the above: too much of one code, too little of another."""
    notes_equal: int
    not_compared: int
    """Nothing was billed, or the minutes do not tell how many units they support."""
    units_over: int
    units_under: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of a batch."""

    notes: int
    gates: Mapping[str, int]
    severities: Mapping[str, int]
    """Findings of each severity."""
    scored: int
    mean_score: float | None
    scores: tuple[int, ...]
    """Notes in each of the ``BINS`` ranges of the score."""
    rules: tuple[RuleTotal, ...]
    """Those that found something, the most frequent first."""
    elements: tuple[ElementTotal, ...]
    """All of them, the one missing in most notes first."""
    units: UnitTotals
    made_by: tuple[tuple[str, str, str], ...]
    """Each (auditor, pack, model) that made records of the batch."""


class Tally:
    """Counts records as they come; holds no note and no record."""

    def __init__(self) -> None:
        self._gates: Counter[str] = Counter()
        self._scores: Counter[int] = Counter()
        self._severities: Counter[str] = Counter()
        self._elements: Counter[tuple[str, str]] = Counter()
        self._rule_notes: Counter[str] = Counter()
        self._rule_findings: Counter[str] = Counter()
        self._rule_names: dict[str, tuple[int, str]] = {}
        self._units: Counter[str] = Counter()
        self._made_by: set[tuple[str, str, str]] = set()

    def add(self, record: RecordJson) -> None:
        """Count one record."""
        self._gates[record["gate"]] += 1
        if record["score"] is not None:
            self._scores[record["score"]] += 1
        for finding in record["findings"]:
            rule, severity = finding["rule"], finding["severity"]
            self._severities[severity] += 1
            self._rule_findings[rule] += 1
            seen = (NAMES.index(severity), finding["name"])
            self._rule_names[rule] = min(seen, self._rule_names.get(rule, seen))
        self._rule_notes.update({f["rule"] for f in record["findings"]})
        self._elements.update((name, e["status"]) for name, e in record["elements"].items())
        made = record["made_by"]
        self._made_by.add((made["auditor"], made["pack"], made["model"]))
        self._count_units(record)

    def _count_units(self, record: RecordJson) -> None:
        compared = compare(record["units"])
        if compared is None:
            self._units["not_compared"] += 1
            return
        over, under = compared.over, compared.under
        self._units["notes_over"] += over > 0
        self._units["notes_under"] += under > 0
        self._units["notes_both"] += over > 0 and under > 0
        self._units["notes_equal"] += not over and not under
        self._units["units_over"] += over
        self._units["units_under"] += under

    def totals(self) -> Totals:
        """Return the figures of all records counted so far."""
        scored = self._scores.total()
        points = sum(score * notes for score, notes in self._scores.items())
        bins = [0] * BINS
        for score, notes in self._scores.items():
            bins[min(BINS - 1, score * BINS // 100)] += notes
        return Totals(
            notes=self._gates.total(),
            gates={gate: self._gates[gate] for gate in GATES},
            severities={name: self._severities[name] for name in NAMES},
            scored=scored,
            mean_score=points / scored if scored else None,
            scores=tuple(bins),
            rules=self._rules(),
            elements=self._ranked_elements(),
            units=UnitTotals(**{name: self._units[name] for name in UnitTotals.__slots__}),
            made_by=tuple(sorted(self._made_by)),
        )

    def _rules(self) -> tuple[RuleTotal, ...]:
        rules = (
            RuleTotal(rule, name, NAMES[rank], self._rule_notes[rule], self._rule_findings[rule])
            for rule, (rank, name) in self._rule_names.items()
        )
        return tuple(sorted(rules, key=lambda r: (-r.notes, -r.findings, r.rule)))

    def _ranked_elements(self) -> tuple[ElementTotal, ...]:
        elements = [
            ElementTotal(name, *(self._elements[name, s] for s in _STATUSES)) for name in ELEMENTS
        ]
        return tuple(sorted(elements, key=lambda e: (-e.missing, -e.partial)))


_STATUSES = ("present", "partial", "missing", "na")


def totals_of(records: Iterable[RecordJson]) -> Totals:
    """Count all records of a batch."""
    tally = Tally()
    for record in records:
        tally.add(record)
    return tally.totals()
