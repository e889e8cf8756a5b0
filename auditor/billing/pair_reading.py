"""How do tables of code pairs, and a payer's own pairs, become facts?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from auditor.billing import entries
from auditor.billing.edits import ApartRow, EditTable, PairRow
from auditor.billing.facts import Period
from auditor.billing.places import PLACES
from auditor.billing.tables import Table, nearest
from auditor.model import CodePair


@dataclass(frozen=True, slots=True)
class _Said:
    """One thing said of two codes: where, and for which days and setting."""

    where: Table
    period: Period
    setting: str

    def meets(self, other: "_Said") -> bool:
        """Say whether both speak of the same day and setting."""
        same = not (self.setting and other.setting) or self.setting == other.setting
        return same and self.period.overlaps(other.period)


@dataclass(frozen=True, slots=True)
class _Ledger:
    """What has been said of every two codes, in whichever order."""

    said: dict[frozenset[str], list[_Said]] = field(default_factory=lambda: defaultdict(list))

    def note(self, first: str, second: str, said: _Said) -> None:
        """Keep it; refuse a pair of a code with itself, what is no code, and what meets another."""
        if first == second:
            said.where.fail(f"{first} is paired with itself")
        codes = [entries.code(said.where, code) for code in (first, second)]
        before = self.said[frozenset(codes)]
        if any(said.meets(other) for other in before):
            said.where.fail(f"{first} and {second} are paired twice for the same days")
        before.append(said)


def read_pairs(table: Table, cites: Mapping[str, str]) -> tuple[PairRow, ...]:
    """Read a pack's own ``pair`` entries, in the order of their codes."""
    rows: list[PairRow] = []
    ledger = _Ledger()
    for entry in table.tables("pair"):
        entry.allow("first", "second", "modifier_allowed", "source", "mark", "from", "to")
        entries.mark(entry)
        pair = CodePair(
            first=entry.text("first"),
            second=entry.text("second"),
            modifier_allowed=entry.flag("modifier_allowed"),
        )
        period = entries.period(entry)
        ledger.note(pair.first, pair.second, _Said(entry, period, ""))
        rows.append(PairRow(pair, entries.cite(entry, cites), period))
    return tuple(sorted(rows, key=lambda r: (r.pair.first, r.pair.second, r.period.start)))


def read_pair_tables(files: Iterable[Table], cites: Mapping[str, str]) -> tuple[EditTable, ...]:
    """Read the ``table`` entries of several files.

    Each has a source, the edition it was read from, its days, and lists of codes: ``pairs`` (each
    of ``first`` with each of ``second``), ``apart`` (known not to exclude each other) and
    ``complete_for``. A table, or a line of ``pairs`` or ``apart`` in one that has none itself, may
    hold for one ``setting`` alone. A file's
    ``either_line`` says since when a modifier may stand on either line; it speaks for all files.

    Raises:
        PackError: An entry is wrong, or two say something of the same codes, day and setting.
    """
    held = tuple(files)
    since = max((_either_line(file, cites) for file in held), default="")
    ledger = _Ledger()
    tables: list[EditTable] = []
    for entry in (e for file in held for e in file.tables("table")):
        table = _table(entry, cites, since, ledger)
        # Two lists, each complete in itself, are not complete together.
        if table.complete_for and any(
            t.complete_for
            and t.period.overlaps(table.period)
            and (t.setting == table.setting or not (t.setting and table.setting))
            for t in tables
        ):
            entry.fail("complete_for stands in another table for the same days")
        tables.append(table)
    return tuple(tables)


def _table(entry: Table, cites: Mapping[str, str], since: str, ledger: _Ledger) -> EditTable:
    entry.allow("source", "setting", "edition", "from", "to", "pairs", "apart", "complete_for")
    cite, period = entries.cite(entry, cites), entries.period(entry)
    pairs: list[PairRow] = []
    apart: list[ApartRow] = []
    for line, first, second, setting in _lines(entry, "pairs", "modifier_allowed"):
        ledger.note(first, second, _Said(line, period, setting))
        pair = CodePair(first, second, modifier_allowed=line.flag("modifier_allowed"))
        pairs.append(PairRow(pair, cite, period, setting))
    for line, one, other, setting in _lines(entry, "apart"):
        ledger.note(one, other, _Said(line, period, setting))
        apart.append(ApartRow(one, other, setting))
    listed = entry.texts("complete_for") if "complete_for" in entry.values else ()
    return EditTable(
        edition=entry.day("edition", needed=True),
        cite=cite,
        period=period,
        pairs=tuple(pairs),
        apart=tuple(apart),
        complete_for=tuple(entries.code(entry, code) for code in listed),
        either_line_from=since,
        setting=_setting(entry),
    )


def _lines(entry: Table, key: str, *more: str) -> Iterator[tuple[Table, str, str, str]]:
    """Yield each two codes of a list of lines, with the line and its setting."""
    whole = _setting(entry)
    for line in entry.tables(key):
        line.allow("first", "second", *(() if whole else ("setting",)), *more)
        setting = whole or _setting(line)
        for first, second in product(line.texts("first"), line.texts("second")):
            yield line, first, second, setting


def _setting(table: Table) -> str:
    setting = table.text("setting", "")
    if setting and setting not in PLACES:
        table.fail(f"setting is one of {', '.join(PLACES)}; {nearest(setting, PLACES)}")
    return setting


def _either_line(file: Table, cites: Mapping[str, str]) -> str:
    entry = file.table("either_line")
    if entry is None:
        return ""
    entry.allow("from", "source", "mark")
    entries.cite(entry, cites)
    entries.mark(entry)
    return entry.day("from", needed=True)
