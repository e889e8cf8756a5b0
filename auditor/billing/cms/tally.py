"""What became of each row of a table that was read?"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

Progress = Callable[[int], None]
"""Is told how many more rows were read."""
ROWS_A_STEP = 20_000
OTHER_CODES = "of other codes"
IN_ERROR = "in error"
MOST_LISTED = 1000
"""Rows kept by line and reason; more of them are only counted."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that could not be used: where it stands, why, and what to do."""

    place: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: line {self.line:,}: {self.reason}"


@dataclass(slots=True)
class Tally:
    """Counts the rows of one table: those kept, those left out by kind, and those in error."""

    place: str
    read: int = 0
    kept: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    """Rows that are right but not wanted, by the reason in words."""
    wrong: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    """The first of those in error."""

    def skip(self, line: int, reason: str) -> None:
        """Count a row in error; ``reason`` says what is wrong and how to mend it."""
        self.wrong += 1
        if len(self.skipped) < MOST_LISTED:
            self.skipped.append(Skipped(self.place, line, reason))


def summary(tallies: Sequence[Tally]) -> Mapping[str, int]:
    """Return the counts of several tables together, in words: every row is in one of them."""
    left_out: Counter[str] = Counter()
    for tally in tallies:
        left_out.update(tally.left_out)
    return {
        "read": sum(t.read for t in tallies),
        "kept": sum(t.kept for t in tallies),
        **dict(sorted(left_out.items())),
        IN_ERROR: sum(t.wrong for t in tallies),
    }
