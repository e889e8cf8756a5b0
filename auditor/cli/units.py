"""``auditor units``: the units that minutes support, by both methods, and how they come about."""

from typing import Annotated

import typer

from auditor.cli import options
from auditor.cli.options import Asked, PageFormat

NAME = "units"
NEEDS_ARGS = True
EXAMPLES = (
    "auditor units 97530=23 97110=15",
    "auditor units 97530=12+14a 97110=15a --date 2026-03-04",
    "auditor units pt:97530=20 ot:97535=15 rest=5",
    "auditor units 97530=23 97110=15 --billed 97530=2 --payer aetna",
    "auditor units 97530=23 --format json",
)


def command(
    minutes: Annotated[list[str], typer.Argument(metavar="CODE=MINUTES", hidden=True)],
    *,
    billed: Annotated[
        list[str] | None,
        typer.Option("--billed", metavar="CODE=UNITS", help="Units billed; may be repeated."),
    ] = None,
    payer: options.Payer = None,
    date: options.Date = None,
    output: options.ListFormat = PageFormat.TEXT,
    color: options.Color = None,
    config: options.ConfigFile = None,
) -> None:
    """Work out the units that minutes support, and show how.

    A table of the codes, and the reasons in words: how the total is found, which code gets the next
    unit, what is equally right, and what the other way of counting gives.

    Minutes of one code add up, whether given as 97530=10+13 or twice. An "a" behind a block means
    that an assistant gave it, a "b" both together: 97530=12+14a. Before a code may stand its
    discipline (pt:97530=20 ot:97535=15): each is counted by itself. rest=5 is left out.
    """
    from auditor.cli.work import units  # noqa: PLC0415 - help should not wait for it

    day = units.Day(minutes=minutes, billed=billed or (), date=date)
    asked = Asked(payer=payer, config=config)
    raise typer.Exit(units.units(day, asked, output=output, color=color))
