"""``auditor override``: one finding of one note set aside, with a reason and for a time."""

from typing import Annotated

import typer

from auditor.cli import options
from auditor.cli.options import About, Asked, OverrideAsked, Which

NAME = "override"
NEEDS_ARGS = True
EXAMPLES = (
    'auditor override A-17.txt TIM101 --reason not_applicable --by "J. Doe" --expires 2027-01-31',
    "auditor override records.jsonl TIM101 --id A-17 --reason other --by billing --expires 1/31/27",
    "auditor overrides",
)


def command(
    note: Annotated[str, typer.Argument(metavar="NOTE", hidden=True)],
    rule: Annotated[str, typer.Argument(metavar="RULE", hidden=True)],
    *,
    reason: Annotated[str, typer.Option("--reason", metavar="CODE", help="Why; see above.")],
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="Who decides it.")],
    expires: Annotated[
        str, typer.Option("--expires", metavar="DATE", help="Last day it counts; within a year.")
    ],
    line: Annotated[
        int | None, typer.Option("--line", metavar="N", min=1, help="The finding on this line.")
    ] = None,
    fingerprint: Annotated[
        str | None,
        typer.Option("--fingerprint", metavar="F", help="The finding of this fingerprint."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All findings of the rule.")] = False,
    note_id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Which note, where NOTE holds many.")
    ] = None,
    overrides: options.Overrides = None,
    claim: options.Claim = None,
    discipline: options.Discipline = None,
    date: options.Date = None,
    payer: options.Payer = None,
    config: options.ConfigFile = None,
    model: options.Model = None,
) -> None:
    """Set one finding of a note aside at the gate. The note and its record stay as they are.

    NOTE is a note, or a record of one. It must have an id or a file's name of its own. A line is
    added to overrides.jsonl beside auditor.toml; it holds no words of the note, and counts until
    it expires, also where other words of the note change.

    Reasons: documented_elsewhere, payer_exception, not_applicable, reading_error, being_corrected,
    other.

    Exit codes: 0 set aside, 2 not.
    """
    from auditor.cli.work import override  # noqa: PLC0415 - loads the NLP

    asked = OverrideAsked(
        rule=rule, reason=reason, by=by, expires=expires, overrides=overrides, note_id=note_id
    )
    which = Which(line=line, fingerprint=fingerprint, all=every)
    about = About(claim=claim, discipline=discipline, date=date)
    shared = Asked(payer=payer, config=config, model=model)
    raise typer.Exit(override.override(note, asked, which, shared, about))
