"""The `auditor` command: its commands in the order a newcomer needs them, and how it ends."""

import gc
import os
import sys
import threading
import warnings
from collections.abc import Sequence
from typing import Annotated

import typer

from auditor import __version__
from auditor.cli import (
    audit,
    check,
    cms,
    denial,
    docs,
    doctor,
    evaluate,
    fees,
    hook,
    override,
    overrides,
    packs,
    payers,
    release,
    rule,
    rules,
    schema,
    serve,
    streams,
    train,
    units,
    watch,
)
from auditor.cli import map as columns_map
from auditor.cli.options import examples
from auditor.errors import AuditorError

NAME = "auditor"
READY, NOT_AUDITED, INTERRUPTED, PIPE_CLOSED = 0, 2, 130, 141
OBJECTS_A_COLLECTION = 100_000
"""Objects made before the collector looks for garbage; a note makes and frees fewer."""
COMMANDS = (
    *(check, audit, columns_map, hook, watch, release, serve, override, overrides),
    *(denial, rules, rule, units, fees, payers, cms),
    *(schema, doctor, train, evaluate, docs),
)
GROUPS = (packs,)
"""Commands that have commands of their own."""

# Help is plain text, the same on every terminal. Locals in a traceback would print the note.
app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples(
        "auditor check draft.txt",
        'auditor check draft.txt --claim "97530-GP=2 97110-GP=1"',
        "auditor audit notes.jsonl --out report",
        "auditor audit notes.jsonl --claims march.837 --remits march.835 --out report",
        "auditor rule TIM101",
        "auditor units 97530=23 97110=15",
    ),
)
for _module in COMMANDS:
    app.command(
        _module.NAME,
        cls=getattr(_module, "Command", None),
        epilog=examples(*_module.EXAMPLES),
        no_args_is_help=_module.NEEDS_ARGS,
    )(_module.command)
for _group in GROUPS:
    app.add_typer(_group.app, name=_group.NAME)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - as Typer calls it
    if wanted:
        streams.write(f"{NAME} {__version__}\n")
        raise typer.Exit


@app.callback()
def about(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_show_version, help="Show the version."),
    ] = False,
) -> None:
    """Read therapy notes as a chart auditor would, with the evidence for every verdict.

    Exit codes: 0 ready, 1 findings at the gate, 2 something was not audited, 130 stopped by Ctrl-C.
    No note leaves this computer, and no message holds words of one.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code; no exception and no traceback leaves it.

    Args:
        arguments: What follows the program's name; ``None`` takes them from the command line.
    """
    try:
        code = _code(arguments)
        streams.flush()
    except streams.ClosedPipeError:
        streams.drop_output()
        return PIPE_CLOSED
    except AuditorError as error:
        streams.say(str(error))
        return NOT_AUDITED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - its words may be a note's
        streams.say(streams.internal(error))
        return NOT_AUDITED
    return code


def _code(arguments: Sequence[str] | None) -> int:
    try:
        app(args=arguments, prog_name=NAME)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else READY
    return READY


def run() -> None:
    """The console's entry point."""
    streams.fill_closed()
    # Hardly anything made at the start is ever garbage: looking for it takes a tenth of the start.
    gc.set_threshold(OBJECTS_A_COLLECTION)
    # Nor has anyone plugins for the data classes of our libraries, for which all packages are read.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    threading.excepthook = _thread_broke
    sys.exit(main())


def _thread_broke(broke: threading.ExceptHookArgs) -> None:
    """A library's thread gets no traceback on the console either."""
    if isinstance(broke.exc_value, Exception):
        streams.say(streams.internal(broke.exc_value))
