"""Which facts does a fee schedule consist of?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from auditor.billing.facts import Period

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Cited:
    """The document that a fact stands on, and how well the fact is known."""

    cite: str
    mark: str
    """``data``, ``confirmed`` or ``knowledge``, as in the packs."""


@dataclass(frozen=True, slots=True)
class Gpci:
    """A place's geographic practice cost indices: what the three parts of a service cost there."""

    work: Decimal
    pe: Decimal
    mp: Decimal
    name: str
    """What the place is called in words, such as ``AL``."""
    cited: Cited | None = None
    """``None`` where whoever asks gave the indices."""

    @property
    def is_national(self) -> bool:
        """Whether all indices are 1, as in the national amounts."""
        return (self.work, self.pe, self.mp) == (ONE, ONE, ONE)


NATIONAL = Gpci(ONE, ONE, ONE, "national (all GPCI 1)")


@dataclass(frozen=True, slots=True)
class Locality:
    """A place that a year's file holds the indices of."""

    gpci: Gpci
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rvus:
    """Relative value units of one unit of a code: work, practice expense, malpractice."""

    work: Decimal
    pe: Decimal
    """Practice expense outside a facility."""
    mp: Decimal

    @property
    def total(self) -> Decimal:
        """All three together."""
        return self.work + self.pe + self.mp


@dataclass(frozen=True, slots=True)
class CodeRate:
    """What a year's file says of one code."""

    code: str
    status: str
    """The file's letter: see ``Status``."""
    cited: Cited
    multiple: int | None = None
    """Multiple-procedure indicator; ``None`` where the code has no price."""
    rvus: Rvus | None = None
    """``None`` where the code has no price, or only the sum of its RVUs is held."""
    total: Decimal | None = None
    """The sum of the RVUs, where only that is held."""


@dataclass(frozen=True, slots=True)
class Factor:
    """A conversion factor: dollars for one RVU."""

    dollars: Decimal
    period: Period
    cited: Cited
    track: str = ""
    """Who is paid by it, in years that have two: ``non-qp`` or ``qp``."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """One payer's rates of one year."""

    id: str
    payer: str
    year: int
    reviewed_on: str
    factors: tuple[Factor, ...]
    """In the order of the file: where nothing else decides, the first of those that fit."""
    rates: Mapping[str, CodeRate] = field(default_factory=dict)
    localities: tuple[Locality, ...] = ()


class Priced(StrEnum):
    """Where a code of some status has its price."""

    HERE = "here"
    NOWHERE = "nowhere"
    BY_CONTRACTOR = "by contractor"


@dataclass(frozen=True, slots=True)
class Status:
    """What a letter of the file says of a code."""

    letter: str
    means: str
    priced: Priced
    cited: Cited


@dataclass(frozen=True, slots=True)
class Reduction:
    """Of several units a day, all but one keep only a share of their practice expense."""

    indicator: int
    """Concerns codes with this multiple-procedure indicator."""
    kept: Decimal
    """The share kept, 0.5 for half."""
    period: Period
    cited: Cited


@dataclass(frozen=True, slots=True)
class AssistantShare:
    """What is paid for units that an assistant gave."""

    paid: Decimal
    """The share paid, such as 0.85."""
    period: Period
    cited: Cited


@dataclass(frozen=True, slots=True)
class Apart:
    """Something that changes what is paid and is said beside the amounts, never taken off them."""

    name: str
    says: str
    cited: Cited


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A modifier whose line is denied without a look, whatever the code."""

    modifier: str
    means: str
    cited: Cited


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds of the schedule in every year."""

    reviewed_on: str
    statuses: Mapping[str, Status]
    reductions: tuple[Reduction, ...]
    assistants: tuple[AssistantShare, ...]
    taken_out: tuple[TakenOut, ...]
    apart: tuple[Apart, ...]
