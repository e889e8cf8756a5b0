"""Who gave the minutes of a code, and which of its units are then the assistant's?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.model.disciplines import ASSISTANT_MODIFIERS
from auditor.model.notes import ServiceLine


@dataclass(frozen=True, slots=True)
class GivenMinutes:
    """Whole minutes of one code in one day, by who gave them."""

    therapist: int = 0
    """Of a therapist alone."""
    assistant: int = 0
    """Of an assistant alone."""
    together: int = 0
    """Of both with the patient at once: they count as the therapist's."""

    @property
    def total(self) -> int:
        """All minutes of the code."""
        return self.therapist + self.assistant + self.together

    @property
    def as_therapist(self) -> int:
        """What counts as the therapist's."""
        return self.therapist + self.together

    def and_also(self, other: "GivenMinutes") -> "GivenMinutes":
        """Return these minutes and the other's, added up."""
        return GivenMinutes(
            self.therapist + other.therapist,
            self.assistant + other.assistant,
            self.together + other.together,
        )


@dataclass(frozen=True, slots=True, order=True)
class PartedUnits:
    """Units of one code: so many bear the assistant's modifier, so many do not."""

    with_modifier: int = 0
    without: int = 0

    def and_line(self, line: ServiceLine) -> "PartedUnits":
        """Return these units and a claim line's, added up."""
        if ASSISTANT_MODIFIERS.isdisjoint(m.strip().upper() for m in line.modifiers):
            return PartedUnits(self.with_modifier, self.without + line.units)
        return PartedUnits(self.with_modifier + line.units, self.without)


@dataclass(frozen=True, slots=True)
class AssistantUnits:
    """What the assistant's modifiers ask of one day's claim."""

    since: str
    """First day (ISO) on which they are asked for."""
    never: frozenset[str]
    """Codes that an assistant may not furnish at all."""
    by_code: Mapping[str, frozenset[PartedUnits]] = field(default_factory=dict)
    """Every right parting of a code's units; only codes of which it is known who gave them."""
