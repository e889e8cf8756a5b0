"""What is held of denials: reasons, remarks, papers, appeals, and which rules speak to each?"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from auditor.rules.registry import RULES


class Remedy(StrEnum):
    """What a denial is best answered with."""

    APPEAL = "appeal"
    CORRECT = "correct"
    """A corrected claim."""
    SEND = "send"
    """The records asked for."""
    CHECK = "check"
    """What the payer's contract, authorisation or enrolment says."""
    NONE = "none"
    """It is no denial."""


@dataclass(frozen=True, slots=True)
class Cite:
    """The document a fact stands on, and how well it is known: a mark of ``billing.facts``."""

    cite: str
    url: str
    """Empty where the document is at no lasting address."""
    mark: str


@dataclass(frozen=True, slots=True)
class Group:
    """Who is left with the amount: the letters before a reason, as in ``CO-50``."""

    code: str
    meaning: str
    cite: Cite


@dataclass(frozen=True, slots=True)
class Paper:
    """Something that answers a denial and stands in no treatment note."""

    id: str
    words: str
    cite: Cite


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark code (RARC); which reasons it comes with is a hint, never a prediction."""

    code: str
    meaning: str
    reasons: tuple[str, ...]
    cite: Cite


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason code (CARC), whichever group stands before it, and what of a note speaks to it."""

    code: str
    meaning: str
    denies: bool
    """Whether it is a denial at all."""
    foreseeable: bool
    """Whether a note or its claim's lines could have foretold it."""
    remedy: Remedy
    elements: tuple[str, ...]
    """Elements of the note that speak to it, in the order in which an appeal tells them."""
    decisive: tuple[str, ...]
    """Those of the elements without which an appeal on the note alone is weak."""
    rules: tuple[str, ...]
    """Codes of rules that speak to it beside the rules of its elements."""
    decisive_rules: tuple[str, ...]
    """Rules with a finding of which an appeal on the note alone is weak."""
    papers: tuple[str, ...]
    cite: Cite

    @property
    def speaking(self) -> frozenset[str]:
        """Codes of all rules whose findings speak to the denial."""
        return frozenset({*self.rules, *self.decisive_rules, *_of_elements(self.elements)})


@cache
def _of_elements(elements: tuple[str, ...]) -> frozenset[str]:
    return frozenset(rule.code for rule in RULES if rule.element in elements)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a payer's appeals."""

    name: str
    decided_by: str
    days: int
    counted_from: str


@dataclass(frozen=True, slots=True)
class Appeals:
    """The levels of appeal that one payer has, first to last."""

    payer: str
    """The payer as its pack names it; for others no levels are held."""
    levels: tuple[Level, ...]
    cite: Cite


@dataclass(frozen=True, slots=True)
class Attestation:
    """What a new statement can mend, and what not."""

    words: str
    cite: Cite


@dataclass(frozen=True, slots=True)
class DenialMap:
    """All that is held of denials; keys are codes and ids."""

    groups: Mapping[str, Group]
    reasons: Mapping[str, Reason]
    remarks: Mapping[str, Remark]
    papers: Mapping[str, Paper]
    asks: Mapping[str, str]
    """The rule that asks for an element, by element."""
    appeals: Appeals
    attestation: Attestation
    reviewed_on: str

    def remarks_of(self, reason: str) -> tuple[Remark, ...]:
        """Remark codes that often come with a reason: hints."""
        return tuple(remark for remark in self.remarks.values() if reason in remark.reasons)
