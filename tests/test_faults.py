"""Planted faults are what they say, the rules' figures are true, and no unsure rule is an error."""

import re

import pytest

from auditor import engine
from auditor.errors import InputError, UnknownRuleError
from auditor.model import Severity
from auditor.rules.registry import RULES
from auditor.teaching import faults, rule_figures, rule_measuring
from auditor.teaching.faults import Fault
from auditor.teaching.rule_figures import HELD, PLANTED, RuleFigures
from lessons import CORPUS

CLEAN = faults.read_clean(CORPUS)
PLANTS = faults.read_faults(CORPUS)
STORED = rule_figures.read(CORPUS)
FEWEST = 9
"""Faults planted for each rule that is not measured on annotated notes."""
STALE = "corpus/faults/figures.json is stale: run python -m auditor.teaching"


def of(rule):
    return [fault for fault in PLANTS if fault.rule == rule]


# --- what is planted


@pytest.mark.parametrize("rule", [r.code for r in RULES if r.element is None])
def test_enough_faults_are_planted_for_every_rule_of_no_element(rule):
    assert len(of(rule)) >= FEWEST


@pytest.mark.parametrize("fault", PLANTS, ids=lambda fault: fault.name)
def test_a_fault_changes_one_place_of_its_note(fault):
    """Words to be changed that stand at no place or at two would raise."""
    clean = CLEAN[fault.clean]
    assert fault.planted(clean) != clean


@pytest.mark.parametrize("rule", sorted({fault.rule for fault in PLANTS}))
def test_no_fault_is_planted_twice(rule):
    changes = [(f.clean, f.old, f.new, f.claim, f.allowed, f.payer, f.date) for f in of(rule)]
    assert len(set(changes)) == len(changes)


def test_faults_of_a_rule_are_in_several_notes():
    """All but those that need what a single note holds, such as two codes of a pair."""
    alone = {rule for rule in {f.rule for f in PLANTS} if len({f.clean for f in of(rule)}) < 3}
    assert alone == {"COD204", "MOD204"}


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_note_is_complete_and_draws_no_error(name):
    record = engine.audit(CLEAN[name])
    assert record.gate == "ready"
    planted = {fault.rule for fault in PLANTS}
    assert [f.rule for f in record.findings if f.rule in planted] == []


def test_clean_notes_are_of_several_disciplines_settings_and_payers():
    assert {note.discipline for note in CLEAN.values()} == {"PT", "OT"}
    assert len({note.setting for note in CLEAN.values()}) >= 8
    assert len({note.payer for note in CLEAN.values()}) >= 6
    assert len({note.text.count("\n") for note in CLEAN.values()}) >= 6


# --- the figures


@pytest.fixture(scope="module")
def measured():
    return rule_measuring.measure(CORPUS)


def test_stored_figures_are_true(measured):
    assert rule_figures.dumps(measured) == rule_figures.path(CORPUS).read_text("utf-8"), STALE


def test_most_of_what_is_planted_is_found():
    planted = [f for f in STORED.values() if f.measured_on == PLANTED]
    assert sum(f.found for f in planted) >= 0.9 * sum(f.faults for f in planted)
    assert sum(f.right for f in planted) >= 0.95 * sum(f.told for f in planted)


def test_every_rule_is_measured():
    assert set(STORED) == {rule.code for rule in RULES}
    assert {c for c, f in STORED.items() if f.measured_on == HELD} <= {
        rule.code for rule in RULES if rule.element
    }


@pytest.mark.parametrize("rule", list(RULES), ids=lambda rule: rule.code)
def test_a_rule_that_is_wrong_more_than_one_time_in_ten_is_no_error(rule):
    if STORED[rule.code].unreliable:
        assert Severity.ERROR not in (rule.required, rule.otherwise)


UNRELIABLE = {
    "nine of ten": (10, 9, False),
    "eight of ten": (10, 8, True),
    "too few to tell": (9, 1, False),
    "seventeen of nineteen": (19, 17, True),
}


@pytest.mark.parametrize(
    ("told", "right", "unreliable"), UNRELIABLE.values(), ids=UNRELIABLE.keys()
)
def test_a_rule_is_unreliable_from_one_in_ten_wrong(told, right, unreliable):
    assert RuleFigures(HELD, 20, 9, told, right).unreliable is unreliable


def test_a_flag_counts_as_right_where_it_was_planted_or_said_to_follow(note_of):
    """Two units for 15 minutes are too many; no discipline is on the claim in any of the notes."""
    plain = note_of("97530 x 15 min: car transfers.", claim="97530=1", payer="medicare")
    over = Fault("UNI101-1", "UNI101", "plain", claim="97530=2", also=frozenset({"MOD101"}))
    under = Fault("UNI102-1", "UNI102", "plain", claim="97530-GP=1")
    counted = rule_measuring.of_faults({"plain": plain}, [over, under])
    assert counted["UNI101"] == RuleFigures(PLANTED, 1, 1, 1, 1)
    assert counted["UNI102"] == RuleFigures(PLANTED, 1, 0, 0, 0, missed=("UNI102-1",))


