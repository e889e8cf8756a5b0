"""One working process seen from the service: started, asked, killed where it does not answer."""

import threading
from multiprocessing import get_context
from typing import TYPE_CHECKING

from auditor.errors import AuditorError
from auditor.service.messages import Answer, Ask, OpenJudge, Ready, Unready
from auditor.service.worker import work

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

GO_SECONDS = 2.0
"""How long a process may take to leave once it is told to."""
GONE = Unready("the process that audits ended before it was ready")


class StuckError(Exception):
    """The process did not answer in time."""


class DiedError(Exception):
    """The process went while it judged."""


class LostError(Exception):
    """The process was gone before it was asked: the note has nothing to do with it."""


class Slot:
    """Holds one process at a time. All of its methods block, so they are called from threads."""

    def __init__(self, open_judge: OpenJudge) -> None:
        self._open_judge = open_judge
        self._held: tuple[SpawnProcess, Connection] | None = None
        self._is_closed = False
        self._changing = threading.Lock()

    def start(self) -> Ready:
        """Start a process and wait until it is ready.

        Raises:
            AuditorError: It cannot work; the message says why.
        """
        try:
            said = self._begun().recv()
        except (EOFError, OSError):
            said = GONE
        if isinstance(said, Ready):
            return said
        self.end()
        raise AuditorError(said.why)

    def _begun(self) -> "Connection":
        context = get_context("spawn")
        with self._changing:
            if self._is_closed:
                raise EOFError
            pipe, theirs = context.Pipe()
            with theirs:
                process = context.Process(target=work, args=(theirs, self._open_judge))
                process.start()
            self._held = process, pipe
            return pipe

    def ask(self, asked: Ask, seconds: float) -> Answer:
        """Have a note judged.

        Raises:
            StuckError: It took longer than ``seconds``; the process is still at it.
            DiedError: The process died of it.
            LostError: There was no process.
        """
        if self._held is None:
            raise LostError
        _, pipe = self._held
        if pipe.poll():  # an idle process says nothing: this is the end of its pipe
            raise LostError
        try:
            pipe.send(asked)
            if not pipe.poll(seconds):
                raise StuckError
            answer: Answer = pipe.recv()
        except (EOFError, OSError):
            raise DiedError from None
        return answer

    def close(self) -> None:
        """Let the process go, and start none again."""
        with self._changing:
            self._is_closed = True
        self.end(patience_seconds=GO_SECONDS)

    def end(self, *, patience_seconds: float = 0.0) -> None:
        """Let the process go, if there is one; it is killed once ``patience_seconds`` are over."""
        with self._changing:
            held, self._held = self._held, None
        if held is None:
            return
        process, pipe = held
        pipe.close()
        process.join(patience_seconds)
        process.kill()
        process.join()
        process.close()
