"""Do the billed units of a record stand on its minutes, and how is that said?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from auditor.report.words import METHOD_NAMES, plural, spaced

WAYS_NAMED = 3
"""How many equally right sharings are written out."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Units of timed codes billed, beside those the minutes support by the payer's method.

    ``over`` and ``under`` add up the codes' differences from the right sharing nearest to the
    bill; where the note does not part its minutes by code, they are the totals' difference.
    """

    billed: int
    supported: int
    over: int
    under: int


def compare(units: Mapping[str, Any]) -> Comparison | None:
    """Compare a record's billed units with its minutes; ``None`` where that cannot be done."""
    billed: Mapping[str, int] = units["billed"]
    count = units["methods"].get(units["payer_method"])
    if not billed or count is None or count["total"] is None:
        return None
    ways = [{"": count["total"]}] if count["by_code"] is None else _ways(count)
    bill = {"": sum(billed.values())} if count["by_code"] is None else billed
    over, under = min((_gap(bill, way) for way in ways), key=sum)
    return Comparison(sum(billed.values()), count["total"], over, under)


def _ways(count: Mapping[str, Any]) -> list[Mapping[str, int]]:
    return [count["by_code"], *count["ties"]]


def _gap(billed: Mapping[str, int], supported: Mapping[str, int]) -> tuple[int, int]:
    """Units billed over and under a sharing, code by code."""
    differences = [billed.get(c, 0) - supported.get(c, 0) for c in {*billed, *supported}]
    return sum(max(0, d) for d in differences), sum(max(0, -d) for d in differences)


def sharing_words(by_code: Mapping[str, int]) -> str:
    """Name units by code, as notes do: ``97110x1, 97530x2``."""
    return ", ".join(f"{code}x{by_code[code]}" for code in sorted(by_code))


def ways_words(count: Mapping[str, Any]) -> str:
    """Name the right sharings of a method's units; empty where the codes are not parted."""
    if not count["by_code"]:
        return ""
    ways = _ways(count)
    others = len(ways) - WAYS_NAMED
    named = [sharing_words(way) for way in ways[:WAYS_NAMED]]
    return " or ".join([*named, plural(others, "other sharing")] if others > 0 else named)


def method_order(units: Mapping[str, Any]) -> list[str]:
    """The unit methods' names, the payer's own first."""
    return sorted(units["methods"], key=lambda name: (name != units["payer_method"], name))


def method_words(name: str) -> str:
    """What a unit method is called."""
    return METHOD_NAMES.get(name, spaced(name))


def units_line(units: Mapping[str, Any]) -> str | None:
    """Say in one sentence which units the minutes support; ``None`` where that is not known."""
    known = {
        name: (count["total"], ways_words(count))
        for name, count in ((n, units["methods"][n]) for n in method_order(units))
        if count["total"] is not None
    }
    if units["timed_minutes"] is None or not known:
        return None
    if len(set(known.values())) == 1 and len(known) > 1:
        known = {"": next(iter(known.values()))}
    said = ", ".join(
        f"{plural(total, 'unit')} {_by(name, units['payer_method'])}{f' ({ways})' if ways else ''}"
        for name, (total, ways) in known.items()
    )
    billed = f"; billed {sharing_words(units['billed'])}" if units["billed"] else ""
    return f"{plural(units['timed_minutes'], 'timed minute')}: {said}{billed}"


def _by(method: str, payer_method: str) -> str:
    if not method:
        return "by either method"
    whose = "the payer's" if method == payer_method else "the"
    return f"by {whose} {method_words(method)}"
