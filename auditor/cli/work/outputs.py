"""What standard output gets of a batch: records as they come, a document at the end, or a summary."""

from typing import Protocol

from auditor.cli import streams
from auditor.cli.options import Format
from auditor.cli.work import sarif
from auditor.cli.work.notes import Record
from auditor.report.overview import summary
from auditor.report.totals import Totals

_SARIF_KEYS = ("note_id", "source", "complete", "findings", "rules")


class Output(Protocol):
    """One way to use standard output."""

    def add(self, line: str, record: Record) -> None:
        """Take the record of one note: as a line of JSON, and as its values."""

    def end(self, totals: Totals, *, whole: bool) -> None:
        """Write what comes last; ``whole`` is false where Ctrl-C cut the batch short."""


class _Lines:
    """A record a line."""

    def add(self, line: str, record: Record) -> None:  # noqa: ARG002 - the line is all
        streams.write(line)

    def end(self, totals: Totals, *, whole: bool) -> None:
        """Nothing comes last."""


class _List:
    """One JSON list of the records."""

    def __init__(self) -> None:
        self._before = "[\n"

    def add(self, line: str, record: Record) -> None:  # noqa: ARG002 - the line is all
        streams.write(self._before + line.rstrip("\n"))
        self._before = ",\n"

    def end(self, totals: Totals, *, whole: bool) -> None:  # noqa: ARG002 - ends in any case
        streams.write("\n]\n" if self._before == ",\n" else "[]\n")


class _Sarif:
    """One SARIF document; its findings, and no texts, are held until the end."""

    def __init__(self) -> None:
        self._records: list[Record] = []

    def add(self, line: str, record: Record) -> None:  # noqa: ARG002 - the values are all
        self._records.append({key: record[key] for key in _SARIF_KEYS})

    def end(self, totals: Totals, *, whole: bool) -> None:  # noqa: ARG002 - the records are all
        if whole:
            streams.write(sarif.document(self._records))


class _Summary:
    """The figures of the batch."""

    def __init__(self, *, color: bool | None) -> None:
        self._color = color

    def add(self, line: str, record: Record) -> None:
        """The figures are counted elsewhere."""

    def end(self, totals: Totals, *, whole: bool) -> None:  # noqa: ARG002 - they say how many
        streams.write(
            summary(totals, colour=streams.colour(self._color), width=streams.width())
        )


def output_of(chosen: Format, *, color: bool | None) -> Output:
    """The way that was chosen."""
    if chosen is Format.TEXT:
        return _Summary(color=color)
    return {Format.JSONL: _Lines, Format.JSON: _List, Format.SARIF: _Sarif}[chosen]()
