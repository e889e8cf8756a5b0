"""A record and a site's policy come to one decision, which says what it rests on."""

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.gate.decision import EXIT_CODES, Decision, Policy, answer, judge
from auditor.gate.refusal import refused
from auditor.model import Severity
from auditor.record import json_schema
from gate.records import finding, record

HOLD, RELEASE, NOT_JUDGED = Decision.HOLD, Decision.RELEASE, Decision.NOT_JUDGED
CRASHED = {"complete": False, "gate": "cannot_assess", "skipped": {"TIM101": "crashed (KeyError)"}}


def excuse_all(_record, _finding):
    return "all is well"


CASES = {
    "clean": (record(), {}, RELEASE, RELEASE),
    "error": (record(finding()), {}, HOLD, HOLD),
    "warning": (record(finding(severity="warning")), {}, RELEASE, RELEASE),
    "warning-at-gate": (
        record(finding(severity="warning")),
        {"gate": Severity.WARNING},
        HOLD,
        HOLD,
    ),
    "info-at-warning": (
        record(finding(severity="info")),
        {"gate": Severity.WARNING},
        RELEASE,
        RELEASE,
    ),
    "excused": (record(finding()), {"excuses": [excuse_all]}, RELEASE, RELEASE),
    "shadow": (record(finding()), {"is_shadow": True}, RELEASE, HOLD),
    "not-whole": (record(finding(), **CRASHED), {}, NOT_JUDGED, NOT_JUDGED),
    "not-whole-excused": (
        record(finding(), **CRASHED),
        {"excuses": [excuse_all]},
        NOT_JUDGED,
        NOT_JUDGED,
    ),
    "not-whole-held": (record(**CRASHED), {"on_error": HOLD}, HOLD, NOT_JUDGED),
    "not-whole-released": (record(**CRASHED), {"on_error": RELEASE}, RELEASE, NOT_JUDGED),
    "not-whole-shadow": (record(**CRASHED), {"is_shadow": True}, RELEASE, NOT_JUDGED),
    "on-error-of-a-judged-note": (record(finding()), {"on_error": RELEASE}, HOLD, HOLD),
}


@pytest.mark.parametrize(("made", "policy", "decision", "judged"), CASES.values(), ids=CASES)
def test_a_note_is_decided_by_its_findings_and_the_policy(made, policy, decision, judged):
    judgement = judge(made, Policy(**policy))
    assert (judgement.decision, judgement.judged) == (decision, judged)
    assert judgement.exit_code == EXIT_CODES[decision]


@given(
    st.lists(st.sampled_from(Severity)),
    st.booleans(),
    st.sampled_from(Severity),
    st.sampled_from([None, HOLD, RELEASE]),
)
def test_what_was_not_audited_whole_is_released_by_on_error_alone(levels, whole, gate, on_error):
    made = record(*(finding(severity=level.value) for level in levels), complete=whole)
    judgement = judge(made, Policy(gate=gate, on_error=on_error))
    assert (judgement.judged is NOT_JUDGED) is not whole
    if not whole:
        assert judgement.decision is (on_error or NOT_JUDGED)
    elif judgement.decision is RELEASE:
        assert not {level for level in levels if level in gate.and_heavier()}


def test_what_is_set_aside_is_told():
    judgement = judge(record(finding()), Policy(excuses=[excuse_all]))
    assert judgement.because == (
        "nothing found at the gate (error), save what is set aside: TIM101"
    )
    assert answer(record(finding()), judgement, Policy())["hook"]["excused"] == [
        finding() | {"why": "all is well"}
    ]


def test_the_first_excuse_speaks():
    judgement = judge(record(finding()), Policy(excuses=[lambda *_: None, lambda *_: "second"]))
    assert [why for _, why in judgement.excused] == ["second"]


def test_a_refused_note_is_answered_as_the_schema_says():
    policy = Policy(may_release=("billing",))
    made = refused("stdin", "stdin: is empty")
    judgement = judge(made, policy)
    jsonschema.validate(answer(made, judgement, policy), json_schema())
    assert judgement.because == "could not be judged: stdin: is empty"
