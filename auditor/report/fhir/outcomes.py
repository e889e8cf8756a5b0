"""A note's audit as FHIR's ``OperationOutcome``."""

from collections.abc import Mapping
from typing import Any

from auditor.report.characters import phrase
from auditor.report.fhir.values import (
    GATE,
    NOTE,
    SCORE,
    Finding,
    Resource,
    note_reference,
    place_extension,
    place_text,
    rule_concept,
)
from auditor.report.identity import uuid_of
from auditor.report.words import RecordJson, considered, why_not_assessed

SEVERITIES: Mapping[str, str] = {"error": "error", "warning": "warning", "info": "information"}
FAULTS_OF_OURS = ("crashed", "reading failed", "writing the record failed")
"""How the reasons begin that are no fault of the input."""


def operation_outcome(record: RecordJson, *, note: str | None = None) -> Resource:
    """Give a note's audit: an issue a finding, and first one for what was not audited.

    A note of which nothing is to be said has one issue that says so: FHIR wants at least one.

    Args:
        record: One note's audit.
        note: What the id is made of instead of the note's own; where two notes have one.
    """
    issues = [
        *(_not_audited(record, reason) for reason in why_not_assessed(record)),
        *(_issue(record, finding) for finding in record["findings"]),
    ]
    return {
        "resourceType": "OperationOutcome",
        "id": uuid_of(record["note_id"] if note is None else note),
        "extension": _about(record),
        "issue": issues or [_all_well(record)],
    }


def _about(record: RecordJson) -> list[Resource]:
    about: list[Resource] = [
        {"url": NOTE, "valueReference": note_reference(record)},
        {"url": GATE, "valueCode": record["gate"]},
    ]
    if record["score"] is not None:
        about.append({"url": SCORE, "valueInteger": record["score"]})
    return about


def _issue(record: RecordJson, finding: Finding) -> Resource:
    """An element that is asked for and nowhere found is ``required``; all else a business rule."""
    is_missing = finding["element"] is not None and finding["start"] is None
    issue: dict[str, Any] = {
        "severity": SEVERITIES[finding["severity"]],
        "code": "required" if is_missing else "business-rule",
        "details": rule_concept(finding),
        "diagnostics": f"{phrase(finding['ask'])} ({place_text(record, finding)})",
    }
    extension = place_extension(record, finding)
    return issue | ({"extension": extension} if extension else {})


def _not_audited(record: RecordJson, reason: str) -> Resource:
    """``fatal`` where nothing was audited: no later check can be relied on."""
    reasons = record["rules"]["skipped"].values()
    is_ours = any(why.startswith(FAULTS_OF_OURS) for why in reasons)
    return {
        "severity": "error" if record["rules"]["ran"] else "fatal",
        "code": "exception" if is_ours else "incomplete",
        "details": {"text": "The note was not audited whole."},
        "diagnostics": phrase(reason),
    }


def _all_well(record: RecordJson) -> Resource:
    return {
        "severity": "information",
        "code": "informational",
        "details": {"text": "Nothing more is needed."},
        "diagnostics": considered(record),
    }
