"""One batch in every format: each holds all findings, and each note that was not audited."""

import csv
import io
import json
from collections import Counter
from dataclasses import replace

import pytest
from junitparser import Error, JUnitXml

from auditor.model import Part, Severity
from auditor.report import cards, fhir, junit
from auditor.report import json as json_report
from auditor.report.csv import findings_csv
from auditor.report.sarif import sarif
from report.records import item, record, renamed
from report.samples import all_three, assistant_note


def batch():
    """Also a note of another file with the same id, one out of a document, one never read."""
    again = assistant_note()
    paged = replace(again.visit.note, parts=(Part(0, "page 1"), Part(60, "page 2")))
    paged = replace(again, visit=replace(again.visit, note=paged))
    return [
        *all_three(),
        again,
        renamed(paged, "A-18"),
        record(note_id="gone.txt", source="gone.txt", complete=False),
    ]


ITEMS = [item(audited) for audited in batch()]
FOUND = Counter(
    (record["note_id"], finding["rule"]) for record, _ in ITEMS for finding in record["findings"]
)
NOT_AUDITED = {'C <9> & "co"', "gone.txt"}


def of_jsonl():
    read = list(map(json.loads, json_report.lines(record for record, _ in ITEMS)))
    found = [(r["note_id"], f["rule"]) for r in read for f in r["findings"]]
    return found, {r["note_id"] for r in read if not r["complete"]}


def of_csv():
    rows = list(csv.DictReader(io.StringIO("".join(findings_csv(ITEMS)), newline="")))
    found = [(r["note_id"], r["rule"]) for r in rows if r["rule"]]
    return found, {r["note_id"] for r in rows if not r["rule"]}


def of_sarif():
    (run,) = json.loads(sarif(ITEMS, rules=[], version="0.1.0"))["runs"]

    def note(located):
        (location,) = located["locations"]
        return location["logicalLocations"][0]["fullyQualifiedName"]

    told = run["invocations"][0]["toolExecutionNotifications"]
    return [(note(r), r["ruleId"]) for r in run["results"]], {note(n) for n in told}


def of_junit():
    read = JUnitXml.fromstring(
        "".join(junit.junit((r for r, _ in ITEMS), gate=Severity.ERROR)).encode()
    )
    cases = [case for suite in read for case in suite]
    lines = [
        (case.name, line.split()[0])
        for case in cases
        for part in (*(r.text for r in case.result), case.system_out)
        for line in part.splitlines()
        if line.split()[1:2] and line.split()[1] in {"error", "warning", "info"}
    ]
    return lines, {c.name for c in cases if any(isinstance(r, Error) for r in c.result)}


def _resources(kind):
    whole = json.loads("".join(fhir.bundle(record for record, _ in ITEMS)))
    resources = [entry["resource"] for entry in whole["entry"]]
    return [r for r in resources if r["resourceType"] == kind]


def _not_audited(outcomes):
    codes = {"incomplete", "exception"}
    return {
        r["extension"][0]["valueReference"]["identifier"]["value"]
        for r in outcomes
        if any(i["code"] in codes for i in r["issue"])
    }


def of_detected_issues():
    found = [
        (r["implicated"][0]["identifier"]["value"], r["code"]["coding"][0]["code"])
        for r in _resources("DetectedIssue")
    ]
    return found, _not_audited(_resources("OperationOutcome"))


def of_outcomes():
    outcomes = _resources("OperationOutcome")
    found = [
        (r["extension"][0]["valueReference"]["identifier"]["value"], issue["details"]["coding"][0])
        for r in outcomes
        for issue in r["issue"]
        if "coding" in issue["details"]
    ]
    return [(note, coding["code"]) for note, coding in found], _not_audited(outcomes)


def of_cards():
    shown = [(r["note_id"], cards.cards(r, text, most=None)["cards"]) for r, text in ITEMS]
    topics = [(note, card["source"].get("topic")) for note, made in shown for card in made]
    found = [(note, topic["code"]) for note, topic in topics if topic]
    return found, {note for note, topic in topics if not topic}


@pytest.mark.parametrize(
    "read",
    [of_jsonl, of_csv, of_sarif, of_junit, of_detected_issues, of_outcomes, of_cards],
    ids=lambda read: read.__name__.removeprefix("of_"),
)
def test_every_format_tells_every_finding_and_what_was_not_audited(read):
    found, not_audited = read()
    assert Counter(found) == FOUND
    assert not_audited == NOT_AUDITED
    assert sum(FOUND.values()) == 15
