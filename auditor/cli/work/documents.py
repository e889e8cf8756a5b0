"""Formats that make one document of many notes' audits: each is written as far as it is known."""

from collections.abc import Callable, Mapping
from typing import Protocol

from auditor.cli import streams
from auditor.cli.options import Format
from auditor.cli.work import sarif
from auditor.cli.work.notes import Record
from auditor.model import Severity
from auditor.report import csv, fhir, junit

_NO_FACTS: Record = {"activities": [], "times": [], "assistance": [], "goals": [], "elements": {}}


class Document(Protocol):
    """One document on standard output."""

    def add(self, record: Record, text: str) -> None:
        """Take the record of one note, and its text."""

    def end(self, *, whole: bool) -> None:
        """Write what comes last; ``whole`` is false where Ctrl-C cut the batch short."""


class _Sarif:
    """Says first whether all went well: it is held until the end, and not written in part."""

    def __init__(self) -> None:
        self._items: list[tuple[Record, str]] = []

    def add(self, record: Record, text: str) -> None:
        self._items.append(({**record, **_NO_FACTS}, text))

    def end(self, *, whole: bool) -> None:
        if whole:
            streams.write(sarif.document(self._items))


class _JUnit:
    """Says first how many fail: the notes' cases are held until the end, and not their texts."""

    def __init__(self, gate: Severity) -> None:
        self._gate = gate
        self._cases: list[junit.Case] = []

    def add(self, record: Record, text: str) -> None:  # noqa: ARG002 - no word of a note is told
        self._cases.append(junit.case(record, gate=self._gate))

    def end(self, *, whole: bool) -> None:
        if whole:
            for piece in junit.document(self._cases):
                streams.write(piece)


class _Csv:
    """Is written as the notes come."""

    def __init__(self) -> None:
        self._begun = False

    def add(self, record: Record, text: str) -> None:
        heading, *rows = csv.findings_csv([(record, text)])
        streams.write("".join(rows if self._begun else (heading, *rows)))
        self._begun = True

    def end(self, *, whole: bool) -> None:
        """Nothing comes last."""


class _Fhir:
    """Is written as the notes come, and closed in any case."""

    def __init__(self) -> None:
        self._bundle = fhir.Bundle()

    def add(self, record: Record, text: str) -> None:  # noqa: ARG002 - no word of a note is told
        streams.write(self._bundle.add(record))

    def end(self, *, whole: bool) -> None:  # noqa: ARG002 - what was audited stands there
        streams.write(self._bundle.end())


DOCUMENTS: Mapping[str, Callable[[Severity], Document]] = {
    Format.CSV: lambda _gate: _Csv(),
    Format.FHIR: lambda _gate: _Fhir(),
    Format.JUNIT: _JUnit,
    Format.SARIF: lambda _gate: _Sarif(),
}
"""How to begin a document of each such format, given the gate in force."""
