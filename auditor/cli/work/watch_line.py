"""How many notes have their verdict, in one line below what is said, where a person looks on."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, TextColumn

from auditor.cli import streams
from auditor.cli.work.counting import Silent, Watch


class _Line:
    """Drawn anew when there is something new, so that days of waiting cost nothing."""

    def __init__(self, line: Progress) -> None:
        self._line = line
        self._task = line.add_task("notes judged", total=None)

    def step(self, count: int = 1) -> None:
        self._line.advance(self._task, count)
        self._line.refresh()

    def say(self, message: str) -> None:
        self._line.console.print(
            f"auditor: {message}", markup=False, emoji=False, highlight=False, soft_wrap=True
        )


@contextmanager
def counted() -> Iterator[Watch]:
    """Count the notes on a terminal; a log has a line a file and no more."""
    if not streams.is_terminal(sys.stderr):
        yield Silent()
        return
    with Progress(
        TextColumn("{task.description}: {task.completed:,.0f}"),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as line:
        yield _Line(line)
