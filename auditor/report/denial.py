"""A page about a denial as text for a terminal, as Markdown for a letter, and as JSON values."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, assert_never

from auditor.denials.lines import Block, Fact, Kind, Line, Part, Rows
from auditor.denials.review import Quote
from auditor.report.columns import cells, one_line, wrapped
from auditor.report.paint import Paint

INDENT = "  "
GAP = "  "
_MARKED = re.compile(r"([\\`*_\[\]<>|~#&])")
"""What Markdown would obey instead of print."""


def as_text(blocks: Iterable[Block], *, paint: Paint, width: int) -> Iterator[str]:
    """Give a page's lines for a terminal of so many columns."""
    is_first = True
    for block in blocks:
        if isinstance(block, Rows):
            yield from _columns(block, paint, width)
            continue
        if block.kind in {Kind.TITLE, Kind.HEADING} and not is_first:
            yield ""
        is_first = False
        yield from _lines(block, paint, width)


def _lines(line: Line, paint: Paint, width: int) -> list[str]:
    said = "".join(_plain(part) for part in line.parts)
    match line.kind:
        case Kind.TITLE | Kind.HEADING:
            return [paint(found, "bold") for found in wrapped(said, width=width)]
        case Kind.PLAIN:
            return wrapped(said, width=width)
        case Kind.ITEM:
            return wrapped(f"- {said}", width=width, hanging=INDENT)
        case Kind.BOX:
            return wrapped(f"[ ] {said}", width=width, hanging=2 * INDENT)
        case Kind.SUB:
            return wrapped(said, width=width, indent=2 * INDENT, hanging=3 * INDENT)
        case _:
            assert_never(line.kind)


def _plain(part: Part) -> str:
    if isinstance(part, Quote):
        return f"“{one_line(part.text)}”"
    return one_line(part.text) if isinstance(part, Fact) else part


def _columns(table: Rows, paint: Paint, width: int) -> Iterator[str]:
    """Columns side by side; where the terminal is too narrow, a line a cell."""
    widths = [
        max(cells(row[i]) for row in (table.heads, *table.rows)) for i in range(len(table.heads))
    ]
    if len(INDENT) + sum(widths) + len(GAP) * (len(widths) - 1) > width:
        for row in table.rows:
            pairs = zip(table.heads[1:], row[1:], strict=True)
            said = "; ".join(f"{head} {cell}" for head, cell in pairs)
            yield from wrapped(f"- {row[0]}: {said}", width=width, hanging=INDENT)
        return
    for row in (table.heads, *table.rows):
        line = GAP.join(f"{cell:<{w}}" for cell, w in zip(row, widths, strict=True)).rstrip()
        yield INDENT + (paint(line, "dim") if row is table.heads else line)


def as_markdown(blocks: Iterable[Block]) -> Iterator[str]:
    """Give a page's lines in Markdown; the note's own marks are escaped, so that they print."""
    before: Kind | None = None
    for block in blocks:
        if isinstance(block, Rows):
            yield from ("", *_rows(block), "")
            before = None
            continue
        is_listed = block.kind in {Kind.ITEM, Kind.SUB, Kind.BOX}
        if before is not None and not (is_listed and before in {Kind.ITEM, Kind.SUB, Kind.BOX}):
            yield ""
        before = block.kind
        yield _OPENED[block.kind] + "".join(_marked(part) for part in block.parts)


_OPENED = {
    Kind.TITLE: "# ",
    Kind.HEADING: "## ",
    Kind.PLAIN: "",
    Kind.ITEM: "- ",
    Kind.SUB: "  - ",
    Kind.BOX: "- [ ] ",
}


def _marked(part: Part) -> str:
    said = _plain(part)
    return said if isinstance(part, str) else _MARKED.sub(r"\\\1", said)


def _rows(table: Rows) -> Iterator[str]:
    yield f"| {' | '.join(table.heads)} |"
    yield f"|{'---|' * len(table.heads)}"
    for row in table.rows:
        yield f"| {' | '.join(row)} |"


def as_values(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Give a page as JSON values: quotations with their places, wording and facts apart."""
    return [_block(block) for block in blocks]


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Rows):
        return {"kind": "table", "heads": list(block.heads), "rows": [list(r) for r in block.rows]}
    return {"kind": block.kind.value, "parts": [_part(part) for part in block.parts]}


def _part(part: Part) -> dict[str, Any]:
    if isinstance(part, Quote):
        return {"quote": quote_values(part)}
    return {"fact": part.text} if isinstance(part, Fact) else {"text": part}


def quote_values(quote: Quote) -> dict[str, Any]:
    """A quotation exactly as the note has it, with its offsets, its line and where that stands."""
    return {
        "text": quote.text,
        "start": quote.span.start,
        "end": quote.span.end,
        "line": quote.line,
        "where": quote.where,
    }
