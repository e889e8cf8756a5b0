"""Work out what many rules ask of a visit once, while its rules are run."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from threading import local
from typing import Any, TypeVar

from auditor.model import Visit

T = TypeVar("T")


class _Kept(local):
    """The visit whose rules are being run in this thread, and what was worked out of it."""

    def __init__(self) -> None:
        """Keep nothing until rules are run."""
        self.visit: Visit | None = None
        self.facts: dict[Callable[[Visit], Any], Any] = {}


_KEPT = _Kept()


@contextmanager
def keeping(visit: Visit) -> Iterator[None]:
    """Keep what rules work out of a visit until they all have run, and nothing behind that."""
    _KEPT.visit, _KEPT.facts = visit, {}
    try:
        yield
    finally:
        _KEPT.visit, _KEPT.facts = None, {}


def once(fact: Callable[[Visit], T]) -> Callable[[Visit], T]:
    """Keep what a function answers of the visit whose rules are being run; it must be frozen."""

    @wraps(fact)
    def kept(visit: Visit) -> T:
        if _KEPT.visit is not visit:
            return fact(visit)
        facts = _KEPT.facts
        if fact not in facts:
            facts[fact] = fact(visit)
        answer: T = facts[fact]
        return answer

    return kept
