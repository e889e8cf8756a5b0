"""Denied lines beside flagged ones: as a table for a terminal, and as values for JSON and HTML."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from auditor.denials.figures import Cells, Figures, OfReason, OfRule
from auditor.denials.intervals import Share
from auditor.model import RemittedLine
from auditor.report.columns import cells, one_line, wrapped
from auditor.report.paint import Paint
from auditor.report.words import plural

GAP = "  "
INDENT = "  "
WORDS = (
    (
        "A line is flagged if a finding at the gate concerns it: a finding whose message names "
        "billed codes concerns the lines of those codes (of a pair, the one denied), any other "
        "concerns all lines of the claim."
    ),
    (
        "Of a line paid for some of its units, the unpaid part counts as denied and the rest as "
        "paid. A line whose only reasons are no denials (deductible, contract) counts as paid."
    ),
    "In brackets stand 95 % intervals (Wilson).",
)
UNFORESEEN = "* No note could have foretold it: eligibility, filing, authorisation and the like."
PER_REASON = "A line denied for several reasons stands under each of them."
RATES = ("sensitivity", "specificity", "precision")


def table(figures: Figures, *, colour: bool = False, width: int = 80) -> str:
    """Show the two-by-two table, its rates, and the same by reason and by rule.

    Args:
        figures: What ``denials.outcomes.Tally`` counted.
        colour: Whether to colour the text for a terminal.
        width: Columns of the terminal.

    Returns:
        Lines, each ended by a line feed.
    """
    paint = Paint(colour)
    blocks = [
        [paint(_heading(figures), "bold"), *_two_by_two(figures.cells)],
        _rates(figures),
        _titled("By denial reason", _reasons(figures.reasons), paint),
        _titled("By rule", _rules(figures.rules), paint),
        [line for words in _words(figures) for line in wrapped(words, width=width)],
        _listed(figures, paint),
    ]
    return "\n".join("".join(f"{line}\n" for line in block) for block in blocks if block)


def _heading(figures: Figures) -> str:
    return f"{plural(figures.matched, 'billed line')} with the payer's answer"


def _two_by_two(found: Cells) -> list[str]:
    rows = [
        ("", "denied", "paid", "lines"),
        _row("flagged", found.flagged_denied, found.flagged_paid),
        _row("not flagged", found.unflagged_denied, found.unflagged_paid),
        _row(
            "lines",
            found.flagged_denied + found.unflagged_denied,
            found.flagged_paid + found.unflagged_paid,
        ),
    ]
    return _aligned(rows)


def _row(name: str, denied: Fraction, paid: Fraction) -> tuple[str, ...]:
    return (name, lines_of(denied), lines_of(paid), lines_of(denied + paid))


def lines_of(count: Fraction) -> str:
    """Write a count of lines: whole where it is, else to a tenth."""
    return f"{count.numerator:,}" if count.denominator == 1 else f"{float(count):,.1f}"


def _rates(figures: Figures) -> list[str]:
    rows: list[Sequence[str]] = [("", "all denials", "that a note could foretell")]
    both = (figures.cells, figures.foreseeable)
    rows += [(name, *(share_words(getattr(c, name)) for c in both)) for name in RATES]
    return _aligned(rows)


def share_words(share: Share) -> str:
    """Write a share with its interval and its counts: ``80% [49, 94] (8 of 10)``."""
    if share.value is None or share.interval is None:
        return "no lines"
    low, high = (f"{100 * bound:.0f}" for bound in share.interval)
    counts = f"{lines_of(share.part)} of {lines_of(share.whole)}"
    return f"{100 * share.value:.0f}% [{low}, {high}] ({counts})"


def _reasons(reasons: Sequence[OfReason]) -> list[Sequence[str]]:
    heads = ("reason", "denied", "flagged", "by a rule on it", "sensitivity")
    rows = (
        (
            f"{one_line(found.reason)}{'' if found.foreseeable else '*'}",
            lines_of(found.denied),
            lines_of(found.flagged),
            lines_of(found.spoken_to),
            share_words(found.sensitivity),
        )
        for found in reasons
    )
    return [heads, *rows] if reasons else []


def _rules(rules: Sequence[OfRule]) -> list[Sequence[str]]:
    heads = ("rule", "denied", "paid", "precision", "sensitivity")
    rows = (
        (
            found.rule,
            lines_of(found.cells.flagged_denied),
            lines_of(found.cells.flagged_paid),
            share_words(found.cells.precision),
            share_words(found.cells.sensitivity),
        )
        for found in rules
    )
    return [heads, *rows] if rules else []


def _titled(title: str, rows: Sequence[Sequence[str]], paint: Paint) -> list[str]:
    return [paint(title, "bold"), *_aligned(rows)] if rows else []


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns side by side, the first flush left and the others flush right."""
    widths = [max(cells(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        INDENT
        + GAP.join(
            (f"{first:<{widths[0]}}", *(f"{c:>{w}}" for c, w in zip(rest, widths[1:], strict=True)))
        ).rstrip()
        for first, *rest in rows
    ]


def _words(figures: Figures) -> Iterator[str]:
    yield from WORDS
    if figures.reasons:
        yield PER_REASON
    if not all(found.foreseeable for found in figures.reasons):
        yield UNFORESEEN
    if figures.unclear:
        yield f"{plural(figures.unclear, 'line')} reduced by an unknown part: in no table."
    if figures.unanswered:
        yield f"{plural(figures.unanswered, 'billed line')} without an answer: in no table."


def _listed(figures: Figures, paint: Paint) -> list[str]:
    if not figures.unmatched:
        return []
    more = figures.unmatched - len(figures.listed)
    return [
        paint(f"{plural(figures.unmatched, 'answered line')} without a note here", "bold"),
        *(f"{INDENT}{_unmatched(line)}" for line in figures.listed),
        *((f"{INDENT}and {more:,} more",) if more else ()),
    ]


def _unmatched(line: RemittedLine) -> str:
    """Where it stands; claim and patient are not named."""
    codes = "".join(f", {adjustment.code}" for adjustment in line.adjustments)
    return one_line(f"{line.source}: {line.code} {line.payment.value}{codes}")


def values(figures: Figures) -> dict[str, Any]:
    """The figures as plain JSON values; counts are lines, of which a part may be denied."""
    return {
        "lines": {
            "matched": figures.matched,
            "unclear": figures.unclear,
            "unanswered": figures.unanswered,
            "unmatched": figures.unmatched,
        },
        "all": _cells_values(figures.cells),
        "foreseeable": _cells_values(figures.foreseeable),
        "reasons": [
            {
                "reason": found.reason,
                "meaning": found.meaning,
                "foreseeable": found.foreseeable,
                "denied": float(found.denied),
                "flagged": float(found.flagged),
                "spoken_to": float(found.spoken_to),
                "sensitivity": _share_values(found.sensitivity),
            }
            for found in figures.reasons
        ],
        "rules": [{"rule": f.rule, **_cells_values(f.cells)} for f in figures.rules],
        "unmatched": [_unmatched(line) for line in figures.listed],
        "words": list(_words(figures)),
    }


def _cells_values(found: Cells) -> dict[str, Any]:
    return {
        "flagged_denied": float(found.flagged_denied),
        "flagged_paid": float(found.flagged_paid),
        "unflagged_denied": float(found.unflagged_denied),
        "unflagged_paid": float(found.unflagged_paid),
        **{name: _share_values(getattr(found, name)) for name in RATES},
    }


def _share_values(share: Share) -> dict[str, Any]:
    low, high = share.interval or (None, None)
    return {
        "part": float(share.part),
        "whole": float(share.whole),
        "value": share.value,
        "low": low,
        "high": high,
        "words": share_words(share),
    }
