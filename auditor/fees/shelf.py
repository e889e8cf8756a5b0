"""Which fee files come with the package, and how is one of one's own read?"""

import re
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from auditor.billing.reading import read_sources
from auditor.billing.tables import read
from auditor.errors import InputError
from auditor.fees.facts import Locality, Schedule, Terms
from auditor.fees.reading import SCHEDULE_KEYS, read_localities, read_schedule
from auditor.fees.terms import read_terms

TERMS_FILE = "medicare.toml"
YEAR_FILE = re.compile(r"medicare-(?P<year>\d{4})\.toml")


def years() -> tuple[int, ...]:
    """Return the years that rates are held for, in order."""
    names = (YEAR_FILE.fullmatch(file.name) for file in folder().iterdir())
    return tuple(sorted(int(found["year"]) for found in names if found))


def schedule_of(year: int) -> Schedule:
    """Return the packaged rates of a year.

    Raises:
        InputError: No rates of the year are held.
        PackError: The packaged file is wrong.
    """
    held = years()
    if year not in held:
        message = f"no rates are held for {year}; held are {held[0]} to {held[-1]}"
        raise InputError(message)
    return _packaged(year)


def load_schedule(path: Path) -> Schedule:
    """Load a year's rates from a file of one's own, in the layout of the packaged ones.

    Raises:
        PackError: The file cannot be read, or an entry in it is wrong.
    """
    return read_schedule(read(path, str(path)), terms().statuses)


def load_localities(path: Path) -> tuple[Locality, ...]:
    """Load the ``locality`` entries of a file of one's own, with the sources that they name.

    Raises:
        PackError: The file cannot be read, or an entry in it is wrong, or there is none.
    """
    table = read(path, str(path))
    table.allow(*SCHEDULE_KEYS)
    found = read_localities(table, read_sources(table))
    if not found:
        table.fail("locality is missing: the file holds no place")
    return found


@cache
def terms() -> Terms:
    """Return what holds in every year.

    Raises:
        PackError: The packaged file is wrong.
    """
    return read_terms(read(folder().joinpath(TERMS_FILE), f"fees/{TERMS_FILE}"))


@cache
def _packaged(year: int) -> Schedule:
    name = f"medicare-{year}.toml"
    return read_schedule(read(folder().joinpath(name), f"fees/{name}"), terms().statuses)


def folder() -> Traversable:
    """Return the packaged folder of fee files."""
    return resources.files("auditor").joinpath("data", "fees")
