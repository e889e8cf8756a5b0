"""How much of something long has been read, shown where somebody watches."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from auditor.cli import streams


class Count(Protocol):
    """What a long reading tells of itself as it goes."""

    def step(self, count: int) -> None:
        """So many more are read."""

    def say(self, message: str) -> None:
        """Say one line, above the bar where there is one."""


class _Silent:
    def step(self, count: int) -> None:
        """Nobody watches."""

    def say(self, message: str) -> None:
        streams.say(message)


class _Bar:
    def __init__(self, bar: Progress, what: str) -> None:
        self._bar = bar
        self._task = bar.add_task(what, total=None)

    def step(self, count: int) -> None:
        self._bar.advance(self._task, count)

    def say(self, message: str) -> None:
        self._bar.console.print(
            f"auditor: {message}", markup=False, emoji=False, highlight=False, soft_wrap=True
        )


@contextmanager
def counting(what: str) -> Iterator[Count]:
    """Show a bar on standard error while something of unknown length is read, on a terminal."""
    if not streams.is_terminal(sys.stderr):
        yield _Silent()
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f}"),
        TimeElapsedColumn(),
    )
    with Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as bar:
        yield _Bar(bar, what)
