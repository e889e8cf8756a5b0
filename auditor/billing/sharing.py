"""How do the minutes of one visit become units, and in how many right ways?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from auditor.model.counting import LEAST_MINUTES, MEDICARE, MINUTES_PER_UNIT, RULE_OF_EIGHTS


@dataclass(frozen=True, slots=True)
class Sharing:
    """All right sharings at once: units that are certain, and ``left`` more for the ``tied`` codes.

    The units left go one each to codes of ``tied``, whichever: at least one where there are any.
    ``certain`` is in order of codes.
    """

    certain: Mapping[str, int]
    tied: tuple[str, ...] = ()
    left: int = 0

    def all(self) -> Iterator[Mapping[str, int]]:
        """Yield every right sharing in order; codes with no unit are left out."""
        for chosen in combinations(self.tied, self.left):
            units = {c: n + (c in chosen) for c, n in self.certain.items()}
            yield {c: n for c, n in units.items() if n}

    def bounds(self, code: str) -> tuple[int, int]:
        """Return the fewest and the most units a right sharing gives ``code``."""
        certain = self.certain.get(code, 0)
        if code not in self.tied:
            return certain, certain
        return certain + (self.left == len(self.tied)), certain + 1


def refuse_negative(*minutes: int) -> None:
    """Check that no minutes are negative.

    Raises:
        ValueError: Some are.
    """
    if any(m < 0 for m in minutes):
        message = f"minutes must not be negative, got {min(minutes)}"
        raise ValueError(message)


def billable_units(minutes: int) -> int:
    """Count the 15-minute units that minutes make: 8 to 22 are one, 23 to 37 two, and so on.

    Args:
        minutes: Whole minutes of treatment with the patient: of all timed codes together for
            Medicare, of one code for the CPT midpoint.

    Returns:
        Units, 0 or more.

    Raises:
        ValueError: ``minutes`` is negative.

    Example:
        >>> [billable_units(m) for m in (7, 8, 22, 23)]
        [0, 1, 1, 2]

    Source:
        CMS Pub. 100-04, ch. 5, §20.2.C.
    """
    refuse_negative(minutes)
    return (minutes + MINUTES_PER_UNIT - LEAST_MINUTES) // MINUTES_PER_UNIT


def share_total(minutes_by_code: Mapping[str, int]) -> Sharing:
    """Share the units of the visit's total: full fifteens first, then the largest remainders.

    Raises:
        ValueError: A code has negative minutes.

    Source:
        CMS Pub. 100-04, ch. 5, §20.2.C.
    """
    refuse_negative(*minutes_by_code.values())
    codes = sorted(minutes_by_code)
    full = {c: minutes_by_code[c] // MINUTES_PER_UNIT for c in codes}
    rest = {c: minutes_by_code[c] % MINUTES_PER_UNIT for c in codes}
    left = billable_units(sum(minutes_by_code.values())) - sum(full.values())
    if not left:
        return Sharing(full)
    least = sorted(rest.values(), reverse=True)[left - 1]
    certain = {c: full[c] + (rest[c] > least) for c in codes}
    tied = tuple(c for c in codes if rest[c] == least)
    return Sharing(certain, tied, left - sum(r > least for r in rest.values()))


def share_midpoint(minutes_by_code: Mapping[str, int]) -> Sharing:
    """Count each code on its own.

    Raises:
        ValueError: A code has negative minutes.

    Source:
        CPT time rule: a unit is attained when its midpoint is passed.
    """
    return Sharing({c: billable_units(minutes_by_code[c]) for c in sorted(minutes_by_code)})


METHODS: Mapping[str, Callable[[Mapping[str, int]], Sharing]] = {
    MEDICARE: share_total,
    RULE_OF_EIGHTS: share_midpoint,
}
"""How each method shares one visit's units, given the whole minutes of each timed code."""
