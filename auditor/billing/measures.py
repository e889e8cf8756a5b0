"""Which codes share one service's minutes, and which count something other than 15 minutes?"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from auditor.billing import entries
from auditor.billing.shelf import packaged_cites
from auditor.billing.tables import Table, read
from auditor.model.counting import MINUTES_PER_UNIT


@dataclass(frozen=True, slots=True)
class Measures:
    """What is held of codes whose units are not simply 15 minutes each."""

    further: Mapping[str, str]
    """The code of all units beyond the first, by the code of the first."""
    otherwise: Mapping[str, str]
    """What a code counts in place of 15 minutes."""


@cache
def measures() -> Measures:
    """Return the packaged facts.

    Raises:
        PackError: The packaged file is wrong.
    """
    name = "measures.toml"
    return measures_in(read(resources.files("auditor").joinpath("data", name), name))


def measures_in(table: Table) -> Measures:
    """Read a file of such facts, refusing anything in it that is not understood.

    Raises:
        PackError: An entry is wrong; the message names file, entry and key.
    """
    table.allow("reviewed_on", "continued", "otherwise")
    table.day("reviewed_on", needed=True)
    further: dict[str, str] = {}
    for entry in table.tables("continued"):
        entry.allow("first", "further", "source", "mark")
        _check_source(entry)
        first = entries.code(entry, entries.once(entry, "first", further))
        further[first] = entries.code(entry, entry.text("further"))
    otherwise: dict[str, str] = {}
    for entry in table.tables("otherwise"):
        entry.allow("code", "counts", "source", "mark")
        _check_source(entry)
        code = entries.code(entry, entries.once(entry, "code", otherwise))
        otherwise[code] = entry.text("counts")
    return Measures(further, otherwise)


def laid_out(minutes_by_code: Mapping[str, int]) -> dict[str, int]:
    """Lay the minutes of a service with two codes as they are billed: a first unit, and the rest.

    Whatever the note puts beside the first code beyond its one unit belongs to the other, and the
    other way round; the units of both together do not change by it.

    Args:
        minutes_by_code: Whole minutes of timed codes.

    Returns:
        The same minutes in all; other codes as they were.

    Example:
        >>> laid_out({"97129": 38})
        {'97129': 15, '97130': 23}
    """
    minutes = dict(minutes_by_code)
    for first, further in measures().further.items():
        if first in minutes or further in minutes:
            both = minutes.get(first, 0) + minutes.pop(further, 0)
            minutes[first] = min(both, MINUTES_PER_UNIT)
            minutes[further] = both - minutes[first]
    return minutes


def _check_source(entry: Table) -> None:
    entries.cite(entry, packaged_cites())
    entries.mark(entry)
