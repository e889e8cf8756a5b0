"""``auditor watch``: a folder that notes are dropped into, each to be released, held or failed."""

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import options
from auditor.cli.options import Asked, OnError

NAME = "watch"
NEEDS_ARGS = True
EXAMPLES = (
    "auditor watch in --out gate",
    "auditor watch in --out gate --shadow",
    "auditor watch in --out gate --done-suffix .done --jobs 2",
    "auditor watch in --out gate --once",
)


def command(
    dropped: Annotated[Path, typer.Argument(metavar="IN", hidden=True)],
    *,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where notes and verdicts go.")],
    once: Annotated[
        bool, typer.Option("--once", help="Do what is there now, then end: for cron and the like.")
    ] = False,
    settle: Annotated[
        float,
        typer.Option(
            "--settle", metavar="SECONDS", min=0, help="How long a file must be still to be taken."
        ),
    ] = 2.0,
    done_suffix: Annotated[
        str | None,
        typer.Option(
            "--done-suffix",
            metavar="SUFFIX",
            help="Take march.csv only when march.csv.done is there (of .done).",
        ),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", metavar="N", min=1, help="Processes to audit with.")
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            "--timeout", metavar="SECONDS", min=0.01, help="Longest for one note; 30 if not given."
        ),
    ] = None,
    on_error: Annotated[
        OnError | None,
        typer.Option("--on-error", help="Where notes that could not be judged go; else failed."),
    ] = None,
    shadow: Annotated[
        bool, typer.Option("--shadow", help="Judge but hold nothing: all notes are released.")
    ] = False,
    overrides: options.Overrides = None,
    baseline: options.Baseline = None,
    payer: options.Payer = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    gate: options.HoldingGate = None,
    mapping: options.Mapping = None,
    config: options.ConfigFile = None,
    model: options.Model = None,
) -> None:
    """Watch a folder: each note dropped into IN is released, held or failed, exactly once.

    Into DIR go released/, held/ and failed/ with one JSON file a note, originals/ with the dropped
    files, and journal.jsonl. A note that was judged before is not judged again. After a crash,
    start it again: nothing is lost and nothing doubled. Ctrl-C and SIGTERM finish the note in hand.

    Exit codes: 0 ended as asked, 2 it cannot go on, 130 stopped by Ctrl-C. With --once: 0 all
    released, 1 something held, 2 something failed or left in IN.
    """
    from auditor.cli.work import watch  # noqa: PLC0415 - help should not wait for it

    asked = Asked(
        payer=payer,
        gate=gate,
        select=options.rules(select),
        ignore=options.rules(ignore),
        mapping=mapping,
        config=config,
        model=model,
        jobs=jobs,
    )
    wanted = watch.Wanted(
        dropped=dropped,
        out=out,
        once=once,
        settle_seconds=settle,
        done_suffix=done_suffix,
        timeout_seconds=timeout,
        on_error=None if on_error is None else on_error.value,
        shadow=shadow,
        overrides=overrides,
        baseline=baseline,
    )
    raise typer.Exit(watch.watch(wanted, asked))
