"""What is a day of units as JSON values, for programs?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice, product
from typing import Any

from auditor.billing.explained import CodeRow, Explained
from auditor.billing.units import TIES_LISTED
from auditor.model import UnitCount, Units
from auditor.record import units_json
from auditor.report.unit_bill import bill
from auditor.report.unit_page import Sheet, closing, reasons


def values(sheet: Sheet) -> dict[str, Any]:
    """Give the day: the keys of a record's ``units`` for all of it, and more of each discipline."""
    demands = sheet.days[0].demands
    return {
        **units_json(whole([day.units for day in sheet.days])),
        "date_of_service": sheet.date,
        "payer": demands.payer,
        "pack": demands.pack,
        "unbillable_minutes": sheet.unbillable,
        "notices": list(closing(sheet)),
        "disciplines": [_day(day, sheet) for day in sheet.days],
    }


def whole(parts: Sequence[Units]) -> Units:
    """Add up the units of several disciplines, whose minutes were counted apart."""
    if len(parts) == 1:
        return parts[0]
    timed = [part.timed_minutes for part in parts if part.timed_minutes is not None]
    return Units(
        timed_minutes=sum(timed) if timed else None,
        minutes_by_code=_added([part.minutes_by_code or {} for part in parts]),
        methods={
            name: _together([part.methods[name] for part in parts]) for name in parts[0].methods
        },
        billed=_added([part.billed for part in parts]),
        payer_method=parts[0].payer_method,
    )


def _together(counts: Sequence[UnitCount]) -> UnitCount:
    known = [count for count in counts if count.total is not None]
    if not known:
        return UnitCount(None, None)
    ways = [(count.by_code or {}, *count.ties) for count in known]
    sums = (_added(chosen) for chosen in product(*ways))
    first, *others = islice(sums, 1 + TIES_LISTED)
    other = {tuple(sorted(way.items())): way for way in others if way != first}
    return UnitCount(sum(c.total or 0 for c in known), first, tuple(other.values()))


def _added(parts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    added: Counter[str] = Counter()
    for part in parts:
        added.update(part)
    return dict(added)


def _day(day: Explained, sheet: Sheet) -> dict[str, Any]:
    return {
        **units_json(day.units),
        "discipline": day.pool.discipline,
        "treatment_minutes": day.pool.minutes,
        "codes": [_row(row, day) for row in day.rows],
        "reasons": list(reasons(day)),
        "differences": list(bill(day, sheet.bills.get(day.pool.discipline, {}))),
    }


def _row(row: CodeRow, day: Explained) -> dict[str, Any]:
    """``units`` and ``modifiers`` list all that is right; the latter is ``None`` unless asked."""
    partings = sorted(row.partings)
    units = [] if row.fewest is None or row.most is None else [*range(row.fewest, row.most + 1)]
    return {
        "code": row.code,
        "name": row.name,
        "timed": row.timed,
        "minutes": row.given.total,
        "therapist_minutes": row.given.therapist,
        "assistant_minutes": row.given.assistant,
        "together_minutes": row.given.together,
        "full_units": row.full if row.timed else None,
        "minutes_left": row.left if row.timed else None,
        "units": units,
        "most_a_day": row.taken,
        "assistant_modifier": [
            {"with": parting.with_modifier, "without": parting.without} for parting in partings
        ]
        if day.assisted
        else None,
    }
