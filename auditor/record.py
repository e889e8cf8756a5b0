"""The audit record: findings, outcomes, gate and score of one note, its JSON form and schema."""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from auditor.model import ELEMENTS, Note, Severity, Span, Visit

SCHEMA_NUMBER = 1

SEVERITY_WEIGHTS: Mapping[Severity, int] = {
    Severity.ERROR: 10,
    Severity.WARNING: 4,
    Severity.INFO: 1,
}
"""What a rule weighs in the score: our own choice, stated in the README; no payer's figure."""


@dataclass(frozen=True, slots=True)
class Source:
    """The document a rule stands on."""

    cite: str
    url: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the note does not show, or shows wrongly."""

    rule: str
    name: str
    severity: Severity
    message: str
    ask: str
    source: Source
    element: str | None = None
    span: Span | None = None
    """The words at fault; ``None`` where there are none to point at."""
    looked_in: tuple[str, ...] = ()
    own: str = ""
    """What tells it from the rule's other findings at the same words; empty where the words do."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of each rule: codes in order; reasons where a rule did not run."""

    ran: tuple[str, ...] = ()
    not_applicable: Mapping[str, str] = field(default_factory=dict)
    skipped: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, Severity] = field(default_factory=dict)
    """The severity each rule that ran has for this payer: the score's denominator."""


@dataclass(frozen=True, slots=True)
class MadeBy:
    """What produced the record, so that it can be produced again."""

    auditor: str
    pack: str
    model: str


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One note's audit: the visit as read, the findings, and whether it is ready."""

    visit: Visit
    findings: tuple[Finding, ...]
    outcomes: Outcomes
    made_by: MadeBy
    complete: bool

    @property
    def note_id(self) -> str:
        """The input's id, else its source and position."""
        return self.visit.note.note_id

    @property
    def gate(self) -> str:
        """``ready``, ``hold`` (an error was found) or ``cannot_assess``.

        The last where not all was audited, or no rule had anything to say: that is not clean.
        """
        if not self.complete or not self.outcomes.ran:
            return "cannot_assess"
        errors = any(f.severity is Severity.ERROR for f in self.findings)
        return "hold" if errors else "ready"

    @property
    def score(self) -> int | None:
        """0 to 100: the weighted share of the rules considered that found nothing.

        ``None`` where no rule applied or the audit is not complete. Never overrides the gate.
        """
        if not self.complete:
            return None
        return score_of(self.outcomes.weights, {f.rule: f.severity for f in self.findings})


def score_of(considered: Mapping[str, Severity], found: Mapping[str, Severity]) -> int | None:
    """Share out 100 points by severity; a rule that found something loses all of its own."""
    total = sum(SEVERITY_WEIGHTS[s] for s in considered.values())
    if not total:
        return None
    lost = sum(SEVERITY_WEIGHTS[considered[rule]] for rule in found if rule in considered)
    return round(100 * (total - lost) / total)


class LineIndex:
    """Line and column (from 1) of offsets in one text; a line ends at LF, CR LF or CR."""

    def __init__(self, text: str) -> None:
        starts = [0]
        for i, character in enumerate(text):
            if character == "\n" or (character == "\r" and text[i + 1 : i + 2] != "\n"):
                starts.append(i + 1)
        self._starts = starts

    def of(self, offset: int) -> tuple[int, int]:
        """Return (line, column) of a code-point offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def fingerprint(finding: Finding, text: str) -> str:
    """Name a finding so that it is known again when other words of the note change.

    A hash of the rule, the words at fault and the finding's own: no note text can be read out of
    it by eye.
    """
    words = finding.span.of(text) if finding.span else ""
    own = f"\x1f{finding.own}" if finding.own else ""
    digest = hashlib.sha256(f"{finding.rule}\x1f{' '.join(words.lower().split())}{own}".encode())
    return digest.hexdigest()[:16]


def _quote(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _finding(finding: Finding, text: str, lines: LineIndex) -> dict[str, Any]:
    start = end = line = column = None
    if finding.span is not None:
        start, end = finding.span.start, finding.span.end
        line, column = lines.of(start)
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity.value,
        "element": finding.element,
        "start": start,
        "end": end,
        "line": line,
        "column": column,
        "looked_in": list(finding.looked_in),
        "message": finding.message,
        "ask": finding.ask,
        "source": {"cite": finding.source.cite, "url": finding.source.url},
        "fingerprint": fingerprint(finding, text),
    }


def units_json(units: Any) -> dict[str, Any]:  # noqa: ANN401
    """The record's ``units`` of a ``model.Units`` (``auditor units`` prints the same)."""
    return {
        "timed_minutes": units.timed_minutes,
        "methods": {
            name: {
                "total": count.total,
                "by_code": None if count.by_code is None else dict(count.by_code),
                "ties": [dict(t) for t in count.ties],
            }
            for name, count in units.methods.items()
        },
        "billed": dict(units.billed),
        "payer_method": units.payer_method,
    }


