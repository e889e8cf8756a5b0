"""Processes that audit chunks of notes, started with the first chunk and gone at the end."""

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager
from types import TracebackType
from typing import Self, TypeAlias

from joblib.externals.loky import ProcessPoolExecutor

from auditor.scale.items import Item

Task: TypeAlias = Callable[[Sequence[Item]], list[str]]

MOST_UNDER_WAY = 2
"""Chunks a process: as many as it and its queue take at once, so that none waits elsewhere."""
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""A process of many needs no threads of its own."""
PATIENCE_SECONDS = 1.0


class Processes:
    """Takes chunks and gives futures of their rows; used in a ``with``."""

    def __init__(self, count: int, task: Task) -> None:
        self.most_under_way = count * MOST_UNDER_WAY
        self._task = task
        self._executor = ProcessPoolExecutor(count, initializer=_leave_ctrl_c, env=ONE_THREAD)
        self._latest: Future[list[str]] | None = None

    def submit(self, chunk: Sequence[Item]) -> Future[list[str]]:
        """Hand a chunk to the processes; where they are found dead, the future says so."""
        try:
            with _without_ctrl_c():
                future: Future[list[str]] = self._executor.submit(self._task, chunk)
        except BrokenExecutor as error:
            future = Future()
            future.set_exception(error)
        self._latest = future
        return future

    def __enter__(self) -> Self:
        """Start nothing yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes: at once where something went wrong, whatever they are at."""
        if kind is not None:
            self._wait_for_handover()
        self._executor.shutdown(kill_workers=kind is not None)

    def _wait_for_handover(self) -> None:
        """Wait until the executor's thread has taken all chunks: to stop before, it is not made."""
        until = time.monotonic() + PATIENCE_SECONDS
        while (
            self._latest is not None
            and not (self._latest.running() or self._latest.done())
            and time.monotonic() < until
        ):
            time.sleep(0.001)


def _leave_ctrl_c() -> None:
    """Leave Ctrl-C, in a process that starts, to the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


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
