"""How does text between tags become lines: where white space counts and where it does not?"""

import re

from auditor.ingest.blanks import folded

_LINE_END = re.compile(r"\r\n?")


class Lines:
    """The lines of a page, or of one cell."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []

    def flow(self, text: str) -> None:
        """Add text whose line breaks are a space, and none where a line starts."""
        words = folded(text)
        if not self._line or self._line[-1][-1] in " \t":
            words = words.lstrip(" ")
        if words:
            self._line.append(words)

    def keep(self, text: str) -> None:
        """Add text whose white space counts."""
        first, *more = _LINE_END.sub("\n", text).split("\n")
        if first:
            self._line.append(first)
        for line in more:
            self.break_line()
            if line:
                self._line.append(line)

    def break_line(self) -> None:
        """End the line, also an empty one."""
        self._lines.append("".join(self._line))
        self._line.clear()

    def end_line(self) -> None:
        """End the line unless nothing stands in it."""
        if self._line:
            self.break_line()

    def text(self) -> str:
        """Return all lines; the last is ended."""
        self.end_line()
        return "\n".join(self._lines)
