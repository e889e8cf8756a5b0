"""What is a page about a denial made of, before it is text, Markdown or JSON?"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from auditor.denials.review import Quote


@dataclass(frozen=True, slots=True)
class Fact:
    """Something of the record, the claim or the rules, told in passing: a code, a date, a place."""

    text: str


Part: TypeAlias = str | Quote | Fact
"""Fixed wording, words of the note, or a fact; nothing else is ever said."""


class Kind(StrEnum):
    """How a line stands on the page."""

    TITLE = "title"
    HEADING = "heading"
    PLAIN = "plain"
    ITEM = "item"
    SUB = "sub"
    """Under the item above it."""
    BOX = "box"
    """An item to tick."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, as long as it may be."""

    kind: Kind
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A small table: what its columns are called, and its rows, all of fixed wording."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block: TypeAlias = Line | Rows


def title(*parts: Part) -> Line:
    """Open a page."""
    return Line(Kind.TITLE, parts)


def heading(*parts: Part) -> Line:
    """Open a part of a page."""
    return Line(Kind.HEADING, parts)


def plain(*parts: Part) -> Line:
    """Say something."""
    return Line(Kind.PLAIN, parts)


def item(*parts: Part) -> Line:
    """Give one thing of a list."""
    return Line(Kind.ITEM, parts)


def sub(*parts: Part) -> Line:
    """Say more of the item above."""
    return Line(Kind.SUB, parts)


def box(*parts: Part) -> Line:
    """Give one thing to tick."""
    return Line(Kind.BOX, parts)


def quoted(quote: Quote) -> tuple[Part, ...]:
    """Words of the note with their place."""
    at = f"line {quote.line}" if quote.where is None else f"line {quote.line}, {quote.where}"
    return (quote, " (", Fact(at), ")")
