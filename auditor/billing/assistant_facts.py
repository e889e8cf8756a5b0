"""From which minutes on is a unit the assistant's, and since which day?"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

from auditor.billing import entries
from auditor.billing.facts import Period
from auditor.billing.reading import read_sources
from auditor.billing.shelf import packaged_cites
from auditor.billing.tables import Table, read

HUNDRED_PERCENT = 100


@dataclass(frozen=True, slots=True)
class TwoUnits:
    """Minutes, all inclusive, at which two units left over are one of each."""

    each_from: int
    each_to: int
    both_from: int
    both_to: int

    def fits(self, therapist: int, assistant: int) -> bool:
        """Say whether these minutes are such."""
        each = all(self.each_from <= m <= self.each_to for m in (therapist, assistant))
        return each and self.both_from <= therapist + assistant <= self.both_to


@dataclass(frozen=True, slots=True)
class ShortTest:
    """The short way to the fewest assistant's minutes that ask for the modifier."""

    divisor: int
    plus: int

    def least(self, total_minutes: int) -> int:
        """Return those minutes: a part of the total, rounded half up, and some more."""
        return (2 * total_minutes + self.divisor) // (2 * self.divisor) + self.plus


@dataclass(frozen=True, slots=True)
class Standard:
    """How it was told, in some years, whether an assistant gave a unit "in whole or in part"."""

    name: str
    cite: str
    period: Period
    more_than_percent: int
    therapist_minutes: int | None
    """The therapist's minutes of a last unit that keep it free; ``None`` where none do."""
    two_units: TwoUnits | None
    short_test: ShortTest

    def in_part(self, assistant: int, total: int) -> bool:
        """Say whether the assistant's minutes are more than the share that may be left aside."""
        return HUNDRED_PERCENT * assistant > self.more_than_percent * total


@dataclass(frozen=True, slots=True)
class AssistantFacts:
    """All that is held of the assistant's modifiers; ``standards`` in order of their days."""

    standards: tuple[Standard, ...]
    never: frozenset[str]

    @property
    def since(self) -> str:
        """First day (ISO) on which the modifiers are asked for."""
        return self.standards[0].period.start

    def on(self, day: str) -> Standard | None:
        """Return the standard of an ISO day; ``None`` before there was any."""
        return next((s for s in self.standards if s.period.covers(day)), None)


@cache
def assistant_facts() -> AssistantFacts:
    """Return the packaged facts.

    Raises:
        PackError: The packaged file is wrong.
    """
    name = "assistants.toml"
    return facts_in(read(resources.files("auditor").joinpath("data", name), name))


def facts_in(table: Table) -> AssistantFacts:
    """Read a file of such facts, refusing anything in it that is not understood.

    Raises:
        PackError: An entry is wrong; the message names file, entry and key.
    """
    table.allow("reviewed_on", "source", "standard", "not_by_assistants")
    table.day("reviewed_on", needed=True)
    cites = {**packaged_cites(), **read_sources(table)}
    standards = tuple(_standard(entry, cites) for entry in table.tables("standard"))
    if not standards:
        table.fail("standard is missing")
    ordered = tuple(sorted(standards, key=lambda s: s.period.start))
    for one, other in pairwise(ordered):
        if one.period.overlaps(other.period):
            table.fail(f"{one.name!r} and {other.name!r} hold on the same days")
    return AssistantFacts(ordered, _never(table, cites))


def _standard(entry: Table, cites: Mapping[str, str]) -> Standard:
    entry.allow(
        *("name", "from", "to", "source", "mark"),
        *("more_than_percent", "therapist_minutes", "two_units", "short_test"),
    )
    entries.mark(entry)
    percent = entry.needed_number("more_than_percent")
    if percent >= HUNDRED_PERCENT:
        entry.fail(f"more_than_percent is below {HUNDRED_PERCENT}")
    return Standard(
        name=entry.text("name"),
        cite=entries.cite(entry, cites),
        period=entries.period(entry, begins=True),
        more_than_percent=percent,
        therapist_minutes=entry.number("therapist_minutes"),
        two_units=_two_units(entry.table("two_units")),
        short_test=_short_test(entry),
    )


def _two_units(entry: Table | None) -> TwoUnits | None:
    if entry is None:
        return None
    keys = ("each_from", "each_to", "both_from", "both_to")
    entry.allow(*keys)
    found = TwoUnits(*(entry.needed_number(key) for key in keys))
    if found.each_to < found.each_from or found.both_to < found.both_from:
        entry.fail("a last minute is before its first")
    return found


def _short_test(entry: Table) -> ShortTest:
    inner = entry.needed_table("short_test")
    inner.allow("divisor", "plus", "mark")
    entries.mark(inner)
    found = ShortTest(inner.needed_number("divisor"), inner.needed_number("plus"))
    if not found.divisor:
        inner.fail("divisor is 1 or more")
    return found


def _never(table: Table, cites: Mapping[str, str]) -> frozenset[str]:
    entry = table.table("not_by_assistants")
    if entry is None:
        return frozenset()
    entry.allow("codes", "source", "mark")
    entries.cite(entry, cites)
    entries.mark(entry)
    return frozenset(entries.codes(entry, "codes"))
