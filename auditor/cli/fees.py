"""``auditor fees``: what Medicare's fee schedule says of a day's lines, as a range."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import options
from auditor.cli.options import PageFormat

NAME = "fees"
NEEDS_ARGS = True
EXAMPLES = (
    "auditor fees 97530-GP=4 --date 2025-03-04",
    "auditor fees 97530-GP=2 97110-GP-CQ=1 --year 2025 --locality AL",
    "auditor fees 97530=2 97110=1 --year 2026 --format json",
)


class Track(StrEnum):
    """How the clinician takes part in Medicare's quality programme."""

    QP = "qp"
    NON_QP = "non-qp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """The day, place and rates as given; ``None`` where they were not."""

    date: str | None = None
    year: int | None = None
    locality: str | None = None
    gpci: str | None = None
    gpci_file: Path | None = None
    rates: Path | None = None
    track: str | None = None
    payer: str | None = None


def command(
    lines: Annotated[list[str], typer.Argument(metavar="CODE=UNITS", hidden=True)],
    *,
    date: options.Date = None,
    year: Annotated[
        int | None, typer.Option("--year", metavar="YEAR", help="Year, where no day is given.")
    ] = None,
    locality: Annotated[
        str | None,
        typer.Option("--locality", metavar="NAME", help="Place; if not given, national amounts."),
    ] = None,
    gpci: Annotated[
        str | None,
        typer.Option("--gpci", metavar="W,PE,MP", help="A place's indices, such as 1,0.869,0.575."),
    ] = None,
    gpci_file: Annotated[
        Path | None,
        typer.Option("--gpci-file", metavar="FILE", help="Indices of places, in TOML."),
    ] = None,
    rates: Annotated[
        Path | None,
        typer.Option("--rates", metavar="FILE", help="Rates of one year, in TOML, not ours."),
    ] = None,
    apm: Annotated[
        Track | None,
        typer.Option("--apm", help="From 2026: paid as qualifying participant in an APM, or not."),
    ] = None,
    payer: Annotated[
        str | None,
        typer.Option("--payer", metavar="NAME", help="Only Medicare's rates are held."),
    ] = None,
    output: options.ListFormat = PageFormat.TEXT,
) -> None:
    """Say what Medicare's fee schedule gives for one patient's lines of one day.

    Give every therapy line of the day, with its modifiers: of several units only one keeps all of
    its practice expense. What is not known makes a range, with its assumptions. The amounts are
    unadjusted, and no check or score looks at them.

    Exit codes: 0 all lines answered, 2 no amount is held for a line.
    """
    from auditor.cli.work import fees  # noqa: PLC0415 - help should not wait for it

    rated = Rated(
        date=date,
        year=year,
        locality=locality,
        gpci=gpci,
        gpci_file=gpci_file,
        rates=rates,
        track=apm,
        payer=payer,
    )
    raise typer.Exit(fees.fees(lines, rated, output=output))
