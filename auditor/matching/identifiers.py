"""When do two identifiers, as two systems write them, mean the same?"""

from collections.abc import Iterable


def plain(identifier: str | None) -> str:
    """Return an identifier without case, spaces and punctuation; empty where there is none.

    Leading zeros stay: in record numbers they tell patients apart.
    """
    return "".join(c for c in (identifier or "").casefold() if c.isalnum())


def plains(identifiers: Iterable[str | None]) -> frozenset[str]:
    """Return all identifiers in their plain form, without empty ones."""
    return frozenset(filter(None, map(plain, identifiers)))
