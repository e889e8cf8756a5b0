"""How does each of CMS's tables become one file of facts?"""

from collections.abc import Callable, Sequence
from pathlib import Path

from auditor.billing.cms.asking import (
    Asking,
    Hands,
    Imported,
    Say,
    check_any_kept,
    few,
    only,
    read_all,
)
from auditor.billing.cms.gpci import read_gpci
from auditor.billing.cms.gpci_file import gpci_toml
from auditor.billing.cms.kinds import Kind
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
from auditor.billing.cms.tally import Progress
from auditor.billing.cms.versions import NO_SETTING, Quarter, agreed_setting
from auditor.errors import InputError


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
    return _WAYS[kind](paths, asking, Hands(progress, say))


def _ptp(paths: Sequence[Path], asking: Asking, hands: Hands) -> Imported:
    parts, refused = read_all(
        Kind.PTP, paths, lambda found: read_part(found, asking.wanted, hands.progress), hands.say
    )
    table = put_edits_together(parts, asking.wanted, asking.setting, asking.quarter)
    tallies = [part.tally for part in parts]
    if not table.complete_for:  # that codes have no edit with one another is of use too
        check_any_kept(tallies)
    provenance = Provenance(tallies, asking.reviewed_on, refused)
    called = _called(table.program, table.setting, table.quarter)
    remarks = _completeness(table, asking.wanted or frozenset())
    if table.conflicts:
        named = few([f"{first} with {second}" for first, second in table.conflicts])
        remarks.append(f"of two edits of one day the one that began later was taken: {named}")
    return Imported(
        document=ptp_toml(table, provenance),
        title=f"{len(table.edits):,} edits of {called}",
        tallies=tuple(provenance.tallies),
        remarks=tuple(remarks),
    )


def _mue(paths: Sequence[Path], asking: Asking, hands: Hands) -> Imported:
    found, refused = read_all(
        Kind.MUE, paths, lambda found: read_mue(found, asking.wanted, hands.progress), hands.say
    )
    table = only(found, "limits")
    place = table.tally.place
    setting = agreed_setting(place, table.setting, asking.setting)
    if setting is None:
        raise InputError(NO_SETTING)
    quarter = asking.quarter or table.quarter
    if quarter is None:
        message = f"{place}: neither name nor title tells the quarter; say --quarter 2026Q1"
        raise InputError(message)
    check_any_kept([table.tally])
    provenance = Provenance([table.tally], asking.reviewed_on, refused)
    return Imported(
        document=mue_toml(table, quarter, setting, provenance),
        title=f"{len(table.limits):,} limits of {_called(table.program, setting, quarter)}",
        tallies=(table.tally,),
    )


def _rvu(paths: Sequence[Path], asking: Asking, hands: Hands) -> Imported:
    found, refused = read_all(
        Kind.RVU, paths, lambda found: read_rvu(found, asking.wanted, hands.progress), hands.say
    )
    tallies = [table.tally for table in found]
    check_any_kept(tallies)
    provenance = Provenance(tallies, asking.reviewed_on, refused)
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


def _gpci(paths: Sequence[Path], asking: Asking, hands: Hands) -> Imported:
    found, refused = read_all(
        Kind.GPCI, paths, lambda found: read_gpci(found, asking.floor), hands.say
    )
    table = only(found, "indices")
    year = asking.quarter.year if asking.quarter else table.year
    if year is None:
        message = f"{table.tally.place}: no heading tells the year; say --quarter 2026Q1"
        raise InputError(message)
    check_any_kept([table.tally])
    provenance = Provenance([table.tally], asking.reviewed_on, refused)
    floor = (
        f"work is {table.floor} the floor of 1" if table.floor else "no heading tells of a floor"
    )
    return Imported(
        document=gpci_toml(table, year, provenance),
        title=f"indices of {len(table.localities):,} localities, {year}",
        tallies=(table.tally,),
        remarks=(floor,),
    )


_WAYS: dict[Kind, Callable[[Sequence[Path], Asking, Hands], Imported]] = {
    Kind.PTP: _ptp,
    Kind.MUE: _mue,
    Kind.RVU: _rvu,
    Kind.GPCI: _gpci,
}


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
            remarks.append(
                f"not complete for {len(codes):,} of the codes ({few(sorted(codes))}): {reason}"
            )
    return remarks
