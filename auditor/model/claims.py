"""What claim and remittance files say: service lines sent, and what became of them."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from auditor.model.notes import ServiceLine


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One service line of a claim file, with what tells whose it is. Charges are not read."""

    claim_id: str
    """As the biller numbered the claim: CLM01 of an 837, the identifier of a FHIR claim; empty
    where the file gives none."""
    line_id: str
    """The line's own number within the claim; empty where the file gives none."""
    service: ServiceLine
    """Code, units, modifiers, day, diagnoses pointed to, rendering clinician."""
    source: str
    """File and place in it, as messages name it."""
    patients: tuple[str, ...] = ()
    """Every identifier the file gives of the patient: account, member and record numbers."""
    payer: str | None = None
    replaces: bool = False
    """Whether its claim takes the place of one sent before, which then no longer counts."""
    voids: bool = False
    """Whether its claim only withdraws one sent before; such a line bills nothing."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Why a line was not paid as billed: group (CO, PR, OA ...), reason (CARC) and amount."""

    group: str
    reason: str
    dollars: Decimal | None = None

    @property
    def code(self) -> str:
        """Group and reason as people write them, ``CO-50``; the reason alone where no group is."""
        return f"{self.group}-{self.reason}" if self.group else self.reason


class Payment(StrEnum):
    """What became of a line."""

    PAID = "paid"
    REDUCED = "reduced"
    """Some of its units were paid."""
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class RemittedLine:
    """One service line as a payer answered it."""

    claim_id: str
    line_id: str
    """As the claim numbered it; empty where the answer does not repeat it."""
    code: str
    """The code as billed, where the payer answered under another one too."""
    source: str
    payment: Payment
    modifiers: tuple[str, ...] = ()
    units_billed: int | None = None
    units_paid: int | None = None
    date_of_service: str | None = None
    patients: tuple[str, ...] = ()
    payer: str | None = None
    adjustments: tuple[Adjustment, ...] = ()
    remarks: tuple[str, ...] = ()
    """Remark codes (RARC) of the line and of its claim."""
    reverses: bool = False
    """Whether it only takes back an earlier answer, whose amounts it bears turned round."""
