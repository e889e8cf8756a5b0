"""Findings for code hosts: what SARIF 2.1.0 requires, and no word of a note."""

import json

import jsonschema
import pytest
from hypothesis import given

from auditor.errors import InputError
from auditor.model import Span
from auditor.report.sarif import RuleFacts, sarif
from report.records import finding, item, record
from report.samples import all_three, assistant_note, hostile_note, whole_note
from report.shapes import SARIF
from report.test_characters import ANY

RULES = [
    RuleFacts(
        code=code,
        name=f"name-of-{code.lower()}",
        title=f"Title of {code}",
        why=f"Why {code} matters.",
        help_uri=f"https://example.org/{code}",
    )
    for code in ("UNT201", "TIM101", "MOD301", "ELM112", "ACT201")
]


def document(*audited, rules=RULES):
    return json.loads(sarif(map(item, audited), rules=rules, version="0.1.0"))


def run_of(*audited):
    (run,) = document(*audited)["runs"]
    return run


def test_the_document_names_its_version_and_its_tool():
    whole = document(*all_three())

    assert whole["version"] == "2.1.0"
    assert whole["$schema"].endswith("sarif-2.1.0.json")
    driver = whole["runs"][0]["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("auditor", "0.1.0")
    assert whole["runs"][0]["columnKind"] == "unicodeCodePoints"


def test_rules_are_described_in_order_of_code():
    described = run_of()["tool"]["driver"]["rules"]

    assert [r["id"] for r in described] == ["ACT201", "ELM112", "MOD301", "TIM101", "UNT201"]
    assert described[3] == {
        "id": "TIM101",
        "name": "name-of-tim101",
        "shortDescription": {"text": "Title of TIM101"},
        "fullDescription": {"text": "Why TIM101 matters."},
        "helpUri": "https://example.org/TIM101",
    }


def test_a_finding_is_a_result_at_its_place():
    first = run_of(assistant_note())["results"][0]

    assert first == {
        "ruleId": "TIM101",
        "ruleIndex": 3,
        "level": "error",
        "message": {
            "text": "Total treatment time is not stated. "
            "What was the total treatment time in minutes, as the clock showed it?"
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "exports/march.jsonl%3A17"},
                    "region": {
                        "startLine": 1,
                        "startColumn": 1,
                        "endLine": 1,
                        "endColumn": 6,
                        "charOffset": 0,
                        "charLength": 5,
                    },
                },
                "logicalLocations": [{"fullyQualifiedName": "A-17", "kind": "note"}],
            }
        ],
        "partialFingerprints": {
            "auditorFinding/v1": item(assistant_note())[0]["findings"][1]["fingerprint"]
        },
    }


def test_every_finding_is_a_result_with_its_level():
    results = run_of(*all_three())["results"]

    assert [(r["ruleId"], r["level"]) for r in results] == [
        ("TIM101", "error"),
        ("MOD301", "error"),
        ("ELM112", "warning"),
        ("UNT201", "note"),
        ("ACT201", "error"),
        ("ACT202", "warning"),
        ("FMT101", "note"),
    ]
    assert all(r["message"]["text"] and r["partialFingerprints"] for r in results)


def test_a_finding_without_words_has_no_region():
    (result,) = run_of(record("x", findings=(finding("AAA101"),)))["results"]

    assert "region" not in result["locations"][0]["physicalLocation"]
    assert "ruleIndex" not in result


def test_a_region_over_lines_ends_where_its_words_end():
    audited = record("ab\r\ncd 🦽\nef", findings=(finding("AAA101", span=Span(1, 8)),))
    (result,) = run_of(audited)["results"]

    assert result["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 1,
        "startColumn": 2,
        "endLine": 2,
        "endColumn": 5,
        "charOffset": 1,
        "charLength": 7,
    }


def test_a_note_not_audited_whole_makes_the_run_unsuccessful():
    (fine,) = run_of(assistant_note(), whole_note())["invocations"]
    (unfinished,) = run_of(assistant_note(), hostile_note())["invocations"]

    assert fine == {"executionSuccessful": True, "toolExecutionNotifications": []}
    assert unfinished["executionSuccessful"] is False
    (told,) = unfinished["toolExecutionNotifications"]
    assert told["level"] == "error"
    assert told["message"]["text"] == (
        'Note C <9> & "co" was not audited whole: UNT201 did not run: no pack knows this payer.'
    )


def test_no_word_of_a_note_is_in_the_document():
    written = sarif(map(item, all_three()), rules=RULES, version="0.1.0")
    words = ("sit<>stand", "CGA", "rise from toilet", "laundry", "alert(", "J.D.", "Vantongeren")

    assert [word for word in words if word in written] == []


def test_a_text_of_another_note_is_refused():
    with pytest.raises(InputError):
        sarif([(item(assistant_note())[0], "another")], rules=RULES, version="0.1.0")


def test_the_same_findings_are_the_same_bytes():
    first = sarif(map(item, all_three()), rules=RULES, version="0.1.0")

    assert first == sarif(map(item, all_three()), rules=reversed(RULES), version="0.1.0")
    assert first.endswith("}\n")


def test_a_bare_driver_says_all_that_is_required():
    (run,) = document(rules=[])["runs"]

    assert run["results"] == []
    assert run["tool"]["driver"]["rules"] == []


def test_the_document_is_shaped_as_the_standard_asks():
    jsonschema.validate(document(*all_three()), SARIF)
    jsonschema.validate(document(), SARIF)


def test_rule_indexes_point_at_the_rules_of_the_results():
    run = run_of(*all_three())
    rules = run["tool"]["driver"]["rules"]
    indexed = [
        (r["ruleId"], rules[r["ruleIndex"]]["id"]) for r in run["results"] if "ruleIndex" in r
    ]
    assert len(indexed) == 5
    assert all(rule == described for rule, described in indexed)


def test_a_region_in_text_taken_out_of_a_document_says_so():
    audited = record("one\ntwo", findings=(finding("AAA101", span=Span(4, 7)), finding("AAA102")))
    values, text = item(audited)
    values = {**values, "parts": [{"start": 0, "where": "page 1"}, {"start": 4, "where": "page 2"}]}
    whole = json.loads(sarif([(values, text)], rules=RULES, version="0.1.0"))
    jsonschema.validate(whole, SARIF)
    at_words, at_none = (r["locations"][0] for r in whole["runs"][0]["results"])
    assert at_words["properties"] == {"where": "page 2"}
    assert at_words["message"]["text"] == (
        "page 2; lines and columns count in the text taken out of the document"
    )
    assert at_words["physicalLocation"]["region"]["startLine"] == 2
    assert "properties" not in at_none


def test_the_document_is_indented_throughout_and_no_word_is():
    message = "one\u2028two\x85three\nfour"
    found = [finding(rule, message=message) for rule in ("AAA101", "AAA102")]
    written = sarif([item(record("x", findings=found))], rules=RULES, version="0.1.0")
    whole = json.loads(written)
    assert written == json.dumps(whole, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    assert [r["message"]["text"].split(". ")[0] for r in whole["runs"][0]["results"]] == [
        message
    ] * 2


@given(ANY, ANY)
def test_any_text_gives_a_document_of_the_standards_shape(name, words):
    found = finding("AAA101", message=words, ask=words)
    audited = record("x", note_id=name, source=name, findings=(found,))
    written = sarif([item(audited)], rules=RULES, version="0.1.0")
    jsonschema.validate(json.loads(written.encode()), SARIF)
