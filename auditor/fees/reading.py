"""How does a year's file of rates become a schedule, and what makes an entry wrong?"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import combinations

from auditor.billing import entries
from auditor.billing.reading import read_sources
from auditor.billing.tables import Table
from auditor.fees.entries import cited, decimals
from auditor.fees.facts import (
    CodeRate,
    Factor,
    Gpci,
    Locality,
    Priced,
    Rvus,
    Schedule,
    Status,
)

SCHEDULE_KEYS = (
    *("id", "payer", "year", "reviewed_on"),
    *("source", "factor", "rates", "locality"),
)
RATES_KEYS = ("status", "multiple", "codes", "rvus", "totals", "source", "mark")
PAYER = "medicare"
"""Whose schedule is held, by the name of its packs."""
LARGEST_FACTOR, LARGEST_RVUS, LARGEST_GPCI = Decimal(1000), Decimal(5000), Decimal(5)


def read_schedule(table: Table, statuses: Mapping[str, Status]) -> Schedule:
    """Read one year's rates.

    Args:
        table: The file.
        statuses: What the letters of a code's status say, by letter.

    Raises:
        PackError: An entry is wrong; the message names file, entry and remedy.
    """
    table.allow(*SCHEDULE_KEYS)
    cites = read_sources(table)
    year, payer = table.needed_number("year"), table.text("payer")
    if payer != PAYER:
        table.fail(f"payer is {PAYER}: how others pay several units or assistants is not held")
    return Schedule(
        id=table.text("id"),
        payer=payer,
        year=year,
        reviewed_on=table.day("reviewed_on", needed=True),
        factors=_factors(table, cites, year),
        rates=_rates(table, cites, statuses),
        localities=read_localities(table, cites),
    )


def read_localities(table: Table, cites: Mapping[str, str]) -> tuple[Locality, ...]:
    """Read ``locality`` entries.

    Raises:
        PackError: An entry is wrong, or a place is named twice.
    """
    found = tuple(_locality(entry, cites) for entry in table.tables("locality"))
    names = [name.casefold() for place in found for name in (place.gpci.name, *place.aliases)]
    for name in names:
        if names.count(name) > 1:
            table.fail(f"two localities are called {name!r}")
    return found


def _locality(entry: Table, cites: Mapping[str, str]) -> Locality:
    entry.allow("name", "aliases", "gpci", "source", "mark")
    work, pe, mp = decimals(entry, "gpci", count=3, most=LARGEST_GPCI)
    if not min(work, pe, mp):
        entry.fail("gpci is three numbers above 0: work, practice expense, malpractice")
    gpci = Gpci(work, pe, mp, entry.text("name"), cited(entry, cites))
    return Locality(gpci, entry.texts("aliases"))


def _factors(table: Table, cites: Mapping[str, str], year: int) -> tuple[Factor, ...]:
    factors = tuple(_factor(entry, cites, year) for entry in table.tables("factor"))
    if not factors:
        table.fail("factor is missing: a year has at least one conversion factor")
    for one, other in combinations(factors, 2):
        one_track = one.track == other.track or not (one.track and other.track)
        if one_track and one.period.overlaps(other.period):
            table.fail("factor: two hold on the same days; give each its own days or track")
    return factors


def _factor(entry: Table, cites: Mapping[str, str], year: int) -> Factor:
    entry.allow("dollars", "track", "from", "to", "source", "mark")
    (dollars,) = decimals(entry, "dollars", count=1, most=LARGEST_FACTOR)
    if not dollars:
        entry.fail("dollars is more than 0")
    days = entries.period(entry, begins=True)
    if {days.start[:4], days.end[:4]} != {str(year)}:
        entry.fail(f"from and to are days of {year}")
    return Factor(dollars, days, cited(entry, cites), entry.text("track", ""))


def _rates(
    table: Table, cites: Mapping[str, str], statuses: Mapping[str, Status]
) -> dict[str, CodeRate]:
    rates: dict[str, CodeRate] = {}
    for entry in table.tables("rates"):
        entry.allow(*RATES_KEYS)
        letter = entry.text("status")
        if letter not in statuses:
            entry.fail(f"no status {letter!r} is known; known are {', '.join(sorted(statuses))}")
        here = statuses[letter].priced is Priced.HERE
        for rate in _priced(entry, cites) if here else _unpriced(entry, cites):
            if entries.code(entry, rate.code) in rates:
                entry.fail(f"{rate.code} is given twice")
            rates[rate.code] = rate
    return rates


def _priced(entry: Table, cites: Mapping[str, str]) -> Iterator[CodeRate]:
    letter, basis, multiple = entry.text("status"), cited(entry, cites), entry.number("multiple")
    if "codes" in entry.values:
        entry.fail(f"codes are those without a price; status {letter} has one: give rvus")
    if multiple is None:
        entry.fail("multiple is missing: the multiple-procedure indicator")
    parts, totals = entry.table("rvus"), entry.table("totals")
    if parts is None and totals is None:
        entry.fail("rvus is missing")
    for code, (work, pe, mp) in _numbers(parts, count=3):
        yield CodeRate(code, letter, basis, multiple, rvus=Rvus(work, pe, mp))
    for code, (total,) in _numbers(totals, count=1):
        yield CodeRate(code, letter, basis, multiple, total=total)


def _numbers(table: Table | None, *, count: int) -> Iterator[tuple[str, tuple[Decimal, ...]]]:
    if table is not None:
        for code in table.values:
            yield code, decimals(table, code, count=count, most=LARGEST_RVUS)


def _unpriced(entry: Table, cites: Mapping[str, str]) -> Iterator[CodeRate]:
    letter, basis = entry.text("status"), cited(entry, cites)
    for key in ("multiple", "rvus", "totals"):
        if key in entry.values:
            entry.fail(f"{key} stands only beside a status that has a price, not {letter}")
    for code in entry.texts("codes"):
        yield CodeRate(code, letter, basis)
