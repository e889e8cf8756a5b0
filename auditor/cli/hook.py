"""``auditor hook``: one note in, one JSON record out, for billing systems and commit hooks."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand
from typer.exceptions import TyperException

from auditor.cli import options
from auditor.cli.options import OnError, PageFormat

# ruff: noqa: PLC0415 - help should not wait for what a command needs

NAME = "hook"
NEEDS_ARGS = False
EXAMPLES = (
    "auditor hook note.txt",
    'auditor hook --claim "97530-GP=2" < note.txt',
    "curl -s https://records.example/notes/17.json | auditor hook --on-error hold",
    "auditor hook note.txt --shadow --log hook.jsonl",
    "auditor hook stats hook.jsonl",
)
STATS = "stats"


class Per(StrEnum):
    """How long a row of the statistics is."""

    DAY = "day"
    WEEK = "week"


class Command(TyperCommand):
    """Answers options that are wrong with a record too: who calls it reads standard output."""

    def make_context(self, *arguments: Any, **extra: Any) -> Any:  # noqa: ANN401 - as it is called
        """Read the options.

        Raises:
            Exit: They are wrong; the record has been written.
        """
        try:
            return super().make_context(*arguments, **extra)
        except TyperException as error:
            from auditor.cli.work import hook

            raise typer.Exit(hook.misused(error.format_message())) from None


def command(
    file: Annotated[list[str] | None, typer.Argument(metavar="FILE", hidden=True)] = None,
    *,
    claim: options.Claim = None,
    discipline: options.Discipline = None,
    date: options.Date = None,
    payer: options.Payer = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    gate: options.HoldingGate = None,
    on_error: Annotated[
        OnError | None,
        typer.Option("--on-error", help="Exit 1 or 0 where a note could not be judged; else 2."),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            "--timeout", metavar="SECONDS", min=0.01, help="Longest wait; 30 if not given."
        ),
    ] = None,
    shadow: Annotated[
        bool, typer.Option("--shadow", help="Judge but hold nothing: the exit code is 0.")
    ] = False,
    overrides: options.Overrides = None,
    baseline: options.Baseline = None,
    log: Annotated[
        Path | None,
        typer.Option("--log", metavar="FILE", help="Add a line to it, without words of the note."),
    ] = None,
    via: Annotated[
        str | None,
        typer.Option(
            "--via",
            metavar="URL",
            help="Ask `auditor serve` there, as http://127.0.0.1:8530; without it, judge here.",
        ),
    ] = None,
    mapping: options.Mapping = None,
    config: options.ConfigFile = None,
    model: options.Model = None,
    output: Annotated[
        PageFormat, typer.Option("--format", help="Of stats: how they are written.")
    ] = PageFormat.TEXT,
    per: Annotated[Per, typer.Option("--per", help="Of stats: one row for each.")] = Per.DAY,
) -> None:
    """Audit one note for another program: one JSON record out, with the gate's decision.

    FILE is one note; without it, standard input is read. What cannot be judged gets a record too,
    with "complete": false and the reason. `auditor hook stats LOG` counts what a --log holds
    (LOG may be a folder of `auditor watch`); a note in a file called stats is ./stats.

    Exit codes: 0 release, 1 hold, 2 could not judge.
    """
    from auditor.cli.work import hook
    from auditor.cli.work.hook_asked import STDIN, HookAsked

    files = file or [STDIN]
    if files[0] == STATS:
        from auditor.cli.work import hook_stats

        raise typer.Exit(hook_stats.stats(files[1:], by_week=per is Per.WEEK, output=output))
    asked = HookAsked(
        file=files[0],
        claim=claim,
        discipline=discipline,
        date=date,
        payer=payer,
        select=options.rules(select),
        ignore=options.rules(ignore),
        gate=_word(gate),
        config=_word(config),
        model=_word(model),
        on_error=_word(on_error),
        timeout_seconds=timeout,
        shadow=shadow,
        overrides=_word(overrides),
        baseline=_word(baseline),
        via=via,
        mapping=_word(mapping),
    )
    if files[1:]:
        raise typer.Exit(hook.misused("give one FILE; several are for `auditor audit`"))
    raise typer.Exit(hook.hook(asked, log=log))


def _word(option: object) -> str | None:
    return None if option is None else str(option)
