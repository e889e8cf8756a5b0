"""``auditor overrides``: what has been set aside, until when, and what no longer matches."""

from typing import Annotated

import typer

from auditor.cli import options
from auditor.cli.options import Asked, PageFormat

NAME = "overrides"
NEEDS_ARGS = False
EXAMPLES = ("auditor overrides", "auditor overrides notes/", "auditor overrides --format json")


def command(
    notes: Annotated[list[str] | None, typer.Argument(metavar="NOTE", hidden=True)] = None,
    *,
    overrides: options.Overrides = None,
    payer: options.Payer = None,
    output: options.ListFormat = PageFormat.TEXT,
    config: options.ConfigFile = None,
    model: options.Model = None,
) -> None:
    """List the findings that are set aside: active or expired.

    With NOTE (files, folders, or records) these are audited too, and an override is used, unused
    (its note is there, and its finding no longer) or other (its note is not there).

    Exit codes: 0 listed, 1 one is unused, 2 something could not be read or audited.
    """
    from auditor.cli.work import overrides as work  # noqa: PLC0415 - help should not wait for it

    asked = Asked(payer=payer, config=config, model=model)
    raise typer.Exit(work.overrides(notes or [], overrides, asked, output=output))
