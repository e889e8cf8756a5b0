"""Audits for CI servers: what readers of JUnit XML find, whatever a note is called."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml

from auditor.model import Severity, Span
from auditor.report.junit import junit
from report.records import finding, item, record
from report.samples import all_three, assistant_note, hostile_note, whole_note
from report.test_characters import ANY

ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped"},
    "testcase": {"classname", "name"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "system-out": set(),
}
"""Of the Jenkins schema (junit-10.xsd of its xUnit plugin) what we use."""
INSIDE = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase"},
    "testcase": {"failure", "error", "system-out"},
}


def written(*audited, gate=Severity.ERROR):
    return "".join(junit([item(a)[0] for a in audited], gate=gate))


def cases(*audited, gate=Severity.ERROR):
    suites = JUnitXml.fromstring(written(*audited, gate=gate).encode())
    return [case for suite in suites for case in suite]


def test_a_file_is_a_suite_and_a_note_a_case():
    suites = JUnitXml.fromstring(written(*all_three()).encode())
    assert (suites.tests, suites.failures, suites.errors) == (3, 1, 1)
    assert [(s.name, s.tests, s.failures, s.errors, s.skipped) for s in suites] == [
        ("exports/march.jsonl", 2, 1, 0, 0),
        ("=exports/märz 1.jsonl", 1, 0, 1, 0),
    ]
    assert [(c.classname, c.name) for s in suites for c in s] == [
        ("exports/march_jsonl", "A-17"),
        ("exports/march_jsonl", "B-03"),
        ("=exports/märz 1_jsonl", 'C <9> & "co"'),
    ]


def test_a_case_fails_on_its_findings_at_the_gate():
    (case,) = cases(assistant_note())
    (failure,) = case.result
    assert isinstance(failure, Failure)
    assert failure.type == "TIM101"
    assert failure.message == "Total treatment time is not stated (and 1 more)"
    total, assistant = failure.text.strip().splitlines()
    assert total == (
        "TIM101 error 1:1 Total treatment time is not stated / "
        "What was the total treatment time in minutes, as the clock showed it?"
    )
    assert assistant == (
        "MOD301 error - An assistant signed and no line carries CQ / "
        "Did the assistant furnish more than a tenth of the service?"
    )
    said = case.system_out.strip().splitlines()
    assert said[:2] == ["gate: hold", "score: 14 of 100"]
    assert [line.split()[:3] for line in said[2:]] == [
        ["ELM112", "warning", "-"],
        ["UNT201", "info", "1:70"],
    ]


@pytest.mark.parametrize(
    ("gate", "failing"), [(Severity.ERROR, 2), (Severity.WARNING, 3), (Severity.INFO, 4)]
)
def test_the_gate_decides_what_fails(gate, failing):
    (case,) = cases(assistant_note(), gate=gate)
    (failure,) = case.result
    assert len(failure.text.strip().splitlines()) == failing
    assert len(case.system_out.strip().splitlines()) == 2 + 4 - failing


def test_a_note_with_nothing_at_the_gate_passes():
    (case,) = cases(whole_note())
    assert case.is_passed
    assert not case.result


def test_a_note_not_audited_whole_is_an_error_and_tells_what_was_found():
    (case,) = cases(hostile_note())
    (error,) = case.result
    assert isinstance(error, Error)
    assert (error.type, error.message) == ("not-audited", "the note was not audited whole")
    why, *found = error.text.strip().splitlines()
    assert why == "UNT201 did not run: no pack knows this payer"
    assert [line.split()[0] for line in found] == ["ACT201"]


def test_the_place_in_a_document_is_told():
    audited = record("one\ntwo", findings=(finding("AAA101", span=Span(4, 7)),))
    values = {**item(audited)[0], "parts": [{"start": 4, "where": "page 2"}]}
    assert "AAA101 error 2:1 (page 2) Something" in "".join(junit([values], gate=Severity.ERROR))


def test_no_word_of_a_note_is_in_the_document():
    words = ("sit&lt;&gt;stand", "CGA", "rise from toilet", "laundry", "alert(", "J.D.", "97530 x")
    assert [w for w in words if w in written(*all_three())] == []


def test_a_batch_of_nothing_is_a_document():
    assert written() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="auditor" tests="0" failures="0" errors="0">\n</testsuites>\n'
    )


def test_only_elements_and_attributes_that_readers_know_are_used():
    tree = ElementTree.fromstring(written(*all_three(), gate=Severity.INFO))  # noqa: S314 - our own
    for element in tree.iter():
        assert set(element.attrib) == ATTRIBUTES[element.tag]
        assert {child.tag for child in element} <= INSIDE.get(element.tag, set())


@given(ANY, ANY, st.sampled_from(Severity))
def test_any_text_gives_xml_that_counts_right(name, words, severity):
    found = finding("AAA101", severity, message=words, ask=words)
    audited = record("x", note_id=name, source=name, findings=(found,))
    unread = replace(audited, complete=False, findings=())
    document = written(audited, unread)
    tree = ElementTree.fromstring(document.encode())  # noqa: S314 - our own
    for counted in (tree, *tree):
        inside = list(counted.iter("testcase"))
        assert counted.get("tests") == str(len(inside))
        for tag, key in (("failure", "failures"), ("error", "errors")):
            assert counted.get(key) == str(sum(case.find(tag) is not None for case in inside))
    assert document.endswith("</testsuites>\n")
