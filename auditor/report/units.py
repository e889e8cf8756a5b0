"""Do the billed units stand on the minutes? Compared only where the note gives a code's minutes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from auditor.report.words import METHOD_NAMES, plural, spaced


@dataclass(frozen=True, slots=True)
class Comparison:
    """Billed units beside those the minutes support by the payer's method, code by code.

    Codes without minutes of their own in the note are not compared: they may be untimed.
    """

    supported: Mapping[str, int] = field(default_factory=dict)
    """The sharing of the minutes nearest to what was billed; any equally right one is right."""
    billed: Mapping[str, int] = field(default_factory=dict)
    """Units billed of the codes compared, 0 where one was not billed."""

    @property
    def over(self) -> int:
        """Units billed that the minutes do not support."""
        return sum(max(0, self.billed[c] - u) for c, u in self.supported.items())

    @property
    def under(self) -> int:
        """Units that the minutes support and that were not billed."""
        return sum(max(0, u - self.billed[c]) for c, u in self.supported.items())


def compare(units: Mapping[str, Any]) -> Comparison | None:
    """Compare a record's billed units with its minutes; ``None`` where that cannot be done."""
    method = units["methods"].get(units["payer_method"])
    if not units["billed"] or method is None or not method["by_code"]:
        return None
    best: Comparison | None = None
    for sharing in (method["by_code"], *method["ties"]):
        billed = {code: units["billed"].get(code, 0) for code in sharing}
        here = Comparison(supported=dict(sharing), billed=billed)
        if best is None or here.over + here.under < best.over + best.under:
            best = here
    return best


def sharing_words(by_code: Mapping[str, int]) -> str:
    """Name units by code, as notes do: ``97110x1, 97530x2``."""
    return ", ".join(f"{code}x{by_code[code]}" for code in sorted(by_code))


def method_order(units: Mapping[str, Any]) -> list[str]:
    """The unit methods' names, the payer's own first."""
    return sorted(units["methods"], key=lambda name: (name != units["payer_method"], name))


def method_words(name: str) -> str:
    """What a unit method is called."""
    return METHOD_NAMES.get(name, spaced(name))


def units_line(units: Mapping[str, Any]) -> str | None:
    """Say in one sentence which units the minutes support; ``None`` where that is not known."""
    counts = {
        name: units["methods"][name]
        for name in method_order(units)
        if units["methods"][name]["total"] is not None
    }
    if units["timed_minutes"] is None or not counts:
        return None
    supported = {
        name: (plural(count["total"], "unit"), ways_words(count)) for name, count in counts.items()
    }
    if len(set(supported.values())) == 1 and len(supported) > 1:
        supported = {"": next(iter(supported.values()))}
    said = [
        f"{total} by {_by(name, units['payer_method'])}{f' ({ways})' if ways else ''}"
        for name, (total, ways) in supported.items()
    ]
    if units["billed"]:
        said.append(f"billed {sharing_words(units['billed'])}")
    return f"{plural(units['timed_minutes'], 'timed minute')}: {'; '.join(said)}"


def ways_words(count: Mapping[str, Any]) -> str:
    """Name every sharing of a method's units that is right; empty where codes are not parted."""
    if not count["by_code"]:
        return ""
    return " or ".join(sharing_words(way) for way in (count["by_code"], *count["ties"]))


def _by(method: str, payer_method: str) -> str:
    if not method:
        return "either method"
    return f"the {method_words(method)}{', as this payer counts' * (method == payer_method)}"
