"""Which files of payer facts come with the package, and what are the payers called?"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import pairwise

from auditor.billing.reading import read_sources
from auditor.billing.tables import Table, read

BASELINE, MEDICARE = "baseline", "medicare-base"
BASES = (BASELINE, MEDICARE)
"""Shared files that packs extend and that are no payer's."""
FLAGS = ("medicare_pairs", "medicare_mue")
FACTS = ("demand", "pair", "cap", "threshold", "question")
PACK_KEYS = (
    *("id", "name", "payer", "aliases", "extends", "inherited_mark"),
    *("from", "to", "reviewed_on", "dated_through", *FLAGS),
    *("unit_method", "source", "pair_tables", *FACTS, "example"),
)
SHARED_KEYS = {
    "sources": ("source",),
    "codes": ("mue", "code"),
    "pairs": ("table",),
    "pairs-history": ("either_line", "table"),
    "settings": ("setting",),
    "code_facts": ("days", "add_on", "once_a_day", "discipline", "levels", "excluded", "instead"),
    "modifiers": ("modifier",),
    **dict.fromkeys(BASES, PACK_KEYS),
}


@cache
def packaged() -> Mapping[str, tuple[Table, ...]]:
    """Return the files of every payer by the pack's name, in order of the days they hold."""
    tables: dict[str, list[Table]] = {}
    for file in sorted(_folder().iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            table = read(file, file.name).dated()
            tables.setdefault(table.text("name"), []).append(table)
    return {name: _in_order(named) for name, named in tables.items()}


def _in_order(tables: list[Table]) -> tuple[Table, ...]:
    ordered = sorted(tables, key=lambda t: (t.start, t.where))
    for before, table in pairwise(ordered):
        if not before.end or table.start <= before.end:
            table.fail(
                f"{table.text('name')!r} is the name of another pack of the same days, "
                f"{before.where}; part their days with from and to"
            )
    return tuple(ordered)


@cache
def by_id() -> Mapping[str, Table]:
    """Return every packaged file by its id, in plain letters."""
    tables: dict[str, Table] = {}
    for table in (table for named in packaged().values() for table in named):
        if (written := plain(table.text("id"))) in tables:
            table.fail(f"its id is that of {tables[written].where} too; choose another")
        tables[written] = table
    return tables


@cache
def known_as() -> Mapping[str, str]:
    """Return what payers may be called, in plain letters, with the name of the pack."""
    names: dict[str, str] = {}
    for name, table in ((n, table) for n, named in packaged().items() for table in named):
        for written in {plain(g) for g in _called(table)}:
            if names.setdefault(written, name) != name:
                table.fail(f"{written!r} also names {names[written]!r}")
    return names


def _called(table: Table) -> Iterator[str]:
    yield from (table.text("name"), table.text("id"), payer_of(table))
    yield from _naming(table).texts_or_none("aliases")


def payer_of(table: Table) -> str:
    """Return the payer's name; a year's file leaves it to the base of all years.

    Raises:
        PackError: Neither gives it.
    """
    return _naming(table).text("payer")


def _naming(table: Table) -> Table:
    base = table.text("extends", "")
    inherited = shared(base) if base in BASES else table
    return inherited if "payer" in inherited.values and "payer" not in table.values else table


@cache
def shared(name: str) -> Table:
    """Return a file that packs share, by a name of ``SHARED_KEYS``."""
    table = read(_folder().joinpath("shared", f"{name}.toml"), f"shared/{name}.toml")
    table.allow("reviewed_on", *SHARED_KEYS[name])
    table.day("reviewed_on", needed=True)
    return table.dated()


@cache
def known_codes() -> frozenset[str]:
    """Return the procedure codes that packs may speak of."""
    return frozenset(entry.text("code") for entry in shared("codes").tables("code"))


@cache
def packaged_cites() -> Mapping[str, str]:
    """Return the citations that packaged facts stand on, by id."""
    return read_sources(shared("sources"))


def plain(name: str) -> str:
    """Return a name without case, spaces and punctuation."""
    return "".join(c for c in name.casefold() if c.isalnum())


def _folder() -> Traversable:
    return resources.files("auditor").joinpath("data", "packs")
