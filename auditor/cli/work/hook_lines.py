"""The lines that a process sends, awaited no longer than there is time."""

import os
import queue
import threading
import time
from math import inf

PIECE = 1 << 16
SLICE_SECONDS = 0.25
"""How long is waited at once: a signal that comes just before a wait is heard only after it."""


class Lines:
    """Reads a pipe in a thread of its own: so waiting can end on any system."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._arrived: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._pump, daemon=True).start()

    def next(self, seconds: float | None) -> bytes | None:
        """Wait for a line.

        Args:
            seconds: How long; ``None`` for ever.

        Returns:
            The line without its end; empty where no more will come; ``None`` where none came.
        """
        until = inf if seconds is None else time.monotonic() + seconds
        while True:
            left = max(until - time.monotonic(), 0)
            try:
                return self._arrived.get(timeout=min(left, SLICE_SECONDS))
            except queue.Empty:
                if left <= SLICE_SECONDS:
                    return None

    def _pump(self) -> None:
        held: list[bytes] = []
        try:
            while piece := os.read(self._descriptor, PIECE):
                *ends, rest = piece.split(b"\n")
                for end in ends:
                    self._arrived.put(b"".join((*held, end)))
                    held.clear()
                held.append(rest)
        except OSError:
            pass  # the pipe is gone: no more will come
        finally:
            os.close(self._descriptor)
        self._arrived.put(b"")
