"""Read tables in notes: which column holds the minutes, which code a row stands for."""

import re
from collections.abc import Iterator, Sequence

from auditor.model import CodeMention, Span, Time, TimeKind

_CUT = re.compile(r"[ \t]*\|[ \t]*|[ ]*\t[ \t]*|[ ]{2,}")
_MINUTES_HEAD = re.compile(
    r"(?:tx |tot(?:al)? |timed )?(?:mins?|minutes|time(?: \(min\))?|duration|min\.|mins/units"
    r"|time min)[.:]?(?: ?\(?today\)?)?"
)
_CLOCK_HEADS = {
    TimeKind.START: re.compile(r"(?:from|start(?: time)?|in|begin|time in)[.:]?"),
    TimeKind.STOP: re.compile(r"(?:to|stop(?: time)?|out|end|finish|time out)[.:]?"),
}
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_NUMBER = re.compile(r"(\d{1,3})[ ]?(?:mins?|minutes|m|')?\.?")
_UNIT = re.compile(r"(?:mins?|minutes|m|')\.?$")


def rows(folded: str) -> Iterator[tuple[Span, list[Span]]]:
    """Give each line that has at least two cells, with the place of every cell."""
    at = 0
    for line in folded.split("\n"):
        cells: list[Span] = []
        start = 0
        stripped = line.strip(" \t|")
        if stripped and _CUT.search(stripped):
            for cut in [*_CUT.finditer(line), None]:
                end = cut.start() if cut else len(line)
                if line[start:end].strip():
                    lead = len(line[start:end]) - len(line[start:end].lstrip())
                    cells.append(
                        Span(at + start + lead, at + start + len(line[start:end].rstrip()))
                    )
                elif start > 0 and "|" in line:
                    cells.append(Span(at + start, at + start))
                start = cut.end() if cut else end
            if len(cells) > 1:
                yield Span(at, at + len(line)), cells
        at += len(line) + 1


def minutes(folded: str, mentions: Sequence[CodeMention]) -> Iterator[Time]:
    """Give the minutes in tables: below a heading such as "Min", tied to the code of their row."""
    low = folded.lower()
    column: int | None = None
    clocks: dict[TimeKind, int] = {}
    last_end = -1
    for line, cells in rows(low):
        if last_end >= 0 and "\n" in low[last_end : line.start].strip(" \t").replace("\n", "", 1):
            column, clocks = None, {}
        last_end = line.end
        heads = [i for i, c in enumerate(cells) if _MINUTES_HEAD.fullmatch(c.of(low))]
        if heads:
            column = heads[-1]
            clocks = {
                k: i
                for k, p in _CLOCK_HEADS.items()
                for i, c in enumerate(cells)
                if p.fullmatch(c.of(low))
            }
            continue
        inside = [m for m in mentions if line.contains(m.span)]
        code = inside[0].code if len({m.code for m in inside}) == 1 else None
        for kind, index in clocks.items():
            clock = _CLOCK.fullmatch(cells[index].of(low)) if index < len(cells) else None
            if clock:
                yield Time(cells[index], kind, clock=f"{int(clock[1]):02d}:{clock[2]}", code=code)
        if column is not None and column < len(cells):
            cell = cells[column]
            match = _NUMBER.fullmatch(cell.of(low))
            if match and int(match[1]) and not re.match(r"total|sum", cells[0].of(low)):
                start = cell.start
                yield Time(
                    Span(start, cell.end), TimeKind.DURATION, minutes=int(match[1]), code=code
                )
        elif code and "|" in folded[line.start : line.end]:
            timed = [c for c in cells if _NUMBER.fullmatch(c.of(low)) and _UNIT.search(c.of(low))]
            if len(timed) == 1:
                value = _NUMBER.fullmatch(timed[0].of(low))
                if value:
                    yield Time(timed[0], TimeKind.DURATION, minutes=int(value[1]), code=code)
