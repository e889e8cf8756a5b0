"""Which rates, indices and terms does a question about fees stand on?"""

from dataclasses import dataclass

from auditor.errors import InputError
from auditor.fees.facts import (
    NATIONAL,
    AssistantShare,
    CodeRate,
    Factor,
    Gpci,
    Reduction,
    Schedule,
    Terms,
)


@dataclass(frozen=True, slots=True)
class Asking:
    """What is known of the day whose lines are priced."""

    schedule: Schedule
    terms: Terms
    day: str | None = None
    """ISO date in the schedule's year; ``None`` where only the year is known."""
    gpci: Gpci = NATIONAL
    track: str | None = None
    """``qp`` or ``non-qp`` in years that pay the two apart; ``None`` where it is not known."""

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The conversion factors that may hold, the one taken where nothing decides first.

        Raises:
            InputError: None is held for the day.
        """
        possible = [
            factor
            for factor in self.schedule.factors
            if (self.day is None or factor.period.covers(self.day))
            and (not factor.track or self.track in (None, factor.track))
        ]
        if not possible:
            message = f"no conversion factor is held for {self.day or self.schedule.year}"
            raise InputError(message)
        return tuple(sorted(possible, key=lambda f: f.period.start, reverse=True))

    @property
    def reduction(self) -> Reduction | None:
        """The reduction of several units in force; ``None`` where there is none."""
        held = (r for r in self.terms.reductions if r.period.covers(self._day))
        return next(held, None)

    @property
    def assistant(self) -> AssistantShare | None:
        """What is paid for assistants' units; ``None`` where they were paid in full."""
        held = (a for a in self.terms.assistants if a.period.covers(self._day))
        return next(held, None)

    def rate(self, code: str) -> CodeRate | None:
        """What the year's file says of a code; ``None`` where it holds nothing."""
        return self.schedule.rates.get(code)

    def is_reduced(self, code: str) -> bool:
        """Say whether units of the code are reduced beside other therapy units."""
        rate, reduction = self.rate(code), self.reduction
        if rate is None or reduction is None:
            return False
        return rate.multiple == reduction.indicator

    def has_price(self, code: str) -> bool:
        """Say whether the year's file prices the code."""
        rate = self.rate(code)
        return rate is not None and rate.multiple is not None

    @property
    def _day(self) -> str:
        return self.day or f"{self.schedule.year}-12-31"
