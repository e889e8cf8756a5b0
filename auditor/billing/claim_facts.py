"""What is known of codes and modifiers as lines of a claim, whoever pays?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from auditor.billing import entries
from auditor.billing.facts import CodeRow, Period
from auditor.billing.tables import Table
from auditor.model import DISCIPLINES, CodeDays, CodeFact, ModifierFact

_MODIFIER_LENGTH = 2


@dataclass(frozen=True, slots=True)
class Days:
    """A code's first and last day, and what stands for it since."""

    code: str
    period: Period
    now: tuple[str, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """What is known of lines of a claim beside each code's own row; all in order of code."""

    days: tuple[Days, ...] = ()
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    once_a_day: frozenset[str] = frozenset()
    disciplines: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: frozenset[str] = frozenset()
    instead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    modifiers: Mapping[str, ModifierFact] = field(default_factory=dict)

    def added_to(self, rows: Iterable[CodeRow]) -> tuple[CodeRow, ...]:
        """Return the rows with what is known of their codes in them."""
        return tuple(
            replace(row, fact=self._of(row.fact), period=self._period(row)) for row in rows
        )

    def _of(self, fact: CodeFact) -> CodeFact:
        code = fact.code
        return replace(
            fact,
            needs=self.needs.get(code, ()),
            once_a_day=code in self.once_a_day,
            discipline=self.disciplines.get(code),
            levels=tuple(other for other in self.levels.get(code, ()) if other != code),
            excluded=code in self.excluded,
            instead=self.instead.get(code, ()),
        )

    def _period(self, row: CodeRow) -> Period:
        return next((d.period for d in self.days if d.code == row.fact.code), row.period)

    def other_days(self, rows: Iterable[CodeRow], day: str) -> Mapping[str, CodeDays]:
        """Return the codes that stand on other days than an ISO day, with theirs."""
        known = {row.fact.code: (row.period, tuple[str, ...]()) for row in rows}
        known |= {d.code: (d.period, d.now) for d in self.days}
        return {
            code: CodeDays(first=period.start, last=period.end, now=now)
            for code, (period, now) in sorted(known.items())
            if not period.covers(day)
        }


def read_claim_facts(codes: Table, modifiers: Table, cites: Mapping[str, str]) -> ClaimFacts:
    """Read ``code_facts`` and ``modifiers``; nothing may be said twice of a code.

    Raises:
        PackError: An entry is wrong; the message names file, entry and remedy.
    """
    return ClaimFacts(
        days=tuple(_days(codes, cites)),
        needs=dict(_pairs(codes, "add_on", "needs", cites)),
        once_a_day=frozenset(code for code, _ in _entries(codes, "once_a_day", cites)),
        disciplines=dict(_disciplines(codes, cites)),
        levels=dict(_levels(codes, cites)),
        excluded=frozenset(code for code, _ in _entries(codes, "excluded", cites)),
        instead=dict(_pairs(codes, "instead", "by", cites)),
        modifiers=_modifiers(modifiers, cites),
    )


def _entries(
    table: Table, name: str, cites: Mapping[str, str], *keys: str
) -> Iterator[tuple[str, Table]]:
    """Yield each code of the entries under a name, with its entry."""
    seen: set[str] = set()
    for entry in table.tables(name):
        entry.allow("codes", "source", *keys)
        entries.cite(entry, cites)
        for code in entries.codes(entry, "codes"):
            if code in seen:
                entry.fail(f"{code} stands in two entries; keep one")
            seen.add(code)
            yield code, entry


def _period_in(entry: Table) -> Period:
    period = entries.period(entry)
    if not (period.start or period.end):
        entry.fail("gives neither a first day (from) nor a last one (to)")
    return period


def _days(table: Table, cites: Mapping[str, str]) -> Iterator[Days]:
    for code, entry in _entries(table, "days", cites, "from", "to", "now"):
        now = entries.codes(entry, "now") if "now" in entry.values else ()
        yield Days(code, _period_in(entry), now, entries.cite(entry, cites))


def _pairs(
    table: Table, name: str, key: str, cites: Mapping[str, str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for code, entry in _entries(table, name, cites, key):
        others = entries.codes(entry, key)
        if code in others:
            entry.fail(f"{code} is named beside itself")
        yield code, others


def _disciplines(table: Table, cites: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for code, entry in _entries(table, "discipline", cites, "of"):
        if (discipline := entry.text("of")) not in DISCIPLINES:
            entry.fail(f"of is one of {', '.join(DISCIPLINES)}")
        yield code, discipline


def _levels(table: Table, cites: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for code, entry in _entries(table, "levels", cites):
        yield code, entry.texts("codes")


def _modifiers(table: Table, cites: Mapping[str, str]) -> Mapping[str, ModifierFact]:
    facts: dict[str, ModifierFact] = {}
    for entry in table.tables("modifier"):
        entry.allow("modifier", "means", "therapy", "against", "source")
        entries.cite(entry, cites)
        modifier = entries.once(entry, "modifier", facts)
        if len(modifier) != _MODIFIER_LENGTH or modifier != modifier.upper():
            entry.fail("modifier is two characters, in capitals")
        against = frozenset(entry.texts("against"))
        facts[modifier] = ModifierFact(
            modifier, entry.text("means"), therapy=entry.flag("therapy"), against=against
        )
    for fact in facts.values():
        for other in sorted(fact.against):
            if other not in facts or fact.modifier not in facts[other].against:
                table.fail(f"modifier {fact.modifier!r}: against {other}, which says nothing of it")
    return dict(sorted(facts.items()))
