"""The few shapes that plots are drawn with, as SVG; the picture's style says how they look."""

from html import escape

MIDDLE, END = "middle", "end"


def text(x: float, y: float, words: str, style: str = "", anchor: str = "start") -> str:
    """Words whose baseline begins, is centred or ends at a point."""
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text{_style(style)} x="{_n(x)}" y="{_n(y)}"{place}>{escape(words)}</text>'


def upright(x: float, y: float, words: str, style: str = "") -> str:
    """Words centred at a point and read from below."""
    turned = f'transform="rotate(-90 {_n(x)} {_n(y)})"'
    return (
        f'<text{_style(style)} x="{_n(x)}" y="{_n(y)}" text-anchor="middle" {turned}>'
        f"{escape(words)}</text>"
    )


def rect(x: float, y: float, width: float, height: float, style: str, *, share: float = 1.0) -> str:
    """A filled rectangle; ``share`` is how much of its colour shows."""
    faint = "" if share >= 1 else f' fill-opacity="{share:.3f}"'
    return (
        f'<rect{_style(style)} x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
        f"{faint}/>"
    )


def line(x1: float, y1: float, x2: float, y2: float, style: str) -> str:
    """A straight line."""
    return f'<line{_style(style)} x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"/>'


def path(points: list[tuple[float, float]], style: str) -> str:
    """A line through points."""
    joined = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    return f'<polyline{_style(style)} points="{joined}"/>'


def circle(x: float, y: float, radius: float, style: str) -> str:
    """A dot."""
    return f'<circle{_style(style)} cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"/>'


def dot(x: float, y: float, number: int, style: str) -> str:
    """The mark of one of several series: by number a circle, a square, or a triangle."""
    if number == 0:
        return circle(x, y, 4.5, style)
    if number == 1:
        return rect(x - 3.8, y - 3.8, 7.6, 7.6, style)
    corners = " ".join(f"{_n(x + a)},{_n(y + b)}" for a, b in ((0, -5), (4.8, 3.8), (-4.8, 3.8)))
    return f'<polygon{_style(style)} points="{corners}"/>'


def _style(style: str) -> str:
    return f' class="{style}"' if style else ""


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
