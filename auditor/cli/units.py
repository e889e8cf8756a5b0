"""``auditor units``: the units that minutes support, by both methods."""

from typing import Annotated

import typer

from auditor.cli import options
from auditor.cli.options import Asked, PageFormat

NAME = "units"
NEEDS_ARGS = True
EXAMPLES = (
    "auditor units 97530=23 97110=15",
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
    output: options.ListFormat = PageFormat.TEXT,
    config: options.ConfigFile = None,
) -> None:
    """Work out the units that minutes support.

    Both ways of counting are shown: Medicare's on the visit's total, and CPT's on each code's own
    minutes. Where several ways to share the units are equally right, all are given.
    """
    from auditor.cli.work import units  # noqa: PLC0415 - help should not wait for it

    asked = Asked(payer=payer, config=config)
    raise typer.Exit(units.units(minutes, billed or [], asked, output=output))
