"""Work out which procedure code each clause of a note is recorded under."""

import re
from collections.abc import Sequence

from auditor.model import CodeMention, Span
from auditor.nlp import clauses
from auditor.nlp.codes import heads_line

_BLANK_LINE = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)*")


class CodeScope:
    """Which code a place in the note is recorded under.

    A code at the head of a line rules the rest of its line and the lines below it, until another
    code, a blank line with a heading, or another section. A code inside a table row rules the row.
    """

    def __init__(
        self, folded: str, mentions: Sequence[CodeMention], parts: Sequence[clauses.Clause]
    ) -> None:
        """Work out the code in force for every clause."""
        self._of: dict[Span, str | None] = {}
        fresh = {m.end() for m in _BLANK_LINE.finditer(folded)}
        in_force: str | None = None
        section = ""
        line: Span | None = None
        row_code: str | None = None
        opens = False
        for clause in parts:
            if clause.line != line:
                line = clause.line
                inside = [m for m in mentions if line.start <= m.span.start < line.end]
                row_code, opens = _row(folded, line, inside)
                if clause.section != section or line.start in fresh:
                    in_force = None
                section = clause.section
            here = [m for m in mentions if clause.span.overlaps(m.span)]
            if row_code is None and here:
                in_force = here[-1].code
            elif row_code is not None and opens:
                in_force = row_code
            self._of[clause.span] = row_code or in_force
            if clause.section in ("plan", "goals", "assessment", "history", "subjective", "home"):
                self._of[clause.span] = here[-1].code if here else None

    def of(self, clause: clauses.Clause) -> str | None:
        """Return the code in force at a clause, or ``None``."""
        return self._of.get(clause.span)


def _row(folded: str, line: Span, inside: Sequence[CodeMention]) -> tuple[str | None, bool]:
    """Return the one code that rules a whole line, and whether it heads the line."""
    codes = {m.code for m in inside}
    if len(codes) != 1:
        return None, False
    first = inside[0]
    if heads_line(folded, first):
        return first.code, True
    tabular = "|" in folded[line.start : line.end] or "\t" in folded[line.start : line.end]
    at_end = not folded[first.span.end : line.end].strip(" \t)]|.x0123456789umins")
    bracketed = (
        folded[first.span.start - 1 : first.span.start] in "([" if first.span.start else False
    )
    if tabular or at_end or bracketed:
        return first.code, False
    return None, False
