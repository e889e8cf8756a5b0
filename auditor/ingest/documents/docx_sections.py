"""In which order do the pieces of a Word document stand: headers, text, footnotes, footers?"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from auditor.ingest.documents.docx_blocks import Block, Blocks
from auditor.ingest.documents.docx_xml import attribute, child, children, is_on, local
from auditor.ingest.documents.layout import tidied

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from auditor.ingest.documents.docx_package import Package

Piece = tuple[str, Block]
"""Where a block stands, and the block."""


def pieces(package: Package, blocks: Blocks) -> Iterator[Piece]:
    """Give the pieces of a document.

    A section's header stands above its text and its footer below, each only where it is not the
    last section's again; of several the first page's is taken. Footnotes stand at the end.
    """
    around = _Around(package, blocks)
    body = child(package.root, "body")
    section: list[Piece] = []
    for where, block in _placed(blocks, body):
        section.append((where, block))
        if block.section is not None:
            yield from around.header(block.section)
            yield from section
            yield from around.footer(block.section)
            section.clear()
    last = child(body, "sectPr")
    yield from around.header(last)
    yield from section
    yield from _footnotes(package, blocks)
    yield from around.footer(last)


def _placed(blocks: Blocks, body: _Element | None) -> Iterator[Piece]:
    """Name the place of each block: a row by itself, paragraphs by the run they stand in."""
    if body is None:
        return
    tables = paragraphs = 0
    for are_rows, group in groupby(blocks.of(body), key=lambda block: block.row > 0):
        run = list(group)
        if are_rows:
            last_row = 0
            for block in run:
                tables += block.row <= last_row or not last_row
                last_row = block.row
                yield f"table {tables}, row {block.row}", block
        else:
            first, paragraphs = paragraphs + 1, paragraphs + len(run)
            several = f"paragraphs {first}-{paragraphs}"
            where = several if len(run) > 1 else f"paragraph {first}"
            yield from ((where, block) for block in run)


def _footnotes(package: Package, blocks: Blocks) -> Iterator[Piece]:
    for kind in ("footnotes", "endnotes"):
        for name in package.linked(package.name, kind)[:1]:
            root = package.part(name)
            for note in () if root is None else root:
                # Those with a type are the lines that part footnotes from the text.
                if local(note) in {"footnote", "endnote"} and not attribute(note, "type"):
                    yield kind, Block(blocks.text(note))


class _Around:
    """The headers and footers that hold as the sections go by."""

    def __init__(self, package: Package, blocks: Blocks) -> None:
        self._package = package
        self._blocks = blocks
        self._names: dict[tuple[str, str], str] = {}
        self._last = {"header": "", "footer": ""}

    def header(self, section: _Element | None) -> Iterator[Piece]:
        """Give a section's header, unless it was given."""
        return self._new("header", section)

    def footer(self, section: _Element | None) -> Iterator[Piece]:
        """Give a section's footer, unless it was given."""
        return self._new("footer", section)

    def _new(self, kind: str, section: _Element | None) -> Iterator[Piece]:
        if section is None:
            return
        for reference in children(section, f"{kind}Reference"):
            name = self._package.link(self._package.name, attribute(reference, "id"))
            self._names[kind, attribute(reference, "type")] = name or ""
        first = is_on(child(section, "titlePg")) and self._text(kind, "first")
        text = first or self._text(kind, "default")
        if text and text != self._last[kind]:
            self._last[kind] = text
            yield kind, Block(text)

    def _text(self, kind: str, page: str) -> str:
        name = self._names.get((kind, page))
        root = self._package.part(name) if name else None
        return "" if root is None else tidied(self._blocks.text(root)).strip()
