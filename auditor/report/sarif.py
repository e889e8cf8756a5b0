"""Findings as SARIF 2.1.0, for code hosts and review tools; never a word of a note."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from auditor.record import LineIndex
from auditor.report.json import encodable
from auditor.report.places import check_text, uri, where
from auditor.report.words import Item, RecordJson, sorted_findings, why_not_assessed

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: Mapping[str, str] = {"error": "error", "warning": "warning", "info": "note"}


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """What SARIF says of a rule, as plain values."""

    code: str
    name: str
    title: str
    why: str
    help_uri: str


def sarif(items: Iterable[Item], *, rules: Iterable[RuleFacts], version: str) -> str:
    """Give the findings of records as one SARIF document that ends with a line feed.

    A region counts lines, columns and characters within the note's own text: an entry of a file
    of many notes is named by the file and its place there (``march.jsonl%3A17``). Where the text
    was taken out of a document, its location says of which part, such as ``page 2``. A note that
    was not audited whole makes the run unsuccessful and is named in a notification.

    Args:
        items: Each note's record as JSON values, and its text, for where regions end.
        rules: The rules that may have found something.
        version: The auditor's version.

    Raises:
        InputError: A text is not the one its record was made from.
    """
    described = {rule.code: _descriptor(rule) for rule in sorted(rules, key=lambda r: r.code)}
    places = {code: i for i, code in enumerate(described)}
    results: list[dict[str, Any]] = []
    not_audited: list[dict[str, Any]] = []
    for item in items:
        record, lines = item[0], LineIndex(check_text(item))
        results += [_result(record, f, lines, places) for f in sorted_findings(record)]
        not_audited += _notification(record)
    run = {
        "tool": {
            "driver": {
                "name": "auditor",
                "version": version,
                "rules": list(described.values()),
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not not_audited,
                "toolExecutionNotifications": not_audited,
            }
        ],
        "results": results,
    }
    return encodable({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _descriptor(rule: RuleFacts) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "helpUri": rule.help_uri,
    }


def _location(record: RecordJson) -> dict[str, Any]:
    return {
        "physicalLocation": {"artifactLocation": {"uri": uri(record["source"])}},
        "logicalLocations": [{"fullyQualifiedName": record["note_id"], "kind": "note"}],
    }


def _result(
    record: RecordJson, finding: Mapping[str, Any], lines: LineIndex, places: Mapping[str, int]
) -> dict[str, Any]:
    location = _location(record)
    if finding["start"] is not None:
        end_line, end_column = lines.of(finding["end"])
        location["physicalLocation"]["region"] = {
            "startLine": finding["line"],
            "startColumn": finding["column"],
            "endLine": end_line,
            "endColumn": end_column,
            "charOffset": finding["start"],
            "charLength": finding["end"] - finding["start"],
        }
        location |= _in_document(where(record, finding["start"]))
    result: dict[str, Any] = {
        "ruleId": finding["rule"],
        "level": LEVELS[finding["severity"]],
        "message": {"text": f"{finding['message'].rstrip('.')}. {finding['ask']}"},
        "locations": [location],
        "partialFingerprints": {"auditorFinding/v1": finding["fingerprint"]},
    }
    if finding["rule"] in places:
        result["ruleIndex"] = places[finding["rule"]]
    return result


def _in_document(part: str | None) -> dict[str, Any]:
    """Say that lines and columns are not the document's own; nothing where they are."""
    if part is None:
        return {}
    text = f"{part}; lines and columns count in the text taken out of the document"
    return {"message": {"text": text}, "properties": {"where": part}}


def _notification(record: RecordJson) -> list[dict[str, Any]]:
    reasons = "; ".join(why_not_assessed(record))
    if not reasons:
        return []
    text = f"Note {record['note_id']} was not audited whole: {reasons}."
    return [{"level": "error", "message": {"text": text}, "locations": [_location(record)]}]
