"""How far a batch has come, shown where somebody watches."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from auditor.cli import streams
from auditor.errors import InputError
from auditor.ingest import read_sources


class Watch(Protocol):
    """What a batch tells of itself as it goes."""

    def step(self) -> None:
        """One more note is done."""

    def say(self, message: str) -> None:
        """Say one line, above the bar where there is one."""


class _Silent:
    def step(self) -> None:
        """Nobody watches."""

    def say(self, message: str) -> None:
        streams.say(message)


class _Bar:
    def __init__(self, bar: Progress, total: int | None) -> None:
        self._bar = bar
        self._task = bar.add_task("auditing", total=total)

    def step(self) -> None:
        self._bar.advance(self._task)

    def say(self, message: str) -> None:
        self._bar.console.print(
            f"auditor: {message}", markup=False, emoji=False, highlight=False, soft_wrap=True
        )


@contextmanager
def watched(sources: Sequence[str], *, wanted: bool) -> Iterator[Watch]:
    """Show a bar on standard error while a batch is audited, if wanted and that is a terminal."""
    if not wanted or not streams.is_terminal(sys.stderr):
        yield _Silent()
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as bar:
        yield _Bar(bar, _count(sources))


def _count(sources: Sequence[str]) -> int | None:
    """Count the notes, which takes a small part of auditing them; ``None`` of what is read once."""
    if not all(Path(source).is_file() or Path(source).is_dir() for source in sources):
        return None
    try:
        return sum(1 for _ in read_sources(sources))
    except (InputError, OSError):
        return None  # what is wrong is said when the notes are read
