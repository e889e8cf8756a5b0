"""Which columns of a site's exports hold what, as its ``mapping.toml`` says."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from auditor.errors import ConfigError
from auditor.ingest.columns import HEADINGS, Roles, fold, holds_notes
from auditor.ingest.refused import Place, shown

VERSION = 1
ONE, GROUPED = "one", "grouped"
MANY = frozenset({"modifiers"})
"""Roles that may stand in several columns."""

_KEYS = ("format", "rows", "columns")
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The headings of the columns that are read, by role."""

    name: str
    """What messages call the file."""
    columns: Mapping[str, tuple[str, ...]]
    grouped: bool = False
    """Whether the rows of one note belong together, wherever they stand in the file."""

    def find(self, headings: Sequence[str]) -> Roles:
        """Return the columns of each role; without a role any of whose headings is not there."""
        found = {role: self._places(headings, names) for role, names in self.columns.items()}
        return {role: places for role, places in found.items() if all(p >= 0 for p in places)}

    @staticmethod
    def _places(headings: Sequence[str], names: Sequence[str]) -> tuple[int, ...]:
        folded = [fold(heading) for heading in headings]
        exact = [heading.strip() for heading in headings]
        return tuple(
            exact.index(n) if n in exact else folded.index(fold(n)) if fold(n) in folded else -1
            for n in names
        )

    def are_all_in(self, headings: Sequence[str]) -> bool:
        """Say whether cells are surely headings: several, and each that is named among them."""
        return len(headings) > 1 and len(self.find(headings)) == len(self.columns)

    def check(self, headings: Sequence[str], place: Place) -> None:
        """Check that a table has every column that is named, and each once.

        Raises:
            InputError: It has not; the message names the column, the table and the mapping.
        """
        exact = [heading.strip() for heading in headings]
        for role, names in self.columns.items():
            for name, column in zip(names, self._places(headings, names), strict=True):
                if column < 0:
                    reason = (
                        f'has no column "{shown(name)}", which {self.name} names for {role}; '
                        "correct the mapping, or make it anew with `auditor map`"
                    )
                    raise place.error(reason)
                if exact.count(name) > 1:
                    reason = (
                        f'has more than one column "{shown(name)}", which {self.name} names for '
                        f"{role}; give them different headings"
                    )
                    raise place.error(reason)


def load(path: Path) -> ColumnMap:
    """Read a mapping.

    Raises:
        ConfigError: It cannot be read, or something in it is wrong.
    """
    name = shown(str(path))
    try:
        with path.open("rb") as stream:
            written = tomllib.loads(stream.read(_MOST_BYTES).decode("utf-8-sig"))
        return _checked(written, shown(path.name))
    except OSError as error:
        message = f"{name}: cannot be read ({error.strerror}); check the path"
        raise ConfigError(message) from None
    except UnicodeDecodeError:
        message = f"{name}: is not UTF-8; save it as UTF-8 text"
        raise ConfigError(message) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        message = f"{name}: is not valid TOML ({error}); make it anew with `auditor map`"
        raise ConfigError(message) from None
    except _WrongError as wrong:
        message = f"{name}: {wrong}"
        raise ConfigError(message) from None


class _WrongError(Exception):
    """A key or a value is wrong."""


def _checked(written: Mapping[str, object], name: str) -> ColumnMap:
    for key in written:
        if key not in _KEYS:
            message = f"unknown key {key!r}; there are {', '.join(_KEYS)}"
            raise _WrongError(message)
    if written.get("format") != VERSION:
        message = f"format must be {VERSION}; a mapping of another version is made by `auditor map`"
        raise _WrongError(message)
    rows = written.get("rows", ONE)
    if rows not in {ONE, GROUPED}:
        message = f'rows must be "{ONE}" (a note a row) or "{GROUPED}" (a note in several rows)'
        raise _WrongError(message)
    columns = written.get("columns")
    if not isinstance(columns, dict):
        message = 'must have a table [columns], with text = "the heading of the notes"'
        raise _WrongError(message)
    named = {role: _names(role, heading) for role, heading in columns.items()}
    if not holds_notes(named):
        message = 'columns names none for the notes; give text = "the heading of the notes"'
        raise _WrongError(message)
    return ColumnMap(name, named, rows == GROUPED)


def _names(role: str, written: object) -> tuple[str, ...]:
    if role not in HEADINGS:
        near = get_close_matches(role, HEADINGS, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(HEADINGS)}"
        message = f"columns: no column is called {role!r}; {hint}"
        raise _WrongError(message)
    names = written if isinstance(written, list) and role in MANY else [written]
    if not names or not all(isinstance(name, str) and name.strip() for name in names):
        message = f'columns.{role} must be a heading in quotes, such as {role} = "Note Body"'
        raise _WrongError(message)
    return tuple(str(name).strip() for name in names)
