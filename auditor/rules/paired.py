"""Which codes were billed together on the visit's day, and what is known of each two of them?"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from auditor.model import CodePair, PairAnswer, PairState, PairTable, ServiceLine, Visit
from auditor.rules.claim import lines_of
from auditor.rules.modifiers import spoken
from auditor.rules.once import once

DISTINCT = frozenset({"59", "XE", "XP", "XS", "XU"})
"""Modifiers that say two services were apart. Source: CMS NCCI Policy Manual, ch. 1."""


@dataclass(frozen=True, slots=True)
class Together:
    """Two codes billed on one day, in the order of the claim, and what the payer's table says."""

    codes: tuple[str, str]
    answer: PairAnswer

    @property
    def pair(self) -> CodePair | None:
        """Which of the two excludes the other; ``None`` where neither does or nobody knows."""
        return self.answer.pair

    @property
    def words(self) -> str:
        """The two codes, the denied one first where one is."""
        one, other = (self.pair.second, self.pair.first) if self.pair else self.codes
        return f"{one} with {other}"

    def is_(self, state: PairState) -> bool:
        """Say whether this is the answer."""
        return self.answer.state is state


def table_of(visit: Visit) -> PairTable:
    """Return what the payer in force knows of code pairs; an empty table where there is none."""
    return visit.demands.pairs if visit.demands else PairTable()


@once
def lines_of_day(visit: Visit) -> tuple[ServiceLine, ...]:
    """Return the lines billed for the visit's day; a line without a day of its own is one."""
    day = visit.date_of_service
    return tuple(x for x in lines_of(visit) if not day or x.date_of_service in (None, day))


@once
def together(visit: Visit) -> tuple[Together, ...]:
    """Return each two different codes billed for one day, in the order of the claim."""
    table = table_of(visit)
    codes = {
        (one.code, other.code): None
        for one, other in combinations(lines_of_day(visit), 2)
        if one.code != other.code and _one_day(one, other)
    }
    once_each = {frozenset(two): two for two in reversed(codes)}
    return tuple(
        Together(two, table.answer(*two)) for two in codes if once_each[frozenset(two)] == two
    )


def with_code(visit: Visit, code: str) -> tuple[Together, ...]:
    """Return those that one of the codes is this."""
    return tuple(t for t in together(visit) if code in t.codes)


def marks(line: ServiceLine) -> tuple[str, ...]:
    """Return 59 and X{EPSU} as they stand on a line, each once, in order."""
    return tuple(sorted(DISTINCT & {*spoken(line)}))


def told_apart(visit: Visit, pair: CodePair) -> bool:
    """Say whether a modifier tells the two apart, on a line where it counts on that day."""
    counted = (pair.first, pair.second) if table_of(visit).either_line else (pair.second,)
    return any(marks(line) for line in lines_of_day(visit) if line.code in counted)


def several(found: Iterable[str], shown: int = 3) -> str:
    """Write the first few, and how many more there are."""
    listed = tuple(found)
    more = f" and {len(listed) - shown} more" if len(listed) > shown else ""
    return ", ".join(listed[:shown]) + more


def _one_day(one: ServiceLine, other: ServiceLine) -> bool:
    days = {one.date_of_service, other.date_of_service} - {None}
    return len(days) < 2  # noqa: PLR2004 - two lines, two days
