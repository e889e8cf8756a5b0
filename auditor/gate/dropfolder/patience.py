"""What is done while the disk is full or a folder cannot be written: said once, tried again."""

import time
from collections.abc import Callable

from auditor.errors import ConfigError
from auditor.gate.dropfolder.moving import Step

_FIRST_SECONDS, _LONGEST_SECONDS = 1.0, 60.0
_SLICE_SECONDS = 0.2
"""How soon an end that is asked for is noticed."""


class StoppedError(Exception):
    """The end was asked for while something could not be written."""


class Patience:
    """Does what must be done, however long that takes."""

    def __init__(
        self,
        *,
        say: Callable[[str], None],
        is_stopped: Callable[[], bool],
        once: bool,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._say = say
        self._is_stopped = is_stopped
        self._once = once
        self._sleep = sleep

    def do(self, step: Step, what: str) -> None:
        """Do a step, again and again until it succeeds.

        Args:
            step: What may be called again after it failed.
            what: What it writes to, for the one line that says it failed.

        Raises:
            StoppedError: The end was asked for meanwhile.
            ConfigError: It failed, and nobody waits.
        """
        wait, said = _FIRST_SECONDS, ""
        while True:
            try:
                step()
            except OSError as error:
                said = self._failed(what, error.strerror or type(error).__name__, said)
            else:
                if said:
                    self._say(f"{what}: can be written again; going on")
                return
            self._pause(wait)
            wait = min(2 * wait, _LONGEST_SECONDS)

    def _failed(self, what: str, why: str, said: str) -> str:
        if self._once:
            message = f"{what}: cannot be written ({why}); nothing is lost, mend it and run again"
            raise ConfigError(message)
        if why != said:
            self._say(f"{what}: cannot be written ({why}); nothing is lost, trying again")
        return why

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if self._is_stopped():
                raise StoppedError
            self._sleep(min(left, _SLICE_SECONDS))
        if self._is_stopped():
            raise StoppedError
