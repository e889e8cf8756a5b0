"""An audit reads, judges, counts and rules; what goes wrong is said in the record, never lost."""

import logging
from pathlib import Path

import pytest

from auditor import engine
from auditor.engine import NOT_LISTED, SILENT, Settings, minutes_by_code, settings_of
from auditor.errors import ModelError, PackError, UnknownRuleError
from auditor.ingest import Refused
from auditor.model import ElementStatus, Note, ServiceLine, Severity, Span, Time, TimeKind, Visit
from auditor.record import as_json
from auditor.rules.registry import RULES

NOTE = """PT daily note  DOS: 03/04/2026
97530 x 22 min: sit<>stand from 17" chair, CGA, to rise from toilet.
97110 x 16 min: LAQ 3x10.
Total treatment time: 40 min
Goal: rise from toilet mod I in 3 wks.
J. Doe, PTA"""
CODES = [rule.code for rule in RULES]
FIRST, SECOND = RULES.find(CODES[0]), RULES.find(CODES[1])


# --- settings


def test_settings_name_rules_by_code_name_or_family():
    made = settings_of(select=[FIRST.name, SECOND.code], severities={FIRST.name: "info"})
    assert made.select == {FIRST.code, SECOND.code}
    assert made.severities == {FIRST.code: Severity.INFO}


def test_a_family_may_be_switched_off():
    family = FIRST.code[:3]
    made = settings_of(severities={family: "off"})
    assert made.severities == {code: None for code in CODES if code.startswith(family)}


REFUSED = {
    "select": ({"select": ["XYZ999"]}, UnknownRuleError, "XYZ999"),
    "ignore": ({"ignore": ["XYZ999"]}, UnknownRuleError, "XYZ999"),
    "severities": ({"severities": {"XYZ999": "info"}}, UnknownRuleError, "XYZ999"),
    "payer": ({"payer": "Nobody Mutual"}, PackError, "no pack is held for this payer"),
    "pack": ({"pack": Path("nowhere.toml")}, PackError, "nowhere.toml"),
}


@pytest.mark.parametrize(("wrong", "error", "words"), REFUSED.values(), ids=REFUSED)
def test_unknown_settings_are_refused_before_any_note_is_read(wrong, error, words):
    with pytest.raises(error, match=words):
        settings_of(**wrong)


# --- minutes


def duration(minutes, code="97530", kind=TimeKind.DURATION):
    return Time(Span(0, 1), kind, minutes=minutes, code=code)


MINUTES = {
    "none": ([], {}),
    "one": ([duration(22)], {"97530": 22}),
    "two-codes": ([duration(22), duration(16, "97110")], {"97530": 22, "97110": 16}),
    "parts-add-up": ([duration(8), duration(7), duration(10)], {"97530": 25}),
    "a-stated-sum-counts-alone": ([duration(8), duration(7), duration(15)], {"97530": 15}),
    "sum-first": ([duration(15), duration(8), duration(7)], {"97530": 15}),
    "without-code": ([duration(22, None)], {}),
    "not-known": ([duration(None)], {}),
    "two-blocks-that-a-total-confirms": (
        [duration(15), duration(15), duration(30, None, kind=TimeKind.TOTAL_TREATMENT)],
        {"97530": 30},
    ),
    "two-unlike-blocks": ([duration(8), duration(7)], {"97530": 15}),
    "totals-are-no-parts": ([duration(22), duration(40, kind=TimeKind.TOTAL_TIMED)], {"97530": 22}),
}


@pytest.mark.parametrize(("times", "minutes"), MINUTES.values(), ids=MINUTES)
def test_minutes_of_a_code_are_its_parts_or_their_stated_sum(times, minutes):
    visit = Visit(note=Note(note_id="n", text=".", source="here"), times=tuple(times))
    assert minutes_by_code(visit) == minutes


# --- reading

