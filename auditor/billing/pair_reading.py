"""How do tables of code pairs, and a payer's own pairs, become facts?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from auditor.billing.edits import SETTINGS, ApartRow, EditTable, PairRow
from auditor.billing.entries import cite_in, code_in, mark_in, period_in
from auditor.billing.facts import Period
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


def read_pairs(table: Table, cites: Mapping[str, str]) -> tuple[PairRow, ...]:
    """Read a pack's own ``pair`` entries, in the order of their codes."""
    rows: list[PairRow] = []
    said: dict[frozenset[str], list[_Said]] = defaultdict(list)
    for entry in table.tables("pair"):
        entry.allow("first", "second", "modifier_allowed", "source", "mark", "from", "to")
        mark_in(entry)
        allowed, period = entry.flag("modifier_allowed"), period_in(entry)
        first, second = _two(entry, entry.text("first"), entry.text("second"))
        said[frozenset((first, second))].append(_Said(table, period, ""))
        rows.append(PairRow(CodePair(first, second, allowed), cite_in(entry, cites), period))
    _refuse_doubles(said)
    return tuple(sorted(rows, key=lambda r: (r.pair.first, r.pair.second, r.period.start)))


def read_pair_tables(files: Iterable[Table], cites: Mapping[str, str]) -> tuple[EditTable, ...]:
    """Read the ``table`` entries of several files.

    Each has a source, the edition it was read from, its days, and lists of codes: ``pairs`` (each
    of ``first`` with each of ``second``), ``apart`` (known not to exclude each other) and
    ``complete_for``. A line of ``pairs`` or ``apart`` may hold for one ``setting`` alone. A file's
    ``either_line`` says since when a modifier may stand on either line; it speaks for all files.

    Raises:
        PackError: An entry is wrong, or two say something of the same codes, day and setting.
    """
    read = [(entry, file) for file in files for entry in file.tables("table")]
    since = max((_either_line(file, cites) for _, file in read), default="")
    said: dict[frozenset[str], list[_Said]] = defaultdict(list)
    tables = tuple(_table(entry, cites, since, said) for entry, _ in read)
    _refuse_doubles(said)
    complete = [
        (t.period, entry) for t, (entry, _) in zip(tables, read, strict=True) if t.complete_for
    ]
    for (period, _), (other, entry) in combinations(complete, 2):
        if period.overlaps(other):
            entry.fail("complete_for is given by another table for the same days")
    return tables


def _table(
    entry: Table, cites: Mapping[str, str], since: str, said: dict[frozenset[str], list[_Said]]
) -> EditTable:
    entry.allow("source", "edition", "from", "to", "pairs", "apart", "complete_for")
    cite, period = cite_in(entry, cites), period_in(entry)
    pairs: list[PairRow] = []
    apart: list[ApartRow] = []
    for line in entry.tables("pairs"):
        line.allow("first", "second", "modifier_allowed", "setting")
        allowed, setting = line.flag("modifier_allowed"), _setting(line)
        for first, second in _each(line):
            said[frozenset((first, second))].append(_Said(line, period, setting))
            pairs.append(PairRow(CodePair(first, second, allowed), cite, period, setting))
    for line in entry.tables("apart"):
        line.allow("first", "second", "setting")
        setting = _setting(line)
        for one, other in _each(line):
            said[frozenset((one, other))].append(_Said(line, period, setting))
            apart.append(ApartRow(one, other, setting))
    listed = entry.texts("complete_for") if "complete_for" in entry.values else ()
    return EditTable(
        edition=entry.day("edition", needed=True),
        cite=cite,
        period=period,
        pairs=tuple(pairs),
        apart=tuple(apart),
        complete_for=tuple(code_in(entry, code) for code in listed),
        either_line_from=since,
    )


def _each(line: Table) -> Iterable[tuple[str, str]]:
    return [_two(line, *codes) for codes in product(line.texts("first"), line.texts("second"))]


def _two(table: Table, first: str, second: str) -> tuple[str, str]:
    if first == second:
        table.fail(f"{first} is paired with itself")
    return code_in(table, first), code_in(table, second)


def _setting(line: Table) -> str:
    setting = line.text("setting", "")
    if setting and setting not in SETTINGS:
        line.fail(f"setting is one of {', '.join(SETTINGS)}; {nearest(setting, SETTINGS)}")
    return setting


def _either_line(file: Table, cites: Mapping[str, str]) -> str:
    entry = file.table("either_line")
    if entry is None:
        return ""
    entry.allow("from", "source", "mark")
    cite_in(entry, cites)
    mark_in(entry)
    return entry.day("from", needed=True)


def _refuse_doubles(said: Mapping[frozenset[str], list[_Said]]) -> None:
    """Refuse two statements on the same two codes, in either order, for one day and setting."""
    for codes, statements in said.items():
        for one, other in combinations(statements, 2):
            if one.meets(other):
                first, second = sorted(codes)
                other.where.fail(f"{first} and {second} are paired twice for the same days")
