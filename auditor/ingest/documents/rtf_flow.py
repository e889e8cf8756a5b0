"""How do the characters, paragraphs and table cells of RTF become lines?"""

from auditor.ingest.documents.layout import row_text


class Flow:
    """A stream of text: the document's own, a header, a footnote."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._letters: list[str] = []
        """The paragraph, or the cell, that is open."""
        self._cells: list[str] = []
        self._inner: list[str] = []
        """Cells of the open row of a table within a cell."""
        self._inner_from: int | None = None

    def add(self, text: str) -> None:
        """Add text to what is open."""
        self._letters.append(text)

    def paragraph(self, *, in_table: bool) -> None:
        """End a paragraph; within a table it is a line of its cell."""
        if in_table:
            self._letters.append("\n")
            return
        self._end_row()
        self._lines.append(self._taken())

    def box(self) -> None:
        """Begin or end a text box: what it holds stands on lines of its own."""
        if any(piece.strip() for piece in self._letters):
            self._letters.append("\n")

    def cell(self) -> None:
        """End a cell."""
        self._cells.append(self._taken())

    def row(self) -> None:
        """End a table's row; a cell that was left open is its last."""
        if any(piece.strip() for piece in self._letters):
            self.cell()
        self._end_row()

    def _end_row(self) -> None:
        if self._cells:
            self._lines.append(row_text(self._cells))
            self._cells.clear()

    def depth(self, tables: int) -> None:
        """Note how many tables the paragraph stands in, one within another."""
        if tables <= 1:
            self._inner_from = None
        elif self._inner_from is None:
            self._inner_from = len(self._letters)

    def inner_cell(self) -> None:
        """End a cell of a table within a cell."""
        start = self._inner_from or 0
        self._inner.append("".join(self._letters[start:]))
        del self._letters[start:]

    def inner_row(self) -> None:
        """End the row of a table within a cell: it is a line of that cell."""
        if self._inner:
            self._letters.append(row_text(self._inner) + "\n")
            self._inner.clear()
            self._inner_from = len(self._letters)

    def text(self) -> str:
        """Return all lines; what is open is ended."""
        self.inner_row()
        if self._cells:
            self.row()
        self._lines.append(self._taken())
        # What \u wrote as two halves is one character.
        whole = "\n".join(self._lines).encode("utf-16-le", "surrogatepass")
        return whole.decode("utf-16-le", "replace")

    def _taken(self) -> str:
        text = "".join(self._letters)
        self._letters.clear()
        self._inner_from = None
        return text
