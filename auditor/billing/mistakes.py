"""How are all of a file's mistakes told at once, not one a run?"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from auditor.errors import PackError

T = TypeVar("T")
E = TypeVar("E")
D = TypeVar("D")


class ManyMistakesError(PackError):
    """More than one thing is wrong with a file; as a text it is the first, and how many more."""

    def __init__(self, message: str, mistakes: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.mistakes = mistakes


def mistakes_of(error: PackError) -> tuple[str, ...]:
    """Return everything that an error tells, a line each."""
    return error.mistakes if isinstance(error, ManyMistakesError) else (str(error),)


def refuse(mistakes: Iterable[str]) -> None:
    """Refuse a file for all that was found; nothing happens where nothing was.

    Raises:
        PackError: There are mistakes.
    """
    told = tuple(dict.fromkeys(mistakes))
    if not told:
        return
    if len(told) == 1:
        raise PackError(told[0])
    message = f"{told[0]} (and {len(told) - 1} more: see `auditor packs check`)"
    raise ManyMistakesError(message, told)


class Gathering:
    """Reads on after a mistake and remembers it."""

    def __init__(self) -> None:
        self.mistakes: list[str] = []

    def take(self, read: Callable[[], T], otherwise: D) -> T | D:
        """Return what ``read`` returns, or ``otherwise`` where it finds a mistake."""
        try:
            return read()
        except PackError as error:
            self.mistakes += mistakes_of(error)
            return otherwise

    def done(self) -> None:
        """Refuse the file if anything was wrong.

        Raises:
            PackError: Something was.
        """
        refuse(self.mistakes)


def each(entries: Iterable[E], read: Callable[[E], T]) -> tuple[T, ...]:
    """Read every entry, and refuse the file for all that are wrong together.

    Raises:
        PackError: One or more are.
    """
    found: list[T] = []
    mistakes: list[str] = []
    for entry in entries:
        try:
            found.append(read(entry))
        except PackError as error:
            mistakes += mistakes_of(error)
    refuse(mistakes)
    return tuple(found)
