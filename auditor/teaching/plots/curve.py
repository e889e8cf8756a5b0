"""The learning curve: F1 on the held-back notes by how many authors were learnt from."""

from collections.abc import Iterator, Sequence
from math import log2

from auditor.classify.figures import Figure
from auditor.classify.tables import ranged
from auditor.report.words import plural
from auditor.teaching.curve import SHOWN, Point
from auditor.teaching.plots import shapes
from auditor.teaching.plots.picture import Picture

NAMES = {
    "activity": "Activities",
    "activity:functional": "Functional",
    "activity:exercise": "Exercise",
    "goal": "Goals",
    "missing elements": "Missing elements",
}
_ACROSS = 3
_WIDE, _HIGH = 306, 250
_LEFT, _TOP, _SIDE, _TALL = 36, 30, 180, 164
_BEHIND = 42
"""How far the point of the clause bank stands behind that of all authors."""


def picture(points: Sequence[Point]) -> Picture:
    """A small plot for each thing, all on the same scales."""
    down = -(-len(SHOWN) // _ACROSS)
    return Picture(
        name="learning-curve",
        title="What more authors to learn from bring: F1 on notes held back",
        how=(
            "To the right more authors were learnt from, each step twice as many; the dots are F1"
            " on the held-back notes with its 95 % interval, the hollow one is with the clause bank"
            " learnt from too; a line still rising says that more notes would help."
        ),
        said=" ".join(_said(name, points) for name in SHOWN),
        width=_WIDE * _ACROSS,
        height=_HIGH * down,
        shapes=tuple(
            shape
            for number, name in enumerate(SHOWN)
            for shape in _Plot(number, points).shapes(name)
        ),
    )


def _said(name: str, points: Sequence[Point]) -> str:
    each = ", ".join(f"{_learnt(p)} {ranged(_f1(p, name))}" for p in points)
    return f"{NAMES[name]}: {each}."


def _learnt(point: Point) -> str:
    return plural(point.authors, "author") + (" and the clause bank" if point.bank else "")


def _f1(point: Point, name: str) -> Figure:
    found = point.reading.found.get(name)
    return found.f1 if found else Figure(None)


class _Plot:
    """One small plot, at its place among the others."""

    def __init__(self, number: int, points: Sequence[Point]) -> None:
        self._left = _WIDE * (number % _ACROSS) + _LEFT
        self._top = _HIGH * (number // _ACROSS) + _TOP
        self._points = points
        self._fewest = min(p.authors for p in points)
        self._most = max(p.authors for p in points)

    def shapes(self, name: str) -> Iterator[str]:
        yield shapes.text(self._left, self._top - 12, NAMES[name], "bold")
        for step in range(0, 11, 2):
            y = self._y(step / 10)
            yield shapes.line(self._left, y, self._left + _SIDE + _BEHIND, y, "grid")
            yield shapes.text(self._left - 8, y + 4, f"{step / 10:.1f}", "small", shapes.END)
        known = [(p, f) for p in self._points if (f := _f1(p, name)).value is not None]
        line = [(self._x(p), self._y(f.value or 0)) for p, f in known if not p.bank]
        yield shapes.path(line, "w0")
        for point, figure in known:
            yield from self._mark(point, figure)
        y = self._top + _TALL
        for count in sorted({p.authors for p in self._points}):
            x = self._left + self._reach(count)
            yield shapes.text(x, y + 18, str(count), "small", shapes.MIDDLE)
        yield shapes.text(self._left + _SIDE / 2, y + 34, "authors", "small", shapes.MIDDLE)

    def _mark(self, point: Point, figure: Figure) -> Iterator[str]:
        x, value = self._x(point), figure.value or 0
        yield shapes.line(x, self._y(figure.low or 0), x, self._y(figure.high or 0), "w0")
        yield shapes.circle(x, self._y(value), 4.5, "hollow" if point.bank else "s0")
        if point.bank:
            yield shapes.text(x + 9, self._y(value) + 4, f"{value:.2f}", "bold")
            yield shapes.text(x, self._top + _TALL + 18, "+ bank", "small", shapes.MIDDLE)

    def _reach(self, authors: int) -> float:
        """How far to the right, 10 to the whole side: a step for each doubling."""
        if self._most == self._fewest:
            return float(_SIDE)
        return 10 + (_SIDE - 10) * log2(authors / self._fewest) / log2(self._most / self._fewest)

    def _x(self, point: Point) -> float:
        return self._left + self._reach(point.authors) + (_BEHIND if point.bank else 0)

    def _y(self, value: float) -> float:
        return self._top + _TALL * (1 - value)
