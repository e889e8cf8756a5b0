"""``auditor packs``: what payers ask and when; a site's own packs shown, compared, tried."""

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import options
from auditor.cli.options import PageFormat, examples

# ruff: noqa: PLC0415 - help should not wait for what a command needs

NAME = "packs"
EXAMPLES = (
    "auditor packs list",
    "auditor packs show medicare --on 2024-03-04",
    "auditor packs diff medicare-2024 medicare-2026",
    "auditor packs check our-pack.toml",
    "auditor packs test our-pack.toml",
)

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, epilog=examples(*EXAMPLES))

On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="The day: 2024-03-04 or 3/4/2024."),
]


@app.callback()
def about() -> None:
    """Show, compare, check and try packs: what payers ask, and on which days.

    A site writes a pack of its own in one TOML file; docs/packs.md says how.
    """


@app.command("list", epilog=examples("auditor packs list", "auditor packs list --format json"))
def listing(*, output: options.ListFormat = PageFormat.TEXT) -> None:
    """List the payers and the days their packs hold."""
    from auditor.cli.work import packs

    raise typer.Exit(packs.listing(output=output))


@app.command(
    epilog=examples(
        "auditor packs show medicare",
        "auditor packs show medicare --on 2024-03-04",
        "auditor packs show our-pack.toml --format json",
    ),
    no_args_is_help=True,
)
def show(
    name: Annotated[str, typer.Argument(metavar="NAME|FILE", hidden=True)],
    *,
    on: On = None,
    output: options.ListFormat = PageFormat.TEXT,
) -> None:
    """Show every fact in force on a day, with its source.

    NAME is a payer's name or a pack's id; a FILE is a site's own pack. Without --on the day is the
    one on which the pack was reviewed, or its last.
    """
    from auditor.cli.work import pack_show

    raise typer.Exit(pack_show.show(name, on, output=output))


@app.command(
    epilog=examples(
        "auditor packs diff medicare-2024 medicare-2026", "auditor packs diff aetna our-pack.toml"
    ),
    no_args_is_help=True,
)
def diff(
    one: Annotated[str, typer.Argument(metavar="A", hidden=True)],
    other: Annotated[str, typer.Argument(metavar="B", hidden=True)],
    *,
    output: options.ListFormat = PageFormat.TEXT,
) -> None:
    """Say what pack B has otherwise than pack A.

    Facts are added (+), removed (-) or changed (~). A and B are named as for `auditor packs show`,
    which says on which day each is looked at.
    """
    from auditor.cli.work import pack_show

    raise typer.Exit(pack_show.diff(one, other, output=output))


@app.command(
    epilog=examples(
        "auditor packs check our-pack.toml", "auditor packs check *.toml --on 2027-01-04"
    ),
    no_args_is_help=True,
)
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", hidden=True)],
    *,
    on: On = None,
    output: options.ListFormat = PageFormat.TEXT,
) -> None:
    """Look for mistakes in your own packs, and for old facts.

    Every mistake that can be seen at once is told. Old are facts past the last day they are known
    to hold, or not reviewed for over a year, as of --on or today.

    Exit codes: 0 nothing is wrong (old facts are a warning), 2 a file is wrong.
    """
    from auditor.cli.work import pack_check

    raise typer.Exit(pack_check.check(files, on, output=output))


@app.command("test", epilog=examples("auditor packs test our-pack.toml"), no_args_is_help=True)
def try_out(
    file: Annotated[Path, typer.Argument(metavar="FILE", hidden=True)],
    *,
    output: options.ListFormat = PageFormat.TEXT,
) -> None:
    """Audit the examples in your own pack.

    Each names rules that must find something in it, or must not.

    Exit codes: 0 all examples passed, 1 one did not, 2 none could be audited.
    """
    from auditor.cli.work import pack_test

    raise typer.Exit(pack_test.try_out(file, output=output))
