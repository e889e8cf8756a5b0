"""``auditor map``: which columns of an export hold what, proposed, confirmed and kept."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

NAME = "map"
NEEDS_ARGS = True
EXAMPLES = (
    "auditor map export.csv",
    "auditor map export.xlsx --yes --out clinic-a.toml",
    'auditor map export.csv --yes --set text="Note Body" --set payer=',
)


class Rows(StrEnum):
    """How many rows a note takes."""

    ONE = "one"
    GROUPED = "grouped"


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", hidden=True)],
    *,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar='ROLE="HEADING"',
            help="Say what a column holds: text, id, patient, date_of_service, clinician, claim "
            "(codes), units, modifiers, payer ...; nothing after = for no column. May be repeated.",
        ),
    ] = None,
    rows: Annotated[
        Rows | None,
        typer.Option("--rows", help="Whether a note is one row, or the rows of one id."),
    ] = None,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write it.")] = Path(
        "mapping.toml"
    ),
    yes: Annotated[
        bool, typer.Option("--yes", help="Write what is proposed, ask nothing.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite an earlier mapping.")] = False,
    values: Annotated[
        bool,
        typer.Option("--values", help="Show a few values of each column too: patients' data."),
    ] = False,
) -> None:
    """Find out which columns of an export hold what.

    FILE is a CSV or Excel export (.xlsx). Its headings and the shapes of its values (dates, codes,
    long texts) tell what each column holds; the proposal is shown with how sure it is and why. On
    a terminal you confirm or change each column; then mapping.toml keeps it for all commands
    that read notes (--mapping, or mapping = "mapping.toml" in auditor.toml). Values are not shown
    unless you ask for them.

    Exit codes: 0 the mapping is written, 2 it is not.
    """
    from auditor.cli.work import map_columns  # noqa: PLC0415 - help should not wait for it

    asked = map_columns.Asked(
        settings=tuple(settings or ()),
        grouped=None if rows is None else rows is Rows.GROUPED,
        out=out,
        yes=yes,
        force=force,
        values=values,
    )
    raise typer.Exit(map_columns.map_columns(file, asked))
