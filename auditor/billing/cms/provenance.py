"""Where do imported facts come from, and what became of each row that was read?"""

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.billing.cms import toml
from auditor.billing.cms.tally import Tally, summary


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the head of an imported file says of its origin."""

    tallies: Sequence[Tally]
    """One a table read."""
    reviewed_on: str
    """ISO day of the import."""
    refused: Sequence[str] = ()
    """Why files that were given are not in it."""

    @property
    def read_from(self) -> str:
        """The tables read, in words."""
        return f"read from {', '.join(tally.place for tally in self.tallies)}"

    @property
    def rows(self) -> str:
        """The rows read, kept and left out, in words."""
        return "; ".join(f"{count:,} {what}" for what, count in summary(self.tallies).items())

    def head(self, title: str) -> str:
        """Return the first lines of a file."""
        lines = [
            toml.comment(f"{title} Imported by `auditor cms` from files that CMS publishes."),
            toml.comment(f"Rows: {self.rows}."),
            *(toml.comment(f"Not read: {reason}") for reason in self.refused),
        ]
        return "\n".join((*lines, "", f"reviewed_on = {self.reviewed_on}", ""))
