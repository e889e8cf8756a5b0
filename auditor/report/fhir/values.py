"""How are the note, the rule and the place of a finding written in FHIR's data types?"""

from collections.abc import Mapping
from typing import Any, TypeAlias

from auditor.report.characters import phrase
from auditor.report.identity import RULES, SYSTEM
from auditor.report.places import place, where
from auditor.report.words import RecordJson

Finding: TypeAlias = Mapping[str, Any]
Resource: TypeAlias = dict[str, Any]

NOTE = f"{SYSTEM}:note"
GATE = f"{SYSTEM}:gate"
SCORE = f"{SYSTEM}:score"
PLACE = f"{SYSTEM}:place"


def note_reference(record: RecordJson) -> Resource:
    """Refer to the note by what the input calls it: the record holds no FHIR id of a document."""
    return {
        "type": "DocumentReference",
        "identifier": {"value": phrase(record["note_id"]) or "unnamed"},
    }


def rule_concept(finding: Finding) -> Resource:
    """Name the rule that found something."""
    coding = {"system": RULES, "code": finding["rule"], "display": finding["name"]}
    return {"coding": [coding], "text": phrase(finding["message"])}


def place_text(record: RecordJson, finding: Finding) -> str:
    """Say in words where the finding stands."""
    return phrase(place(record, finding))


def place_extension(record: RecordJson, finding: Finding) -> list[Resource]:
    """Give the offsets, line, column and page of a finding's words; empty where it has none."""
    if finding["start"] is None:
        return []
    numbers = ("start", "end", "line", "column")
    within: list[Resource] = [{"url": key, "valueInteger": finding[key]} for key in numbers]
    if part := where(record, finding["start"]):
        within.append({"url": "where", "valueString": phrase(part)})
    return [{"url": PLACE, "extension": within}]


def question(finding: Finding) -> str:
    """The finding in a sentence, and what to ask the writer."""
    return f"{phrase(finding['message']).rstrip('.')}. {phrase(finding['ask'])}"
