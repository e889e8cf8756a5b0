"""One watcher a folder: who comes second is told so."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from auditor.errors import ConfigError

NAME = ".auditor-watch.lock"


@contextmanager
def held_alone(*folders: Path) -> Iterator[None]:
    """Keep the folders for this process; when it ends, however it ends, they are free again.

    Raises:
        ConfigError: Another process has one of them, or it cannot be written to.
    """
    with ExitStack() as locks:
        for folder in folders:
            try:
                locks.enter_context(FileLock(folder / NAME, timeout=0))
            except Timeout:
                message = f"{folder}: another `auditor watch` is at work here; end it first"
                raise ConfigError(message) from None
            except (OSError, NotImplementedError) as error:
                why = getattr(error, "strerror", None) or "no locks there"
                message = (
                    f"{folder}: cannot be written to ({why}); "
                    "files are moved out of it and into it, so give this user the right to"
                )
                raise ConfigError(message) from None
        yield
