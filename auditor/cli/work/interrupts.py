"""Ctrl-C at any moment but one: while a note's rows are being written."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class CtrlC:
    """Takes Ctrl-C as ever, save that inside ``held`` it waits for the end of it."""

    def __init__(self) -> None:
        self._is_held = False
        self._is_waiting = False

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Take Ctrl-C here; the way it was taken before comes back at the end.

        Outside the main thread, and where Ctrl-C is ignored, nothing changes.
        """
        before = signal.getsignal(signal.SIGINT)
        is_main = threading.current_thread() is threading.main_thread()
        if before is not signal.default_int_handler or not is_main:
            yield
            return
        signal.signal(signal.SIGINT, self._take)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let nothing stop halfway what is done here.

        Raises:
            KeyboardInterrupt: Ctrl-C came meanwhile.
        """
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
        if self._is_waiting:
            self._is_waiting = False
            raise KeyboardInterrupt

    def _take(self, _number: int, _frame: FrameType | None) -> None:
        if not self._is_held:
            raise KeyboardInterrupt
        self._is_waiting = True
