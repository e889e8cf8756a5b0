"""Which units does Medicare take in a day, by whose table, and how strictly?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from auditor.billing.entries import cite, code, period
from auditor.billing.facts import Mue, Period
from auditor.billing.tables import Table, nearest

INDICATORS = (1, 2, 3)
ABSOLUTE = 2


@dataclass(frozen=True, slots=True)
class Limits:
    """What all codes' limits have in common, and the codes that differ."""

    cites: tuple[str, str]
    periods: tuple[Period, Period]
    """Of the practitioner's and of the hospital's table."""
    indicator: int
    absolute: frozenset[str]
    hospital_units: Mapping[str, int]
    """Units of the codes whose limit differs in an outpatient hospital."""

    def practitioner(self, of: str, units: int | None) -> Mue | None:
        """Return a code's limit in a practitioner's office; ``None`` where none is held."""
        if units is None:
            return None
        return Mue(units, self._indicator(of), self.cites[0], self.periods[0])

    def hospital(self, of: str, units: int | None) -> Mue | None:
        """Return a code's limit in an outpatient hospital; ``None`` where none is held."""
        if units is None:
            return None
        own = self.hospital_units.get(of, units)
        return Mue(own, self._indicator(of), self.cites[1], self.periods[1])

    def check(self, table: Table, limited: Collection[str]) -> None:
        """Check that every code that differs is one that has a limit at all.

        Raises:
            PackError: One is not.
        """
        for named in sorted({*self.absolute, *self.hospital_units}):
            if named not in limited:
                table.fail(f"mue: no code {named} with a limit is held; {nearest(named, limited)}")

    def _indicator(self, of: str) -> int:
        return ABSOLUTE if of in self.absolute else self.indicator


def read_limits(table: Table, cites: Mapping[str, str]) -> Limits:
    """Read ``mue``: source and days of both tables, indicators, what the hospital's has otherwise.

    Raises:
        PackError: Something in it is missing or wrong.
    """
    mue = table.needed_table("mue")
    mue.allow("practitioner", "hospital", "indicator", "absolute")
    one, other = mue.needed_table("practitioner"), mue.needed_table("hospital")
    one.allow("source", "from", "to")
    other.allow("source", "from", "to", "units")
    indicator = mue.number("indicator")
    if indicator not in INDICATORS:
        mue.fail("indicator is 1, 2 or 3")
    return Limits(
        cites=(cite(one, cites), cite(other, cites)),
        periods=(period(one), period(other)),
        indicator=indicator,
        absolute=frozenset(code(mue, c) for c in mue.texts("absolute")),
        hospital_units=_units(other.needed_table("units")),
    )


def _units(table: Table) -> Mapping[str, int]:
    units = {code(table, name): table.number(name) for name in table.values}
    return {name: most for name, most in units.items() if most is not None}
