"""A process of its own for one note's judging, which may hang, break or be killed."""

import os
import signal
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn, Protocol, TypeAlias

Send: TypeAlias = Callable[[bytes], None]
Task: TypeAlias = Callable[[Send], None]

STOPS = frozenset({signal.SIGINT, signal.SIGTERM})
ORPHAN_SECONDS = 5.0
"""How much longer than the time limit a process may last whose parent was itself killed."""


class Started(Protocol):
    """A process that was started, and the end of its pipe."""

    output: int
    """File descriptor, which who reads it closes."""

    def kill(self) -> None:
        """End it and what it started, whatever it is at."""

    def ended(self) -> str:
        """Wait for its end; say how it came."""


def can_fork() -> bool:
    """Whether this system makes a process of this one in about a millisecond."""
    return hasattr(os, "fork")


class Forked:
    """A copy of this process that does one task and sends what comes of it."""

    def __init__(self, task: Task, *, seconds: float | None, own_group: bool) -> None:
        self.output, into = os.pipe()
        with warnings.catch_warnings():
            # The command has one thread here; a library's own, as in tests, are not used.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._pid = os.fork()
        if not self._pid:
            os.close(self.output)
            _be_child(task, into, seconds=seconds, own_group=own_group)
        os.close(into)
        self._code: int | None = None
        self._has_group = own_group
        if own_group:
            with suppress(OSError):
                os.setpgid(self._pid, self._pid)

    def kill(self) -> None:
        """End it and what it started, whatever it is at."""
        if self._code is None:
            with suppress(OSError):
                (os.killpg if self._has_group else os.kill)(self._pid, signal.SIGKILL)

    def ended(self) -> str:
        """Wait for its end; say how it came."""
        if self._code is None:
            _, status = os.waitpid(self._pid, 0)
            self._code = os.waitstatus_to_exitcode(status)
        return how_ended(self._code)


class Spawned:
    """A new interpreter, where there is no fork; ``raw`` is what its standard input gets."""

    def __init__(self, module: str, argument: str, raw: bytes | None) -> None:
        command = [sys.executable, "-W", "ignore", "-m", module, argument]
        given = None if raw is None else subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=given, stdout=subprocess.PIPE)  # noqa: S603
        if self._process.stdout is None:
            message = "a pipe was asked for"
            raise OSError(message)
        with self._process.stdout as output:
            self.output = os.dup(output.fileno())
        if raw is not None:
            threading.Thread(target=self._feed, args=(raw,), daemon=True).start()

    def kill(self) -> None:
        """End it, whatever it is at."""
        with suppress(OSError):
            self._process.kill()

    def ended(self) -> str:
        """Wait for its end; say how it came."""
        return how_ended(self._process.wait())

    def _feed(self, raw: bytes) -> None:
        if self._process.stdin is not None:
            with suppress(OSError), self._process.stdin as stdin:
                stdin.write(raw)


def how_ended(code: int) -> str:
    """Say how a process ended that should have answered."""
    if code >= 0:
        return f"it ended with code {code}"
    name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
    memory = ", as where memory runs out" if name == "SIGKILL" else ""
    return f"it was ended by {name}{memory}"


@contextmanager
def stopped_later() -> Iterator[None]:
    """Hold back who stops this process, until there is somebody who ends the other one too."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def stopped_now() -> None:
    """Let this process, which was made while that was held back, be stopped."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)


@contextmanager
def ended_with_us(process: Started) -> Iterator[None]:
    """End the process when the block is left, or when this one is asked to end (SIGTERM)."""

    def take(_number: int, _frame: FrameType | None) -> None:
        process.kill()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTERM)

    is_main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGTERM, take) if is_main else None
    try:
        yield
    finally:
        process.kill()
        process.ended()
        if is_main:
            signal.signal(signal.SIGTERM, before)


def give_up_after(seconds: float | None) -> None:
    """Have the system end this process some time after its limit, even where no Python runs."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0 if seconds is None else seconds + ORPHAN_SECONDS)


def _be_child(task: Task, into: int, *, seconds: float | None, own_group: bool) -> NoReturn:
    """Do the task and end, without a word on standard output and with nothing of the parent's."""
    code = 1
    try:
        if own_group:
            os.setpgid(0, 0)
        for number in (*STOPS, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)
        stopped_now()
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        give_up_after(seconds)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        task(lambda line: send(into, line))
        code = 0
    finally:
        os._exit(code)


def send(into: int, line: bytes) -> None:
    """Write all of a line to a pipe."""
    while line:
        line = line[os.write(into, line) :]
