"""Audits as FHIR R4: resources that an independent library reads, with codes of the standard."""

import json
from dataclasses import replace

import pytest
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.detectedissue import DetectedIssue
from fhir.resources.R4B.operationoutcome import OperationOutcome
from hypothesis import given

from auditor.model import Part, Severity, Span
from auditor.report.fhir import bundle, detected_issues, entries, operation_outcome
from report.records import finding, item, record
from report.samples import all_three, assistant_note, hostile_note, whole_note
from report.shapes import FHIR_CODES, FHIR_STRING, strings
from report.test_characters import ANY


def values(audited):
    return item(audited)[0]


def document(*audited):
    return json.loads("".join(bundle(map(values, audited))))


def test_an_independent_library_reads_the_bundle():
    read = Bundle.model_validate(document(*all_three()))
    kinds = [entry.resource.get_resource_type() for entry in read.entry]
    assert kinds == [
        *("OperationOutcome", *["DetectedIssue"] * 4),
        "OperationOutcome",
        *("OperationOutcome", *["DetectedIssue"] * 3),
    ]
    assert read.type == "collection"


def test_each_resource_is_read_alone():
    for audited in all_three():
        OperationOutcome.model_validate(operation_outcome(values(audited)))
        for issue in detected_issues(values(audited)):
            DetectedIssue.model_validate(issue)


def test_codes_are_those_of_the_standard():
    whole = document(*all_three())
    assert whole["type"] in FHIR_CODES["Bundle.type"]
    for entry in whole["entry"]:
        resource = entry["resource"]
        if resource["resourceType"] == "DetectedIssue":
            assert resource["status"] in FHIR_CODES["DetectedIssue.status"]
            assert resource["severity"] in FHIR_CODES["DetectedIssue.severity"]
        for issue in resource.get("issue", ()):
            assert issue["severity"] in FHIR_CODES["issue.severity"]
            assert issue["code"] in FHIR_CODES["issue.code"]


def test_a_finding_is_an_issue_with_its_rule_place_and_source():
    issue = detected_issues(values(assistant_note()))[1]
    note = {"type": "DocumentReference", "identifier": {"value": "A-17"}}
    assert issue == {
        "resourceType": "DetectedIssue",
        "id": issue["id"],
        "identifier": [{"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{issue['id']}"}],
        "status": "final",
        "code": {
            "coding": [
                {
                    "system": "urn:therapy-note-auditor:rules",
                    "code": "TIM101",
                    "display": "missing-total-time",
                }
            ],
            "text": "Total treatment time is not stated",
        },
        "severity": "high",
        "author": {"type": "Device", "display": "auditor 0.1.0, medicare-2026@1a2b3c4d5e6f"},
        "implicated": [note],
        "evidence": [
            {
                "code": [{"text": "line 1, column 1"}],
                "detail": [note | {"display": "line 1, column 1"}],
                "extension": [
                    {
                        "url": "urn:therapy-note-auditor:place",
                        "extension": [
                            {"url": "start", "valueInteger": 0},
                            {"url": "end", "valueInteger": 5},
                            {"url": "line", "valueInteger": 1},
                            {"url": "column", "valueInteger": 1},
                        ],
                    }
                ],
            }
        ],
        "detail": "Total treatment time is not stated. "
        "What was the total treatment time in minutes, as the clock showed it?",
        "reference": assistant_note().findings[1].source.url,
    }


def test_severities_follow_the_findings():
    issues = detected_issues(values(assistant_note()))
    assert [i["severity"] for i in issues] == ["moderate", "high", "low", "high"]
    outcome = operation_outcome(values(assistant_note()))
    assert [(i["severity"], i["code"]) for i in outcome["issue"]] == [
        ("warning", "required"),
        ("error", "business-rule"),
        ("information", "business-rule"),
        ("error", "business-rule"),
    ]


def test_a_finding_without_words_says_where_was_looked():
    evidence = detected_issues(values(assistant_note()))[0]["evidence"][0]
    assert "extension" not in evidence
    assert evidence["code"] == [{"text": "looked in: objective, assessment"}]


def test_the_part_of_a_document_is_told():
    audited = record("one\ntwo", findings=(finding("AAA101", span=Span(4, 7)),))
    note = replace(audited.visit.note, parts=(Part(0, "page 1"), Part(4, "page 2")))
    audited = replace(audited, visit=replace(audited.visit, note=note))
    (issue,) = detected_issues(values(audited))
    (evidence,) = issue["evidence"]
    assert evidence["code"] == [{"text": "line 2, column 1 (page 2)"}]
    assert {"url": "where", "valueString": "page 2"} in evidence["extension"][0]["extension"]


