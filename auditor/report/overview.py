"""A batch on a terminal: how many notes are ready, and what they lack most."""

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.report.columns import cells, padded
from auditor.report.paint import Paint
from auditor.report.totals import Totals
from auditor.report.words import ELEMENT_NAMES, GATES, percent, plural

TOP = 10
"""How many findings and elements are listed."""
LEAST_WIDTH = 60
LONGEST_BAR = 40


@dataclass(frozen=True, slots=True)
class _Row:
    """A name, its figures, and the share its bar shows."""

    name: str
    figures: tuple[str, ...]
    share: float
    style: str


def summary(totals: Totals, *, colour: bool = False, width: int = 80) -> str:
    """Show the figures of a batch.

    Args:
        totals: The figures (``totals.Tally`` counts them).
        colour: Whether to colour the text for a terminal.
        width: Columns of the terminal.

    Returns:
        Lines, each ended by a line feed.
    """
    paint = Paint(colour)
    width = max(width, LEAST_WIDTH)
    blocks = [
        [paint(_heading(totals), "bold"), *_table(_gates(totals), paint, width)],
        _titled("Most frequent findings", "in notes", _rules(totals), paint, width),
        _titled("Elements missing most", "missing  partly  of", _elements(totals), paint, width),
        _units(totals, paint),
    ]
    return "\n".join("".join(f"{line}\n" for line in block) for block in blocks if block)


def _heading(totals: Totals) -> str:
    mean = "no score" if totals.mean_score is None else f"mean score {totals.mean_score:.0f} of 100"
    unscored = totals.notes - totals.scored
    without = f" ({unscored:,} without a score)" if unscored and totals.scored else ""
    return f"{plural(totals.notes, 'note')}, {mean}{without}"


def _gates(totals: Totals) -> list[_Row]:
    return [
        _Row(
            GATES[gate],
            (f"{count:,}", percent(count, totals.notes)),
            _share(count, totals.notes),
            gate,
        )
        for gate, count in totals.gates.items()
    ]


def _rules(totals: Totals) -> list[_Row]:
    return [
        _Row(
            f"{r.rule} {r.name}",
            (r.severity, f"{r.notes:,}"),
            _share(r.notes, totals.notes),
            r.severity,
        )
        for r in totals.rules[:TOP]
    ]


def _elements(totals: Totals) -> list[_Row]:
    return [
        _Row(
            ELEMENT_NAMES[e.element],
            (f"{e.missing:,}", f"{e.partial:,}", f"{e.applicable:,}"),
            _share(e.missing, totals.notes),
            "info",
        )
        for e in totals.elements[:TOP]
        if e.missing
    ]


def _units(totals: Totals, paint: Paint) -> list[str]:
    units = totals.units
    if units.not_compared == totals.notes:
        return []
    over, under = plural(units.units_over, "unit"), plural(units.units_under, "unit")
    both = f"; {units.notes_both:,} of these in both ways" if units.notes_both else ""
    return [
        paint("Units billed against the minutes", "bold"),
        f"  too many in {plural(units.notes_over, 'note')} ({over})",
        f"  too few in {plural(units.notes_under, 'note')} ({under}){both}",
        f"  equal in {units.notes_equal:,}, not compared in {units.not_compared:,}",
    ]


def _titled(title: str, heads: str, rows: list[_Row], paint: Paint, width: int) -> list[str]:
    if not rows:
        return []
    table = _table(rows, paint, width, heads=heads)
    return [paint(title, "bold") + table[0][len(title) :], *table[1:]]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _table(rows: list[_Row], paint: Paint, width: int, *, heads: str = "") -> list[str]:
    """Lay rows out in columns: name, figures flush right, bar; with ``heads`` a head line first."""
    titles = heads.split("  ") if heads else [""] * len(rows[0].figures)
    titles = [""] * (len(rows[0].figures) - len(titles)) + titles
    columns = [
        max(len(title), *(cells(row.figures[i]) for row in rows)) for i, title in enumerate(titles)
    ]
    taken = sum(columns) + 2 * len(columns) + 4
    name_width = min(max(cells(row.name) for row in rows), max(width - taken - 8, 16))
    bar = max(0, min(LONGEST_BAR, width - taken - name_width))

    def line(name: str, figures: Iterable[str]) -> str:
        aligned = (f"{f:>{c}}" for f, c in zip(figures, columns, strict=True))
        return f"  {padded(name, name_width)}  {'  '.join(aligned)}"

    lines = [line("", titles).rstrip()] if heads else []
    for row in rows:
        drawn = _bar(row.share, bar)
        lines.append(f"{line(row.name, row.figures)}  {paint(drawn, row.style)}".rstrip())
    return lines


def _bar(share: float, width: int) -> str:
    """Draw a share of a whole to an eighth of a column; what is not nothing is always seen."""
    eighths = round(share * width * 8)
    full, rest = divmod(max(eighths, 1 if share else 0), 8)
    return "█" * full + (chr(0x2590 - rest) if rest else "")