def test_a_flag_on_a_clean_note_is_wrong(note_of):
    plain = note_of("97530 x 15 min: car transfers.", claim="97530=1", payer="medicare")
    worse = Fault("MOD101-1", "MOD101", "plain", old="car", new="tub")
    assert rule_measuring.of_faults({"plain": plain}, [worse])["MOD101"] == RuleFigures(
        PLANTED, 1, 1, 2, 1, wrong=("plain",)
    )


def test_figures_are_read_as_they_were_written(tmp_path):
    (tmp_path / "faults").mkdir()
    figures = {
        "UNI101": RuleFigures(
            PLANTED, 2, 1, 3, 1, missed=("UNI101-2",), wrong=("knee", "UNI102-1")
        ),
        "GOA101": RuleFigures(HELD, 0, 0, 0, 0),
    }
    rule_figures.write(tmp_path, figures)
    assert rule_figures.read(tmp_path) == figures


def test_figures_are_told_as_a_table():
    figures = {
        "UNI101": RuleFigures(PLANTED, 2, 1, 3, 2, missed=("UNI101-2",), wrong=("knee",)),
        "GOA101": RuleFigures(HELD, 0, 0, 0, 0),
    }
    assert rule_figures.as_text(figures).splitlines() == [
        "rule    measured on  precision          recall",
        "GOA101  held         -                  -",
        "UNI101  planted      0.67 (2 of 3)      0.50 (1 of 2)",
        "        missed: UNI101-2",
        "        wrong: knee",
    ]


def test_missing_or_foreign_figures_are_said(tmp_path):
    with pytest.raises(InputError, match="no figures of the rules; run"):
        rule_figures.read(tmp_path)
    (tmp_path / "faults").mkdir()
    rule_figures.path(tmp_path).write_text('{"UNI101": {"found": 1}}')
    with pytest.raises(InputError, match="no figures of the rules; run"):
        rule_figures.read(tmp_path)


# --- files that are wrong

WRONG = {
    "no TOML": ("units", "UNI101 = [", "not TOML in UTF-8"),
    "another family": (
        "pairs",
        'UNI101 = [{ note = "a", claim = "97530=1" }]',
        "of the family units",
    ),
    "no change": ("units", 'UNI101 = [{ note = "a" }]', "UNI101-1: names a note and a change"),
    "no note": ("units", 'UNI101 = [{ claim = "97530=1" }]', "UNI101-1: names a note and a change"),
    "foreign key": ("units", 'UNI101 = [{ note = "a", clam = "x" }]', "UNI101-1: names a note"),
}


@pytest.mark.parametrize(("family", "written", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_of_faults_is_refused(family, written, said, tmp_path):
    (tmp_path / "faults").mkdir()
    (tmp_path / "faults" / f"{family}.toml").write_text(written)
    with pytest.raises(InputError, match=re.escape(said)):
        faults.read_faults(tmp_path)


def test_a_fault_of_no_rule_is_refused(tmp_path):
    (tmp_path / "faults").mkdir()
    (tmp_path / "faults" / "units.toml").write_text('UNI999 = [{ note = "a", claim = "97530=1" }]')
    with pytest.raises(UnknownRuleError):
        faults.read_faults(tmp_path)


def test_a_clean_note_without_a_part_is_refused(tmp_path):
    (tmp_path / "faults" / "clean").mkdir(parents=True)
    (tmp_path / "faults" / "clean" / "a.toml").write_text('text = "LAQ 3x10"')
    with pytest.raises(InputError, match="discipline is missing"):
        faults.read_clean(tmp_path)


def test_a_fault_of_a_note_that_is_not_there_is_refused():
    with pytest.raises(InputError, match="MOD101-1: there is no clean note of that name"):
        rule_measuring.of_faults({}, [Fault("MOD101-1", "MOD101", "knee", claim="97530=1")])


PLACES = {
    "none": ("squat", "0 times"),
    "two": ("LAQ", "2 times"),
    "a gap": ("3x10 … SLR", "0 times"),
}


@pytest.mark.parametrize(("old", "said"), PLACES.values(), ids=PLACES)
def test_words_to_change_stand_at_one_place(old, said, note_of):
    note = note_of("SLR 2x10, LAQ 3x10, LAQ again")
    with pytest.raises(InputError, match=said):
        Fault("BOI104-1", "BOI104", "a", old=old, new="x").planted(note)


def test_an_ellipsis_stands_for_what_lies_between(note_of):
    note = note_of("SLR 2x10, LAQ 3x10.\nBike 6 min.", payer="aetna")
    fault = Fault(
        "BOI104-1", "BOI104", "a", old="LAQ … 6 min", new="rest", payer="", date="2026-03-04"
    )
    changed = fault.planted(note)
    assert changed.text == "SLR 2x10, rest."
    assert (changed.payer, changed.date_of_service) == (None, "2026-03-04")
