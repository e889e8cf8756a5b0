"""How the service runs: bound, started, told to stop, and gone when all it held is answered."""

import asyncio
import contextlib
import logging
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from types import FrameType

import uvicorn

from auditor.errors import AuditorError
from auditor.service.app import create_app
from auditor.service.desk import Desk
from auditor.service.heads import PatientProtocol
from auditor.service.messages import OpenJudge
from auditor.service.service import Service
from auditor.service.terms import Terms

LIBRARIES = ("uvicorn", "uvicorn.error", "uvicorn.access", "asyncio", "fastapi")
BACKLOG = 1024


def bound(host: str, port: int) -> socket.socket:
    """Take an address for the service; connections made from now on wait for it to start.

    Raises:
        AuditorError: It cannot be had.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with contextlib.ExitStack() as closing:
            taken = closing.enter_context(socket.socket(family, kind, protocol))
            if sys.platform != "win32":  # there it would let two servers have one port
                taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind(address)
            taken.listen(BACKLOG)
            closing.pop_all()
    except OSError as error:
        message = f"--host {host} --port {port}: cannot be used ({error.strerror}); is it taken?"
        raise AuditorError(message) from None
    return taken


def run(
    taken: socket.socket,
    open_judge: OpenJudge,
    terms: Terms,
    *,
    log: Callable[[str], None],
    started: Callable[[], None],
) -> None:
    """Serve until a signal says to stop, then finish what is under way.

    Args:
        taken: Where to serve.
        open_judge: Loads a working process.
        terms: The bounds.
        log: Takes one line a request.
        started: Called when the first note can be judged.

    Raises:
        AuditorError: No process can work; the message says why.
        KeyboardInterrupt: The signal was Ctrl-C.
    """
    for name in LIBRARIES:
        # Their errors quote what they choked on.
        logging.getLogger(name).handlers = [logging.NullHandler()]
        logging.getLogger(name).propagate = False
    told: list[int] = []

    def take(number: int, _frame: FrameType | None) -> None:
        told.append(number)

    # While it serves, uvicorn takes these signals, and passes them on here when all is answered.
    before = {number: signal.signal(number, take) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        asyncio.run(_serve(taken, open_judge, terms, told, log=log, started=started))
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if signal.SIGINT in told:
        raise KeyboardInterrupt


async def _serve(
    taken: socket.socket,
    open_judge: OpenJudge,
    terms: Terms,
    told: Sequence[int],
    *,
    log: Callable[[str], None],
    started: Callable[[], None],
) -> None:
    desk = Desk(
        open_judge,
        jobs=terms.jobs,
        most_waiting=terms.most_waiting,
        timeout_seconds=terms.timeout_seconds,
    )
    await desk.start()
    try:
        if not told:
            await _Server(Service(desk, terms), log, told, started).serve([taken])
    finally:
        await desk.stop()


class _Server(uvicorn.Server):
    """Says to the service that it is leaving as soon as the signal comes."""

    def __init__(
        self,
        service: Service,
        log: Callable[[str], None],
        told: Sequence[int],
        started: Callable[[], None],
    ) -> None:
        terms = service.terms
        PatientProtocol.header_seconds = terms.header_seconds
        PatientProtocol.answer_seconds = terms.answer_seconds
        super().__init__(
            uvicorn.Config(
                create_app(service, log),
                http=PatientProtocol,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                limit_concurrency=terms.most_connections,
                timeout_graceful_shutdown=int(terms.drain_seconds),
            )
        )
        self._service = service
        self._told = told
        self._started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin, and say so; by now the signals are uvicorn's, and none is lost between."""
        await super().startup(sockets)
        if self._told:
            self.should_exit = True
        else:
            self._started()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Take a signal to stop."""
        self._service.is_leaving = True
        super().handle_exit(sig, frame)
