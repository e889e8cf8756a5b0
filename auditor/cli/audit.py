"""``auditor audit``: a batch of notes, its records and reports."""

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import options
from auditor.cli.options import Asked, BatchFormat

NAME = "audit"
NEEDS_ARGS = True
EXAMPLES = (
    "auditor audit notes.jsonl --out report",
    "auditor audit notes/ export.csv --out report --jobs 4",
    "auditor audit notes.jsonl --claims march.837 --remits march.835 --out report",
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
    claims: Annotated[
        list[Path] | None,
        typer.Option(
            "--claims",
            metavar="FILE",
            help="Claim lines to put to the notes: 837P, FHIR, CSV or XLSX; may be repeated.",
        ),
    ] = None,
    remits: Annotated[
        list[Path] | None,
        typer.Option(
            "--remits",
            metavar="FILE",
            help="The payer's answers: 835 or FHIR; may be repeated.",
        ),
    ] = None,
    payer: options.Payer = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    gate: options.Gate = None,
    output: Annotated[
        BatchFormat | None,
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

    With --claims each line of the claim files is put to its note by patient, day and clinician;
    claims.csv then lists every line with its note, its findings and the payer's answer. Lines
    without a note, and notes without a line, are in it too.

    Exit codes: 0 ready, 1 findings at the gate, 2 something was not audited, 130 stopped by Ctrl-C
    (what was written is kept).
    """
    from auditor.cli.work import audit  # noqa: PLC0415 - loads the NLP
    from auditor.cli.work.claims import ClaimFiles  # noqa: PLC0415

    asked = Asked(
        payer=payer,
        gate=gate,
        select=options.rules(select),
        ignore=options.rules(ignore),
        config=config,
        model=model,
        jobs=jobs,
    )
    written = output or (BatchFormat.TEXT if out else BatchFormat.JSONL)
    raise typer.Exit(
        audit.audit(
            sources,
            asked,
            files=ClaimFiles(tuple(claims or ()), tuple(remits or ())),
            out=out,
            output=written,
            color=color,
        )
    )
