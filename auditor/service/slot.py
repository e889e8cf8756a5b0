"""One working process seen from the service: started, asked, killed where it does not answer."""

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
    """The process is gone."""


class Slot:
    """Holds one process at a time. All of its methods block, so they are called from threads."""

    def __init__(self, open_judge: OpenJudge) -> None:
        self._open_judge = open_judge
        self._held: tuple[SpawnProcess, Connection] | None = None

    def start(self) -> Ready:
        """Start a process and wait until it is ready.

        Raises:
            AuditorError: It cannot work; the message says why.
        """
        context = get_context("spawn")
        pipe, theirs = context.Pipe()
        process = context.Process(target=work, args=(theirs, self._open_judge))
        process.start()
        theirs.close()
        self._held = process, pipe
        try:
            said = pipe.recv()
        except (EOFError, OSError):
            said = GONE
        if isinstance(said, Ready):
            return said
        self.end()
        raise AuditorError(said.why)

    def ask(self, asked: Ask, seconds: float) -> Answer:
        """Have a note judged.

        Raises:
            StuckError: It took longer than ``seconds``; the process is still at it.
            DiedError: The process died of it.
        """
        if self._held is None:
            raise DiedError
        _, pipe = self._held
        try:
            pipe.send(asked)
            if not pipe.poll(seconds):
                raise StuckError
            answer: Answer = pipe.recv()
        except (EOFError, OSError):
            raise DiedError from None
        return answer

    def end(self, *, patience_seconds: float = 0.0) -> None:
        """Let the process go, if there is one; it is killed once ``patience_seconds`` are over."""
        if self._held is None:
            return
        process, pipe = self._held
        self._held = None
        pipe.close()
        process.join(patience_seconds)
        process.kill()
        process.join()
        process.close()
