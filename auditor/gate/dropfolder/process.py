"""The life of a process that reads and audits: it talks to the watching one, and ends with it."""

import faulthandler
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TypeAlias

from auditor.errors import AuditorError
from auditor.gate.dropfolder.judging import Desk, Talk
from auditor.gate.dropfolder.messages import Found, Passing, Reply, Task
from auditor.gate.dropfolder.ruleset import Ruleset
from auditor.gate.memory import bound_memory

OpenDesk: TypeAlias = Callable[[Ruleset], Desk]
LEFT = frozenset({signal.SIGINT, signal.SIGTERM})
"""The signals that are for the watching process alone."""
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""Of several processes each needs no threads of its own."""
_ORPHAN_PATIENCE = 3
"""So many times as long as it may take, and nobody has stopped it: there is nobody any more."""
_SIGNS_IN_TIME = 10
"""How often to give a sign of life in the time that one note may take."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The process may be given files."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """It cannot audit; why."""

    message: str


def live(line: Connection, open_desk: OpenDesk, ruleset: Ruleset, timeout_seconds: float) -> None:
    """Open the desk, work through the files given, and leave when nobody listens any more.

    Args:
        line: To the watching process.
        open_desk: Makes what judges; imported by name in the new process.
        ruleset: By what notes are judged.
        timeout_seconds: The longest one note may take.
    """
    _leave_signals()
    _be_silent()
    bound_memory()
    os.environ.update(ONE_THREAD)
    with suppress(EOFError, OSError):
        try:
            desk = open_desk(ruleset)
        except AuditorError as error:
            line.send(Unfit(str(error)))
            return
        except Exception as error:  # noqa: BLE001 - to be said, and not in its words
            line.send(Unfit(f"internal error in gate ({type(error).__name__}); please report it"))
            return
        line.send(Ready())
        while True:
            task = line.recv()
            if isinstance(task, Task):
                _work(line, desk.work(task), timeout_seconds)


def _work(line: Connection, talk: Talk, timeout_seconds: float) -> None:
    reply: Reply | None = None
    sent = time.monotonic()
    while True:
        faulthandler.dump_traceback_later(_ORPHAN_PATIENCE * timeout_seconds, exit=True, file=2)
        try:
            message = next(talk) if reply is None else talk.send(reply)
            reply = None
        except StopIteration:
            return
        finally:
            faulthandler.cancel_dump_traceback_later()
        is_sign = isinstance(message, Passing)
        if is_sign and time.monotonic() - sent < timeout_seconds / _SIGNS_IN_TIME:
            continue
        line.send(message)
        if isinstance(message, Found):
            reply = line.recv()
        sent = time.monotonic()


def _leave_signals() -> None:
    """Leave Ctrl-C and the like to the watching process, which has the note finished."""
    for number in LEFT:
        signal.signal(number, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, LEFT)


@contextmanager
def signals_held_back() -> Iterator[None]:
    """Keep signals from a process that is started here until it leaves them to this one."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, LEFT)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _be_silent() -> None:
    """Let nothing that a library says of a note reach a console or a log."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def real_desk(ruleset: Ruleset) -> Desk:
    """Make the desk that really judges.

    Raises:
        AuditorError: A setting, an override, a pack or the model is wrong.
    """
    from auditor.gate.dropfolder.real import open_desk  # noqa: PLC0415 - loads the NLP, in seconds

    return open_desk(ruleset)
