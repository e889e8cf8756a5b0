"""How far something long has come, shown where somebody watches."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn, TimeElapsedColumn

from auditor.cli import streams


class Watch(Protocol):
    """What something long tells of itself as it goes."""

    def step(self, count: int = 1) -> None:
        """So many more are done."""

    def say(self, message: str) -> None:
        """Say one line, above the bar where there is one."""


class Silent:
    """Shows no bar."""

    def step(self, count: int = 1) -> None:
        """Nobody watches."""

    def say(self, message: str) -> None:
        """Say it as always."""
        streams.say(message)


class _Bar:
    def __init__(self, bar: Progress, what: str, total: int | None) -> None:
        self._bar = bar
        self._task = bar.add_task(what, total=total)

    def step(self, count: int = 1) -> None:
        self._bar.advance(self._task, count)

    def say(self, message: str) -> None:
        self._bar.console.print(
            f"auditor: {message}", markup=False, emoji=False, highlight=False, soft_wrap=True
        )


@contextmanager
def counting(what: str) -> Iterator[Watch]:
    """Show a bar on standard error while something of unknown length is read, on a terminal."""
    if not streams.is_terminal(sys.stderr):
        yield Silent()
        return
    columns = (TextColumn("{task.completed:,.0f}"), TimeElapsedColumn())
    with bar_of(what, None, columns) as watch:
        yield watch


@contextmanager
def bar_of(what: str, total: int | None, columns: Sequence[ProgressColumn]) -> Iterator[Watch]:
    """Show a bar on standard error.

    Args:
        what: What is being done.
        total: How much there is to do; ``None`` where that is not known.
        columns: What stands behind the bar.
    """
    with Progress(
        *(TextColumn("{task.description}"), BarColumn(), *columns),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as bar:
        yield _Bar(bar, what, total)
