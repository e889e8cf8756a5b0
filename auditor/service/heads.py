"""How long a client may take to send a request's head and to take its answer."""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol


class PatientProtocol(H11Protocol):
    """Closes a connection on which a request's head was begun, or awaited at first, for too long.

    So it does where an answer is not taken. uvicorn itself only bounds how long a connection stays
    idle between two requests, and does not even close that while an answer is on its way.
    """

    header_seconds = 10.0
    answer_seconds = 30.0
    _late: asyncio.TimerHandle | None = None
    _untaken: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start to wait for the first head."""
        super().connection_made(transport)
        transport.set_write_buffer_limits(high=0)  # tell of every byte that is not taken at once
        self._wait()

    def pause_writing(self) -> None:
        """Start to wait until the client has taken what is written."""
        super().pause_writing()
        self._untaken = self.loop.call_later(self.answer_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Stop waiting for that."""
        self._stop_pushing()
        super().resume_writing()

    def data_received(self, data: bytes) -> None:
        """Take bytes; whatever is left of them that makes no request yet is the next head."""
        super().data_received(data)
        if self._is_serving():
            self._stop_waiting()
        elif self._late is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        self._stop_pushing()
        super().connection_lost(exc)

    def _is_serving(self) -> bool:
        # Before the first request there is no cycle, whatever its type says.
        return bool(self.cycle) and not self.cycle.response_complete

    def _wait(self) -> None:
        self._late = self.loop.call_later(self.header_seconds, self._give_up)

    def _stop_waiting(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _stop_pushing(self) -> None:
        if self._untaken is not None:
            self._untaken.cancel()
            self._untaken = None

    def _give_up(self) -> None:
        self._late = None
        if not self._is_serving():
            self.transport.close()