PAYERS = {
    "nobody-says": ({}, Settings(), "medicare-2026"),
    "input": ({"payer": "aetna"}, Settings(), "aetna-2026"),
    "setting": ({}, Settings(payer="aetna"), "aetna-2026"),
    "input-before-setting": ({"payer": "humana"}, Settings(payer="aetna"), "humana-2026"),
}


@pytest.mark.parametrize(("known", "settings", "pack"), PAYERS.values(), ids=PAYERS)
def test_the_payer_is_the_inputs_else_the_settings_else_medicare(known, settings, pack, note_of):
    visit = engine.read_visit(note_of(NOTE, **known), settings)
    assert visit.demands.pack.partition("@")[0] == pack


NAMED_PAYERS = {
    "known": ("Insurance: Aetna\n", "aetna-2026"),
    "unknown": ("Insurance: Nobody Mutual\n", "medicare-2026"),
}


@pytest.mark.parametrize(("line", "pack"), NAMED_PAYERS.values(), ids=NAMED_PAYERS)
def test_a_payer_the_note_names_counts_where_it_is_known(line, pack, note_of):
    visit = engine.read_visit(note_of(line + NOTE))
    assert visit.demands.pack.partition("@")[0] == pack


def test_a_note_is_read_into_facts_units_and_elements(visit_of):
    visit = visit_of(NOTE, claim="97530-GP=2 97110-GP=1")
    assert visit.date_of_service == "2026-03-04"
    assert visit.units.minutes_by_code == {"97530": 22, "97110": 16}
    assert visit.units.billed == {"97530": 2, "97110": 1}
    assert visit.units.methods["medicare"].by_code == {"97530": 2, "97110": 1}
    assert visit.elements["total_treatment_time"].status is ElementStatus.PRESENT


def test_units_the_note_states_stand_in_for_a_claim(visit_of):
    visit = visit_of(NOTE.replace("97530 x 22 min", "97530 x 2 units (22 min)"))
    assert visit.units.billed == {"97530": 2}


def test_lines_of_the_same_code_are_added_up(visit_of):
    assert visit_of(NOTE, claim="97530-GP=1 97530-GP-CQ=1").units.billed == {"97530": 2}


def test_untimed_codes_are_no_part_of_the_units(visit_of):
    assert visit_of(NOTE, claim="97530=2 97010=1").units.billed == {"97530": 2}


# --- audits


def test_an_audit_is_complete_and_says_what_made_it(note_of):
    record = engine.audit(note_of(NOTE))
    assert record.complete
    assert record.made_by.model == engine.shipped(None).fingerprint
    assert record.made_by.pack == record.visit.demands.pack


def test_findings_stand_in_the_order_of_their_places_and_then_of_the_note(note_of):
    record = engine.audit(note_of(NOTE, claim="97530-GP=9 97110-GP=4"))
    placed = [f.span.start for f in record.findings if f.span]
    whole = [f.rule for f in record.findings if not f.span]
    assert placed
    assert whole
    assert [bool(f.span) for f in record.findings] == [True] * len(placed) + [False] * len(whole)
    assert (placed, whole) == (sorted(placed), sorted(whole))


SELECTIONS = {
    "select": (Settings(select=frozenset({FIRST.code})), {FIRST.code}),
    "ignore": (Settings(ignore=frozenset(CODES[1:])), {FIRST.code}),
    "both": (Settings(select=frozenset(CODES[:2]), ignore=frozenset({CODES[1]})), {FIRST.code}),
}


@pytest.mark.parametrize(("settings", "kept"), SELECTIONS.values(), ids=SELECTIONS)
def test_only_rules_that_are_selected_are_run(settings, kept, visit_of):
    _, outcomes = engine.run_rules(visit_of(NOTE), settings)
    assert dict(outcomes.skipped) == {code: NOT_LISTED for code in CODES if code not in kept}


def test_a_rule_that_is_off_is_not_applicable(visit_of):
    _, outcomes = engine.run_rules(visit_of(NOTE), Settings(severities={FIRST.code: None}))
    assert outcomes.not_applicable[FIRST.code] == SILENT


