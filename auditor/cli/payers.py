"""``auditor payers``: the payers whose demands are known."""

import typer

from auditor.cli import options
from auditor.cli.options import PageFormat

NAME = "payers"
NEEDS_ARGS = False
EXAMPLES = ("auditor payers", "auditor payers --format json")


def command(*, output: options.ListFormat = PageFormat.TEXT) -> None:
    """List the payers whose demands are known."""
    from auditor.cli.work import payers  # noqa: PLC0415 - help should not wait for it

    raise typer.Exit(payers.payers(output=output))
