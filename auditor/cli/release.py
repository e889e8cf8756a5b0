"""``auditor release``: what a drop folder holds, and how a person lets one item of it go."""

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import options
from auditor.cli.options import PageFormat

NAME = "release"
NEEDS_ARGS = True
EXAMPLES = (
    "auditor release gate",
    'auditor release gate march.csv.1f0c2a9b4d5e6f70 --by "K. L." --reason documented_elsewhere',
)


def command(
    out: Annotated[Path, typer.Argument(metavar="OUT", hidden=True)],
    item: Annotated[str | None, typer.Argument(metavar="ITEM", hidden=True)] = None,
    *,
    by: Annotated[
        str | None, typer.Option("--by", metavar="WHO", help="Who lets it go: name or initials.")
    ] = None,
    reason: Annotated[
        str | None,
        typer.Option("--reason", metavar="CODE", help="Why; without one, the codes are shown."),
    ] = None,
    note: Annotated[
        str | None,
        typer.Option("--note", metavar="TEXT", help="A remark, kept in the item; no patient data."),
    ] = None,
    output: options.ListFormat = PageFormat.TEXT,
    config: options.ConfigFile = None,
) -> None:
    """Release an item that `auditor watch --out OUT` holds; without ITEM, list what is held.

    ITEM is the name of a file in OUT/held, or the beginning of the key in it. The item goes to
    released/ with who let it go and why; the journal says so too. Who may do so can be named in
    auditor.toml: may_release = ["billing lead"].
    """
    from auditor.cli.work import release  # noqa: PLC0415 - help should not wait for it

    if item is None:
        raise typer.Exit(release.listed(out, output=output))
    given = release.Given(item=item, by=by, reason=reason, note=note)
    raise typer.Exit(release.release(out, given, config))
