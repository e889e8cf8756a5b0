"""``auditor check``: a therapist's draft, and the few questions most worth answering first."""

from typing import Annotated

import typer

from auditor.cli import options
from auditor.cli.options import About, Asked, Format, View

NAME = "check"
NEEDS_ARGS = False
EXAMPLES = (
    "auditor check draft.txt",
    'auditor check draft.txt --all --claim "97530-GP=2 97110-GP=1"',
    "auditor check - --payer aetna < draft.txt",
    "auditor check draft.txt --format json",
    "auditor check draft.txt --format cards",
)


def command(
    files: Annotated[list[str] | None, typer.Argument(metavar="FILE", hidden=True)] = None,
    *,
    show_all: Annotated[
        bool, typer.Option("--all", help="Show every finding, not the first three.")
    ] = False,
    claim: options.Claim = None,
    discipline: options.Discipline = None,
    date: options.Date = None,
    payer: options.Payer = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    gate: options.Gate = None,
    output: options.OutputFormat = Format.TEXT,
    color: options.Color = None,
    mapping: options.Mapping = None,
    config: options.ConfigFile = None,
    model: options.Model = None,
) -> None:
    """Check a draft before it is signed.

    Shows the findings most worth settling first, each with the words at fault and a question, or
    says that nothing more is needed. FILE is a text or a document (Word, PDF, RTF, HTML); - is
    standard input. Whatever else `auditor audit` reads is read here too.

    Exit codes: 0 ready, 1 findings at the gate, 2 not audited.
    """
    from auditor.cli.work import check  # noqa: PLC0415 - loads the NLP

    asked = Asked(
        payer=payer,
        gate=gate,
        select=options.rules(select),
        ignore=options.rules(ignore),
        mapping=mapping,
        config=config,
        model=model,
    )
    about = About(claim=claim, discipline=discipline, date=date)
    view = View(format=output, color=color, all=show_all)
    raise typer.Exit(check.check(files or [], asked, about, view))
