"""Findings as SARIF 2.1.0, for code hosts and review tools; never a word of a note."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from auditor.record import LineIndex
from auditor.report.json import encodable
from auditor.report.places import check_text, uri, where
from auditor.report.words import Item, RecordJson, sorted_findings, why_not_assessed

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_RESULTS, _RESULT = " " * 6, " " * 8
"""How far the list of results, and each of it, stand to the right."""
LEVELS: Mapping[str, str] = {"error": "error", "warning": "warning", "info": "note"}


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """What SARIF says of a rule, as plain values."""

    code: str
    name: str
    title: str
    why: str
    help_uri: str


@dataclass(frozen=True, slots=True)
class Part:
    """What the document tells of one note: all that is held of it until the last is known."""

    results: tuple[str, ...]
    """Each as JSON."""
    notifications: tuple[dict[str, Any], ...]


class Document:
    """Takes notes one by one and gives one SARIF document of them.

    A region counts lines, columns and characters within the note's own text: an entry of a file
    of many notes is named by the file and its place there (``march.jsonl%3A17``). Where the text
    was taken out of a document, its location says of which part, such as ``page 2``. A note that
    was not audited whole makes the run unsuccessful and is named in a notification.
    """

    def __init__(self, *, rules: Iterable[RuleFacts], version: str) -> None:
        """Begin with the rules that may have found something, and the auditor's version."""
        self._version = version
        self._described = [_descriptor(rule) for rule in sorted(rules, key=lambda r: r.code)]
        self._places = {rule["id"]: i for i, rule in enumerate(self._described)}
        self._parts: list[Part] = []

    def add(self, item: Item) -> None:
        """Take one note's record as JSON values, and its text, for where regions end.

        Raises:
            InputError: The text is not the one its record was made from.
        """
        record, lines = item[0], LineIndex(check_text(item))
        results = (_result(record, f, lines, self._places) for f in sorted_findings(record))
        written = tuple(encodable(result, indent=2) for result in results)
        self._parts.append(Part(written, tuple(_notification(record))))

    def pieces(self) -> Iterator[str]:
        """Give the document, which ends with a line feed, piece by piece."""
        told = [notification for part in self._parts for notification in part.notifications]
        run = {
            "tool": {
                "driver": {
                    "name": "auditor",
                    "version": self._version,
                    "rules": self._described,
                }
            },
            "columnKind": "unicodeCodePoints",
            "invocations": [
                {"executionSuccessful": not told, "toolExecutionNotifications": told},
            ],
            "results": [],
        }
        whole = encodable({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)
        before, empty, after = whole.partition('"results": []')
        results = [result for part in self._parts for result in part.results]
        if results:
            yield before + '"results": ['
            for number, result in enumerate(results):
                yield f"{',' if number else ''}\n{result}".replace("\n", f"\n{_RESULT}")
            yield f"\n{_RESULTS}]{after}\n"
        else:
            yield f"{before}{empty}{after}\n"


def sarif(items: Iterable[Item], *, rules: Iterable[RuleFacts], version: str) -> str:
    """Give the findings of records as one SARIF document; see ``Document``.

    Raises:
        InputError: A text is not the one its record was made from.
    """
    document = Document(rules=rules, version=version)
    for item in items:
        document.add(item)
    return "".join(document.pieces())


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
