"""Check the packaged rates against CMS files: ``python benchmarks/cms_rates.py FOLDER``.

FOLDER holds ``rvu_rehab_2020_2025.csv``. Compared for every row: status, the three RVUs and their
sum, multiple-procedure indicator, and the conversion factor on the day of the row's release. What
the file has and the package has not is a difference too, and so is the reverse. Each difference is
listed with the reason for it; the exit code is 1 where one has none.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from auditor.billing import packs
from auditor.fees import Asking, schedule_of, terms
from auditor.fees.facts import CodeRate, Priced, Rvus

NAME = "rvu_rehab_2020_2025.csv"
PLACES = Decimal("0.01")
FACTOR_PLACES = Decimal("0.0001")
NOT_IN_FACILITY = "only the practice expense outside a facility is held, and said to be"
RELEASE_MONTHS = {"jan": 1, "apr": 4, "jul": 7, "oct": 10}
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that the file and the package do not share."""

    what: str
    code: str
    year: int
    theirs: str
    ours: str
    reason: str
    """Empty where there is none."""


def rounded(written: str, places: Decimal = PLACES) -> Decimal:
    """Take off the noise of binary fractions that the extract carries."""
    return Decimal(written or "0").quantize(places)


def day_of(row: Row) -> str:
    """Return the day from which the row's release holds."""
    month = RELEASE_MONTHS[row["file"].rpartition("_")[2]]
    return f"{row['year']}-{month:02}-01"


def compared(row: Row) -> Iterator[tuple[str, str, str, str]]:
    """Yield (what, theirs, ours, reason) of each value of a row that differs."""
    year = int(row["year"])
    schedule = schedule_of(year)
    (factor,) = Asking(schedule, terms(), day_of(row)).factors
    theirs = rounded(row["cf"], FACTOR_PLACES)
    if theirs != factor.dollars:
        yield "conversion factor", str(theirs), str(factor.dollars), ""
    rate = schedule.rates.get(row["hcpcs"])
    if rate is None:
        known = row["hcpcs"] in packs.demands_for("medicare", day_of(row)).codes
        reason = "" if known else "not among the packs' codes: another profession's, or never met"
        yield "code", "held", "not held", reason
    else:
        yield from of_code(row, rate)


def of_code(row: Row, rate: CodeRate) -> Iterator[tuple[str, str, str, str]]:
    """Yield what differs between a row and what is held of its code."""
    if row["status"] != rate.status:
        yield "status", row["status"], rate.status, ""
    yield from of_price(row, rate.multiple, rate.rvus) if rate.rvus else of_none(row, rate.status)


def of_price(row: Row, multiple: int | None, rvus: Rvus) -> Iterator[tuple[str, str, str, str]]:
    """Yield what differs of a code that has a price here."""
    for what, key, ours, reason in (
        ("work RVUs", "work", rvus.work, ""),
        ("PE RVUs", "pe_nonfac", rvus.pe, ""),
        ("PE in a facility", "pe_fac", rvus.pe, NOT_IN_FACILITY),
        ("MP RVUs", "mp", rvus.mp, ""),
        ("sum of RVUs", "total_nonfac", rvus.total, ""),
    ):
        theirs = rounded(row[key])
        if theirs != ours:
            yield what, str(theirs), str(ours), reason
    if row["mult_proc"] != str(multiple):
        yield "indicator", row["mult_proc"], str(multiple), ""


def of_none(row: Row, letter: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield what the file gives of a code that has no price here."""
    status = terms().statuses[letter]
    is_explained = status.priced is not Priced.HERE
    reason = f"status {letter}, {status.means}: no price follows" if is_explained else ""
    theirs = [str(rounded(row[key])) for key in ("work", "pe_nonfac", "mp")]
    if any(map(Decimal, theirs)):
        yield "RVUs", " ".join(theirs), "not held", reason
    if row["mult_proc"] != "0":
        yield "indicator", row["mult_proc"], "not held", reason


def differences(rows: list[Row]) -> Iterator[Difference]:
    """Yield all differences, in both directions."""
    in_file: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        year = int(row["year"])
        in_file[year].add(row["hcpcs"])
        for what, theirs, ours, reason in compared(row):
            yield Difference(what, row["hcpcs"], year, theirs, ours, reason)
    for year, codes in in_file.items():
        for code in sorted(set(schedule_of(year).rates) - codes):
            yield Difference("code", code, year, "not held", "held", "")


def main(folder: Path) -> int:
    """Print the differences, alike ones of a code's years on one line; return the exit code."""
    with (folder / NAME).open(encoding="utf-8", newline="") as file:
        rows: list[Row] = list(csv.DictReader(file))
    found = sorted(
        set(differences(rows)), key=lambda d: (d.reason, d.what, d.code, d.theirs, d.ours, d.year)
    )
    for reason, alike in groupby(found, key=lambda d: d.reason):
        of_reason = list(alike)
        print(f"\n{reason or 'UNEXPLAINED'}: {len(of_reason)}")
        for (what, code, theirs, ours), same in groupby(
            of_reason, key=lambda d: (d.what, d.code, d.theirs, d.ours)
        ):
            years = ", ".join(str(d.year) for d in same)
            print(f"  {code}  {what:<17}  file {theirs:<15}  ours {ours:<9}  {years}")
    unexplained = sum(not d.reason for d in found)
    checked = len({(r["hcpcs"], r["year"], r["file"]) for r in rows})
    print(f"\n{checked} rows checked, {len(found)} differences, {unexplained} unexplained")
    return int(unexplained > 0)


if __name__ == "__main__":
    if len(sys.argv) != len(("program", "folder")):
        sys.exit("usage: python benchmarks/cms_rates.py FOLDER")
    sys.exit(main(Path(sys.argv[1])))
