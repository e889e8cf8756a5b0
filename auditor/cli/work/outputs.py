"""What standard output gets of a batch: records as they come, a document, or a summary."""

from typing import Protocol

from auditor.cli import streams
from auditor.cli.options import BatchFormat
from auditor.cli.work.documents import DOCUMENTS, Document
from auditor.cli.work.notes import Record
from auditor.model import Severity
from auditor.report.claim_figures import ClaimFigures, claim_summary
from auditor.report.overview import summary
from auditor.report.totals import Totals


class Output(Protocol):
    """One way to use standard output."""

    def add(self, line: str, record: Record, text: str) -> None:
        """Take the record of one note, as a line of JSON and as its values, and the note's text."""

    def end(self, totals: Totals, *, whole: bool) -> None:
        """Write what comes last; ``whole`` is false where Ctrl-C cut the batch short."""

    def add_claims(self, figures: ClaimFigures) -> None:
        """Take the figures of the claim lines, where claim files were given."""


class _Lines:
    """A record a line."""

    def add(self, line: str, record: Record, text: str) -> None:  # noqa: ARG002 - the line is all
        streams.write(line)

    def end(self, totals: Totals, *, whole: bool) -> None:
        """Nothing comes last."""

    def add_claims(self, figures: ClaimFigures) -> None:
        """Only people are given these; programs read claims.csv."""


class _List:
    """One JSON list of the records."""

    def __init__(self) -> None:
        self._before = "[\n"

    def add(self, line: str, record: Record, text: str) -> None:  # noqa: ARG002 - the line is all
        streams.write(self._before + line.rstrip("\n"))
        self._before = ",\n"

    def end(self, totals: Totals, *, whole: bool) -> None:  # noqa: ARG002 - ends in any case
        streams.write("\n]\n" if self._before == ",\n" else "[]\n")

    def add_claims(self, figures: ClaimFigures) -> None:
        """Only people are given these; programs read claims.csv."""


class _Document:
    """One document of all notes."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def add(self, line: str, record: Record, text: str) -> None:  # noqa: ARG002 - the values are all
        self._document.add(record, text)

    def end(self, totals: Totals, *, whole: bool) -> None:  # noqa: ARG002 - the records are all
        self._document.end(whole=whole)

    def add_claims(self, figures: ClaimFigures) -> None:
        """Only people are given these; programs read claims.csv."""


class _Summary:
    """The figures of the batch."""

    def __init__(self, *, color: bool | None) -> None:
        self._color = color

    def add(self, line: str, record: Record, text: str) -> None:
        """The figures are counted elsewhere."""

    def end(self, totals: Totals, *, whole: bool) -> None:  # noqa: ARG002 - they say how many
        streams.write(summary(totals, colour=streams.colour(self._color), width=streams.width()))

    def add_claims(self, figures: ClaimFigures) -> None:
        """Show them below the others."""
        colour, width = streams.colour(self._color), streams.width()
        streams.write(f"\n{claim_summary(figures, colour=colour, width=width)}")


def output_of(chosen: BatchFormat, *, color: bool | None, gate: Severity) -> Output:
    """The way that was chosen; ``gate`` is the least severity at which a note fails."""
    if chosen in DOCUMENTS:
        return _Document(DOCUMENTS[chosen](gate))
    ways: dict[BatchFormat, Output] = {
        BatchFormat.TEXT: _Summary(color=color),
        BatchFormat.JSON: _List(),
        BatchFormat.JSONL: _Lines(),
    }
    return ways[chosen]
