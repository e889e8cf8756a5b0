"""``auditor docs``: the reference pages that come from the code itself."""

from pathlib import Path
from typing import Annotated

import typer

NAME = "docs"
NEEDS_ARGS = True
EXAMPLES = ("auditor docs --write", "auditor docs --check")


def command(
    *,
    write: Annotated[
        bool | None, typer.Option("--write/--check", help="Write the pages, or compare them.")
    ] = None,
    folder: Annotated[
        Path, typer.Option("--dir", metavar="DIR", help="Where the pages stand.")
    ] = Path("docs"),
) -> None:
    """Write or check the reference pages made from the code.

    They are rules.md and commands.md.

    Exit codes with --check: 0 up to date, 1 stale (the stale ones are listed).
    """
    from auditor.cli.work import docs  # noqa: PLC0415 - loads the NLP

    if write is None:
        message = "give --write or --check"
        raise typer.BadParameter(message)
    raise typer.Exit(docs.write(folder) if write else docs.check(folder))
