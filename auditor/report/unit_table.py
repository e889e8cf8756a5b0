"""What does one discipline's day of units look like as a table?"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.billing.explained import CodeRow, Explained
from auditor.model.counting import MINUTES_PER_UNIT
from auditor.report.columns import cells, wrapped
from auditor.report.unit_owners import cell as modifier_cell
from auditor.report.unit_steps import total

GAP = "  "
NONE = "-"
SERVICE = "service"
LEAST_NAME = 16
"""Columns that the names of services need; on a narrower page they stand below the table."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its cells, whether it holds numbers."""

    head: str
    cells: tuple[str, ...]
    number: bool = True

    @property
    def width(self) -> int:
        """Columns it takes on a page; the names of services may be broken."""
        return max(map(cells, (*_head(self), *self.cells)))


def lines(day: Explained, *, width: int) -> Iterator[str]:
    """Give the table as aligned lines for a page of so many columns."""
    shown = _fitting(day, width)
    widths = [column.width for column in shown]
    spare = width - sum(widths) - len(GAP) * (len(widths) - 1)
    for number, column in enumerate(shown):
        if column.head == SERVICE and spare < 0:
            widths[number] = max(LEAST_NAME, widths[number] + spare)
    numbers = [column.number for column in shown]
    for row in zip(*((*_head(c), *c.cells) for c in shown), strict=True):
        yield from _lines(row, widths, numbers)
    yield from _names(day, shown)


def drawn(day: Explained, *, width: int, colour: bool) -> Iterator[str]:
    """Draw the table for a terminal of so many columns."""
    from rich import box  # noqa: PLC0415 - plain text and JSON should not wait for it
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    shown = _fitting(day, width)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for column in shown:
        table.add_column(
            "\n".join(_head(column)),
            justify="right" if column.number else "left",
            no_wrap=column.head != SERVICE,
        )
    rows = list(zip(*(column.cells for column in shown), strict=True))
    for row in rows[:-1]:
        table.add_row(*row)
    table.add_row(*rows[-1], style="bold")
    page = io.StringIO()
    console = Console(
        file=page,
        width=max(width, _least(shown) + len(shown)),
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
    )
    console.print(table)
    yield from (line.rstrip() for line in page.getvalue().splitlines())
    yield from _names(day, shown)


def _columns(day: Explained) -> Iterator[Column]:
    """Yield the columns that have something to say, each with the timed total in its last row."""
    rows = day.rows
    yield Column("code", (*(r.code for r in rows), "timed"), number=False)
    yield Column(SERVICE, (*(r.name for r in rows), ""), number=False)
    minutes = sum(r.given.total for r in day.timed)
    yield Column("minutes", (*(str(r.given.total) for r in rows), str(minutes)))
    yield from _hands(day)
    yield Column(f"full {MINUTES_PER_UNIT}s", (*map(_full, rows), str(day.full)))
    yield Column("left over", (*map(_left, rows), ""))
    yield Column("one more", (*map(_more, rows), str(day.spare)))
    yield Column("units", (*map(_units, rows), str(total(day))))
    if billed := day.units.billed:
        each = (str(billed.get(r.code, 0)) if r.timed else "" for r in rows)
        yield Column("billed", (*each, str(sum(billed.values()))))
    if any(r.taken is not None for r in rows):
        taken = ("" if r.taken is None else str(r.taken) for r in rows)
        yield Column("most a day", (*taken, ""))
    marks = tuple(modifier_cell(r, day) for r in rows)
    if any(marks):
        yield Column("modifier", (*marks, ""), number=False)


def _hands(day: Explained) -> Iterator[Column]:
    """Yield who gave the minutes, where an assistant gave any."""
    if not day.assisted:
        return
    given = [row.given for row in day.rows]
    hands = (
        ("therapist", [g.therapist for g in given]),
        ("assistant", [g.assistant for g in given]),
        ("together", [g.together for g in given]),
    )
    yield from (Column(head, (*map(str, spent), "")) for head, spent in hands if any(spent))


def _fitting(day: Explained, width: int) -> tuple[Column, ...]:
    """Return the columns without the names of services where these do not fit."""
    found = tuple(_columns(day))
    if _least(found) <= width:
        return found
    return tuple(column for column in found if column.head != SERVICE)


def _least(shown: Sequence[Column]) -> int:
    """The narrowest page on which the columns stand side by side."""
    widths = (min(c.width, LEAST_NAME) if c.head == SERVICE else c.width for c in shown)
    return sum(widths) + len(GAP) * (len(shown) - 1)


def _names(day: Explained, shown: Sequence[Column]) -> Iterator[str]:
    """Name the services below a table that has no room for them."""
    if all(column.head != SERVICE for column in shown):
        yield from (f"{row.code}: {row.name}" for row in day.rows)


def _head(column: Column) -> tuple[str, str]:
    """A heading on two lines, the first empty where it is one word."""
    first, _, second = column.head.partition(" ")
    return (first, second) if second else ("", first)


def _lines(row: Sequence[str], widths: Sequence[int], numbers: Sequence[bool]) -> Iterator[str]:
    """One row, on as many lines as its longest text takes in its column."""
    broken = [
        wrapped(text, width=width) if cells(text) > width else [text]
        for text, width in zip(row, widths, strict=True)
    ]
    for number in range(max(map(len, broken))):
        texts = [parts[number] if number < len(parts) else "" for parts in broken]
        yield GAP.join(
            " " * (width - cells(text)) + text if right else text + " " * (width - cells(text))
            for text, width, right in zip(texts, widths, numbers, strict=True)
        ).rstrip()


def _full(row: CodeRow) -> str:
    return str(row.full) if row.timed else NONE


def _left(row: CodeRow) -> str:
    return str(row.left) if row.timed else NONE


def _more(row: CodeRow) -> str:
    if not row.timed:
        return NONE
    if row.fewest != row.most:
        return "tied"
    return "yes" if (row.most or 0) > row.full else "no"


def _units(row: CodeRow) -> str:
    if row.most is None:
        return "?"
    return str(row.most) if row.fewest == row.most else f"{row.fewest} or {row.most}"
