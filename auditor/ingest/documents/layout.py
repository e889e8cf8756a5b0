"""How do the lines, rows and pieces of a document become one text?"""

import re
from collections.abc import Iterable, Iterator, Sequence

from auditor.ingest.extracted import Extracted
from auditor.ingest.refused import Place
from auditor.model import Part

NO_TEXT = "holds no text"
ONLY_IMAGES = (
    "holds only images of pages and no text; it needs text recognition (OCR) first, then give the "
    "text that it reads"
)
BETWEEN_CELLS = " | "
"""What the reader of notes tells cells apart by, empty ones too."""

_MOST_LETTERS_FOLDED = 80
"""A cell of several lines up to this long becomes one; a longer one is no cell but a layout."""
_TRAILING = " \t\r\xa0"
_SPACES = re.compile(r"\s+")
_BLANK_LINES = re.compile(r"\n{3,}")


def row_text(cells: Sequence[str]) -> str:
    """Return a table's row as text: one line where the cells are such.

    The last cell may have several lines, which stay as they are (a heading beside its section). Any
    other cell of several lines is a layout in columns when it is long; each cell then stands on
    lines of its own, so that its lines stay whole. So it is too where a table stands in a cell: a
    cell before it would move that table's headings off their columns.
    """
    trimmed = [cell.strip() for cell in cells]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    has_table = any(BETWEEN_CELLS in cell and "\n" in cell for cell in trimmed)
    if has_table or any("\n" in c and len(c) > _MOST_LETTERS_FOLDED for c in trimmed[:-1]):
        return "\n".join(cell for cell in trimmed if cell)
    folded = [_SPACES.sub(" ", cell) if "\n" in cell else cell for cell in trimmed[:-1]]
    text = BETWEEN_CELLS.join([*folded, *trimmed[-1:]])
    # An empty cell counts only between bars.
    return f"|{text}" if trimmed and not trimmed[0] else text


def tidied(text: str) -> str:
    """Return a text without spaces at its lines' ends and with at most one blank line in a row."""
    lines = (line.rstrip(_TRAILING) for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def tidied_pieces(pieces: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Give pieces without spaces at their lines' ends, and with at most one blank line in a row."""
    blank = True
    for where, text in pieces:
        lines = [line.rstrip(_TRAILING) for line in text.split("\n")]
        kept = []
        for line in lines:
            if line or not blank:
                kept.append(line)
            blank = not line
        if kept:
            yield where, "\n".join(kept)


def assembled(pieces: Iterable[tuple[str, str]], place: Place) -> Extracted:
    """Join pieces, each with where it stood, to one text; each ends its line.

    Pieces that follow one another in the same place are one part.
    """
    texts: list[str] = []
    parts: list[Part] = []
    length = 0
    for where, text in _ended(pieces):
        if not parts or parts[-1].where != where:
            parts.append(Part(length, where))
        texts.append(text)
        length += len(text)
    return Extracted("".join(texts), place, tuple(parts))


def _ended(pieces: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for where, text in pieces:
        yield where, f"{text}\n"
