"""Who judges next: requests wait their turn for a working process, a bounded number of them."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from auditor.errors import AuditorError
from auditor.service.messages import Answer, Ask, OpenJudge, Ready
from auditor.service.slot import GO_SECONDS, DiedError, Slot, StuckError

T = TypeVar("T")

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 30.0


class BusyError(Exception):
    """No process came free in time, or too many requests wait already."""


class Desk:
    """Some processes and the requests that wait for them; lives in one event loop."""

    def __init__(
        self, open_judge: OpenJudge, *, jobs: int, most_waiting: int, timeout_seconds: float
    ) -> None:
        self._slots = [Slot(open_judge) for _ in range(jobs)]
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="desk")
        self._idle: asyncio.Queue[Slot] = asyncio.Queue()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._most_waiting = most_waiting
        self._timeout_seconds = timeout_seconds
        self.ready: Ready | None = None
        """What the latest process said when it was ready."""
        self.able = 0
        """Processes that are ready or at work."""
        self.waiting = 0
        self.restarts = 0

    async def start(self) -> None:
        """Start the processes and wait for all of them.

        Raises:
            AuditorError: They cannot work; the message says why.
        """
        try:
            await asyncio.gather(*(self._started(slot) for slot in self._slots))
        except AuditorError:
            await self.stop()
            raise

    async def ask(self, asked: Ask) -> Answer:
        """Have a note judged when its turn comes.

        Raises:
            BusyError: Its turn did not come.
            StuckError: It took too long; its process was killed and another is on its way.
            DiedError: Its process died; another is on its way.
        """
        if self.waiting >= self._most_waiting:
            raise BusyError
        self.waiting += 1
        try:
            async with asyncio.timeout(self._timeout_seconds):
                slot = await self._idle.get()
        except TimeoutError:
            raise BusyError from None
        finally:
            self.waiting -= 1
        # Whoever asked may go away meanwhile; the process stays known, and free again afterwards.
        return await asyncio.shield(self._kept(self._asked(slot, asked)))

    async def stop(self) -> None:
        """End all processes; what they are at is lost, so nothing should be under way."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(
            *(asyncio.to_thread(slot.end, patience_seconds=GO_SECONDS) for slot in self._slots)
        )
        self._threads.shutdown()

    def _kept(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _asked(self, slot: Slot, asked: Ask) -> Answer:
        loop = asyncio.get_running_loop()
        try:
            answer = await loop.run_in_executor(
                self._threads, slot.ask, asked, self._timeout_seconds
            )
        except (StuckError, DiedError):
            self.able -= 1
            self.restarts += 1
            self._kept(self._renewed(slot))
            raise
        self._idle.put_nowait(slot)
        return answer

    async def _started(self, slot: Slot) -> None:
        self.ready = await asyncio.to_thread(slot.start)
        self.able += 1
        self._idle.put_nowait(slot)

    async def _renewed(self, slot: Slot) -> None:
        """Start another process in place of one that is stuck or gone, until one comes up."""
        await asyncio.to_thread(slot.end)
        pause = FIRST_PAUSE_SECONDS
        while True:
            try:
                await self._started(slot)
            except AuditorError:
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
            else:
                return
