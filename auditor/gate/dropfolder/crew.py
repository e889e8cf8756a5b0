"""The processes that read and audit, as the watching one sees them: who is at what, how long."""

import time
from collections.abc import Sequence
from multiprocessing.connection import wait
from typing import Protocol

from auditor.gate.dropfolder.messages import (
    Message,
    Reply,
    Task,
)
from auditor.gate.dropfolder.process import OpenDesk
from auditor.gate.dropfolder.ruleset import Ruleset
from auditor.gate.dropfolder.worker import Worker


class Hand(Protocol):
    """One that works at a file."""

    task: Task | None
    is_judging: bool


class Crew(Protocol):
    """All that work; the watching process knows no more of them."""

    def free(self) -> bool:
        """Whether one has nothing to do."""

    def give(self, task: Task) -> None:
        """Give a file to one that has nothing to do."""

    def reply(self, hand: Hand, reply: Reply) -> None:
        """Answer what was found."""

    def hear(self, seconds: float) -> Sequence[tuple[Hand, Task, Message]]:
        """Wait so long at most for what there is to hear."""

    def judging(self) -> bool:
        """Whether any is at a note."""

    def close(self) -> None:
        """End them all, whatever they are at."""


class Processes:
    """Processes of this machine."""

    def __init__(
        self, open_desk: OpenDesk, ruleset: Ruleset, *, jobs: int, timeout_seconds: float
    ) -> None:
        self._workers = [Worker(open_desk, ruleset, timeout_seconds) for _ in range(jobs)]

    def warm(self) -> None:
        """Start one, so that what is wrong with the settings is said before a note comes."""
        self._workers[0].start()

    def free(self) -> bool:
        """Whether one has nothing to do."""
        return any(worker.task is None for worker in self._workers)

    def give(self, task: Task) -> None:
        """Give a file to one that has nothing to do, rather one that is started."""
        free = [worker for worker in self._workers if worker.task is None]
        min(free, key=lambda worker: worker.line is None).give(task)

    def reply(self, hand: Hand, reply: Reply) -> None:
        """Answer what was found."""
        next(worker for worker in self._workers if worker is hand).reply(reply)

    def hear(self, seconds: float) -> Sequence[tuple[Hand, Task, Message]]:
        """Wait so long at most for what there is to hear.

        Raises:
            AuditorError: A process says that it cannot audit at all.
        """
        lines = [worker.line for worker in self._workers if worker.line is not None]
        if not lines:
            time.sleep(seconds)
            return []
        heard: list[tuple[Hand, Task, Message]] = []
        ready = wait(lines, seconds)
        for worker in self._workers:
            if worker.line in ready:
                self._take(worker, worker.task, worker.hear(), heard)
        for worker in self._workers:
            self._take(worker, worker.task, worker.overdue(), heard)
        return heard

    def judging(self) -> bool:
        """Whether any is at a note."""
        return any(worker.is_judging for worker in self._workers)

    def close(self) -> None:
        """End them all, whatever they are at."""
        for worker in self._workers:
            worker.stop()

    @staticmethod
    def _take(
        worker: Worker,
        task: Task | None,
        message: Message | None,
        heard: list[tuple[Hand, Task, Message]],
    ) -> None:
        if message is not None and task is not None:
            heard.append((worker, task, message))
