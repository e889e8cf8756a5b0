"""How do downloaded files become one file of facts, whatever is wrong with some of them?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, TypeVar

from auditor.billing.cms.containers import members
from auditor.billing.cms.gpci import read_gpci
from auditor.billing.cms.gpci_file import gpci_toml
from auditor.billing.cms.kinds import MEANING, Found, Kind, tables
from auditor.billing.cms.mue import read_mue
from auditor.billing.cms.mue_file import mue_toml
from auditor.billing.cms.provenance import Provenance
from auditor.billing.cms.ptp import read_part
from auditor.billing.cms.ptp_file import ptp_toml
from auditor.billing.cms.ptp_table import PtpTable
from auditor.billing.cms.ptp_table import put_together as put_edits_together
from auditor.billing.cms.rvu import read_rvu
from auditor.billing.cms.rvu_file import put_together as put_rates_together
from auditor.billing.cms.rvu_file import rvu_toml
from auditor.billing.cms.tally import Progress, Tally
from auditor.billing.cms.versions import NO_SETTING, Quarter, agreed_setting
from auditor.errors import InputError

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
class _Hands:
    """What tells the outside of the work as it goes on."""

    progress: Progress
    say: Say


def imported(
    kind: Kind, paths: Sequence[Path], asking: Asking, progress: Progress, say: Say
) -> Imported:
    """Read downloads of one kind.

    Args:
        kind: Which table they hold.
        paths: Files as downloaded, at least one.
        asking: What is wanted.
        progress: Is told of rows as they are read.
        say: Is told of each file that cannot be read; the others are.

    Raises:
        InputError: No file can be read, they do not belong together, or no row is of the codes.
    """
    return _WAYS[kind](paths, asking, _Hands(progress, say))


def _ptp(paths: Sequence[Path], asking: Asking, hands: _Hands) -> Imported:
    parts, refused = _read(
        Kind.PTP, paths, lambda found: read_part(found, asking.wanted, hands.progress), hands.say
    )
    table = put_edits_together(parts, asking.wanted, asking.setting, asking.quarter)
    provenance = _provenance([part.tally for part in parts], asking, refused)
    called = _called(table.program, table.setting, table.quarter)
    remarks = _completeness(table, asking.wanted or frozenset())
    remarks += [
        f"{first} and {second} have two edits of one day; the one that began later was taken"
        for first, second in table.conflicts
    ]
    return Imported(
        document=ptp_toml(table, provenance),
        title=f"{len(table.edits):,} edits of {called}",
        tallies=tuple(provenance.tallies),
        remarks=tuple(remarks),
    )


def _mue(paths: Sequence[Path], asking: Asking, hands: _Hands) -> Imported:
    found, refused = _read(
        Kind.MUE, paths, lambda found: read_mue(found, asking.wanted, hands.progress), hands.say
    )
    table = _only(found, "limits")
    place = table.tally.place
    setting = agreed_setting(place, table.setting, asking.setting)
    if setting is None:
        raise InputError(NO_SETTING)
    quarter = asking.quarter or table.quarter
    if quarter is None:
        message = f"{place}: neither name nor title tells the quarter; say --quarter 2026Q1"
        raise InputError(message)
    provenance = _provenance([table.tally], asking, refused)
    return Imported(
        document=mue_toml(table, quarter, setting, provenance),
        title=f"{len(table.limits):,} limits of {_called(table.program, setting, quarter)}",
        tallies=(table.tally,),
    )


def _rvu(paths: Sequence[Path], asking: Asking, hands: _Hands) -> Imported:
    found, refused = _read(
        Kind.RVU, paths, lambda found: read_rvu(found, asking.wanted, hands.progress), hands.say
    )
    provenance = _provenance([table.tally for table in found], asking, refused)
    year = put_rates_together(found, asking.quarter)
    since = asking.since or year.release.start.isoformat()
    if since[:4] != str(year.release.year):
        message = f"--from: is not a day of {year.release.year}, the year of the files"
        raise InputError(message)
    remarks = [f"conversion factors stand from {since}; --from says since when, if it was earlier"]
    if list(year.factors) == ["qp"] or list(year.factors) == ["non-qp"]:
        remarks.append("the year has a second conversion factor, in a file that was not given")
    return Imported(
        document=rvu_toml(year, since, provenance),
        title=f"relative values of {len(year.rates):,} codes, {year.release.release}",
        tallies=tuple(provenance.tallies),
        remarks=tuple(remarks),
    )


def _gpci(paths: Sequence[Path], asking: Asking, hands: _Hands) -> Imported:
    found, refused = _read(
        Kind.GPCI, paths, lambda found: read_gpci(found, asking.floor), hands.say
    )
    table = _only(found, "indices")
    year = asking.quarter.year if asking.quarter else table.year
    if year is None:
        message = f"{table.tally.place}: no heading tells the year; say --quarter 2026Q1"
        raise InputError(message)
    provenance = _provenance([table.tally], asking, refused)
    floor = (
        f"work is {table.floor} the floor of 1" if table.floor else "no heading tells of a floor"
    )
    return Imported(
        document=gpci_toml(table, year, provenance),
        title=f"indices of {len(table.localities):,} localities, {year}",
        tallies=(table.tally,),
        remarks=(floor,),
    )


_FEW = 12
_WAYS: dict[Kind, Callable[[Sequence[Path], Asking, _Hands], Imported]] = {
    Kind.PTP: _ptp,
    Kind.MUE: _mue,
    Kind.RVU: _rvu,
    Kind.GPCI: _gpci,
}


def _read(
    kind: Kind, paths: Sequence[Path], reader: Callable[[Found], T], say: Say
) -> tuple[list[T], tuple[str, ...]]:
    """Read every table of every file; return them, and why files were refused."""
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


def _provenance(tallies: Sequence[Tally], asking: Asking, refused: tuple[str, ...]) -> Provenance:
    if not any(tally.kept for tally in tallies):
        place, rows = tallies[0].place, sum(tally.read for tally in tallies)
        wrong = next((str(skipped) for tally in tallies for skipped in tally.skipped), "")
        why = wrong or "none is of the codes that are kept; see --codes, or give the other files"
        message = f"{place}: none of the {rows:,} rows could be used: {why}"
        raise InputError(message)
    return Provenance(tallies, asking.reviewed_on, refused)


def _called(program: str, setting: str, quarter: Quarter) -> str:
    return f"{program}'s {setting} table, {quarter}"


def _completeness(table: PtpTable, wanted: frozenset[str]) -> list[str]:
    """Say for which codes the table tells all, for which it does not, and why."""
    known = f"{len(table.complete_for):,} codes since {table.since}"
    remarks = [f"of two of {known} it knows every edit, and where there was none"]
    unreached = wanted - table.complete_for - table.doubtful
    for codes, reason in (
        (table.doubtful, "a row of theirs is in error"),
        (unreached, "no file that was read reaches them; give all files of the quarter"),
    ):
        if codes:
            few = ", ".join(sorted(codes)[:_FEW]) + (" ..." if len(codes) > _FEW else "")
            remarks.append(f"not complete for {len(codes):,} of the codes ({few}): {reason}")
    return remarks


def _only(found: Sequence[T], what: str) -> T:
    if len(found) > 1:
        message = f"{len(found)} tables of {what} were found; give one file, or unpack the zip"
        raise InputError(message)
    return found[0]