def test_a_changed_severity_counts_in_findings_gate_and_score(note_of):
    settings = settings_of(select=["DOC101"], severities={"DOC101": "info"})
    text = "PT daily note\n97530 x 22 min: car transfers, CGA.\nJ. Doe, PTA"
    plain = engine.audit(note_of(text), settings_of(select=["DOC101"]))
    milder = engine.audit(note_of(text), settings)
    assert [(f.rule, f.severity) for f in plain.findings] == [("DOC101", Severity.ERROR)]
    assert [(f.rule, f.severity) for f in milder.findings] == [("DOC101", Severity.INFO)]
    assert (plain.gate, milder.gate) == ("hold", "ready")


def test_the_text_is_kept_as_it_came(note_of):
    text = "\ufeffPT\u00a0note\r\n97530\t\u00d7 22 min \u2014 sit\u2194stand\x0c\r"
    assert engine.audit(note_of(text)).visit.text == text


EMPTY = {
    "empty": "",
    "blanks": " \n\t\r\n ",
    "one-letter": "x",
    "no-words": "!?;--",
    "a-letter": "Dear Mrs. J, your appointment is on Monday at the front desk.",
}


@pytest.mark.parametrize("text", EMPTY.values(), ids=EMPTY)
def test_text_in_which_nothing_is_recognised_is_never_called_clean(text, note_of):
    record = engine.audit(note_of(text))
    assert (record.complete, record.gate, record.score) == (False, "cannot_assess", None)
    assert set(record.outcomes.skipped.values()) == {engine.NOTHING_READ}


def test_a_note_to_which_no_rule_applies_is_never_called_clean(note_of):
    """Standing help is something of a therapy note, and no rule has anything to say of it."""
    record = engine.audit(note_of("Needs CGA."))
    assert record.outcomes.ran == ()
    assert (record.complete, record.gate, record.score) == (False, "cannot_assess", None)


def test_a_rule_chosen_that_does_not_apply_calls_nothing_clean(note_of):
    record = engine.audit(note_of("97530 x 15 min: car transfers."), settings_of(select=["MOD101"]))
    assert (record.complete, record.gate) == (False, "cannot_assess")


# --- what goes wrong


def broken(*_, **__):
    message = "secret words of the note"
    raise KeyError(message)


def test_a_crash_in_reading_makes_an_incomplete_record(note_of, monkeypatch):
    monkeypatch.setattr(engine, "read_facts", broken)
    record = engine.audit(note_of(NOTE))
    assert (record.complete, record.gate, record.score) == (False, "cannot_assess", None)
    assert dict(record.outcomes.skipped) == dict.fromkeys(CODES, "reading failed (KeyError)")


def test_an_error_of_ours_is_told_in_its_own_words(note_of):
    record = engine.audit(note_of(NOTE, payer="Nobody Mutual"))
    assert not record.complete
    reasons = {why.partition(";")[0] for why in record.outcomes.skipped.values()}
    assert reasons == {"no pack is held for this payer"}
    assert set(record.outcomes.skipped) == set(CODES)


def test_a_crash_of_one_rule_stops_no_other(visit_of, note_of, monkeypatch):
    from dataclasses import replace

    monkeypatch.setattr(
        engine, "RULES", [replace(FIRST, check=broken, when=lambda _: True), SECOND]
    )
    findings, outcomes = engine.run_rules(visit_of(NOTE))
    assert dict(outcomes.skipped) == {FIRST.code: "crashed (KeyError)"}
    assert {*outcomes.ran, *outcomes.not_applicable} == {SECOND.code}
    assert {f.rule for f in findings} <= {SECOND.code}
    record = engine.audit(note_of(NOTE))
    assert (record.complete, record.gate) == (False, "cannot_assess")


