"""Read columns that set one moment beside another: "SOC | today", "9/2 -> 11/25".

Which moment a level in such a row speaks of is told by its column, not by the words around it,
and two neighbouring cells are two levels, never one range.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from auditor.model import Span, When

_CUT = re.compile(r"[ \t]*\|[ \t]*|[ ]*\t[ \t]*|[ ]{2,}")
_ARROW = re.compile(r"[ ]*(?:-{1,2}>|=>)[ ]*|[ ]+(?:>|vs\.?)[ ]+")
_MARKED = re.compile(r"[|\t>]|  | vs")
"""What stands in every line that either of them cuts."""
_LAST_WORDS = re.compile(r"(?:[^\s,]+[ ])?[^\s,]+$")
_DATE = r"\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?"
# A date, or a visit between the first and this one.
_DATED = re.compile(rf"[(]?{_DATE}[)]?|(?:pn|visit|wk|week|session)[ ]?\#?\d+(?:[ ]{_DATE})?")
_HEADS = (
    (
        When.BASELINE,
        re.compile(
            rf"""
            (?:fim[ ]|gg[ ])?[(]?(?:at[ ])?(?:
              soc|s/?o/?c|(?:initial[ ])?eval(?:uation)?|i\.?e\.?|initial|adm(?:it|ission)?
              |start(?:[ ]of[ ]care)?|baseline|was|then|before|entry|intake|first
              |(?:last|prior|prev(?:ious)?)
               (?:[ ](?:visit|time|session|pn|note|wk|week))?
            )[)]?
            (?:[ ][(]?(?:soc|ie|eval|adm|{_DATE})[)]?)?
            """,
            re.VERBOSE,
        ),
    ),
    (
        When.CURRENT,
        re.compile(
            rf"""
            [(]?(?:
              now|today|current(?:ly)?|present|d/?c|discharge|finish|end|this[ ](?:visit|session)
              |today's[ ](?:visit|status)
            )[)]?
            (?:[ ][(]?{_DATE}[)]?)?
            """,
            re.VERBOSE,
        ),
    ),
    (
        When.GOAL,
        re.compile(r"(?:goal|target|ltg|stg)s?(?:[ ](?:level|status))?(?:[ ]?\([^()]*\))?"),
    ),
)
_FEWEST_MOMENTS = 2
_LONGEST_HEADING = 160
"""A longer line is no row of headings, whatever it holds."""
_LONGEST_CELL = 90
"""A row with more words in a piece is prose."""
_DRIFT = 3
"""How many characters left of its heading a cell may begin."""
_AIMED = re.compile(r"\bby[ ]\d|\bin[ ]\d+[ ](?:wk|week|day)")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row, with the moment of its column; ``scale`` names a scale of its table."""

    span: Span
    when: When
    scale: str


@dataclass(frozen=True, slots=True)
class _Heads:
    """The columns of a table: where each begins in its line, and what moment it tells of."""

    starts: tuple[int, ...]
    moments: tuple[When | None, ...]
    scale: str
    arrows: bool = False


def cells_in_time(low: str) -> tuple[Cell, ...]:
    """Give the cells of every table that sets moments side by side, in order.

    Args:
        low: The note's lower-cased text.
    """
    return tuple(_cells(low))


def cell_at(cells: Sequence[Cell], offset: int) -> Cell | None:
    """Return the cell at an offset, or ``None`` where no such table stands."""
    found = bisect_right(cells, offset, key=_start) - 1
    return cells[found] if found >= 0 and offset < cells[found].span.end else None


def _start(cell: Cell) -> int:
    return cell.span.start


def _cells(low: str) -> Iterator[Cell]:
    heads: _Heads | None = None
    above = ""
    at = 0
    if not _MARKED.search(low):
        return
    for line in low.split("\n"):
        # a row of scores ("2/5   4/5") under a heading may look like dates
        if (headed := _heads(line, above)) and not (heads and _only_dates(headed, line)):
            heads = headed
        elif heads:
            heads = replace(heads, scale=_scale(line) or heads.scale)
            row = list(_row(line, at, heads))
            yield from row
            # any line that is no row ends the table
            heads = heads if row else None
        above = line
        at += len(line) + 1


