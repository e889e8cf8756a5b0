"""Overrides count as they are written, and no longer than they say, while a gate runs on."""

import json
from dataclasses import asdict

import pytest

from auditor.gate import overrides
from auditor.gate.decision import Decision, judge
from auditor.gate.dropfolder.policies import Policies
from auditor.gate.dropfolder.ruleset import Ruleset
from auditor.gate.overrides import Override
from auditor.gate.policy import GateAsked
from gate.records import MARK, finding, record

ASIDE = Override(
    note_id="A-17",
    date_of_service="2026-03-04",
    rule="TIM101",
    fingerprint=MARK,
    reason="other",
    by="billing",
    since="2026-03-10",
    expires="2026-04-10",
)
LINE = json.dumps(asdict(ASIDE)) + "\n"


@pytest.fixture
def kept(tmp_path):
    file = tmp_path / "overrides.jsonl"
    file.write_text("")
    return file


@pytest.fixture
def on(kept, monkeypatch):
    """Judge on a day: the decision, and what is wrong with the file."""
    days = [""]
    monkeypatch.setattr(overrides, "today", lambda: days[0])
    policies = Policies(Ruleset(gate=GateAsked(overrides=kept)))

    def judged(day):
        days[0] = day
        decision = judge(record(finding()), policies.now()).decision
        return decision, policies.trouble

    return judged


def test_an_override_counts_from_when_it_is_written_to_its_last_day(kept, on):
    assert on("2026-04-01") == (Decision.HOLD, None)
    kept.write_text(LINE)
    assert on("2026-04-01") == (Decision.RELEASE, None)
    assert on("2026-04-11") == (Decision.HOLD, None)


def test_in_a_file_that_has_become_wrong_nothing_counts_longer_than_it_said(kept, on):
    kept.write_text(LINE)
    assert on("2026-04-01") == (Decision.RELEASE, None)
    kept.write_text(LINE + "{ torn")
    for day, decision in (("2026-04-02", Decision.RELEASE), ("2026-04-11", Decision.HOLD)):
        judged, trouble = on(day)
        assert judged is decision
        assert "overrides.jsonl:2: is not a whole JSON object" in trouble
    kept.write_text("")
    assert on("2026-04-03") == (Decision.HOLD, None)