NO_UNITS: dict[str, Any] = {
    "timed_minutes": None,
    "methods": {
        "medicare": {"total": None, "by_code": None, "ties": []},
        "rule_of_eights": {"total": None, "by_code": None, "ties": []},
    },
    "billed": {},
    "payer_method": None,
}


def as_json(record: AuditRecord) -> dict[str, Any]:
    """The record as plain JSON values, every key of the contract always there."""
    visit = record.visit
    text = visit.text
    lines = LineIndex(text)
    return _parts(visit.note) | {
        "schema": SCHEMA_NUMBER,
        "note_id": record.note_id,
        "source": visit.note.source,
        "complete": record.complete,
        "note": {
            "date_of_service": visit.date_of_service,
            "discipline": visit.discipline,
            "kind": visit.kind,
            "author_credential": visit.author_credential,
        },
        "activities": [
            {
                **_quote(a.span, text),
                "label": a.label.value,
                "code": a.code,
                "probability": round(a.probability, 4),
                "because": list(a.because),
                "status": a.status.value,
                "minutes": a.minutes,
                "assistance": [level.value for level in a.assistance],
                "purpose": None if a.purpose is None else _quote(a.purpose, text),
            }
            for a in visit.activities
        ],
        "times": [
            {
                **_quote(t.span, text),
                "kind": t.kind.value,
                "minutes": t.minutes,
                "clock": t.clock,
                "code": t.code,
            }
            for t in visit.times
        ],
        "assistance": [
            {
                **_quote(a.span, text),
                "level": a.level.value,
                "when": a.when.value,
                "persons": a.persons,
            }
            for a in visit.assistance
        ],
        "goals": [
            {
                **_quote(g.span, text),
                "term": g.term,
                "measurable": g.measurable,
                "functional": g.functional,
                "timeframe": g.timeframe,
            }
            for g in visit.goals
        ],
        "elements": {
            name: {
                "status": visit.elements[name].status.value,
                "evidence": [_quote(s, text) for s in visit.elements[name].evidence],
                "looked_in": list(visit.elements[name].looked_in),
            }
            for name in ELEMENTS
            if name in visit.elements
        },
        "units": NO_UNITS if visit.units is None else units_json(visit.units),
        "findings": [_finding(f, text, lines) for f in record.findings],
        "rules": {
            "ran": list(record.outcomes.ran),
            "not_applicable": dict(record.outcomes.not_applicable),
            "skipped": dict(record.outcomes.skipped),
        },
        "score": record.score,
        "gate": record.gate,
        "made_by": {
            "auditor": record.made_by.auditor,
            "pack": record.made_by.pack,
            "model": record.made_by.model,
        },
    }


def _parts(note: Note) -> dict[str, Any]:
    """Where in a document the text was taken from; no key where the text is itself the source."""
    if not note.parts:
        return {}
    return {"parts": [{"start": part.start, "where": part.where} for part in note.parts]}


def dumps(values: Mapping[str, Any] | Sequence[Any], *, indent: int | None = None) -> str:
    """Serialise with sorted keys, so that the same record is always the same bytes."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, indent=indent)


def json_schema() -> dict[str, Any]:
    """The JSON Schema every record satisfies; it ships with the package."""
    source = resources.files("auditor").joinpath("data/record.schema.json")
    schema: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return schema
