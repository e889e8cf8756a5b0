"""How are imported relative values written, so that ``auditor fees --rates`` can read them?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from auditor.billing.cms import toml
from auditor.billing.cms.provenance import Provenance
from auditor.billing.cms.rvu import PRICED, Rate, RvuTable
from auditor.billing.cms.versions import Quarter
from auditor.errors import InputError


@dataclass(frozen=True, slots=True)
class YearOfRates:
    """What the relative value files of one release say together."""

    release: Quarter
    factors: Mapping[str, Decimal]
    """Dollars a RVU by track; the track is empty where there is one for everybody."""
    rates: Mapping[str, Rate]


def put_together(tables: Sequence[RvuTable], release: Quarter | None) -> YearOfRates:
    """Put the files of one release together: from 2026 on there are two, alike but for the factor.

    Args:
        tables: At least one.
        release: The release as the user gives it; ``None`` takes it from the files.

    Raises:
        InputError: Nothing tells the release, the files are of several, they differ in more than
            the factor, or a file does not hold exactly one factor.
    """
    releases = {t.release for t in tables if t.release} if release is None else {release}
    place = tables[0].tally.place
    if not releases:
        message = f"{place}: neither name nor title tells the release; say --quarter 2026Q1"
        raise InputError(message)
    if len(releases) > 1:
        found = ", ".join(quarter.release for quarter in sorted(releases))
        message = f"the files are of different releases ({found}); give those of one"
        raise InputError(message)
    return YearOfRates(next(iter(releases)), _factors(tables), _rates(tables))


def rvu_toml(year: YearOfRates, since: str, provenance: Provenance) -> str:
    """Return the file, in the layout of the fee files that come with the package.

    Args:
        year: The release's facts.
        since: ISO day from which the conversion factors are said to hold, in the release's year.
        provenance: Where it comes from.
    """
    release = year.release
    identity = release.release.lower()
    cite = f"CMS Physician Fee Schedule relative value file {release.release}"
    title = f"Medicare's relative values of {release.year}, release {release.release}."
    return "\n".join(
        (
            provenance.head(title),
            f'id = "medicare-{release.year}"',
            'payer = "medicare"',
            f"year = {release.year}",
            "",
            toml.source(identity, f"{cite}, {provenance.read_from}"),
            *(_factor(track, year, since, identity) for track in sorted(year.factors)),
            *_groups(year.rates.values(), identity),
        )
    )


def _factors(tables: Iterable[RvuTable]) -> dict[str, Decimal]:
    factors: dict[str, Decimal] = {}
    for table in tables:
        held = sorted(table.factors)
        if len(held) != 1 or not held[0]:
            what = "no conversion factor" if not any(held) else "more than one conversion factor"
            message = f"{table.tally.place}: {what} stands beside its codes; take CMS's own file"
            raise InputError(message)
        if factors.setdefault(table.track, held[0]) != held[0]:
            message = f"{table.tally.place}: has another conversion factor; give one release alone"
            raise InputError(message)
    return factors


def _rates(tables: Iterable[RvuTable]) -> dict[str, Rate]:
    rates: dict[str, Rate] = {}
    for table in tables:
        for code, rate in table.rates.items():
            if rates.setdefault(code, rate) != rate:
                message = f"{table.tally.place}: {code} differs between the files of the release"
                raise InputError(message)
    return dict(sorted(rates.items()))


def _factor(track: str, year: YearOfRates, since: str, identity: str) -> str:
    return toml.entry(
        "factor",
        f"dollars = {toml.text(str(year.factors[track]))}",
        f"track = {toml.text(track)}" if track else "",
        f"from = {since}",
        f"to = {year.release.year}-12-31",
        f"source = {toml.text(identity)}",
        'mark = "data"',
    )


def _groups(rates: Iterable[Rate], identity: str) -> Iterable[str]:
    """Write codes alike in status and reduction together, those with a price first."""
    alike: dict[tuple[bool, str, int], list[Rate]] = defaultdict(list)
    for rate in rates:
        alike[rate.status not in PRICED, rate.status, rate.multiple].append(rate)
    for (unpriced, status, multiple), group in sorted(alike.items(), key=lambda item: item[0]):
        yield toml.entry(
            "rates",
            f"status = {toml.text(status)}",
            "" if unpriced else f"multiple = {multiple}",
            f"codes = {toml.texts(rate.code for rate in group)}" if unpriced else "",
            f"source = {toml.text(identity)}",
            'mark = "data"',
            "" if unpriced else "[rates.rvus] # work, practice expense (non-facility), malpractice",
            *(() if unpriced else map(_rvus, group)),
        )


def _rvus(rate: Rate) -> str:
    return f"{rate.code} = {toml.text(' '.join(map(str, rate.rvus)))}"
