"""How many units do a day's minutes support where more than one discipline gave them?"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice, product

from auditor.billing.units import TIES_LISTED, share_by_total
from auditor.model import ServiceLine, UnitCount, Units, disciplines_of
from auditor.model.counting import MEDICARE


def disciplines_of_codes(
    lines: Iterable[ServiceLine], signed: Collection[str | None]
) -> Mapping[str, str | None]:
    """Return under which discipline each code is billed, where several treated.

    Args:
        lines: The lines of the day.
        signed: The disciplines of those who signed the note.

    Returns:
        ``None`` for a code of two disciplines or of none. Empty where the lines are of one
        discipline, or where not all of theirs signed: such a modifier may be the mistake.
    """
    told: dict[str, set[str]] = {}
    for line in lines:
        told[line.code] = told.get(line.code, set()) | disciplines_of(line.modifiers)
    billed = set().union(*told.values())
    if len(billed) < 2 or not billed.issubset(signed):  # noqa: PLR2004 - one discipline is no two
        return {}
    return {code: min(of) if len(of) == 1 else None for code, of in told.items()}


def counted_apart(units: Units, disciplines: Mapping[str, str | None]) -> Units:
    """Count Medicare's units of each discipline's minutes by themselves.

    Args:
        units: As ``units.work_out`` returns them, all minutes together.
        disciplines: As ``disciplines_of_codes`` returns them; empty changes nothing.

    Returns:
        The units; Medicare's are not known where it is not known whose the minutes of a code are.

    Source:
        Pools apart by discipline: common practice, in no manual.
    """
    if not disciplines:
        return units
    count = UnitCount(None, None)
    minutes = units.minutes_by_code or {}
    parted = units.methods[MEDICARE].by_code is not None
    if parted and all(disciplines.get(code) for code in minutes):
        pools: dict[str | None, dict[str, int]] = {}
        for code, given in minutes.items():
            pools.setdefault(disciplines[code], {})[code] = given
        count = _together([share_by_total(pool) for pool in pools.values()])
    return replace(units, methods={**units.methods, MEDICARE: count})


def _together(counts: Sequence[UnitCount]) -> UnitCount:
    sums: list[dict[str, int]] = []
    for ways in islice(product(*((c.by_code or {}, *c.ties) for c in counts)), 1 + TIES_LISTED):
        together: Counter[str] = Counter()
        for way in ways:
            together.update(way)
        sums.append(dict(together))
    return UnitCount(sum(c.total or 0 for c in counts), sums[0], tuple(sums[1:]))
