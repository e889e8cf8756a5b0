"""Rules are functions of the stored facts alone: on any visit, and again with equal findings."""

from dataclasses import replace

import pytest
from hypothesis import given

from auditor import engine
from auditor.record import AuditRecord, MadeBy, as_json, dumps
from auditor.rules.registry import RULES
from strategies import visits

NOTE = """PT daily note  DOS: 03/04/2026  Time in 10:00 Time out 10:45
97530 x 22 min: sit<>stand from 17" chair, CGA, to rise from toilet. 97110 x 16 min: LAQ 3x10.
Goal: rise from toilet mod I in 3 wks. Cont 2x/wk.
J. Doe, PTA"""


def by_hand(rule, visit):
    return list(rule.check(visit)) if rule.when(visit) else []


@given(visits())
def test_no_rule_raises_on_any_visit(visit):
    _, outcomes = engine.run_rules(visit)
    assert [code for code, why in outcomes.skipped.items() if "crashed" in why] == []


@given(visits())
def test_every_hit_points_into_the_note_or_at_nothing(visit):
    findings, _ = engine.run_rules(visit)
    places = [f.span for f in findings if f.span is not None]
    assert [p for p in places if not 0 <= p.start <= p.end <= len(visit.text)] == []


@given(visits())
def test_every_rule_is_accounted_for_once(visit):
    _, outcomes = engine.run_rules(visit)
    told = [*outcomes.ran, *outcomes.not_applicable, *outcomes.skipped]
    assert sorted(told) == [rule.code for rule in RULES]


@given(visits())
def test_rules_run_again_over_stored_facts_find_the_same(visit):
    findings, outcomes = engine.run_rules(visit)
    assert engine.run_rules(replace(visit)) == (findings, outcomes)


@given(visits())
def test_a_record_of_any_visit_is_written_the_same_twice(visit):
    findings, outcomes = engine.run_rules(visit)
    made = MadeBy(auditor="0", pack="p", model="m")
    records = [AuditRecord(visit, findings, outcomes, made, complete=True) for _ in range(2)]
    assert len({dumps(as_json(r)) for r in records}) == 1


def test_an_audit_finds_what_the_rules_find_on_the_visit_it_stored(note_of):
    record = engine.audit(note_of(NOTE, claim="97530-GP=2 97110-GP=1", payer="medicare"))
    findings, outcomes = engine.run_rules(record.visit)
    assert (findings, outcomes) == (record.findings, record.outcomes)


@pytest.mark.parametrize("rule", list(RULES), ids=lambda rule: rule.code)
def test_a_rule_finds_the_same_twice_in_one_visit(rule, visit_of):
    visit = visit_of(NOTE, claim="97530-GP=2 97110-GP=1")
    assert by_hand(rule, visit) == by_hand(rule, visit)
