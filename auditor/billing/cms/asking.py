"""How are downloads read one after the other, whatever is wrong with some of them?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, TypeVar

from auditor.billing.cms.containers import members
from auditor.billing.cms.kinds import MEANING, Found, Kind, tables
from auditor.billing.cms.tally import Progress, Tally
from auditor.billing.cms.versions import Quarter
from auditor.errors import InputError

MOST_NAMED = 12
T = TypeVar("T")
Say: TypeAlias = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is wanted of the files; ``None`` where the files themselves are to say it."""

    reviewed_on: str
    """ISO day of the import."""
    wanted: frozenset[str] | None = None
    """Codes to keep; ``None`` keeps all."""
    setting: str | None = None
    quarter: Quarter | None = None
    floor: str | None = None
    since: str | None = None
    """ISO day from which conversion factors hold; ``None`` is the release's first day."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read, as the text of a file, and what a person should know of it."""

    document: str
    title: str
    tallies: tuple[Tally, ...]
    remarks: tuple[str, ...] = ()
    """What the file does not hold, or was decided on the way."""


@dataclass(frozen=True, slots=True)
class Hands:
    """What tells the outside of the work as it goes on."""

    progress: Progress
    say: Say


def read_all(
    kind: Kind, paths: Sequence[Path], reader: Callable[[Found], T], say: Say
) -> tuple[list[T], tuple[str, ...]]:
    """Read every table of one kind in every file.

    Returns:
        What ``reader`` makes of each table, at least one; and why files were refused, each of which
        ``say`` was told of too.

    Raises:
        InputError: There is no such table in any file that can be read.
    """
    read: list[T] = []
    refused: list[str] = []
    for path in paths:
        try:
            read += [reader(found) for found in tables(members(path), kind)]
        except InputError as error:
            if len(paths) == 1:
                raise
            refused.append(str(error))
            say(str(error))
    if not read:
        message = f"none of the {len(paths)} files could be read as {MEANING[kind]}"
        raise InputError(message)
    return read, tuple(refused)


def check_any_kept(tallies: Sequence[Tally]) -> None:
    """Check that some row is of use.

    Raises:
        InputError: None is; the message says why of the first.
    """
    if any(tally.kept for tally in tallies):
        return
    place, rows = tallies[0].place, sum(tally.read for tally in tallies)
    wrong = next((str(skipped) for tally in tallies for skipped in tally.skipped), "")
    why = wrong or "none is of the codes that are kept; see --codes, or give the other files"
    message = f"{place}: none of the {rows:,} rows could be used: {why}"
    raise InputError(message)


def only(found: Sequence[T], what: str) -> T:
    """Return the one table there is.

    Raises:
        InputError: There are more.
    """
    if len(found) > 1:
        message = f"{len(found)} tables of {what} were found; give one file, or unpack the zip"
        raise InputError(message)
    return found[0]


def few(names: Sequence[str]) -> str:
    """Return the first names of a list, and how many more there are."""
    more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
