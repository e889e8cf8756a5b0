"""Standard output is data, standard error is talk: how each is written to, and how it may end."""

import os
import shutil
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import BinaryIO, TextIO

from auditor.errors import AuditorError

WIDEST = 110
"""Columns beyond which lines are hard to read."""
WIDTH_OF_PIPES = 80
_STANDARD_ERROR = 2


class ClosedPipeError(Exception):
    """Whoever read standard output wants no more of it."""


def write(text: str) -> None:
    """Write to standard output.

    Raises:
        ClosedPipeError: Its reader is gone.
        AuditorError: It cannot be written to, as where a disk is full.
    """
    if sys.stdout is None:
        message = "standard output is closed; send it somewhere, such as to a file"
        raise AuditorError(message)
    try:
        sys.stdout.write(text)
    except OSError as error:
        raise _no_output(error) from None


def flush() -> None:
    """Write out what is held of standard output; raises as ``write`` does."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError as error:
        raise _no_output(error) from None


def _no_output(error: OSError) -> Exception:
    if isinstance(error, BrokenPipeError):
        return ClosedPipeError()
    return AuditorError(
        f"standard output cannot be written ({error.strerror}); check where it goes"
    )


def fill_closed() -> None:
    """Open nothing in the place of standard streams that are closed.

    Else the next file or pipe that is opened gets their number, and with it what is meant for them.
    """
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= _STANDARD_ERROR:
        os.set_inheritable(descriptor, True)  # noqa: FBT003 - the library's own signature
    os.close(descriptor)


def drop_output() -> None:
    """Send nowhere what is still held, so that nothing complains when the program ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def say(message: str) -> None:
    """Say one line on standard error; where nobody listens, go on."""
    if sys.stderr is None:
        return
    with suppress(OSError):
        sys.stderr.write(f"auditor: {' '.join(message.splitlines())}\n")
        sys.stderr.flush()


def internal(error: Exception) -> str:
    """Say that a fault of ours stopped something: where it arose and its kind, not its words."""
    return f"internal error in {_stage(error)} ({type(error).__name__}); please report it"


def _stage(error: Exception) -> str:
    """The innermost part of the package that the error passed through."""
    stage = "cli"
    trace = error.__traceback__
    while trace is not None:
        package, _, part = str(trace.tb_frame.f_globals.get("__name__")).partition(".")
        if package == "auditor" and part:
            stage = part
        trace = trace.tb_next
    return stage


def for_programs() -> None:
    """Write the same bytes everywhere: UTF-8, lines ended by a line feed alone."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")


def for_people() -> None:
    """Let no character stop the output that the terminal cannot show."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def is_terminal(stream: TextIO | None) -> bool:
    """Say whether a person may be looking at, or typing into, the stream."""
    return stream is not None and not stream.closed and stream.isatty()


def colour(wanted: bool | None) -> bool:  # noqa: FBT001 - an option's three values
    """Decide whether to colour: as wanted, else on a terminal that does not ask for none."""
    if wanted is not None:
        return wanted
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return is_terminal(sys.stdout) and not plain


def width() -> int:
    """Columns to write text in: the terminal's, within reason."""
    return min(shutil.get_terminal_size((WIDTH_OF_PIPES, 24)).columns, WIDEST)


def terminal_width() -> int | None:
    """Columns of the terminal that standard output is; ``None`` where it is none."""
    return shutil.get_terminal_size().columns if is_terminal(sys.stdout) else None


def stdin() -> BinaryIO | None:
    """The bytes of standard input; ``None`` where there is none."""
    return None if sys.stdin is None else sys.stdin.buffer
