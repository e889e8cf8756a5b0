"""Which rates, place and day do the options of ``auditor fees`` name?"""

import re
from collections.abc import Sequence
from decimal import Decimal

from auditor.billing import packs
from auditor.billing.tables import nearest
from auditor.cli.fees import Rated
from auditor.cli.work.days import iso_day
from auditor.errors import InputError
from auditor.fees import (
    NATIONAL,
    Asking,
    Gpci,
    Locality,
    Schedule,
    load_localities,
    load_schedule,
    schedule_of,
    terms,
)
from auditor.fees.reading import PAYER
from auditor.ingest import read_claim
from auditor.model import ServiceLine

MOST_INDEX = 5
_INDEX = re.compile(r"\d(\.\d{1,4})?|\.\d{1,4}")
MOST_NAMED = 6


def lines_of(words: Sequence[str]) -> tuple[ServiceLine, ...]:
    """Read the lines of the day, such as ``97530-GP=4``.

    Raises:
        InputError: They cannot be read, or a line has no units.
    """
    try:
        lines = read_claim(" ".join(words))
    except InputError:
        message = "give codes and their units, as in 97530-GP=4 97110-GP-CQ=1"
        raise InputError(message) from None
    for line in lines:
        if line.units < 1:
            message = f"{line.code}={line.units}: a line has one unit or more"
            raise InputError(message)
    return lines


def asking_of(rated: Rated) -> Asking:
    """Find the rates that the options ask for.

    Raises:
        AuditorError: An option cannot be read, or nothing is held for it.
    """
    _check_payer(rated.payer)
    day = iso_day("--date", rated.date)
    schedule = _schedule(rated, day)
    for name, year in (("--date", day and int(day[:4])), ("--year", rated.year)):
        if year and year != schedule.year:
            message = f"{name}: not in {schedule.year}, the year of the rates"
            raise InputError(message)
    return Asking(schedule, terms(), day, _gpci(rated, schedule), rated.track)


def _check_payer(payer: str | None) -> None:
    """Refuse payers without rates; a name that no pack knows is refused with the nearest."""
    if payer is None:
        return
    pack = packs.pack_for(payer)
    if pack.name != PAYER:
        message = (
            f"--payer: no rates are held for {pack.payer}: what it pays stands in the contract; "
            "only Medicare Part B publishes the schedule held here"
        )
        raise InputError(message)


def _schedule(rated: Rated, day: str | None) -> Schedule:
    if rated.rates is not None:
        return load_schedule(rated.rates)
    year = rated.year or (int(day[:4]) if day else None)
    if year is None:
        message = "say when: --date 2025-03-04, or --year 2025; rates change every year"
        raise InputError(message)
    return schedule_of(year)


def _gpci(rated: Rated, schedule: Schedule) -> Gpci:
    if rated.gpci is not None:
        if rated.locality is not None or rated.gpci_file is not None:
            message = "--gpci: stands alone; leave out --locality and --gpci-file"
            raise InputError(message)
        return _indices(rated.gpci)
    if rated.locality is None:
        if rated.gpci_file is not None:
            message = "--gpci-file: name the place in it, as in --locality AL"
            raise InputError(message)
        return NATIONAL
    if rated.gpci_file is not None:
        return _place(rated.locality, load_localities(rated.gpci_file), "in that file")
    return _place(rated.locality, schedule.localities, f"for {schedule.year}")


def _indices(written: str) -> Gpci:
    words = [word.strip() for word in written.split(",")]
    is_number = all(_INDEX.fullmatch(w) and 0 < Decimal(w) <= MOST_INDEX for w in words)
    if len(words) != len(("work", "pe", "mp")) or not is_number:
        message = (
            "--gpci: must be three indices by comma, work, practice expense and malpractice, "
            "as in 1,0.869,0.575"
        )
        raise InputError(message)
    work, pe, mp = map(Decimal, words)
    return Gpci(work, pe, mp, f"as given, {', '.join(words)}")


def _place(name: str, held: Sequence[Locality], where: str) -> Gpci:
    called = {n.casefold(): p.gpci for p in held for n in (p.gpci.name, *p.aliases)}
    found = called.get(" ".join(name.split()).casefold())
    if found is not None:
        return found
    names = [place.gpci.name for place in held]
    known = f"held are {', '.join(names)}" if 0 < len(names) <= MOST_NAMED else ""
    hint = nearest(name, names) or known or "give them with --gpci W,PE,MP"
    message = f"--locality: no indices of {name!r} are held {where}; {hint}"
    raise InputError(message)
