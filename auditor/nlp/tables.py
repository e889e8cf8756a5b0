"""Read tables in notes: which column holds the minutes, which code a row stands for."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from auditor.model import CodeMention, Span, Time, TimeKind
from auditor.nlp.clock_forms import CLOCK, hhmm, parse_clock

_CUT = re.compile(r"[ \t]*\|[ \t]*|[ ]*\t[ \t]*|[ ]{2,}")
_CELL_MARKS = ("|", "\t", "  ")
"""What a cut holds: a line with none of these between its words has no cells."""
_MINUTES_HEAD = re.compile(
    r"""
    (?:tx[ ]|tot(?:al)?[ ]|timed[ ])?
    (?:mins?|minutes|time(?:[ ]\(min\))?|duration|min\.|mins/units|time[ ]min)[.:]?
    (?:[ ]?\(?today\)?)?
    """,
    re.VERBOSE,
)
_CLOCK_HEADS = {
    TimeKind.START: re.compile(r"(?:from|start(?: time)?|in|begin|time in)[.:]?"),
    TimeKind.STOP: re.compile(r"(?:to|stop(?: time)?|out|end|finish|time out)[.:]?"),
}
_CLOCK = re.compile(CLOCK, re.VERBOSE)
_NUMBER = re.compile(r"(\d{1,3})[ ]?(?:mins?|minutes|m|')?\.?")
_UNIT = re.compile(r"(?:mins?|minutes|m|')\.?$")
_MOST_WRAPPED = 4
"""The most lines that a row's last cell goes on for."""
_SUM = re.compile(r"total|sum")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column of a table holds the minutes, and which the clocks; by the heading row."""

    minutes: int | None = None
    clocks: Mapping[TimeKind, int] = field(default_factory=dict)
    width: int = 0
    """How many cells the heading row has."""


def rows(folded: str) -> list[tuple[Span, list[Span]]]:
    """Give each line that has at least two cells, with the place of every cell."""
    found: list[tuple[Span, list[Span]]] = []
    at = 0
    for line in folded.split("\n"):
        stripped = line.strip(" \t|")
        if any(mark in stripped for mark in _CELL_MARKS):
            cells = list(_cells(line, at))
            if len(cells) > 1:
                found.append((Span(at, at + len(line)), cells))
        at += len(line) + 1
    return found


def _cells(line: str, at: int) -> Iterator[Span]:
    """The cells of a line that starts at ``at``, empty ones between bars among them."""
    start = 0
    for cut in [*_CUT.finditer(line), None]:
        end = cut.start() if cut else len(line)
        words = line[start:end]
        if words.strip():
            lead = len(words) - len(words.lstrip())
            yield Span(at + start + lead, at + start + len(words.rstrip()))
        elif start > 0 and "|" in line:
            yield Span(at + start, at + start)
        start = cut.end() if cut else end


def minutes(
    low: str, every: Sequence[tuple[Span, Sequence[Span]]], mentions: Sequence[CodeMention]
) -> Iterator[Time]:
    """Give the minutes in tables: below a heading such as "Min", tied to the code of their row.

    Args:
        low: The note's lower-cased text.
        every: The rows of its tables.
        mentions: Its procedure codes.
    """
    columns = _Columns()
    last_end = -1
    for line, cells in every:
        between = low[last_end : line.start] if last_end >= 0 else ""
        last_end = line.end
        words = [c.of(low) for c in cells]
        code = _code_of(line, mentions)
        goes_on = code and len(cells) == columns.width and _is_wrapped(between)
        if parts_tables(between) and not goes_on:
            columns = _Columns()
        if headed := _columns(words):
            columns = headed
            continue
        yield from _clocks(cells, words, columns, code)
        if columns.minutes is not None and columns.minutes < len(cells):
            yield from _below_heading(cells, words, columns.minutes, code)
        elif code and "|" in low[line.start : line.end]:
            yield from _only_minutes(cells, words, code)


def parts_tables(between: str) -> bool:
    """Say whether another line stands between two rows."""
    return "\n" in between.strip(" \t").replace("\n", "", 1)


def _is_wrapped(between: str) -> bool:
    """Say whether what stands between two rows may be what did not fit on the upper one's line."""
    lines = between.strip("\n").split("\n")
    return len(lines) <= _MOST_WRAPPED and all(
        line.strip() and not line.rstrip().endswith(":") for line in lines
    )


def _columns(words: Sequence[str]) -> _Columns | None:
    """Read a heading row; ``None`` where no cell heads a column of minutes."""
    heads = [i for i, cell in enumerate(words) if _MINUTES_HEAD.fullmatch(cell)]
    if not heads:
        return None
    clocks = {
        kind: i
        for kind, pattern in _CLOCK_HEADS.items()
        for i, cell in enumerate(words)
        if pattern.fullmatch(cell)
    }
    return _Columns(heads[-1], clocks, len(words))


def _code_of(line: Span, mentions: Sequence[CodeMention]) -> str | None:
    codes = {m.code for m in mentions if line.contains(m.span)}
    return codes.pop() if len(codes) == 1 else None


def _clocks(
    cells: Sequence[Span], words: Sequence[str], columns: _Columns, code: str | None
) -> Iterator[Time]:
    for kind, index in columns.clocks.items():
        clock = _CLOCK.fullmatch(words[index]) if index < len(cells) else None
        if clock and (read := parse_clock(clock.group())):
            yield Time(cells[index], kind, clock=hhmm(read.of_day), code=code)


def _below_heading(
    cells: Sequence[Span], words: Sequence[str], column: int, code: str | None
) -> Iterator[Time]:
    """The minutes of a row, but not of the row that sums them up."""
    match = _NUMBER.fullmatch(words[column])
    if match and int(match[1]) and not _SUM.match(words[0]):
        yield Time(cells[column], TimeKind.DURATION, minutes=int(match[1]), code=code)


def _only_minutes(cells: Sequence[Span], words: Sequence[str], code: str) -> Iterator[Time]:
    """The minutes of a row in a table without a heading, where one cell alone has their unit."""
    timed = [
        (cell, match)
        for cell, word in zip(cells, words, strict=True)
        if (match := _NUMBER.fullmatch(word)) and _UNIT.search(word)
    ]
    if len(timed) == 1:
        cell, match = timed[0]
        yield Time(cell, TimeKind.DURATION, minutes=int(match[1]), code=code)
