"""One process that reads and audits, as the watching one sees it: what it is at, and how long."""

import multiprocessing
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from auditor.errors import AuditorError
from auditor.gate.dropfolder.messages import (
    Finished,
    Found,
    Gone,
    Judged,
    Message,
    Passing,
    Reply,
    Task,
    Verb,
)
from auditor.gate.dropfolder.process import OpenDesk, Ready, Unfit, live, signals_held_back
from auditor.gate.dropfolder.ruleset import Ruleset

START_SECONDS = 300.0
"""The longest a process may take to be ready, on a machine that is busy."""
MOST_FALSE_STARTS = 3
NOTES_A_PROCESS = 20_000
"""A process is renewed after so many: what it keeps of words never seen before only grows."""
DIED = "the process that read it died, perhaps for want of memory; audit it alone"
NO_START = "the process that audits cannot be started; `auditor doctor` shows what is missing"


@dataclass(frozen=True, slots=True)
class Started:
    """A process that runs, and the line to it."""

    process: BaseProcess
    line: Connection


class Worker:
    """One process; started when it is first needed, and again when it is gone."""

    def __init__(self, open_desk: OpenDesk, ruleset: Ruleset, timeout_seconds: float) -> None:
        self._made_of = (open_desk, ruleset, timeout_seconds)
        self._timeout = timeout_seconds
        self._started: Started | None = None
        self._deadline = 0.0
        self._is_ready = False
        self._notes = 0
        self._false_starts = 0
        self._next = 0
        self.task: Task | None = None
        self.is_judging = False

    @property
    def line(self) -> Connection | None:
        """Where it is to be heard; ``None`` where it does not run."""
        return None if self._started is None else self._started.line

    def start(self) -> None:
        """Start the process, unless it runs."""
        if self._started is not None:
            return
        context = multiprocessing.get_context("spawn")
        line, theirs = context.Pipe()
        process = context.Process(target=live, args=(theirs, *self._made_of), daemon=True)
        with signals_held_back():
            process.start()
        theirs.close()
        self._started = Started(process, line)
        self._is_ready, self._notes = False, 0
        self._deadline = time.monotonic() + START_SECONDS

    def give(self, task: Task) -> None:
        """Give it a file; it begins when it is ready."""
        self.task, self.is_judging, self._next = task, False, task.first
        self.start()
        if self._is_ready:
            self._begin()

    def reply(self, reply: Reply) -> None:
        """Answer what it found."""
        self.is_judging = reply.verb is Verb.JUDGE
        if reply.verb is Verb.PASS:
            self._next += 1
        self._send(reply)

    def hear(self) -> Message | None:
        """Take the one message that is there.

        Raises:
            AuditorError: It cannot audit at all.
        """
        if self.line is None:
            return None
        try:
            message = self.line.recv()
        except (EOFError, OSError):
            return self._died()
        if isinstance(message, Unfit):
            raise AuditorError(message.message)
        if isinstance(message, Ready):
            self._is_ready, self._false_starts = True, 0
            if self.task is not None:
                self._begin()
            return None
        self._deadline = time.monotonic() + self._timeout
        return None if isinstance(message, Passing) else self._heard(message)

    def overdue(self) -> Message | None:
        """Stop it where it takes too long, and say what it was at."""
        if self._started is None or time.monotonic() < self._deadline:
            return None
        if not self._is_ready:
            return self._died()
        if self.task is None:
            return None
        doing = "auditing" if self.is_judging else "reading"
        why = (
            f"{doing} it took longer than {self._timeout:g} seconds, so it was stopped; "
            "audit it alone, or give more with --timeout"
        )
        return self._gone(why)

    def stop(self) -> None:
        """End the process at once."""
        started, self._started = self._started, None
        if started is not None:
            started.line.close()
            started.process.kill()
            started.process.join()
            started.process.close()

    def _begin(self) -> None:
        self._send(self.task)

    def _send(self, message: Task | Reply | None) -> None:
        self._deadline = time.monotonic() + self._timeout
        if self.line is not None:
            with suppress(OSError):  # that it died will be heard
                self.line.send(message)

    def _heard(self, message: Message) -> Message:
        if isinstance(message, Found):
            self._next = message.index
            if self._notes >= NOTES_A_PROCESS:
                return self._gone(None)
        elif isinstance(message, Judged):
            self._notes += 1
            self._next = message.index + 1
            self.is_judging = False
        elif isinstance(message, Finished):
            self.task = None
        return message

    def _died(self) -> Message | None:
        if not self._is_ready:
            self._false_starts += 1
            if self._false_starts >= MOST_FALSE_STARTS:
                raise AuditorError(NO_START)
            self.stop()
            self.start()
            return None
        if self.task is None:
            self.stop()
            return None
        is_again = self.task.tried == self._next
        return self._gone(DIED if is_again else None)

    def _gone(self, why: str | None) -> Gone:
        gone = Gone(self._next, self.is_judging, why)
        self.stop()
        self.task, self.is_judging = None, False
        return gone
