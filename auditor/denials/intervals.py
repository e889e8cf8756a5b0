"""How sure is a share that was counted on few lines?"""

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

Z_95 = 1.959963984540054
"""The normal distribution's two-sided 95 % point."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, each counted in lines, with its 95 % interval."""

    part: Fraction
    whole: Fraction

    @property
    def value(self) -> float | None:
        """The share, 0 to 1; ``None`` of nothing."""
        return float(self.part / self.whole) if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Lowest and highest share that the count is in keeping with; ``None`` of nothing."""
        return wilson(float(self.part), float(self.whole)) if self.whole else None


def wilson(part: float, whole: float) -> tuple[float, float]:
    """Give Wilson's score interval of a share, at 95 %.

    Args:
        part: How many of them, 0 to ``whole``; need not be a whole number.
        whole: Of how many, above 0.

    Returns:
        The lower and the upper bound, each 0 to 1.

    Raises:
        ValueError: There is no whole, or the part is not within it.

    Source:
        Wilson, Probable inference, the law of succession, and statistical inference, J. Am. Stat.
        Assoc. 22 (1927), without correction for continuity.
    """
    if not 0 <= part <= whole or not whole:
        message = f"a part must lie within a whole above 0, got {part} of {whole}"
        raise ValueError(message)
    share, squared = part / whole, Z_95 * Z_95
    middle = share + squared / (2 * whole)
    spread = Z_95 * sqrt(share * (1 - share) / whole + squared / (4 * whole * whole))
    scale = 1 + squared / whole
    low = 0.0 if part == 0 else max(0.0, (middle - spread) / scale)
    high = 1.0 if part == whole else min(1.0, (middle + spread) / scale)
    return low, high
