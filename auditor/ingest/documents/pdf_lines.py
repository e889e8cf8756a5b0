"""Which lines stand on a page of a PDF, and which gaps part them into cells?

The library gives a page's characters in the order of the page and marks the spaces and line ends
that it worked out itself. A hyphen at a line's end it replaces, and drops the line's end with it;
both are put back. A gap as wide as a letter is high parts cells: it is shown as a tab. Of blanks in
a row, with which old systems line up columns, it gives the first alone: what follows is measured.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

GAP = 1.0
"""How wide a gap that parts cells is, in heights of the letters; one between words is a quarter."""
UNKNOWN = "\ufffd"
"""Stands for a letter of which the font does not say what it is."""

_FEWEST_BLANKS = 3
"""So many blanks in a row may part cells; two often part sentences."""
_MOST_BLANKS = 40
_NEARLY = 0.15
"""How far from a whole number of blanks a gap may be; lines set flush on both sides have none."""

_HYPHEN = 0x2
_LINE_FEED = 0xA
_RETURN = 0xD
_SPACE = 0x20


@dataclass(frozen=True, slots=True)
class Cell:
    """Words that stand together on a line, and where; heights are counted from below."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    field: bool = False
    """Whether it was filled into a form."""


def lines_of(textpage: Any, pdfium: ModuleType) -> list[list[Cell]]:  # noqa: ANN401 (no types)
    """Return the lines of a page, each as its cells; a line without letters has none."""
    reader = _Lines(textpage, pdfium)
    count = pdfium.FPDFText_CountChars(textpage)
    for index in range(count):
        reader.take(index, last=index + 1 == count)
    return reader.ended()


class _Lines:
    """Gathers letters to cells and cells to lines."""

    def __init__(self, textpage: Any, pdfium: ModuleType) -> None:  # noqa: ANN401
        self._textpage = textpage
        self._pdfium = pdfium
        self._lines: list[list[Cell]] = []
        self._cells: list[Cell] = []
        self._letters: list[str] = []
        self._first: int | None = None
        """Index of the first letter of the cell that is open, and of its last."""
        self._last = 0
        self._box = pdfium.FS_RECTF()

    def take(self, index: int, *, last: bool) -> None:
        code = self._pdfium.FPDFText_GetUnicode(self._textpage, index)
        if code == _LINE_FEED:
            self._end_line()
        elif code == _HYPHEN and self._pdfium.FPDFText_IsHyphen(self._textpage, index) == 1:
            self._add("-", index)
            self._end_line()
        elif code == _SPACE and not last and self._is_own(index):
            self._part(index)
        elif code == _SPACE and not last:
            self._blank(index)
        elif code != _RETURN:
            self._add(_character(code), index)

    def ended(self) -> list[list[Cell]]:
        self._end_line()
        return self._lines

    def _add(self, character: str, index: int) -> None:
        self._letters.append(character)
        if not character.isspace():
            self._first = index if self._first is None else self._first
            self._last = index

    def _is_own(self, index: int) -> bool:
        """Say whether the library put in this space, behind a letter."""
        generated = self._pdfium.FPDFText_IsGenerated(self._textpage, index) == 1
        return generated and bool(self._letters)

    def _part(self, index: int) -> None:
        """Part two letters by a line's end, a gap or a space, as they lie on the page."""
        _, bottom, right, top = self._place(index - 1)
        left, next_bottom, _, next_top = self._place(index + 1)
        height = max(self._pdfium.FPDFText_GetFontSize(self._textpage, index - 1), 1.0)
        if next_top <= bottom or next_bottom >= top:
            self._end_line()
        elif left - right >= GAP * height:
            self._end_cell()
        else:
            self._add(" ", index)

    def _blank(self, index: int) -> None:
        """Take a blank that was written, and those after it that the library leaves out."""
        left, bottom, right, top = self._place(index)
        next_left, next_bottom, _, next_top = self._place(index + 1)
        on_line = next_bottom < top and bottom < next_top
        gap = next_left - left
        blanks = gap / (right - left) if on_line and right > left else 1.0
        height = max(self._pdfium.FPDFText_GetFontSize(self._textpage, index), 1.0)
        if self._letters and round(blanks) >= _FEWEST_BLANKS and gap >= GAP * height:
            self._end_cell()
            return
        count = round(blanks)
        is_told = 1 < count <= _MOST_BLANKS and abs(blanks - count) < _NEARLY
        self._add(" " * (count if is_told else 1), index)

    def _end_cell(self) -> None:
        text = "".join(self._letters)
        first, self._first = self._first, None
        self._letters.clear()
        if first is not None:
            left, bottom, _, top = self._place(first)
            _, _, right, _ = self._place(self._last)
            self._cells.append(Cell(text, left, bottom, right, top))

    def _end_line(self) -> None:
        self._end_cell()
        self._lines.append(self._cells)
        self._cells = []

    def _place(self, index: int) -> tuple[float, float, float, float]:
        """Return the box of a letter: as high as its font, so that a quote overlaps a full stop."""
        self._pdfium.FPDFText_GetLooseCharBox(self._textpage, index, self._box)
        return self._box.left, self._box.bottom, self._box.right, self._box.top


def _character(code: int) -> str:
    """Return the letter of a number; the letter sign where the font does not say."""
    if code in {0, 0xFFFE, 0xFFFF} or code > sys.maxunicode:
        return UNKNOWN
    return " " if code < _SPACE and code != ord("\t") else chr(code)
