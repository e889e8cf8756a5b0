"""No words of a note in logs, warnings, error messages or outcomes, whatever breaks and where."""

import logging
from dataclasses import replace

import pytest

from auditor import engine
from auditor.classify.classifier import Classifier
from auditor.errors import AuditorError
from auditor.ingest import Refused
from auditor.nlp import assistance, clauses, codes, sections, status_views, times, visit
from auditor.record import as_json, dumps
from auditor.rules.registry import RULES

CANARY = "Zyxwvut Qanarymann"
NOTE = f"""PT daily note  Patient: {CANARY}  DOS: 03/04/2026  Ins: {CANARY} Mutual
S: {CANARY} says the knee is sore.
97530 x 22 min: {CANARY} did sit<>stand from 17" chair, CGA, to rise from toilet.
Goal: {CANARY} will rise from toilet mod I in 3 wks.
{CANARY}, PTA"""

STAGES = {
    "pipeline": (engine, "reader"),
    "codes": (codes, "find_codes"),
    "sections": (sections, "find_sections"),
    "clauses": (clauses, "find_clauses"),
    "assistance": (assistance, "find_assistance"),
    "times": (times, "find_times"),
    "header": (visit, "read_header"),
    "work-classifier": (Classifier, "activities"),
    "statement-classifier": (Classifier, "statements"),
    "goals": (visit, "find_goals"),
    "statements": (visit, "find_statements"),
    "status": (status_views, "status_of"),
    "status-classifier": (Classifier, "statuses"),
    "facts": (engine, "read_facts"),
    "demands": (engine.packs, "demands_of"),
    "elements": (engine, "elements_of"),
    "units": (engine.units, "work_out"),
}


@pytest.fixture
def heard(caplog, capfd, recwarn):
    """All that an audit said besides its record."""
    caplog.set_level(logging.DEBUG)

    def words():
        out, err = capfd.readouterr()
        return "\n".join([caplog.text, out, err, *(str(w.message) for w in recwarn)])

    return words


def crash(*arguments, **_):
    """Fail as code does that puts what it was given into its message."""
    message = f"cannot read {NOTE} {arguments}"
    raise ValueError(message)


def test_the_canary_is_in_the_record_that_was_asked_for(note_of):
    """Else the tests below would prove nothing."""
    assert CANARY in dumps(as_json(engine.audit(note_of(NOTE))))


def test_an_audit_says_nothing_of_the_note_besides_its_record(note_of, heard):
    engine.audit(note_of(NOTE, claim="97530-GP=2"))
    assert heard().strip() == ""


@pytest.mark.parametrize(("owner", "name"), STAGES.values(), ids=STAGES)
def test_a_crash_in_reading_leaks_no_word(owner, name, note_of, heard, monkeypatch):
    assert engine.shipped(None)
    monkeypatch.setattr(owner, name, crash)
    note = note_of(NOTE, payer="medicare", clinician=CANARY, patient=CANARY)
    record = engine.audit(note)
    assert set(record.outcomes.skipped.values()) == {"reading failed (ValueError)"}
    assert (record.gate, CANARY in dumps(as_json(record))) == ("cannot_assess", False)
    assert heard().strip() == ""


@pytest.mark.parametrize("part", ["when", "check"])
def test_a_crash_in_a_rule_leaks_no_word(part, note_of, heard, monkeypatch):
    rule = replace(next(iter(RULES)), when=lambda _: True, check=lambda _: iter(()), asks=None)
    monkeypatch.setattr(engine, "RULES", [replace(rule, **{part: crash})])
    skipped = engine.audit(note_of(NOTE)).outcomes.skipped
    assert dict(skipped) == {rule.code: "crashed (ValueError)"}
    assert heard().strip() == ""


def test_a_payer_of_the_input_that_nobody_knows_is_not_repeated(note_of, heard):
    record = engine.audit(note_of(NOTE, payer=CANARY))
    assert not record.complete
    assert [why for why in record.outcomes.skipped.values() if CANARY in why] == []
    assert heard().strip() == ""


def test_a_refused_input_tells_only_its_message(heard):
    record = engine.refused_record(Refused("N-1", "a.txt", "a.txt is too large"))
    assert set(record.outcomes.skipped.values()) == {"a.txt is too large"}
    assert heard().strip() == ""


def test_our_errors_tell_their_own_message_alone(note_of, monkeypatch, heard):
    def refuse(*_):
        message = "data/vocab: wrong"
        raise AuditorError(message)

    monkeypatch.setattr(engine, "read_facts", refuse)
    record = engine.audit(note_of(NOTE))
    assert set(record.outcomes.skipped.values()) == {"data/vocab: wrong"}
    assert heard().strip() == ""


def test_findings_tell_no_word_of_the_note_outside_of_its_places(note_of):
    """Messages, questions and reasons hold none of the patient's words; only quotes do."""
    record = engine.audit(note_of(NOTE, claim="97530-GP=4 97110-GP=1"))
    assert record.findings
    told = [f"{f.message} {f.ask} {f.name} {f.looked_in}" for f in record.findings]
    told += [*record.outcomes.not_applicable.values(), *record.outcomes.skipped.values()]
    assert [words for words in told if "Qanary" in words] == []
