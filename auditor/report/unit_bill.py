"""How is it said where a bill, or a payer's limit, is not what the minutes come to?"""

from collections.abc import Iterator, Mapping, Sequence

from auditor.billing.assistant_facts import assistant_facts
from auditor.billing.explained import CodeRow, Explained
from auditor.billing.measures import measures
from auditor.billing.units import Difference, differences
from auditor.model import PartedUnits
from auditor.report.unit_owners import modifier_of
from auditor.report.unit_steps import joined
from auditor.report.words import plural


def limits(days: Sequence[Explained]) -> Iterator[str]:
    """Say where the day's minutes come to more than the payer takes.

    A code's limit counts the whole day, whoever gave it; a visit's counts one discipline.
    """
    most: dict[str, int] = {}
    for row in (row for day in days for row in day.rows):
        most[row.code] = most.get(row.code, 0) + (row.most or 0)
    for code, taken in _taken(days).items():
        payer = days[0].demands.payer
        if not taken:
            yield f"{payer} does not pay {code} by itself."
        elif most[code] > taken:
            yield f"{payer} takes {taken} of {code} a day; the minutes come to {most[code]}."
    for day in days:
        yield from _visit(day)


def _taken(days: Sequence[Explained]) -> dict[str, int]:
    rows = [row for day in days for row in day.rows]
    return {row.code: row.taken for row in rows if row.taken is not None}


def _visit(day: Explained) -> Iterator[str]:
    for cap in day.demands.visit_caps:
        counted = [row for row in day.rows if row.code in cap.codes]
        units = sum(row.fewest or 0 for row in counted) + _tied_units(day, counted)
        if counted:
            codes = joined([row.code for row in counted])
            taken = f"{day.demands.payer} takes {plural(cap.max_units, 'unit')} of {codes}"
            yield f"{taken} in one visit; the minutes come to {units}."


def _tied_units(day: Explained, rows: Sequence[CodeRow]) -> int:
    """The units that tied codes share beyond the fewest of each."""
    tied = [row for row in rows if row.fewest != row.most]
    return min(day.sharing.left, len(tied))


def bill(day: Explained, billed: Mapping[str, PartedUnits]) -> Iterator[str]:
    """Say where a bill is not what the minutes come to.

    Args:
        day: One discipline's day.
        billed: Units billed of each code, with and without an assistant's modifier.
    """
    for found in differences(day.units):
        yield _difference(found)
    given = {row.code for row in day.rows}
    timed = {row.code for row in day.timed}
    for code, lines in billed.items():
        units = lines.with_modifier + lines.without
        if code not in timed and not day.demands.codes[code].timed:
            yield from _given_once(code, units) if code in given else _not_given(code, units)
    if day.assisted and "assistant_modifier" in day.demands.required:
        for row in day.rows:
            yield from _modifiers(row, billed.get(row.code), modifier_of(day))


def _difference(found: Difference) -> str:
    what = found.code or "in all"
    return f"{what}: {found.billed} billed, the minutes support {found.supported}"


def _given_once(code: str, units: int) -> Iterator[str]:
    counted = measures().otherwise.get(code)
    if units > 1 and not counted:
        yield f"{code}: {units} billed, a code that counts no time is one"


def _not_given(code: str, units: int) -> Iterator[str]:
    yield f"{code}: {units} billed, no minutes of it are given"


def _modifiers(row: CodeRow, billed: PartedUnits | None, modifier: str) -> Iterator[str]:
    if billed is None or not modifier:
        return
    if row.code in assistant_facts().never and billed.with_modifier:
        yield f"{row.code}: billed with {modifier}, and an assistant may not evaluate"
    if not row.partings or billed in row.partings:
        return
    due = sorted({parting.with_modifier for parting in row.partings})
    if billed.with_modifier not in due:
        right = joined([str(n) for n in due], "or")
        yield f"{row.code}: {billed.with_modifier} billed with {modifier}, {right} by the minutes"
