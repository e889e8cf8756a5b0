"""How does a whole day of units read: a table and its reasons, discipline by discipline?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from auditor.billing.explained import Explained
from auditor.model import PartedUnits
from auditor.model.counting import MEDICARE
from auditor.report import unit_table
from auditor.report.columns import wrapped
from auditor.report.paint import Paint
from auditor.report.unit_bill import bill, limits
from auditor.report.unit_owners import owners
from auditor.report.unit_steps import steps
from auditor.report.units import method_words
from auditor.report.words import plural


@dataclass(frozen=True, slots=True)
class Sheet:
    """One day: each discipline explained, what was billed, and what is left out.

    ``bills`` holds units by discipline and code; ``date`` is ``None`` where none was given.
    """

    days: tuple[Explained, ...]
    bills: Mapping[str | None, Mapping[str, PartedUnits]]
    unbillable: int
    date: str | None


def page(sheet: Sheet, *, width: int, drawn: bool = False, colour: bool = False) -> str:
    """Write the day.

    Args:
        sheet: The day; one discipline or more.
        width: Columns of the page.
        drawn: Whether to draw the tables with lines, as for a terminal.
        colour: Whether to colour them.
    """
    paint = Paint(colour)
    blocks = [_wrapped([heading(sheet)], width)]
    for day in sheet.days:
        title = [paint(day.pool.discipline, "bold")] if day.pool.discipline else []
        if drawn:
            table = unit_table.drawn(day, width=width, colour=colour)
        else:
            table = unit_table.lines(day, width=width)
        blocks += [[*title, *table], _wrapped(reasons(day), width)]
        blocks.append(_wrapped(bill(day, sheet.bills.get(day.pool.discipline, {})), width))
    blocks.append(_wrapped(closing(sheet), width))
    return "\n".join("".join(f"{line}\n" for line in block) for block in blocks if block)


def heading(sheet: Sheet) -> str:
    """Say whose method counts, and as of which day."""
    demands = sheet.days[0].demands
    counted = "all timed minutes together" if demands.unit_method == MEDICARE else "each code alone"
    day = f"on {sheet.date}" if sheet.date else f"as of {demands.as_of} (no --date given)"
    return f"{demands.payer} {day}: {method_words(demands.unit_method)}, {counted}."


def reasons(day: Explained) -> Iterator[str]:
    """Say how one discipline's units came about, and whose they are."""
    yield from steps(day)
    yield from owners(day)


def closing(sheet: Sheet) -> Iterator[str]:
    """Say what holds for the day as a whole."""
    if sheet.unbillable:
        yield f"{plural(sheet.unbillable, 'minute')} of rest or other unbillable time left out."
    if len(sheet.days) > 1:
        yield "Each discipline's minutes are counted by themselves."
    yield from limits(sheet.days)


def _wrapped(sentences: Iterator[str] | list[str], width: int) -> list[str]:
    return [line for s in sentences for line in wrapped(s, width=width, hanging="  ")]
