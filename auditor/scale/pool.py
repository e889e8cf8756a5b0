"""Audit a stream of notes in one process or in many: the same rows in the same order either way."""

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from typing import TypeAlias

from joblib.externals.loky import ProcessPoolExecutor

from auditor.engine import Settings
from auditor.scale import worker
from auditor.scale.worker import Item

Row: TypeAlias = tuple[Item, str]
"""What came in, and the record of it as one line of JSON."""
Work: TypeAlias = Callable[[Settings, Sequence[Item]], list[str]]
Task: TypeAlias = Callable[[Sequence[Item]], list[str]]
Window: TypeAlias = deque[tuple[list[Item], Future[list[str]]]]

CHUNK = 16
"""Notes sent to a process at once."""
CHUNKS_AHEAD = 4
"""Chunks under way for each process: this bounds how many notes are held."""
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""A process of many needs no threads of its own."""
DIED = "the process that audited this note died, perhaps for want of memory; audit it alone"


def audit_rows(
    items: Iterable[Item], settings: Settings, *, jobs: int = 1, work: Work = worker.rows
) -> Iterator[Row]:
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
        with _processes(jobs) as executor:
            try:
                yield from _in_order(items, window, jobs * CHUNKS_AHEAD, task, executor)
            except BrokenExecutor:
                any_left = True
        while window:
            yield from _rescued(*window.popleft(), task)


def _in_order(
    items: Iterator[Item], window: Window, ahead: int, task: Task, executor: ProcessPoolExecutor
) -> Iterator[Row]:
    """Keep ``ahead`` chunks under way; give away the oldest as soon as it is done."""
    while True:
        while len(window) < ahead and (chunk := list(islice(items, CHUNK))):
            window.append((chunk, _submit(executor, task, chunk)))
        if not window:
            return
        chunk, future = window[0]
        done = future.result()
        window.popleft()
        yield from zip(chunk, done, strict=True)


def _rescued(chunk: Sequence[Item], future: Future[list[str]], task: Task) -> Iterator[Row]:
    """Keep a chunk that was done when a process died; else audit it one note at a time."""
    if future.done() and future.exception() is None:
        yield from zip(chunk, future.result(), strict=True)
        return
    waiting = deque(chunk)
    while waiting:
        with _processes(1) as executor:
            died = False
            while waiting and not died:
                item = waiting.popleft()
                try:
                    (row,) = _submit(executor, task, [item]).result()
                except BrokenExecutor:
                    died = True
                    row = worker.refused_row(item, DIED)
                yield item, row


@contextmanager
def _processes(count: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that end when they are no longer needed, and at once where something went wrong."""
    executor = ProcessPoolExecutor(count, initializer=worker.start, env=ONE_THREAD)
    try:
        yield executor
    except BaseException:
        executor.shutdown(kill_workers=True)
        raise
    executor.shutdown()


def _submit(executor: ProcessPoolExecutor, task: Task, chunk: Sequence[Item]) -> Future[list[str]]:
    """Hand a chunk to the processes; where they are found dead, the future says so."""
    try:
        with _without_ctrl_c():
            future: Future[list[str]] = executor.submit(task, chunk)
    except BrokenExecutor as error:
        future = Future()
        future.set_exception(error)
    return future


@contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """Hold Ctrl-C back: processes started meanwhile never get it, this one gets it afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
