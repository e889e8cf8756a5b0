"""The units that minutes support, as ``auditor units`` works them out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.billing.explained import Explained, explain
from auditor.billing.pools import Pool, Spent, pooled
from auditor.cli import streams
from auditor.cli.options import Asked, PageFormat
from auditor.cli.work.billed import Bills, read_bills
from auditor.cli.work.days import iso_day
from auditor.cli.work.exits import NOT_AUDITED, READY
from auditor.cli.work.settings import config_of, demands_in_force
from auditor.cli.work.spent import read_spent
from auditor.cli.work.values import write_json
from auditor.errors import InputError
from auditor.model import Demands
from auditor.report.unit_page import Sheet, page
from auditor.report.unit_values import values


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What was given and billed, in words as written; ``date`` is ``None`` where not given."""

    minutes: Sequence[str]
    billed: Sequence[str] = ()
    date: str | None = None


def units(day: Day, asked: Asked, *, output: PageFormat, color: bool | None = None) -> int:
    """Write how the units come about; return the exit code.

    Raises:
        AuditorError: A setting or an option cannot be read, or there are no minutes.
    """
    date = iso_day("--date", day.date)
    demands = demands_in_force(config_of(asked), date)
    if beyond := _beyond(date, demands):
        streams.say(beyond)
    written = read_spent(day.minutes, demands.codes)
    pools = _pools(written.spent)
    bills = read_bills(day.billed, [pool.discipline for pool in pools], demands.codes)
    problems = [*written.problems, *bills.problems]
    for problem in problems:
        streams.say(problem)
    if problems:
        return NOT_AUDITED
    if not pools:
        message = "no minutes to count; give codes with their minutes, as in 97530=23"
        raise InputError(message)
    sheet = Sheet(
        days=tuple(_explained(pools, bills, demands, date or demands.as_of)),
        bills=bills.by_discipline,
        unbillable=written.unbillable,
        date=date,
    )
    if output is PageFormat.JSON:
        return write_json(values(sheet))
    streams.for_people()
    drawn = streams.terminal_width() is not None if color is None else color
    streams.write(page(sheet, width=streams.width(), drawn=drawn, colour=streams.colour(color)))
    return READY


def _beyond(date: str | None, demands: Demands) -> str:
    """Say that a day lies outside of what is known of the payer; empty where it does not."""
    if date is None or demands.dated_from <= date <= demands.dated_through:
        return ""
    early = date < demands.dated_from
    known = f"from {demands.dated_from} on" if early else f"until {demands.dated_through}"
    return f"the payer's facts are known {known}; for this date the nearest are used"


def _pools(spent: Sequence[Spent]) -> tuple[Pool, ...]:
    try:
        return pooled(spent)
    except ValueError as error:
        raise InputError(str(error)) from None


def _explained(
    pools: Sequence[Pool], bills: Bills, demands: Demands, date: str
) -> Iterator[Explained]:
    for pool in pools:
        try:
            yield explain(pool, _billed(bills, pool), demands, date)
        except ValueError as error:
            raise InputError(str(error)) from None


def _billed(bills: Bills, pool: Pool) -> Mapping[str, int]:
    lines = bills.by_discipline.get(pool.discipline, {})
    return {code: parts.with_modifier + parts.without for code, parts in lines.items()}
