"""What the bar plots of a batch show: labels, what is said of them, parts, and table cells."""

from dataclasses import dataclass

from auditor.report.totals import BINS, Totals
from auditor.report.words import ELEMENT_NAMES, GATES, percent, plural


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, and the cells that say the same in the table beside the plot."""

    label: str
    said: str
    parts: tuple[tuple[str, int], ...]
    """(Style, notes) of each stretch of the bar, from the left."""
    cells: tuple[str, ...]


def element_bars(totals: Totals) -> list[Bar]:
    """All elements, the one missing most first."""
    return [
        Bar(
            label=ELEMENT_NAMES[e.element],
            said=f"{e.missing:,} missing, {e.partial:,} partly, of {e.applicable:,}",
            parts=(("missing", e.missing), ("partial", e.partial)),
            cells=tuple(f"{n:,}" for n in (e.missing, e.partial, e.present, e.na)),
        )
        for e in totals.elements
    ]


def rule_bars(totals: Totals) -> list[Bar]:
    """All rules that found something, the most frequent first."""
    return [
        Bar(
            label=f"{r.rule} {r.name}",
            said=f"{r.severity}, {plural(r.notes, 'note')}",
            parts=((r.severity, r.notes),),
            cells=(f"{r.notes:,}", f"{r.findings:,}", r.severity),
        )
        for r in totals.rules
    ]


def gate_bars(totals: Totals) -> list[Bar]:
    """The three gates."""
    return [
        Bar(
            label=GATES[gate].capitalize(),
            said=f"{count:,}, {percent(count, totals.notes)}",
            parts=((gate, count),),
            cells=(f"{count:,}", percent(count, totals.notes)),
        )
        for gate, count in totals.gates.items()
    ]


def unit_bars(totals: Totals) -> list[Bar]:
    """How the billed units of notes compare with their minutes."""
    units = totals.units
    rows = (
        ("More than the minutes support", units.notes_over, units.units_over, "error"),
        ("Fewer than the minutes support", units.notes_under, units.units_under, "warning"),
        ("As the minutes support", units.notes_equal, None, "ready"),
        ("Not compared", units.not_compared, None, "partial"),
    )
    return [
        Bar(
            label=label,
            said=plural(notes, "note") + ("" if gap is None else f", {plural(gap, 'unit')}"),
            parts=((style, notes),),
            cells=(f"{notes:,}", "" if gap is None else f"{gap:,}"),
        )
        for label, notes, gap, style in rows
    ]


def score_range(position: int) -> str:
    """Name one range of the score distribution."""
    low = position * 100 // BINS
    return f"{low}–{100 if position == BINS - 1 else low + 100 // BINS - 1}"  # noqa: RUF001
