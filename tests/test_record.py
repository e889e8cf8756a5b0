"""The record: gate, score, places, and a JSON form that satisfies its own schema."""

import json
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import engine
from auditor.model import ELEMENTS, Element, ElementStatus, Note, Severity, Span, Visit
from auditor.record import (
    SEVERITY_WEIGHTS,
    AuditRecord,
    Finding,
    LineIndex,
    MadeBy,
    Outcomes,
    Source,
    as_json,
    dumps,
    fingerprint,
    json_schema,
    score_of,
)
from strategies import visits

ERROR, WARNING, INFO = Severity
VALIDATOR = jsonschema.Draft202012Validator(json_schema())
MADE = MadeBy(auditor="0.1.0", pack="medicare-2026@0", model="sha256:0")
SHOWN = dict.fromkeys(ELEMENTS, Element(ElementStatus.MISSING, (), ("body",)))
TEXT = "97530 x 22 min\r\nCGA é𝄞 gait"


def finding(rule="TIM101", severity=ERROR, span=None):
    source = Source("CMS Pub. 100-02", "https://www.cms.gov/a.pdf")
    return Finding(
        rule, f"fault-{rule.lower()}", severity, "Not shown", "Was it?", source, span=span
    )


def record(*findings, complete=True, outcomes=None):
    visit = Visit(note=Note("N-1", TEXT, "a.txt"), elements=SHOWN)
    outcomes = outcomes or Outcomes(("TIM101",), weights={"TIM101": ERROR})
    return AuditRecord(visit, findings, outcomes, MADE, complete)


# --- gate and score

GATES = {
    "nothing-found": ((), True, "ready"),
    "a-warning": ((finding(severity=WARNING),), True, "ready"),
    "an-error": ((finding(severity=INFO), finding(severity=ERROR)), True, "hold"),
    "not-complete": ((), False, "cannot_assess"),
    "error-and-not-complete": ((finding(severity=ERROR),), False, "cannot_assess"),
}


@pytest.mark.parametrize(("findings", "complete", "gate"), GATES.values(), ids=GATES)
def test_errors_alone_decide_the_gate(findings, complete, gate):
    assert record(*findings, complete=complete).gate == gate


SCORES = {
    "no-rule-applied": ({}, {}, None),
    "nothing-found": ({"A": ERROR, "B": INFO}, {}, 100),
    "all-found": ({"A": ERROR, "B": INFO}, {"A": ERROR, "B": INFO}, 0),
    "error-weighs-ten": ({"A": ERROR, "B": ERROR}, {"A": ERROR}, 50),
    "info-weighs-one": ({"A": ERROR, "B": INFO}, {"B": INFO}, 91),
    "warning-weighs-four": ({"A": ERROR, "B": WARNING}, {"B": WARNING}, 71),
    "not-considered": ({"A": ERROR}, {"B": ERROR}, 100),
}


@pytest.mark.parametrize(("considered", "found", "score"), SCORES.values(), ids=SCORES)
def test_a_score_is_the_share_of_weight_without_fault(considered, found, score):
    assert score_of(considered, found) == score


RULES = st.dictionaries(st.sampled_from("ABCDEFGH"), st.sampled_from(Severity), min_size=1)


@given(RULES, st.data())
def test_a_score_is_bounded_and_never_rises_by_a_finding(considered, data):
    codes = sorted(considered)
    few = data.draw(st.sets(st.sampled_from(codes)))
    more = few | data.draw(st.sets(st.sampled_from(codes)))
    low, high = (score_of(considered, {c: considered[c] for c in found}) for found in (more, few))
    assert 0 <= low <= high <= 100


def test_a_note_no_rule_looked_at_is_not_ready():
    assert record(outcomes=Outcomes(not_applicable={"A": "no times"})).gate == "cannot_assess"


def test_two_findings_of_one_rule_cost_no_more_than_one():
    outcomes = Outcomes(("A", "B"), weights={"A": ERROR, "B": ERROR})
    once, twice = finding("A"), [finding("A"), finding("A", span=Span(0, 5))]
    assert record(once, outcomes=outcomes).score == record(*twice, outcomes=outcomes).score == 50


def test_an_incomplete_audit_has_no_score():
    assert record(complete=False).score is None


def test_weights_fall_with_severity():
    assert list(SEVERITY_WEIGHTS) == [ERROR, WARNING, INFO]
    assert sorted(SEVERITY_WEIGHTS.values(), reverse=True) == list(SEVERITY_WEIGHTS.values())


# --- lines and columns

PLACES = {
    "first": ("ab\ncd", 0, (1, 1)),
    "end-of-line": ("ab\ncd", 2, (1, 3)),
    "second-line": ("ab\ncd", 3, (2, 1)),
    "end-of-text": ("ab\ncd", 5, (2, 3)),
    "crlf": ("ab\r\ncd", 4, (2, 1)),
    "cr-alone": ("ab\rcd", 3, (2, 1)),
    "empty-lines": ("\n\n\nx", 3, (4, 1)),
    "beyond-ascii": ("é𝄞\nx", 3, (2, 1)),
    "empty": ("", 0, (1, 1)),
}