def test_an_outcome_names_its_note_gate_and_score():
    assert operation_outcome(values(assistant_note()))["extension"] == [
        {
            "url": "urn:therapy-note-auditor:note",
            "valueReference": {"type": "DocumentReference", "identifier": {"value": "A-17"}},
        },
        {"url": "urn:therapy-note-auditor:gate", "valueCode": "hold"},
        {"url": "urn:therapy-note-auditor:score", "valueInteger": 14},
    ]


def test_a_note_without_findings_has_an_issue_that_says_so():
    (issue,) = operation_outcome(values(whole_note()))["issue"]
    assert (issue["severity"], issue["code"]) == ("information", "informational")
    assert issue["details"] == {"text": "Nothing more is needed."}


@pytest.mark.parametrize(
    ("ran", "why", "severity", "code"),
    [
        (("TIM101",), "crashed (ValueError)", "error", "exception"),
        ((), "reading failed (ValueError)", "fatal", "exception"),
        ((), "no therapy treatment was recognised in this text", "fatal", "incomplete"),
        (("TIM101",), "no pack", "error", "incomplete"),
    ],
)
def test_a_note_not_audited_whole_is_never_only_information(ran, why, severity, code):
    audited = {**values(record(complete=False)), "findings": []}
    audited["rules"] = {"ran": list(ran), "not_applicable": {}, "skipped": {"UNI101": why}}
    (issue,) = operation_outcome(audited)["issue"]
    assert (issue["severity"], issue["code"]) == (severity, code)
    assert why in issue["diagnostics"]


def test_what_was_found_of_a_part_is_told_after_what_was_not_audited():
    issues = operation_outcome(values(hostile_note()))["issue"]
    assert [i["code"] for i in issues] == ["incomplete", *["business-rule"] * 3]


def test_every_entry_has_a_url_of_its_own_and_its_resource_the_same_id():
    twice = Span(0, 1), Span(2, 3)
    same = record("a a", findings=[finding("AAA101", span=s) for s in twice])
    whole = document(same, same, *all_three())
    urls = [entry["fullUrl"] for entry in whole["entry"]]
    assert len(set(urls)) == len(urls) == 16
    assert urls == [f"urn:uuid:{entry['resource']['id']}" for entry in whole["entry"]]


def test_ids_are_the_same_wherever_the_note_lies():
    moved = {**values(assistant_note()), "source": "elsewhere/april.jsonl:1"}
    ids = [entry["fullUrl"] for entry in entries(values(assistant_note()))]
    assert [entry["fullUrl"] for entry in entries(moved)] == ids


def test_the_same_batch_is_the_same_bytes():
    first, again = ("".join(bundle(map(values, all_three()))) for _ in range(2))
    assert first == again
    assert first.endswith("\n]}\n")


def test_a_bundle_of_nothing_has_no_empty_list():
    assert document() == {"resourceType": "Bundle", "type": "collection"}
    Bundle.model_validate(document())


def test_a_bundle_is_written_as_notes_come():
    asked = []

    def records():
        for audited in all_three():
            asked.append(audited.note_id)
            yield values(audited)

    pieces = bundle(records())
    next(pieces)
    assert asked == ["A-17"]


def test_no_word_of_a_note_is_in_the_bundle():
    written = "".join(bundle(map(values, all_three())))
    words = ("sit<>stand", "CGA", "rise from toilet", "laundry", "alert(", "J.D.", "Vantongeren")
    assert [w for w in words if w in written] == []


def test_a_source_without_an_address_has_no_reference():
    audited = {**values(assistant_note())}
    audited["findings"] = [
        {**f, "source": {"cite": "ours", "url": ""}} for f in audited["findings"]
    ]
    assert all("reference" not in issue for issue in detected_issues(audited))


@given(ANY, ANY)
def test_any_text_gives_strings_that_fhir_allows(name, words):
    said = f"x{words}"
    found = finding("AAA101", Severity.INFO, message=said, ask=said, looked_in=(words,))
    audited = record("x", note_id=name, source=name, findings=(found,))
    written = "".join(bundle([values(audited), values(replace(audited, complete=False))]))
    whole = json.loads(written.encode())
    assert [s for s in strings(whole) if not FHIR_STRING.fullmatch(s)] == []
    assert len({entry["fullUrl"] for entry in whole["entry"]}) == 4
