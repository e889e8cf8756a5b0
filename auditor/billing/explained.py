"""How do one discipline's minutes become units, step by step, and whose are they?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.billing.assistant_facts import Standard, assistant_facts
from auditor.billing.assistants import Way, judge, judge_untimed, parted
from auditor.billing.measures import laid_out, measures
from auditor.billing.pools import Pool
from auditor.billing.sharing import METHODS, Sharing
from auditor.billing.units import timed_only, work_out
from auditor.model import Demands, GivenMinutes, PartedUnits, Units
from auditor.model.counting import LEAST_MINUTES, MINUTES_PER_UNIT

UNTIMED_UNITS = 1
"""What a code that counts no time is billed, however long it took. Source: CMS Pub. 100-02, ch. 15,
§220.3.E."""


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code of a day: its minutes and what they come to.

    ``full`` and ``left`` are whole fifteens and the minutes beyond them; 0 for untimed codes.
    ``fewest`` and ``most`` are the units that right sharings give; both ``None`` where the code
    counts something other than minutes, and ``counts`` says what.
    """

    code: str
    name: str
    timed: bool
    given: GivenMinutes
    full: int = 0
    left: int = 0
    fewest: int | None = UNTIMED_UNITS
    most: int | None = UNTIMED_UNITS
    counts: str = ""
    taken: int | None = None
    """Most units a day that the payer takes of it; ``None`` where no limit is held."""
    ways: Mapping[int, tuple[Way, ...]] = field(default_factory=dict)
    """For each number of units that is right: whose they are. Empty where nothing is asked."""

    @property
    def partings(self) -> frozenset[PartedUnits]:
        """Every right number of units with and without the assistant's modifier."""
        return frozenset(parted(way) for ways in self.ways.values() for way in ways)


@dataclass(frozen=True, slots=True)
class Explained:
    """One discipline's day. ``full`` and ``spare`` add up to the payer's total of timed units."""

    pool: Pool
    rows: tuple[CodeRow, ...]
    units: Units
    sharing: Sharing
    """By the payer's method."""
    standard: Standard | None
    """The test of an assistant's part; ``None`` before there was one, or with no assistant."""
    demands: Demands

    @property
    def timed(self) -> tuple[CodeRow, ...]:
        """The rows that count minutes."""
        return tuple(row for row in self.rows if row.timed)

    @property
    def full(self) -> int:
        """Units that whole fifteens of single codes make."""
        return sum(row.full for row in self.timed)

    @property
    def spare(self) -> int:
        """Units of the total that are given out by the minutes left over."""
        return sum(self.sharing.certain.values()) + self.sharing.left - self.full

    @property
    def assisted(self) -> bool:
        """Whether an assistant gave any of the minutes."""
        return any(row.given.assistant or row.given.together for row in self.rows)


def explain(pool: Pool, billed: Mapping[str, int], demands: Demands, day: str) -> Explained:
    """Work out one discipline's units and keep what each step came to.

    Args:
        pool: Its minutes; every code of it stands in ``demands.codes``.
        billed: Units billed by code, timed or not; empty where nothing is.
        demands: Of the payer and day.
        day: ISO date of service.

    Raises:
        ValueError: An assistant's minutes belong to a code whose further minutes are another's.
    """
    totals = {code: given.total for code, given in pool.given.items()}
    timed = timed_only(totals, demands.codes)
    minutes = laid_out(timed)
    given = _given(pool, minutes)
    sharing = METHODS[demands.unit_method](minutes)
    standard = assistant_facts().on(day)
    rows = [
        _timed_row(code, given[code], sharing, demands, standard)
        for code in minutes
        if minutes[code] or code in timed
    ]
    rows += [_other_row(c, pool.given[c], demands, standard) for c in totals if c not in timed]
    return Explained(
        pool=pool,
        rows=tuple(rows),
        units=work_out(timed, None, timed_only(billed, demands.codes), demands.unit_method),
        sharing=sharing,
        standard=standard,
        demands=demands,
    )


def _given(pool: Pool, minutes: Mapping[str, int]) -> dict[str, GivenMinutes]:
    """Part the minutes of each timed code as laid out; a code that kept its own keeps its hands."""
    given = {code: pool.given.get(code, GivenMinutes()) for code in minutes}
    for first, further in measures().further.items():
        if first in minutes and given[first].total != minutes[first]:
            both = given[first].and_also(given[further])
            given[first] = _laid(both, minutes[first], f"{first} and {further}")
            given[further] = _laid(both, minutes[further], f"{first} and {further}")
    return given


def _laid(both: GivenMinutes, minutes: int, codes: str) -> GivenMinutes:
    """Give one code of a service its minutes, where all of the service are one person's."""
    if both.therapist == both.total:
        return GivenMinutes(therapist=minutes)
    if both.assistant == both.total:
        return GivenMinutes(assistant=minutes)
    if both.together == both.total:
        return GivenMinutes(together=minutes)
    message = f"{codes}: give the minutes of each, so that it is known whose the first unit is"
    raise ValueError(message)


def _timed_row(
    code: str,
    given: GivenMinutes,
    sharing: Sharing,
    demands: Demands,
    standard: Standard | None,
) -> CodeRow:
    fewest, most = sharing.bounds(code)
    full, left = divmod(given.total, MINUTES_PER_UNIT)
    counts = range(fewest, most + 1)
    return CodeRow(
        code=code,
        name=demands.codes[code].name,
        timed=True,
        given=given,
        full=full,
        left=left,
        fewest=fewest,
        most=most,
        taken=demands.codes[code].max_units,
        ways={} if standard is None else {n: judge(given, n, standard) for n in counts},
    )


def _other_row(
    code: str, given: GivenMinutes, demands: Demands, standard: Standard | None
) -> CodeRow:
    """A code that does not count 15 minutes: one unit, or what no minutes tell."""
    counts = measures().otherwise.get(code, "")
    units = None if counts else UNTIMED_UNITS * (given.total > 0)
    never = code in assistant_facts().never
    ways: dict[int, tuple[Way, ...]] = {}
    if standard is not None and not counts and not never and given.total:
        ways = {UNTIMED_UNITS: tuple((unit,) for unit in judge_untimed(given, standard))}
    return CodeRow(
        code=code,
        name=demands.codes[code].name,
        timed=False,
        given=given,
        fewest=units,
        most=units,
        counts=counts,
        taken=demands.codes[code].max_units,
        ways=ways,
    )


def next_in_line(explained: Explained) -> tuple[CodeRow, ...]:
    """Return the timed rows with minutes left over, the most minutes first."""
    left = [row for row in explained.timed if row.left]
    return tuple(sorted(left, key=lambda row: (-row.left, row.code)))


def span_of(units: int) -> tuple[int, int]:
    """Return the fewest and the most minutes that make a number of units, 1 or more."""
    least = MINUTES_PER_UNIT * (units - 1) + LEAST_MINUTES
    return least, least + MINUTES_PER_UNIT - 1
