"""Reliability: does a probability of 0.8 come true eight times in ten?"""

from collections.abc import Iterator

from auditor.classify.calibration import Bin, Calibration
from auditor.classify.evaluation import Evaluation
from auditor.classify.tables import ranged
from auditor.teaching.plots import shapes
from auditor.teaching.plots.picture import Picture

_LEFT, _TOP, _SIDE = 56, 8, 430
_BARS = _TOP + _SIDE + 62
_TALLEST = 70
_WIDTH, _HEIGHT = _LEFT + _SIDE + 20, _BARS + _TALLEST + 44
_FEW = 30
"""A dot of fewer answers says little: it is drawn hollow, and left out of the line."""
_HOW = (
    "Each dot stands for the answers in one tenth of the scale, as many as the bar below it says:"
    " as far right as their probability was on average, as high as the share that came true, so"
    " that on the broken line they are just right and below it too sure; hollow dots stand for"
    f" fewer than {_FEW} answers."
)


def pictures(evaluation: Evaluation) -> Iterator[Picture]:
    """Both questions: whether an activity is named, and whether its kind is right."""
    yield _picture("reliability-activity", "Is an activity named?", evaluation.finds)
    yield _picture("reliability-kind", "Is its kind right, where one was found?", evaluation.names)


def _picture(name: str, title: str, of: Calibration) -> Picture:
    said = "; ".join(
        f"{b.count:,} answers of {b.low:.1f} to {b.high:.1f}: on average {b.said:.2f},"
        f" came true {b.was:.2f}"
        for b in of.bins
        if b.said is not None and b.was is not None
    )
    return Picture(
        name=name,
        title=title,
        how=_HOW,
        said=f"Expected calibration error {ranged(of.error)}. {said}.",
        width=_WIDTH,
        height=_HEIGHT,
        shapes=(*_frame(), *_dots(of), *_bars(of.bins)),
    )


def _x(value: float) -> float:
    return _LEFT + _SIDE * value


def _y(value: float) -> float:
    return _TOP + _SIDE * (1 - value)


def _frame() -> Iterator[str]:
    for step in range(0, 11, 2):
        value = step / 10
        yield shapes.line(_x(0), _y(value), _x(1), _y(value), "grid")
        yield shapes.line(_x(value), _y(0), _x(value), _y(1), "grid")
        yield shapes.text(_x(0) - 8, _y(value) + 4, f"{value:.1f}", "soft", shapes.END)
        yield shapes.text(_x(value), _y(0) + 18, f"{value:.1f}", "soft", shapes.MIDDLE)
    yield shapes.line(_x(0), _y(0), _x(1), _y(1), "even")
    yield shapes.text(_x(0.5), _y(0) + 38, "probability given", "", shapes.MIDDLE)
    yield shapes.upright(14, _y(0.5), "share that came true")


def _dots(of: Calibration) -> Iterator[str]:
    places = [
        (_x(b.said), _y(b.was), b.count < _FEW)
        for b in of.bins
        if b.said is not None and b.was is not None
    ]
    yield shapes.path([(x, y) for x, y, is_few in places if not is_few], "w0")
    for x, y, is_few in places:
        yield shapes.circle(x, y, 4.5, "hollow" if is_few else "s0")
    error = f"expected calibration error {ranged(of.error)}"
    yield shapes.text(_x(1) - 12, _y(0) - 34, error, "bold", shapes.END)
    yield shapes.text(_x(1) - 12, _y(0) - 16, f"{of.count:,} answers", "soft", shapes.END)


def _bars(bins: tuple[Bin, ...]) -> Iterator[str]:
    most = max((b.count for b in bins), default=0) or 1
    bottom = _BARS + _TALLEST + 16
    yield shapes.line(_x(0), bottom, _x(1), bottom, "grid")
    for b in bins:
        height = _TALLEST * b.count / most
        middle = _x((b.low + b.high) / 2)
        width = _SIDE * (b.high - b.low) - 4
        yield shapes.rect(middle - width / 2, bottom - height, width, height, "bar")
        if b.count:
            yield shapes.text(middle, bottom - height - 5, f"{b.count:,}", "small", shapes.MIDDLE)
    yield shapes.text(_x(0.5), bottom + 20, "answers given", "", shapes.MIDDLE)