def test_a_missing_model_is_an_error_not_a_record(note_of, tmp_path):
    with pytest.raises(ModelError, match="no trained model"):
        engine.audit(note_of(NOTE), Settings(model=tmp_path))


def test_what_could_not_be_read_is_an_incomplete_record_in_its_place(note_of):
    refused = Refused(note_id="b", source="b.txt", message="b.txt is too large")
    records = list(engine.audit_many([note_of(NOTE, note_id="a"), refused]))
    assert [(r.note_id, r.complete, r.gate) for r in records] == [
        ("a", True, records[0].gate),
        ("b", False, "cannot_assess"),
    ]
    assert set(records[1].outcomes.skipped.values()) == {"b.txt is too large"}


def test_notes_are_audited_one_by_one_as_they_come(note_of):
    notes = iter([note_of(NOTE, note_id="a"), note_of(NOTE, note_id="b")])
    first = next(engine.audit_many(notes))
    assert (first.note_id, [note.note_id for note in notes]) == ("a", ["b"])


def test_an_audit_writes_nothing_anywhere(note_of, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    as_json(engine.audit(note_of(NOTE)))
    assert (caplog.text, *capfd.readouterr()) == ("", "", "")


# --- lines of other days, and of two disciplines


def _two(text, *lines, day="2026-03-04", payer="medicare"):
    claim = tuple(
        ServiceLine(code, units, modifiers, date_of_service=of)
        for code, units, modifiers, of in lines
    )
    note = Note("n", text, "n", payer=payer, date_of_service=day, claim=claim)
    return {f.rule for f in engine.audit(note).findings}


def test_units_of_another_day_are_not_held_against_the_minutes_of_this_one():
    lines = [("97530", 1, (), "2026-03-04"), ("97110", 1, (), "2026-03-04")]
    other = [(code, 2, (), "2026-03-06") for code, *_ in lines]
    found = _two(NOTE, *lines, *other, payer="aetna")
    assert "CLM104" in found
    assert not {"UNI101", "UNI103", "UNI113", "UNI115"} & found


def test_a_line_of_a_wrong_day_is_not_missed_in_the_units_of_this_one():
    lines = ("97530", 2, (), "2026-03-04"), ("97110", 1, (), "2026-03-05")
    found = _two(NOTE, *lines)
    assert "CLM104" in found
    assert "UNI102" not in found


JOINT = """Daily note  DOS: 03/04/2026
97530 x {pt} min (PT): sit<>stand from 17" chair, CGA, to rise from toilet.
97535 x {ot} min (OT): LB dressing with reacher and sock aid, min A.
Total timed minutes: {timed}. Total treatment time: {timed} min
{signed}"""
BOTH = "Jane Doe, PT\nAnn Poe, OTR/L"
APART = {
    "each-its-unit": (8, 8, BOTH, (1, 1), False),
    "minutes-of-the-other-do-not-help": (22, 22, BOTH, (2, 1), True),
    "both-right": (22, 22, BOTH, (1, 1), False),
    "one-signed": (8, 8, "Jane Doe, PT", (1, 1), True),
}


@pytest.mark.parametrize(("pt", "ot", "signed", "units", "over"), APART.values(), ids=APART)
def test_minutes_of_two_disciplines_are_not_pooled(pt, ot, signed, units, over):
    text = JOINT.format(pt=pt, ot=ot, timed=pt + ot, signed=signed)
    lines = ("97530", units[0], ("GP",), None), ("97535", units[1], ("GO",), None)
    found = _two(text, *lines)
    assert ("UNI101" in found) is over
    assert not {"UNI102", "UNI103"} & found


@pytest.mark.parametrize(("second", "over"), [("GO", False), ("GP", True)])
def test_the_limit_of_a_visit_is_each_disciplines_own(second, over):
    text = JOINT.format(pt=45, ot=30, timed=75, signed=BOTH)
    lines = ("97110", 3, ("GP",), None), ("97535", 2, (second,), None)
    assert ("UNI115" in _two(text, *lines, payer="anthem")) is over
