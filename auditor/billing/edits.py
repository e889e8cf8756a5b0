"""Which codes exclude each other on a day, which do not, and of which is nothing known?"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from auditor.billing.facts import Period
from auditor.billing.places import HOSPITAL, PLACES, PRACTITIONER
from auditor.model import CodePair, PairTable

NO_TABLES = "no table of code pairs is held for this payer"


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two codes not paid together, in one setting or in both (empty), and since and until when."""

    pair: CodePair
    cite: str
    period: Period
    setting: str = ""


@dataclass(frozen=True, slots=True)
class ApartRow:
    """Two codes known not to exclude each other, in one setting or in both (empty)."""

    one: str
    other: str
    setting: str = ""


@dataclass(frozen=True, slots=True)
class EditTable:
    """What one edition of a table tells of code pairs for a span of days."""

    edition: str
    """The day (ISO) on which the edition came into force; its record of ended edits is older."""
    cite: str
    period: Period
    pairs: tuple[PairRow, ...] = ()
    apart: tuple[ApartRow, ...] = ()
    complete_for: tuple[str, ...] = ()
    """Codes all of whose pairs with one another stand above."""
    either_line_from: str = ""
    """Since when (ISO) a modifier may stand on either line of a pair; before, on the second's."""
    setting: str = ""
    """The one setting of which it tells anything; empty for both."""


def pair_table(
    own_pairs: Iterable[PairRow],
    tables: Iterable[EditTable],
    day: str,
    setting: str | None = None,
) -> PairTable:
    """Put together what is known of code pairs on one day.

    Args:
        own_pairs: Pairs of the payer's own; each wins over whatever a table says of its codes.
        tables: The editions that the payer applies; empty where none is held.
        day: ISO date of service.
        setting: ``hospital`` for an outpatient hospital; anything else is a practitioner's.

    Returns:
        The pairs in force, those known not to be, and the table with its age in words. Where no
        table tells of the day, ``table`` says so, and every answer beyond the payer's own pairs is
        that there is no data.
    """
    place = HOSPITAL if setting == HOSPITAL else PRACTITIONER
    held = tuple(t for t in tables if t.setting in ("", place))
    telling = [t for t in held if t.period.covers(day)]
    standing = [r.pair for t in telling for r in t.pairs if r.setting in ("", place)]
    standing += [_of_payer(row) for row in own_pairs if row.period.covers(day)]
    # The last said of two codes holds, in whichever order: the payer's own over the table's, and a
    # pack's over those of the pack it extends.
    pairs = {frozenset((p.first, p.second)): p for p in standing}
    apart = [r for t in telling for r in t.apart if r.setting in ("", place)]
    return PairTable(
        pairs={(p.first, p.second): p for p in pairs.values()},
        apart=frozenset(frozenset((r.one, r.other)) for r in apart),
        complete_for=frozenset(c for t in telling for c in t.complete_for),
        table=_in_words(held, telling, day, place),
        edition=max((t.edition for t in telling or held), default=""),
        either_line=all(t.either_line_from <= day for t in telling),
    )


def _of_payer(row: PairRow) -> CodePair:
    return replace(row.pair, table=f"a pair of the payer's own: {row.cite}")


def _in_words(held: tuple[EditTable, ...], telling: list[EditTable], day: str, place: str) -> str:
    if not held:
        return NO_TABLES
    if not telling:
        first = min(t.period.start for t in held)
        return f"no {PLACES[place]} table is held for this date; they begin with {first}"
    edition = max(t.edition for t in telling)
    name = f"{PLACES[place]} table of {edition}"
    if day < edition:
        return f"{name}, whose record of ended edits was read for this earlier date"
    months = _months(date.fromisoformat(edition), date.fromisoformat(day))
    age = f"{months} month{'s' * (months > 1)} before this date"
    return f"{name}, {age}" if months else name


def _months(start: date, end: date) -> int:
    """Count the full months from one day to another."""
    begun = (end.year - start.year) * 12 + end.month - start.month
    return begun - (end.day < start.day)
