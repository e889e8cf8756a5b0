"""What paragraphs and table rows does a Word document hold, in which order?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.ingest.documents.docx_inline import LEFT_OUT, Shown, alternative, control, gather
from auditor.ingest.documents.docx_xml import attribute, child, is_on, local, number
from auditor.ingest.documents.layout import row_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from auditor.ingest.documents.docx_lists import Lists

_MOST_SPANNED = 50
_BLOCKS = frozenset({"p", "tbl", "altChunk", "sdt"})


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a row, and what stands there besides text."""

    text: str
    row: int = 0
    """The row's number in its table, from 1; 0 for a paragraph."""
    section: _Element | None = None
    """Properties of the section that ends with this paragraph."""
    images: int = 0
    foreign: bool = False
    """Whether this is a whole other file put in here, which is not read."""


class Blocks:
    """Reads the blocks of one document."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists

    def of(self, container: _Element) -> Iterator[Block]:
        """Give the blocks of the document, of a cell, a header, a footnote or a text box."""
        begun = ""
        for element in _elements(container, _BLOCKS):
            match local(element):
                case "tbl":
                    yield from self._rows(element)
                case "altChunk":
                    yield Block("", foreign=True)
                case "sdt":
                    yield Block(control(element)[0])
                case _ if is_on(child(element, "pPr", "rPr", "del")):
                    # Its end was deleted, so it goes on in the next.
                    begun += "".join(_shown(element).texts)
                case _:
                    yield from self._paragraph(element, begun)
                    begun = ""
        if begun:
            yield Block(begun)

    def text(self, container: _Element) -> str:
        """Return the text of a cell, a header, a footnote or a text box."""
        return "\n".join(block.text for block in self.of(container)).strip("\n")

    def _paragraph(self, paragraph: _Element, begun: str) -> Iterator[Block]:
        shown = _shown(paragraph)
        text = begun + "".join(shown.texts)
        mark = "- " if text.strip() and self._lists.is_item(paragraph) else ""
        section = child(paragraph, "pPr", "sectPr")
        boxes = [self.text(box) for box in shown.boxes]
        lines = [mark + text, *boxes] if text.strip() or not boxes else boxes
        yield Block("\n".join(lines), section=section, images=shown.images)

    def _rows(self, table: _Element) -> Iterator[Block]:
        rows = _elements(table, frozenset({"tr"}))
        for position, row in enumerate(rows, start=1):
            if not is_on(child(row, "trPr", "del")):
                cells = _elements(row, frozenset({"tc"}))
                yield Block(row_text([c for cell in cells for c in self._cell(cell)]), row=position)

    def _cell(self, cell: _Element) -> list[str]:
        """Return a cell's text, then an empty one for each further column that it spans."""
        below = child(cell, "tcPr", "vMerge")
        goes_on = below is not None and attribute(below, "val") != "restart"
        wide = number(child(cell, "tcPr", "gridSpan")) or 1
        text = "" if goes_on else self.text(cell)
        return [text, *[""] * (min(wide, _MOST_SPANNED) - 1)]


def _shown(paragraph: _Element) -> Shown:
    shown = Shown()
    gather(paragraph, shown)
    return shown


def _elements(container: _Element, wanted: frozenset[str]) -> Iterator[_Element]:
    """Give the elements wanted, also those within what was inserted, controlled or marked."""
    for element in container:
        name = local(element)
        inner: _Element | None = element
        if name == "sdt":
            box, inner = control(element)
            if box and name in wanted:
                yield element
        elif name == "AlternateContent":
            inner = alternative(element)
        if name in wanted and name != "sdt":
            yield element
        elif inner is not None and name not in LEFT_OUT:
            yield from _elements(inner, wanted)
