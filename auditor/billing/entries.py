"""What do entries of every kind hold: a source, a mark, days, codes?"""

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import TypeVar

from auditor.billing.facts import MARKS, Period
from auditor.billing.tables import Table, close, meant, nearest

CODE = re.compile(r"[0-9A-Z][0-9]{3}[0-9A-Z]")
"""The form of a procedure code."""
T = TypeVar("T")


def cite(entry: Table, cites: Mapping[str, T]) -> T:
    """Return what is held of the entry's ``source``: its citation, by id in ``cites``.

    Raises:
        PackError: It names none that is held.
    """
    if "source" not in entry.values:
        entry.fail("source is missing; every fact names the id of a [[source]]")
    source = entry.text("source")
    if source not in cites:
        hint = nearest(source, cites) or "add a [[source]] with this id and a cite"
        entry.fail(f"no source has the id {source!r}; {hint}")
    return cites[source]


def mark(entry: Table) -> str:
    """Return how well the fact is known.

    Raises:
        PackError: It is none of the marks.
    """
    given = entry.text("mark")
    if given not in MARKS:
        entry.fail(f"mark is one of {', '.join(MARKS)}")
    return given


def period(entry: Table, *, begins: bool = False) -> Period:
    """Return the entry's days; what it leaves open is its file's.

    Args:
        entry: The entry.
        begins: Whether it must give its first day itself.

    Raises:
        PackError: They are turned round, lie outside of the file's own, or have no first.
    """
    own = Period(entry.day("from", needed=begins) or entry.start, entry.day("to") or entry.end)
    if own.end and own.end < own.start:
        entry.fail("to is before from")
    if own.start < entry.start or (entry.end and own.end > entry.end):
        span = f"from {entry.start} to {entry.end}" if entry.end else f"from {entry.start}"
        entry.fail(f"lies outside of the days the file holds, {span}")
    return own


def code(entry: Table, written: str) -> str:
    """Return a procedure code as written.

    Raises:
        PackError: It has not the form of one.
    """
    if not CODE.fullmatch(written):
        entry.fail(f"{written!r} is not a procedure code")
    return written


def codes(entry: Table, key: str) -> tuple[str, ...]:
    """Return a list of procedure codes, at least one and each once.

    Raises:
        PackError: The list is missing or empty, or one of it has not the form of a code.
    """
    written = entry.texts(key)
    if not written:
        entry.fail(f"{key} names no code")
    return tuple(code(entry, each) for each in written)


def known_code(entry: Table, written: str, known: Collection[str]) -> str:
    """Return a procedure code that is one of ``known``.

    Raises:
        PackError: It is none, or not held.
    """
    if code(entry, written) not in known:
        hint = meant((*(c for c in _turned(written) if c in known), *close(written, known)))
        hint = hint or "see the codes of `auditor packs show medicare`"
        entry.fail(f"{written} is no therapy code known here; {hint}")
    return written


def _turned(written: str) -> Iterator[str]:
    """Yield the code with two neighbouring digits exchanged, the commonest slip of all."""
    for n, (one, other) in enumerate(pairwise(written)):
        yield f"{written[:n]}{other}{one}{written[n + 2 :]}"


def once(entry: Table, key: str, seen: Collection[str]) -> str:
    """Return a name that no entry before had.

    Raises:
        PackError: One had it.
    """
    name = entry.text(key)
    if name in seen:
        entry.fail("given twice")
    return name
