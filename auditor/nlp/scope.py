"""Work out which procedure code each clause of a note is recorded under."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from auditor.model import CodeMention, Span
from auditor.nlp import clauses
from auditor.nlp.codes import heads_line

_HEAD_REACH = 40
# A colon or a dash behind a code, its units and its minutes.
_LIST_HEAD = re.compile(r"[^\n.;:]{0,30}?(?::(?!\d)|[ ]-{1,2}[ ]|=)")
# What stands behind a name that heads a list: the line's end, a mark, minutes or units.
_HEADING_END = re.compile(
    r"""
    [ ]*(?:
      $|\n|[:(=|/,+&-]|x[ ]?\d|\d{5}|(?:for[ ])?\d{1,3}[ ]?(?:min|'|u\b|units?|[-:,\n]|$)
    )
    """,
    re.VERBOSE,
)
_BLANK_LINE = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)*")


class CodeScope:
    """Which code a place in the note is recorded under.

    A code at the head of a line rules the rest of its line and the lines below it, until another
    code, a blank line with a heading, or another section. A code inside a table row rules the row.
    A code in the midst of prose, or a name that opens a sentence, rules that sentence alone.
    """

    def __init__(
        self, folded: str, mentions: Sequence[CodeMention], parts: Sequence[clauses.Clause]
    ) -> None:
        """Work out the code in force for every clause."""
        self._of: dict[Span, str | None] = {}
        starts = [m.span.start for m in mentions]
        fresh = {m.end() for m in _BLANK_LINE.finditer(folded)}
        in_force: str | None = None
        section = ""
        line: Span | None = None
        row_code: str | None = None
        opens = False
        passing: Span | None = None
        inside: Sequence[CodeMention] = ()
        for clause in parts:
            if clause.line != line:
                line = clause.line
                inside = mentions[bisect_left(starts, line.start) : bisect_left(starts, line.end)]
                row_code, opens = _row(folded, line, inside)
                if clause.section != section or line.start in fresh:
                    in_force = None
                section = clause.section
            first = max(0, bisect_left(starts, clause.span.start) - 1)
            near = mentions[first : bisect_left(starts, clause.span.end)]
            here = [m for m in near if clause.span.overlaps(m.span)]
            if passing is not None and clause.sentence != passing:
                in_force, passing = None, None
            if row_code is None and here:
                in_force = here[-1].code
                passing = None if _opens_list(folded, here[-1], inside) else clause.sentence
            elif row_code is not None and opens:
                in_force, passing = row_code, None
            self._of[clause.span] = row_code or in_force
            if clause.section in ("plan", "goals", "assessment", "history", "subjective", "home"):
                self._of[clause.span] = here[-1].code if here else None

    def of(self, clause: clauses.Clause) -> str | None:
        """Return the code in force at a clause, or ``None``."""
        return self._of.get(clause.span)


def _opens_list(folded: str, mention: CodeMention, inside: Sequence[CodeMention]) -> bool:
    """Say whether a code within a line opens a list: at its head, before a colon, or of several."""
    behind = folded[mention.span.end : mention.span.end + _HEAD_REACH]
    return _heads(folded, mention) or len(inside) > 1 or _LIST_HEAD.match(behind) is not None


def _heads(folded: str, mention: CodeMention) -> bool:
    """Say whether a code at the head of its line is a heading, not the first words of prose."""
    if not heads_line(folded, mention):
        return False
    figures = any(c.isdigit() for c in mention.span.of(folded))
    return figures or _HEADING_END.match(folded, mention.span.end) is not None


def _row(folded: str, line: Span, inside: Sequence[CodeMention]) -> tuple[str | None, bool]:
    """Return the one code that rules a whole line, and whether it heads the line."""
    codes = {m.code for m in inside}
    if len(codes) != 1:
        return None, False
    first = inside[0]
    if _heads(folded, first):
        return first.code, True
    if heads_line(folded, first):
        return None, False
    tabular = "|" in folded[line.start : line.end] or "\t" in folded[line.start : line.end]
    at_end = not folded[first.span.end : line.end].strip(" \t)]|.x0123456789umins")
    bracketed = (
        folded[first.span.start - 1 : first.span.start] in "([" if first.span.start else False
    )
    if tabular or at_end or bracketed:
        return first.code, False
    return None, False
