"""Above which amounts of a year does a payer want KX, or perhaps the records?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from auditor.billing.entries import cite, mark, period
from auditor.billing.facts import Period
from auditor.billing.mistakes import each, refuse
from auditor.billing.tables import Table
from auditor.model import DISCIPLINES, Threshold

KX, REVIEW = "kx", "review"
KINDS: Mapping[str, str] = {KX: "kx_dollars", REVIEW: "review_dollars"}
"""The kinds of amount, each with its key in a pack."""


@dataclass(frozen=True, slots=True)
class ThresholdRow:
    """One amount for some disciplines together, and the days on which it counts."""

    kind: str
    disciplines: tuple[str, ...]
    dollars: int
    cite: str
    mark: str
    period: Period

    @property
    def key(self) -> object:
        """What a pack's own amount replaces the inherited ones by."""
        return self.kind, frozenset(self.disciplines)


def read_thresholds(table: Table, cites: Mapping[str, str]) -> tuple[ThresholdRow, ...]:
    """Read ``threshold`` entries; no discipline stands in two of a kind on one day.

    Raises:
        PackError: An entry is wrong.
    """
    entries = table.tables("threshold")
    found = each(entries, partial(_rows, cites=cites))
    refuse(
        f"{entry.where}: a discipline has two amounts for the same days"
        for n, (entry, own) in enumerate(zip(entries, found, strict=True))
        if any(_meet(a, b) for a in own for others in found[:n] for b in others)
    )
    return tuple(row for rows in found for row in rows)


def _rows(entry: Table, cites: Mapping[str, str]) -> tuple[ThresholdRow, ...]:
    entry.allow("disciplines", *KINDS.values(), "source", "mark", "from", "to")
    disciplines = entry.texts("disciplines")
    if not disciplines or not {*disciplines} <= {*DISCIPLINES}:
        entry.fail(f"disciplines is a list of {', '.join(DISCIPLINES)}")
    amounts = {kind: entry.number(key) for kind, key in KINDS.items()}
    if all(amount is None for amount in amounts.values()):
        entry.fail(f"{' or '.join(KINDS.values())} is missing")
    days = period(entry)
    if amounts[KX] is not None and not (days.start and days.end):
        entry.fail("kx_dollars is a year's amount: give from and to")
    return tuple(
        ThresholdRow(kind, disciplines, amount, cite(entry, cites), mark(entry), days)
        for kind, amount in amounts.items()
        if amount is not None
    )


def _meet(one: ThresholdRow, other: ThresholdRow) -> bool:
    shared = {*one.disciplines} & {*other.disciplines}
    return one.kind == other.kind and bool(shared) and one.period.overlaps(other.period)


def thresholds_on(rows: Iterable[ThresholdRow], day: str) -> tuple[Threshold, ...]:
    """Return the amounts that count on a day; a day of no known year has none."""
    standing = {row.key: row for row in rows if row.period.covers(day)}
    return tuple(
        Threshold(
            disciplines=frozenset(row.disciplines),
            dollars=row.dollars,
            review_dollars=_dollars(standing.get((REVIEW, frozenset(row.disciplines)))),
        )
        for row in standing.values()
        if row.kind == KX
    )


def _dollars(row: ThresholdRow | None) -> int | None:
    return None if row is None else row.dollars
