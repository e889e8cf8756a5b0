"""F1 with its intervals, thing by thing, one way of reading beside the other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.classify.figures import Figure
from auditor.classify.tables import ranged
from auditor.teaching.plots import shapes
from auditor.teaching.plots.picture import Picture

_LABEL, _SIDE, _VALUE = 250, 400, 150
_WIDTH = _LABEL + _SIDE + _VALUE
_TOP = 56
_STEP, _GAP = 13, 13


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was looked for, and how well each way of reading found it."""

    name: str
    marked: int
    f1: Mapping[str, Figure]
    """By way of reading, ours first; one that knows nothing of the thing is left out."""


def picture(name: str, title: str, rows: Sequence[Row]) -> Picture:
    """A row a thing, and in it a mark with its interval for each way of reading."""
    ways = list(dict.fromkeys(way for row in rows for way in row.f1))
    height = _STEP * len(ways) + _GAP
    return Picture(
        name=name,
        title=title,
        how=(
            "Each mark is F1, from 0 for nothing found to 1 for everything and nothing more, and"
            " its line the 95 % interval; where lines do not overlap, one way of reading is better."
        ),
        said=" ".join(_said(row) for row in rows),
        width=_WIDTH,
        height=_TOP + height * len(rows) + 40,
        shapes=(
            *_legend(ways),
            *_frame(_TOP + height * len(rows)),
            *(s for i, row in enumerate(rows) for s in _row(_TOP + height * i, row, ways)),
        ),
    )


def _said(row: Row) -> str:
    each = ", ".join(f"{way} {ranged(figure)}" for way, figure in row.f1.items())
    return f"{row.name}: {each}."


def _x(value: float) -> float:
    return _LABEL + _SIDE * value


def _legend(ways: Sequence[str]) -> Iterator[str]:
    x = float(_LABEL)
    for number, way in enumerate(ways):
        yield shapes.dot(x + 6, 14, number, f"s{number}")
        yield shapes.text(x + 18, 18, way)
        x += 44 + 7 * len(way)
    yield shapes.text(0, _TOP - 12, "in brackets: how many were marked", "small")
    yield shapes.text(_WIDTH, _TOP - 12, ways[0], "small", shapes.END)


def _frame(bottom: float) -> Iterator[str]:
    yield shapes.text(_x(0.5), bottom + 36, "F1", "", shapes.MIDDLE)
    for step in range(0, 11, 2):
        value = step / 10
        yield shapes.line(_x(value), _TOP - 4, _x(value), bottom, "grid")
        yield shapes.text(_x(value), _TOP - 12, f"{value:.1f}", "small", shapes.MIDDLE)
        yield shapes.text(_x(value), bottom + 18, f"{value:.1f}", "small", shapes.MIDDLE)


def _row(top: float, row: Row, ways: Sequence[str]) -> Iterator[str]:
    middle = top + (_STEP * len(ways) + _GAP) / 2
    yield shapes.line(0, top, _WIDTH, top, "grid")
    yield shapes.text(0, middle + 4, f"{row.name} ({row.marked:,})")
    yield shapes.text(
        _WIDTH, middle + 4, ranged(row.f1.get(ways[0], Figure(None))), "soft", shapes.END
    )
    for number, way in enumerate(ways):
        y = top + _GAP / 2 + _STEP * (number + 0.5)
        yield from _mark(row.f1.get(way, Figure(None)), y, number)


def _mark(figure: Figure, y: float, number: int) -> Iterator[str]:
    if figure.value is None or figure.low is None or figure.high is None:
        return
    yield shapes.line(_x(figure.low), y, _x(figure.high), y, f"w{number}")
    yield shapes.dot(_x(figure.value), y, number, f"s{number}")
