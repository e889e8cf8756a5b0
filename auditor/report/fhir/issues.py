"""A finding as FHIR's ``DetectedIssue``."""

from collections.abc import Mapping
from typing import Any

from auditor.report.characters import phrase
from auditor.report.fhir.values import (
    Finding,
    Resource,
    note_reference,
    place_extension,
    place_text,
    question,
    rule_concept,
)
from auditor.report.identity import finding_uuids
from auditor.report.words import RecordJson

SEVERITIES: Mapping[str, str] = {"error": "high", "warning": "moderate", "info": "low"}
"""FHIR's severities are written for the patient's safety; ours say what stands in a claim's way."""


def detected_issues(record: RecordJson, *, note: str | None = None) -> list[Resource]:
    """Give each finding of a record as a ``DetectedIssue``, in the record's order.

    No patient is named, since a record holds none, and no time, so that the same note gives the
    same bytes.

    Args:
        record: One note's audit.
        note: What ids are made of instead of the note's own; where two notes have one.
    """
    ids = finding_uuids(record["note_id"] if note is None else note, record["findings"])
    return [
        _issue(record, finding, own_id)
        for finding, own_id in zip(record["findings"], ids, strict=True)
    ]


def _issue(record: RecordJson, finding: Finding, own_id: str) -> Resource:
    made_by = record["made_by"]
    issue: dict[str, Any] = {
        "resourceType": "DetectedIssue",
        "id": own_id,
        "identifier": [{"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{own_id}"}],
        "status": "final",
        "code": rule_concept(finding),
        "severity": SEVERITIES[finding["severity"]],
        "author": {"type": "Device", "display": _author(made_by)},
        "implicated": [note_reference(record)],
        "evidence": [_evidence(record, finding)],
        "detail": question(finding),
    }
    url = finding["source"]["url"]
    return issue | ({"reference": url} if _is_uri(url) else {})


def _evidence(record: RecordJson, finding: Finding) -> Resource:
    """The place in the note, in words for people and as numbers for programs."""
    at = place_text(record, finding)
    evidence: dict[str, Any] = {
        "code": [{"text": at}],
        "detail": [note_reference(record) | {"display": at}],
    }
    extension = place_extension(record, finding)
    return evidence | ({"extension": extension} if extension else {})


def _author(made_by: Mapping[str, str]) -> str:
    pack = f", {made_by['pack']}" if made_by["pack"] else ""
    return phrase(f"auditor {made_by['auditor']}{pack}")


def _is_uri(url: str) -> bool:
    return bool(url) and not any(character.isspace() for character in url)
