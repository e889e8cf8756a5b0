"""Audit a stream of notes in one process or in many: the same rows in the same order either way."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from functools import partial
from itertools import chain, islice
from typing import TypeAlias

from auditor.engine import Settings
from auditor.scale import worker
from auditor.scale.items import Item
from auditor.scale.processes import Processes, Task

Row: TypeAlias = tuple[Item, str]
"""What came in, and the record of it as one line of JSON."""
Work: TypeAlias = Callable[[Settings, Sequence[Item]], list[str]]
Window: TypeAlias = deque[tuple[list[Item], Future[list[str]]]]

CHUNK = 16
"""Notes sent to a process at once."""
DIED = "the process that audited this note died, perhaps for want of memory; audit it alone"


def audit_rows(
    items: Iterable[Item], settings: Settings, *, jobs: int = 1, work: Work = worker.rows
) -> Generator[Row, None, None]:
    """Audit notes as they are drawn, and give each with its record's row, in their order.

    A batch of at most one chunk is not worth a second process and is audited in this one. Where
    a process dies, the notes it may have died of are tried again, each alone; one that kills its
    process again gets the record of a note that was not audited.

    Args:
        items: What ``ingest`` reads; drawn a bounded number ahead of what is given away.
        settings: How to audit.
        jobs: How many processes.
        work: What a process does with a chunk; importable by name.

    Raises:
        ModelError: There is no trained model to read with.
    """
    task = partial(work, settings)
    stream = iter(items)
    first = list(islice(stream, CHUNK + 1)) if jobs > 1 else []
    if len(first) > CHUNK:
        yield from _in_processes(chain(first, stream), task, jobs)
        return
    for item in chain(first, stream):
        (row,) = task([item])
        yield item, row


def _in_processes(items: Iterator[Item], task: Task, jobs: int) -> Iterator[Row]:
    window: Window = deque()
    any_left = True
    while any_left:
        any_left = False
        with Processes(jobs, task) as processes:
            try:
                yield from _in_order(items, window, processes)
            except BrokenExecutor:
                any_left = True
        yield from _rescued(window, task)
        window.clear()


def _in_order(items: Iterator[Item], window: Window, processes: Processes) -> Iterator[Row]:
    """Keep the processes busy; give away the oldest chunk as soon as it is done."""
    while True:
        while len(window) < processes.most_under_way and (chunk := list(islice(items, CHUNK))):
            window.append((chunk, processes.submit(chunk)))
        if not window:
            return
        chunk, future = window[0]
        done = future.result()
        window.popleft()
        yield from zip(chunk, done, strict=True)


def _rescued(window: Window, task: Task) -> Iterator[Row]:
    """Keep the chunks that were done when a process died; audit the others one note at a time."""
    left: deque[tuple[Item, str | None]] = deque()
    for chunk, future in window:
        is_done = future.done() and future.exception() is None
        rows: Sequence[str | None] = future.result() if is_done else [None] * len(chunk)
        left.extend(zip(chunk, rows, strict=True))
    while left:
        died = False
        with Processes(1, task) as process:
            while left and not died:
                item, row = left.popleft()
                if row is None:
                    try:
                        (row,) = process.submit([item]).result()
                    except BrokenExecutor:
                        died = True
                        row = worker.refused_row(item, DIED)
                yield item, row
