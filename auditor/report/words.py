"""What reports call the values of a record, and in which order they show findings."""

from collections.abc import Mapping
from typing import Any

from auditor.model import Severity
from auditor.model.counting import MEDICARE, RULE_OF_EIGHTS

RecordJson = Mapping[str, Any]
"""One audit record as plain JSON values: what ``record.as_json`` gives."""

Item = tuple[RecordJson, str]
"""A record and the text of the note it was made from."""

NAMES = tuple(level.value for level in Severity)
"""The severities, heaviest first."""

RULES_NAMED = 3
"""Up to how many rules are named; more are counted."""

NOTHING_APPLIES = "none of the rules applies to this note"

GATES: Mapping[str, str] = {
    "ready": "ready",
    "hold": "hold",
    "cannot_assess": "cannot assess",
}

ELEMENT_NAMES: Mapping[str, str] = {
    "date_of_service": "Date of service",
    "provider_signature": "Signature with credentials",
    "activity_described": "Activity described",
    "activity_functional": "Functional activity",
    "functional_purpose": "Functional purpose",
    "goal": "Goal",
    "goal_measurable": "Measurable goal",
    "timed_minutes": "Timed minutes",
    "start_stop_times": "Start and stop times",
    "total_treatment_time": "Total treatment time",
    "assist_level": "Level of assistance",
    "one_on_one": "One-on-one contact",
    "skilled_intervention": "Skilled intervention",
    "patient_response": "Response to treatment",
    "progress": "Progress",
    "functional_deficit": "Functional deficit",
    "necessity_rationale": "Why skilled therapy is needed",
    "plan": "Plan",
    "code_distinction": "Codes kept apart",
}

STATUS_NAMES: Mapping[str, str] = {
    "present": "present",
    "partial": "partial",
    "missing": "missing",
    "na": "does not apply",
}

METHOD_NAMES: Mapping[str, str] = {
    MEDICARE: "8-minute rule",
    RULE_OF_EIGHTS: "rule of eights",
}


def spaced(name: str) -> str:
    """Turn a name of the record (``contact_guard``) into words."""
    return name.replace("_", " ")


def plural(count: int, noun: str) -> str:
    """Say how many of something: ``1 note``, ``2 notes``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def percent(part: int, whole: int) -> str:
    """Give a share in whole per cent; ``0%`` and ``100%`` only where they are exact."""
    if not part or part == whole:
        return "100%" if part else "0%"
    share = 100 * part / whole
    if not 1 <= share <= 99:  # noqa: PLR2004
        return "<1%" if share < 1 else ">99%"
    return f"{share:.0f}%"


def counted(counts: Mapping[str, int]) -> list[str]:
    """Say how many findings of each severity there are, leaving out those of which none is."""
    return [f"{n} info" if name == "info" else plural(n, name) for name, n in counts.items() if n]


def sorted_findings(record: RecordJson) -> list[Mapping[str, Any]]:
    """Put the findings most useful first: by severity, then by place, those without words last."""

    def key(finding: Mapping[str, Any]) -> tuple[int, bool, int, str]:
        start = finding["start"]
        return (NAMES.index(finding["severity"]), start is None, start or 0, finding["rule"])

    return sorted(record["findings"], key=key)


def severity_counts(record: RecordJson) -> dict[str, int]:
    """Count one record's findings of each severity, heaviest first."""
    found = [f["severity"] for f in record["findings"]]
    return {name: found.count(name) for name in NAMES}


def why_not_assessed(record: RecordJson) -> list[str]:
    """Say why a note was not audited whole, a line a reason; empty where it was."""
    if record["complete"]:
        return []
    rules = record["rules"]
    crashed = any(reason.startswith("crashed") for reason in rules["skipped"].values())
    if rules["not_applicable"] and not rules["ran"] and not crashed:
        return [NOTHING_APPLIES]
    by_reason: dict[str, list[str]] = {}
    for rule, reason in sorted(rules["skipped"].items()):
        by_reason.setdefault(reason, []).append(rule)
    if len(by_reason) == 1 and not rules["ran"]:
        return list(by_reason)
    fewest_first = sorted(by_reason.items(), key=lambda pair: (len(pair[1]), pair[1]))
    reasons = [f"{_named(codes)} did not run: {reason}" for reason, codes in fewest_first]
    return reasons or ["not all of the note was read"]


def considered(record: RecordJson) -> str:
    """Say how many rules looked at the note, and how many did not."""
    rules = record["rules"]
    skipped = f", {len(rules['skipped'])} did not run" if rules["skipped"] else ""
    ran = plural(len(rules["ran"]), "rule")
    return f"{ran} considered, {len(rules['not_applicable'])} did not apply{skipped}"


def _named(rules: list[str]) -> str:
    return ", ".join(rules) if len(rules) <= RULES_NAMED else plural(len(rules), "rule")
