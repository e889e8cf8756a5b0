"""How do the tables of a page become lines?"""

from collections.abc import Mapping

from auditor.ingest.documents.html_lines import Lines
from auditor.ingest.documents.html_tokens import Markup
from auditor.ingest.documents.layout import row_text
from auditor.ingest.spans import Spanning, Spans, spanned

MOST_TABLES = 30
"""The most tables within one another that are kept as such; those inside them are lines."""


class Tables:
    """The tables that are open, one within another, and the lines around and inside them."""

    def __init__(self, outside: Lines) -> None:
        self._lines = [outside]
        """The lines outside all tables, then those of the innermost cell of each table."""
        self._tables: list[_Table] = []
        self._deeper = 0

    @property
    def lines(self) -> Lines:
        """Where text goes now."""
        return self._lines[-1]

    def take(self, tag: Markup) -> bool:
        """Take a tag, and say whether it is one of tables."""
        match tag.tag:
            case "table":
                self._end_table() if tag.end else self._begin_table()
            case "tr" | "thead" | "tbody" | "tfoot":
                self._end_row()
            case "td" | "th":
                self._end_cell() if tag.end else self._begin_cell(tag.attributes)
            case _:
                return False
        return True

    def text(self) -> str:
        """Return all lines; tables left open are ended."""
        while self._tables:
            self._end_table()
        return self._lines[0].text()

    def _begin_table(self) -> None:
        self.lines.end_line()
        if len(self._tables) == MOST_TABLES:
            self._deeper += 1
        else:
            self._tables.append(_Table())
            self._lines.append(Lines())

    def _end_table(self) -> None:
        if self._deeper:
            self._deeper -= 1
            self.lines.end_line()
        elif self._tables:
            self._end_row()
            self._tables.pop()
            # What stands in a table outside its cells is shown before it; here, after it.
            outside = self._lines.pop().text()
            if outside.strip():
                self.lines.keep(outside)
                self.lines.end_line()
            if not self._tables:
                self.lines.break_line()

    def _end_row(self) -> None:
        if self._deeper or not self._tables:
            self.lines.end_line()
            return
        self._end_cell()
        text = self._tables[-1].row()
        if text:
            self._lines[-2].keep(text)
            self._lines[-2].end_line()

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        if self._deeper or not self._tables:
            self.lines.end_line()
            return
        self._end_cell()
        # What stands outside the cells, as a caption does, is a line of its own.
        outside = self._lines[-1].text()
        if outside.strip():
            self._lines[-2].keep(outside)
            self._lines[-2].end_line()
        self._lines[-1] = Lines()
        self._tables[-1].attributes = attributes

    def _end_cell(self) -> None:
        if self._deeper or not self._tables:
            self.lines.end_line()
            return
        table = self._tables[-1]
        if table.attributes is not None:
            table.cell(self._lines[-1].text())
            self._lines[-1] = Lines()


class _Table:
    """A table that is open, row by row; places that a cell spans besides its first are empty."""

    def __init__(self) -> None:
        self.attributes: Mapping[str, str] | None = None
        """Those of the cell that is open."""
        self._cells: list[Spanning[str]] = []
        self._spans = Spans()

    def cell(self, text: str) -> None:
        """End the cell that is open."""
        attributes, self.attributes = self.attributes or {}, None
        wide, high = (spanned(attributes.get(name)) for name in ("colspan", "rowspan"))
        self._cells.append(Spanning(text, wide, high))

    def row(self) -> str:
        """End the row and return it as text; empty where no row is open."""
        if not self._cells:
            return ""
        cells, self._cells = self._cells, []
        return row_text(self._spans.row(cells, ""))
