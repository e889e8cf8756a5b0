"""Which files of payer facts come with the package, and what are the payers called?"""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from auditor.billing.reading import read_sources
from auditor.billing.tables import Table, read

BASELINE = "baseline"
FLAGS = ("medicare_pairs", "medicare_mue")
PACK_KEYS = (
    *("id", "name", "payer", "aliases", "extends", "reviewed_on", "dated_through", *FLAGS),
    *("unit_method", "source", "demand", "pair", "cap"),
)
SHARED_KEYS = {
    "sources": ("source",),
    "codes": ("mue", "code"),
    "pairs": ("table",),
    "code_facts": ("days", "add_on", "once_a_day", "discipline", "levels", "excluded", "instead"),
    "modifiers": ("modifier",),
    BASELINE: ("name", "demand"),
}


@cache
def packaged() -> Mapping[str, Table]:
    """Return the file of every payer, by the pack's name."""
    tables: dict[str, Table] = {}
    for file in sorted(_folder().iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            table = read(file, file.name)
            name = table.text("name")
            if name in tables:
                table.fail(f"{name!r} is the name of another pack")
            tables[name] = table
    return tables


@cache
def known_as() -> Mapping[str, str]:
    """Return what payers may be called, in plain letters, with the name of the pack."""
    names: dict[str, str] = {}
    for name, table in packaged().items():
        given = (name, table.text("id"), table.text("payer"), *table.texts("aliases"))
        for written in {plain(g) for g in given}:
            if names.setdefault(written, name) != name:
                table.fail(f"{written!r} also names {names[written]!r}")
    return names


@cache
def shared(name: str) -> Table:
    """Return a file that packs share, by a name of ``SHARED_KEYS``."""
    table = read(_folder().joinpath("shared", f"{name}.toml"), f"shared/{name}.toml")
    table.allow("reviewed_on", *SHARED_KEYS[name])
    table.day("reviewed_on", needed=True)
    return table


@cache
def packaged_cites() -> Mapping[str, str]:
    """Return the citations that packaged facts stand on, by id."""
    return read_sources(shared("sources"))


def plain(name: str) -> str:
    """Return a name without case, spaces and punctuation."""
    return "".join(c for c in name.casefold() if c.isalnum())


def _folder() -> Traversable:
    return resources.files("auditor").joinpath("data", "packs")
