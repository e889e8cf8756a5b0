"""How many claim lines of a batch have a note, and what the payer made of those flagged?"""

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.denials.figures import Figures
from auditor.report.outcomes import table
from auditor.report.paint import Paint
from auditor.report.words import plural

MISSED = "Denied, and nothing had been flagged"


@dataclass(frozen=True, slots=True)
class ClaimFigures:
    """Counts of claim lines, of what has no partner, and of what the payer answered."""

    lines: int
    notes: int
    lines_alone: int
    notes_alone: int
    lines_refused: int
    lines_passed_over: int
    """Claims, answers and rows that hold nothing to count: one that voids another, say."""
    lines_withdrawn: int
    """Lines that a later claim replaces or voids."""
    claims_replaced: int
    answers_alone: int
    outcomes: Figures | None
    """``None`` where no answers were given."""
    missed: tuple[str, ...] = ()
    """Lines denied that nothing had flagged, each in words; the first of them where many."""


def claim_summary(figures: ClaimFigures, *, colour: bool = False, width: int = 80) -> str:
    """Show the figures on a terminal; lines, each ended by a line feed."""
    paint = Paint(colour)
    blocks = [
        f"{paint('Claim lines', 'bold')}\n",
        *(f"  {line}\n" for line in claim_lines(figures)),
    ]
    if figures.outcomes is not None:
        blocks.append(f"\n{table(figures.outcomes, colour=colour, width=width)}")
    if figures.missed:
        blocks.append(f"\n{paint(MISSED, 'bold')}\n")
        blocks += [f"  {line}\n" for line in figures.missed]
    return "".join(blocks)


def claim_lines(figures: ClaimFigures) -> Iterator[str]:
    """Say in a line each how many lines found a note, and how many did not."""
    yield f"{plural(figures.lines, 'line')} put to {plural(figures.notes, 'note')}"
    yield f"{plural(figures.lines_alone, 'line')} without a note: nothing shows these services"
    yield f"{plural(figures.notes_alone, 'note')} without a line"
    if figures.lines_refused:
        yield f"{plural(figures.lines_refused, 'line')} that could not be read"
    if figures.lines_passed_over:
        yield f"{figures.lines_passed_over:,} void, reversed, undecided or sums: nothing to count"
    if figures.lines_withdrawn:
        yield f"{plural(figures.lines_withdrawn, 'line')} replaced or voided by a later claim"
    if figures.claims_replaced:
        own = plural(figures.claims_replaced, "note")
        yield f"in {own} the claim files went before the claim beside the text"
    if figures.answers_alone:
        yield f"{plural(figures.answers_alone, 'answer')} to lines that no claim file holds"
