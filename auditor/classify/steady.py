"""Keep arithmetic in one order, so that training twice gives the same bytes."""

from collections.abc import Iterator
from contextlib import contextmanager

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]


@contextmanager
def steady() -> Iterator[None]:
    """Let the linear algebra libraries use one thread: several add numbers up in varying order."""
    with threadpool_limits(limits=1):
        yield
