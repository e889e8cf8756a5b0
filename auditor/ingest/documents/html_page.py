"""What lines does a page show?"""

import re

from auditor.ingest.documents.html_hidden import VOID
from auditor.ingest.documents.html_lines import Lines
from auditor.ingest.documents.html_tables import Tables
from auditor.ingest.documents.html_tokens import Markup
from auditor.ingest.documents.layout import tidied
from auditor.ingest.documents.symbols import TICKED, UNTICKED

_BLOCKS = frozenset(
    {
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
        ),
        *("dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li"),
        *("main", "menu", "nav", "ol", "p", "pre", "section", "summary", "ul"),
    }
)
_KEEPS_LINES = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_UNSEEN_INPUTS = frozenset(
    {"hidden", "password", "submit", "button", "reset", "image", "file", "color", "range"}
)
_BOXES = frozenset({"checkbox", "radio"})


class Page:
    """The lines of a page, as its tags and texts go by."""

    def __init__(self) -> None:
        self.images = 0
        self._tables = Tables(Lines())
        self._kept: list[str] = []
        """Names of the open elements in which white space counts, and of those like them within."""
        self._choice: list[tuple[bool, list[str]]] | None = None
        """The entries of the list to choose from that is open, and whether each was chosen."""

    def take(self, piece: Markup) -> None:
        """Take the next tag or text."""
        if not piece.tag:
            self._text(piece)
            return
        self._keep(piece)
        if self._tables.take(piece):
            return
        if piece.tag in _BLOCKS:
            self._lines.end_line()
        self._shown(piece)

    def text(self) -> str:
        """Return the page's text; what is open is ended."""
        self._choose(Markup(end=True))
        return tidied(self._tables.text())

    def _shown(self, piece: Markup) -> None:
        """Take the tag of an element that shows more than its text."""
        match piece.tag:
            case "br":
                self._lines.break_line()
            case "li" if not piece.end:
                self._lines.keep("- ")
            case "img":
                self.images += 1
            case "input":
                self._input(piece)
            case "select":
                self._choose(piece)
            case "option":
                self._entry(piece)

    @property
    def _lines(self) -> Lines:
        return self._tables.lines

    def _text(self, piece: Markup) -> None:
        if self._choice is not None:
            if self._choice:
                self._choice[-1][1].append(piece.text)
        elif piece.typed:
            self._lines.end_line()
            self._lines.keep(piece.text)
            self._lines.end_line()
        elif self._kept:
            self._lines.keep(piece.text)
        else:
            self._lines.flow(piece.text)

    def _keep(self, piece: Markup) -> None:
        if piece.tag in VOID:
            return
        if piece.end:
            if self._kept and self._kept[-1] == piece.tag:
                self._kept.pop()
            return
        style = piece.attributes.get("style", "")
        if piece.tag == "pre" or _KEEPS_LINES.search(style) or piece.tag in self._kept[-1:]:
            self._kept.append(piece.tag)

    def _input(self, piece: Markup) -> None:
        kind = piece.attributes.get("type", "text").strip().casefold()
        if kind in _BOXES:
            self._lines.keep(TICKED if "checked" in piece.attributes else UNTICKED)
        elif kind not in _UNSEEN_INPUTS:
            self._lines.flow(piece.attributes.get("value", ""))

    def _choose(self, piece: Markup) -> None:
        """Begin a list to choose from; at its end show what was chosen, else the first entry."""
        entries, self._choice = self._choice or [], None if piece.end else []
        if entries:
            chosen = [words for selected, words in entries if selected] or [entries[0][1]]
            self._lines.flow(", ".join("".join(words).strip() for words in chosen))

    def _entry(self, piece: Markup) -> None:
        if self._choice is not None and not piece.end:
            self._choice.append(("selected" in piece.attributes, []))
