"""Which minutes of one day are counted together, and are they possible at all?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from auditor.model import GivenMinutes
from auditor.model.counting import MINUTES_PER_DAY


@dataclass(frozen=True, slots=True)
class Spent:
    """Minutes of one code in one episode of the day; ``discipline`` is ``None`` where not said."""

    code: str
    given: GivenMinutes
    discipline: str | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """What one discipline gave in one day: its timed minutes are counted together.

    ``given`` holds each code once, timed or not, in the order they were first given.
    """

    discipline: str | None
    given: Mapping[str, GivenMinutes] = field(default_factory=dict)

    @property
    def minutes(self) -> int:
        """All minutes of treatment, timed and untimed."""
        return sum(given.total for given in self.given.values())


def pooled(spent: Iterable[Spent]) -> tuple[Pool, ...]:
    """Put a day's minutes together, code by code and discipline by discipline.

    A code given in several blocks, in the morning and again in the afternoon, or by two clinicians
    of one discipline is one service of the day: its minutes add up. What PT and OT gave are never
    put together, since each treats under a plan of care of its own.

    Args:
        spent: In any order; rest and other unbillable minutes are not in here.

    Returns:
        One pool a discipline, in the order they were first given.

    Raises:
        ValueError: Minutes are negative, or a discipline gave more than a day holds.

    Source:
        CMS Pub. 100-04, ch. 5, §20.2.C; pools apart by discipline: common practice, in no manual.
    """
    pools: dict[str | None, dict[str, GivenMinutes]] = {}
    for one in spent:
        _refuse_impossible(one)
        codes = pools.setdefault(one.discipline, {})
        codes[one.code] = codes.get(one.code, GivenMinutes()).and_also(one.given)
    found = tuple(Pool(discipline, codes) for discipline, codes in pools.items())
    for pool in found:
        if pool.minutes > MINUTES_PER_DAY:
            message = f"{pool.minutes} minutes are more than a day has ({MINUTES_PER_DAY})"
            raise ValueError(message)
    return found


def _refuse_impossible(spent: Spent) -> None:
    given = spent.given
    if min(given.therapist, given.assistant, given.together) < 0:
        message = f"{spent.code}: minutes must not be negative"
        raise ValueError(message)
