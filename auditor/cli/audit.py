"""``auditor audit``: a batch of notes, its records and reports."""

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import options
from auditor.cli.options import Asked, Format

NAME = "audit"
NEEDS_ARGS = True
EXAMPLES = (
    "auditor audit notes.jsonl --out report",
    "auditor audit notes/ export.csv --out report --jobs 4",
    "auditor audit notes.jsonl --format text",
    "auditor audit notes.jsonl > records.jsonl",
)


def command(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE", hidden=True)],
    *,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Write records, tables and report.html there."),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", metavar="N", help="Processes to audit with; the output is the same."
        ),
    ] = None,
    payer: options.Payer = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    gate: options.Gate = None,
    output: Annotated[
        Format | None,
        typer.Option(
            "--format", help="What standard output gets; text (a summary) with --out, else jsonl."
        ),
    ] = None,
    color: options.Color = None,
    config: options.ConfigFile = None,
    model: options.Model = None,
) -> None:
    """Audit a batch of notes into records and reports.

    SOURCE is a text, JSON lines or a CSV table, also compressed (.gz); a folder of them; or - for
    standard input. Into DIR go records.jsonl, notes.csv, findings.csv and report.html; earlier ones
    of these names are overwritten. What cannot be read is named, gets a record of its own, and does
    not stop the rest.

    Exit codes: 0 ready, 1 findings at the gate, 2 something was not audited, 130 stopped by Ctrl-C
    (what was written is kept).
    """
    from auditor.cli.work import audit  # noqa: PLC0415 - loads the NLP

    asked = Asked(
        payer=payer,
        gate=gate,
        select=options.rules(select),
        ignore=options.rules(ignore),
        config=config,
        model=model,
        jobs=jobs,
    )
    written = output or (Format.TEXT if out else Format.JSONL)
    raise typer.Exit(audit.audit(sources, asked, out=out, output=written, color=color))
