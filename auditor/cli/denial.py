"""``auditor denial``: what a note holds against a denial, and an appeal in its own words."""

from enum import StrEnum
from typing import Annotated

import typer

from auditor.cli import options
from auditor.cli.options import About, Asked

NAME = "denial"
NEEDS_ARGS = False
EXAMPLES = (
    "auditor denial",
    "auditor denial CO-50",
    'auditor denial CO-151 note.txt --claim "97530-GP=3" --date 3/4/2026',
    "auditor denial N362 note.txt --format md > appeal.md",
)


class PageForm(StrEnum):
    """How a page about a denial is written."""

    TEXT = "text"
    JSON = "json"
    MD = "md"


def _codes(incomplete: str) -> list[str]:
    """Codes for the shell to complete."""
    from auditor.denials.loading import denial_map  # noqa: PLC0415 - help should not wait for it

    held = denial_map()
    return [c for c in (*held.reasons, *held.remarks) if c.startswith(incomplete.upper())]


def command(
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", hidden=True, autocompletion=_codes)
    ] = None,
    note: Annotated[str | None, typer.Argument(metavar="NOTE", hidden=True)] = None,
    *,
    claim: options.Claim = None,
    discipline: options.Discipline = None,
    date: options.Date = None,
    payer: options.Payer = None,
    output: Annotated[
        PageForm, typer.Option("--format", help="How it is written; md is Markdown for a letter.")
    ] = PageForm.TEXT,
    color: options.Color = None,
    config: options.ConfigFile = None,
    model: options.Model = None,
) -> None:
    """List what a note holds and lacks for a denial, and outline an appeal.

    CODE is a reason with or without its group (CO-50, PR-50, 50) or a remark code (N362). Without
    a NOTE, tells what is held of the denial; without a CODE, lists all. NOTE is a file, or - for
    standard input. The outline is made of quotations of the note, facts of the claim and
    citations; where the note does not say something, a blank is left.

    Exit codes: 0 shown, 2 unknown code, or a note that was not audited.
    """
    from auditor.cli.work import denial  # noqa: PLC0415 - help should not wait for it

    asked = Asked(payer=payer, config=config, model=model)
    about = About(claim=claim, discipline=discipline, date=date)
    raise typer.Exit(denial.denial(code, note, asked, about, denial.View(output.value, color)))
