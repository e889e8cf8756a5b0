"""What lines does the narrative of a section (CDA's ``text``) show a reader?

Blanks and line breaks of the XML are one blank, as in a viewer; no-break spaces stay. Elements that
a viewer sets apart (paragraphs, captions, list items, table rows) are lines; a line of a list
begins with ``- ``; the cells of a row are parted by `` | ``, and what stands on several lines in
one of several cells is put on one. Only what is preformatted (``pre``, ``xml:space="preserve"``),
or a text without any element in it, keeps its line breaks. Footnotes follow at the end. What was
struck out (``revised="delete"``) is left out, as pictures are; styles say nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from auditor.ingest.spans import Spanning, Spans, spanned

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_LINES = re.compile(r"\r\n|\r|\n")
_FOOTNOTE = "footnote"
_CELLS = frozenset({"td", "th"})
_ITEMS = frozenset({"item", "li"})
_BLOCKS = (
    _CELLS
    | _ITEMS
    | {"paragraph", "caption", "list", "table", "thead", "tbody", "tfoot", "tr", _FOOTNOTE, "text"}
    | {"pre", "p", "div", "ul", "ol", "dl", "dt", "dd", "section", "blockquote"}
    | {"h1", "h2", "h3", "h4", "h5", "h6"}
)
"""CDA's own, and those of HTML that some writers put in its place."""
_BREAKS = frozenset({"br", "hr"})
_HIDDEN = frozenset({"script", "style"})
_BULLET = "- "
_BULLETED = re.compile(r"[-•*–·▪○]\s|\(?\w{1,3}[.)]\s")  # noqa: RUF001 (written so)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class _Block:
    """What is set apart from the text around it: its lines, and the one begun last."""

    lines: list[str] = field(default_factory=list)
    cells: list[Spanning[list[str]]] = field(default_factory=list)
    """The cells of the row it is, if it is one."""
    _line: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Add running text, its blanks folded."""
        folded = _BLANKS.sub(" ", text)
        if not self._line or self._line[-1].endswith(" "):
            folded = folded.removeprefix(" ")
        if folded:
            self._line.append(folded)

    def add_lines(self, text: str) -> None:
        """Add preformatted text."""
        first, *others = _LINES.split(text)
        if first:
            self._line.append(first)
        for line in others:
            self.break_line()
            if line:
                self._line.append(line)

    def break_line(self) -> None:
        """End a line, also an empty one."""
        self.lines.append("".join(self._line).rstrip(" "))
        self._line.clear()

    def end(self) -> None:
        """End a line that was begun."""
        if self._line:
            self.break_line()


@dataclass(slots=True)
class _Reading:
    """The blocks that are open, and the footnotes met."""

    blocks: list[_Block] = field(default_factory=lambda: [_Block()])
    footnotes: list[str] = field(default_factory=list)
    preformatted: int = 0
    spans: list[Spans] = field(default_factory=lambda: [Spans()])
    """How far the cells of each open table reach down."""

    def add(self, text: str | None) -> None:
        if text and self.preformatted:
            self.blocks[-1].add_lines(text)
        elif text:
            self.blocks[-1].add(text)

    def start(self, element: "_Element") -> None:
        name = local_name(element)
        if name in _BLOCKS:
            if name != _FOOTNOTE:  # the line it hangs on goes on after it
                self.blocks[-1].end()
            self.blocks.append(_Block())
            self.spans += [Spans()] if name == "table" else []
        elif name in _BREAKS:
            self.blocks[-1].break_line()
        self.preformatted += _keeps_lines(element, name)
        self.add(element.text)

    def end(self, element: "_Element") -> None:
        name = local_name(element)
        self.preformatted -= _keeps_lines(element, name)
        if name not in _BLOCKS:
            return
        block = self.blocks.pop()
        block.end()
        lines = _with_cells(block, self.spans[-1])
        if name == "table":
            self.spans.pop()
        around = self.blocks[-1]
        if name in _CELLS:
            wide, high = (spanned(element.get(key)) for key in ("colspan", "rowspan"))
            around.cells.append(Spanning(lines, wide, high))
        elif name == _FOOTNOTE:
            self.footnotes.extend(lines)
        elif name in _ITEMS:
            around.lines.extend(_bulleted(_without_blank_ends(lines)))
        else:
            around.lines.extend(lines)


def lines_of(text: "_Element") -> list[str]:
    """Return the lines of a narrative."""
    if not len(text):
        lines = (_BLANKS.sub(" ", line).strip(" ") for line in _LINES.split(text.text or ""))
        return _without_blank_ends(lines)
    reading = _Reading()
    reading.start(text)
    around = [(text, iter(text))]
    while around:
        element, inside = around[-1]
        child = next(inside, None)
        if child is None:
            around.pop()
            reading.end(element)
            reading.add(element.tail if around else None)
        elif _is_hidden(child):
            reading.add(child.tail)
        else:
            reading.start(child)
            around.append((child, iter(child)))
    (outermost,) = reading.blocks
    last = _with_cells(outermost, reading.spans[0])
    return _without_blank_ends([*last, *reading.footnotes])


def local_name(element: "_Element") -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _is_hidden(element: "_Element") -> bool:
    return local_name(element) in _HIDDEN or element.get("revised") == "delete"


def _keeps_lines(element: "_Element", name: str) -> bool:
    return name == "pre" or element.get(_SPACE) == "preserve"


def _with_cells(block: _Block, spans: Spans) -> list[str]:
    """Return the lines of a block, and the cells it holds as one line if it is a row of several.

    An empty first cell needs a bar before it, or the columns would be told wrong.
    """
    columns = spans.row(block.cells, []) if block.cells else []
    cells = [" ".join(filter(None, cell)) for cell in columns]
    if len([cell for cell in cells if cell]) > 1:
        lead = "" if cells[0] else "|"
        return [*block.lines, lead + " | ".join(_without_blank_ends(cells, start=False))]
    return [*block.lines, *(line for cell in columns for line in cell)]


def _bulleted(lines: Sequence[str]) -> list[str]:
    if not lines or _BULLETED.match(lines[0]):
        return list(lines)
    return [f"{_BULLET}{lines[0]}", *lines[1:]]


def _without_blank_ends(lines: Iterable[str], *, start: bool = True) -> list[str]:
    kept = list(lines)
    filled = [number for number, line in enumerate(kept) if line]
    return kept[filled[0] if start else 0 : filled[-1] + 1] if filled else []