@pytest.mark.parametrize(("text", "offset", "place"), PLACES.values(), ids=PLACES)
def test_lines_and_columns_count_from_one(text, offset, place):
    assert LineIndex(text).of(offset) == place


@given(st.text(alphabet="ab\r\n", max_size=30))
def test_lines_are_those_that_python_counts(text):
    lines = text.splitlines(keepends=True)
    if not lines or lines[-1].endswith(("\r", "\n")):
        lines.append("")
    places = [(i, j + 1) for i, line in enumerate(lines, 1) for j in range(len(line))]
    end = (len(lines), len(lines[-1]) + 1)
    index = LineIndex(text)
    assert [index.of(offset) for offset in range(len(text) + 1)] == [*places, end]


# --- fingerprints

SAME = {
    "elsewhere": (Span(0, 3), "CGA today, CGA", Span(11, 14), "CGA today, CGA"),
    "case": (Span(0, 3), "CGA", Span(0, 3), "cga"),
    "blanks": (Span(0, 5), "min A", Span(0, 6), "min  A"),
    "no-words": (None, "one note", None, "another note"),
}
OTHER = {
    "words": (Span(0, 3), "CGA SBA", Span(4, 7), "CGA SBA"),
    "words-and-none": (Span(0, 3), "CGA", None, "CGA"),
}


@pytest.mark.parametrize(("one", "text", "other", "again"), SAME.values(), ids=SAME)
def test_a_finding_is_known_again_by_its_words(one, text, other, again):
    assert fingerprint(finding(span=one), text) == fingerprint(finding(span=other), again)


@pytest.mark.parametrize(("one", "text", "other", "again"), OTHER.values(), ids=OTHER)
def test_other_words_have_another_fingerprint(one, text, other, again):
    assert fingerprint(finding(span=one), text) != fingerprint(finding(span=other), again)


def test_another_rule_has_another_fingerprint():
    assert fingerprint(finding("A"), TEXT) != fingerprint(finding("B"), TEXT)


# --- the JSON form


def test_a_finding_in_json_says_where_in_words_lines_and_columns():
    span = Span(TEXT.index("gait"), len(TEXT))
    found = replace(finding(span=span), element="goal", looked_in=("body",))
    assert as_json(record(found))["findings"] == [
        {
            "rule": "TIM101",
            "name": "fault-tim101",
            "severity": "error",
            "element": "goal",
            "start": 23,
            "end": 27,
            "line": 2,
            "column": 8,
            "looked_in": ["body"],
            "message": "Not shown",
            "ask": "Was it?",
            "source": {"cite": "CMS Pub. 100-02", "url": "https://www.cms.gov/a.pdf"},
            "fingerprint": fingerprint(found, TEXT),
        }
    ]


def test_a_finding_without_words_has_no_place():
    found = as_json(record(finding()))["findings"][0]
    assert {k: found[k] for k in ("start", "end", "line", "column")} == dict.fromkeys(
        ("start", "end", "line", "column")
    )


def test_every_key_of_the_contract_is_always_there():
    values = as_json(record())
    assert sorted(values) == sorted(json_schema()["required"])
    assert list(values["elements"]) == list(ELEMENTS)
    assert values["units"] == {
        "timed_minutes": None,
        "methods": {
            "medicare": {"total": None, "by_code": None, "ties": []},
            "rule_of_eights": {"total": None, "by_code": None, "ties": []},
        },
        "billed": {},
        "payer_method": None,
    }


@given(visits())
def test_the_record_of_any_visit_satisfies_its_schema(visit):
    findings, outcomes = engine.run_rules(visit)
    values = as_json(AuditRecord(visit, findings, outcomes, MADE, complete=True))
    assert [error.message for error in VALIDATOR.iter_errors(values)] == []


@given(visits())
def test_json_reads_back_as_it_was_written(visit):
    findings, outcomes = engine.run_rules(visit)
    values = as_json(AuditRecord(visit, findings, outcomes, MADE, complete=True))
    assert json.loads(dumps(values)) == json.loads(json.dumps(values)) == values


def test_the_schema_is_itself_valid_and_closed():
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
    assert schema["properties"]["schema"] == {"const": 1}
    judged, not_judged = schema["properties"]["elements"]["anyOf"]
    assert sorted(judged["properties"]) == sorted(ELEMENTS) == sorted(judged["required"])
    assert not_judged["maxProperties"] == 0


SERIALISED = {
    "keys-sorted": ({"b": 1, "a": 2}, None, '{"a": 2, "b": 1}'),
    "beyond-ascii-kept": ({"a": "é → 𝄞"}, None, '{"a": "é → 𝄞"}'),
    "indented": ({"a": [1]}, 1, '{\n "a": [\n  1\n ]\n}'),
}


@pytest.mark.parametrize(("values", "indent", "text"), SERIALISED.values(), ids=SERIALISED)
def test_json_is_written_in_one_way(values, indent, text):
    assert dumps(values, indent=indent) == text
