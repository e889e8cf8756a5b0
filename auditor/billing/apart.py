"""How many units do a day's minutes support where more than one discipline gave them?"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice, product

from auditor.billing.modifiers import credential_of, discipline_of
from auditor.billing.sharing import MEDICARE
from auditor.billing.units import TIES_LISTED, share_by_total
from auditor.model import ServiceLine, Signature, UnitCount, Units


def disciplines_of_codes(
    lines: Iterable[ServiceLine], signatures: Iterable[Signature]
) -> Mapping[str, str | None]:
    """Return under which discipline each code is billed, where several treated.

    Returns:
        ``None`` for a code of two disciplines or of none. Empty where the lines are of one
        discipline, or where not all of theirs signed: such a modifier may be the mistake.
    """
    told: dict[str, set[str]] = {}
    for line in lines:
        spoken = {d for m in line.modifiers if (d := discipline_of(m))}
        told[line.code] = told.get(line.code, set()) | spoken
    known = (credential_of(s.credential) for s in signatures if s.credential)
    signed = {c.discipline for c in known if c is not None}
    billed = set().union(*told.values())
    if len(billed) < 2 or not billed <= signed:  # noqa: PLR2004 - one discipline is no two
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