def _parts(line: str, cut: re.Pattern[str]) -> list[Span]:
    """The pieces of a line between cuts, without the space around them."""
    pieces: list[Span] = []
    start = 0
    for found in [*cut.finditer(line), None]:
        end = found.start() if found else len(line)
        words = line[start:end]
        lead = len(words) - len(words.lstrip())
        if words.strip() or (pieces and "|" in line):
            pieces.append(Span(start + lead, max(start + lead, start + len(words.rstrip()))))
        start = found.end() if found else end
    return pieces


def _heads(line: str, above: str) -> _Heads | None:
    """Read a row of headings; ``None`` where a line sets no two moments side by side."""
    if len(line) > _LONGEST_HEADING or not _MARKED.search(line):
        return None
    for cut in (_CUT, _ARROW):
        pieces = _parts(line, cut)
        if cut is _ARROW:
            pieces = _without_title(line, pieces)
        words = [p.of(line) for p in pieces]
        moments = _moments(words)
        if len(moments) - moments.count(None) >= _FEWEST_MOMENTS:
            scale = _scale(line) or _scale(above)
            return _Heads(tuple(p.start for p in pieces), moments, scale, arrows=cut is _ARROW)
    return None


def _without_title(line: str, pieces: list[Span]) -> list[Span]:
    """Cut off what stands before the first moment of arrows: "FIM adm 3/24 -> now".

    Words before two bare dates may be a measure that changed ("pain 7/10 -> 3/10"): no heading.
    """
    if len(pieces) < _FEWEST_MOMENTS or all(_DATED.fullmatch(p.of(line)) for p in pieces[1:]):
        return pieces
    words = _LAST_WORDS.search(pieces[0].of(line))
    start = pieces[0].start + (words.start() if words else 0)
    return [Span(start, pieces[0].end), *pieces[1:]]


def _only_dates(heads: _Heads, line: str) -> bool:
    """Say whether a line was taken for a heading by dates alone."""
    pieces = _parts(line, _ARROW if heads.arrows else _CUT)
    told = [p for p, m in zip(pieces, heads.moments, strict=True) if m is not None]
    return all(_DATED.fullmatch(p.of(line)) for p in told)


def _scale(words: str) -> str:
    named = re.search(r"\b(fim|gg)(?=\b|\d)", words)
    return named[1] if named else ""


def _moments(words: Sequence[str]) -> tuple[When | None, ...]:
    """Say of each heading which moment it is; of several dates the last is now."""
    moments: list[When | None] = [
        next((when for when, head in _HEADS if head.fullmatch(word)), None) for word in words
    ]
    dated = [i for i, word in enumerate(words) if _DATED.fullmatch(word)]
    for i in dated:
        moments[i] = When.BASELINE
    if dated and When.CURRENT not in moments:
        moments[dated[-1]] = When.CURRENT
    return tuple(moments)


def _row(line: str, at: int, heads: _Heads) -> Iterator[Cell]:
    """Give the cells of one line under ``heads`` that have a moment."""
    pieces = _parts(line, _ARROW if heads.arrows else _CUT)
    if len(pieces) < _FEWEST_MOMENTS or any(p.end - p.start > _LONGEST_CELL for p in pieces):
        return
    ordered = _by_order(len(pieces), heads)
    for i, piece in enumerate(pieces):
        when = ordered[i] if ordered else _by_place(piece, heads)
        if when is None and i == 0 and _AIMED.search(piece.of(line)):
            when = When.GOAL
        if when is not None and piece.end > piece.start:
            yield Cell(Span(at + piece.start, at + piece.end), when, heads.scale)


def _by_order(count: int, heads: _Heads) -> tuple[When | None, ...] | None:
    """The moments of a row's cells where their number tells; ``None`` where it does not."""
    missing = count - len(heads.moments)
    if heads.arrows:
        return (*[None] * missing, *heads.moments) if missing >= 0 else None
    # the column of names has no heading; behind the last may stand a remark
    names = heads.moments[0] in (When.BASELINE, When.CURRENT)
    remarks = missing - names
    if remarks not in (0, 1):
        return heads.moments if missing == 0 else None
    return (*[None] * names, *heads.moments, *[None] * remarks)


def _by_place(piece: Span, heads: _Heads) -> When | None:
    """The moment of the last heading that begins no further right than a cell."""
    found = bisect_right(heads.starts, piece.start + _DRIFT) - 1
    return heads.moments[found] if found >= 0 else None
