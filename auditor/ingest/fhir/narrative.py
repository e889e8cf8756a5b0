"""What does a FHIR narrative, which is XHTML, say as plain lines?

Blanks are taken together as a viewer takes them, but in ``pre``. A block, a list's item and a
table's row each begin a line; the cells of a row are parted by bars, as the reader of tables in
notes knows them, and the lines within one cell by semicolons. Items bear the mark a viewer shows.
"""

import re
from html.entities import html5
from typing import TYPE_CHECKING
from xml.parsers import expat

from auditor.errors import InputError
from auditor.ingest.fhir.lines import Lines
from auditor.ingest.spans import Spanning, Spans, spanned

if TYPE_CHECKING:
    from collections.abc import Sequence

_BLOCKS = frozenset(
    {"address", "blockquote", "caption", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5"}
    | {"h6", "hr", "li", "ol", "p", "pre", "table", "tbody", "tfoot", "thead", "tr", "ul"}
)
_CELLS = frozenset({"td", "th"})
_OF_TABLES = _CELLS | {"table", "tr"}
_UNSEEN = frozenset({"script", "style", "head", "title"})
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_KEPT_BLANKS = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)")

MALFORMED = "its narrative is not well-formed XHTML (cut, or damaged); export it anew"


def text_of(div: str) -> str:
    """Return the text of a narrative's ``div``.

    Raises:
        InputError: It is not well-formed, or declares a document type, which FHIR forbids.
    """
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _forbid
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    try:
        parser.Parse(_NAMED.sub(_character, div), True)  # noqa: FBT003 (positional only)
    except (expat.ExpatError, ValueError):
        raise InputError(MALFORMED) from None
    return reader.text()


def _forbid(*_: object) -> None:
    message = "its narrative declares a document type (DOCTYPE), which is not read; export it anew"
    raise InputError(message)


def _character(found: re.Match[str]) -> str:
    """Put a character for its HTML name: XML knows five, yet exports write ``&nbsp;``."""
    return found[0] if found[1] in _XML_NAMES else html5.get(f"{found[1]};", found[0])


class _Reader:
    """Turns the elements of a narrative into lines; cells are gathered apart, then joined."""

    def __init__(self) -> None:
        self._lines = [Lines()]
        self._spans: list[Spans] = []
        self._rows: list[list[Spanning[Sequence[str]]]] = []
        self._sizes: list[tuple[int, int]] = []
        """Over how many columns and rows each open cell goes."""
        self._lists: list[int | None] = []
        self._kept: list[bool] = [False]
        self._unseen = 0

    def text(self) -> str:
        return "\n".join(self._lines[0].finished())

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        self._unseen += name in _UNSEEN
        style = attributes.get("style", "")
        self._kept.append(self._kept[-1] or name == "pre" or bool(_KEPT_BLANKS.search(style)))
        if name in _BLOCKS:
            self._lines[-1].end()
        if name in {"ul", "ol"}:
            self._lists.append(0 if name == "ol" else None)
        elif name == "li":
            self._lines[-1].mark(self._item())
        elif name in _OF_TABLES:
            self._start_of_table(name, attributes)
        elif name == "br":
            self._lines[-1].end_even_empty()

    def _start_of_table(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            self._spans.append(Spans())
        elif name == "tr":
            self._rows.append([])
        else:
            self._lines.append(Lines())
            wide, high = (spanned(attributes.get(key)) for key in ("colspan", "rowspan"))
            self._sizes.append((wide, high))

    def _item(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return "- "
        self._lists[-1] += 1
        return f"{self._lists[-1]}. "

    def end(self, tag: str) -> None:
        name = _local(tag)
        self._unseen -= name in _UNSEEN
        self._kept.pop()
        if name in _CELLS:
            self._end_cell()
        elif name in _BLOCKS:
            self._lines[-1].end()
        if name == "tr":
            spans = self._spans[-1] if self._spans else Spans()
            self._lines[-1].row(spans.row(self._rows.pop(), []))
        elif name == "table":
            self._spans.pop()
        elif name in {"ul", "ol"}:
            self._lists.pop()

    def _end_cell(self) -> None:
        cell = self._lines.pop().finished()
        wide, high = self._sizes.pop()
        if self._rows:
            self._rows[-1].append(Spanning(cell, wide, high))
        else:  # a cell outside any row is a line
            self._lines[-1].row([cell])

    def words(self, words: str) -> None:
        if not self._unseen:
            self._lines[-1].add(words, kept=self._kept[-1])


def _local(tag: str) -> str:
    return tag.rsplit(":", 1)[-1].lower()
