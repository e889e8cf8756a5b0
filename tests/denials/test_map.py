"""What is held of denials: every entry checked, every wrong one refused by name."""

from importlib import resources

import pytest

from auditor.billing.facts import MARKS
from auditor.denials.facts import Remedy
from auditor.denials.loading import denial_map, load
from auditor.errors import PackError
from auditor.ingest.claim_files.adjustments import accepted
from auditor.model import ELEMENTS
from auditor.rules.registry import RULES

MAP = denial_map()
CODES = {rule.code for rule in RULES}
DENIALS = [reason for reason in MAP.reasons.values() if reason.denies]
UNFORESEEN = {"22", "24", "26", "27", "31", "29", "109", "185", "197", "198", "204", "252"}
SPOKEN_TO = [
    ("50", {"WRK201", "NEC105", "NEC107", "BOI101", "DOC105"}),
    ("150", {"COD101", "COD201", "WRK201"}),
    ("151", {"UNI101", "UNI112", "UNI113", "TIM101", "TIM201"}),
    ("152", {"NEC103", "NEC104", "CON103"}),
    ("97", {"MOD203", "COD111", "WRK107"}),
    ("236", {"MOD202", "MOD203", "WRK107"}),
    ("4", {"MOD101", "MOD102", "MOD104", "MOD106"}),
    ("119", {"UNI113", "UNI115"}),
    ("222", {"UNI113", "UNI115"}),
    ("16", {"DOC101", "DOC105", "COD304"}),
    ("226", {"DOC105", "WRK101", "TIM101"}),
    ("182", {"DOC101", "DOC104"}),
    ("170", {"COD202", "COD205"}),
    ("96", {"COD305", "COD306"}),
]


@pytest.mark.parametrize("reason", MAP.reasons.values(), ids=lambda r: r.code)
def test_every_rule_and_element_named_exists(reason):
    assert reason.speaking <= CODES
    assert set(reason.elements) <= set(ELEMENTS)
    assert set(reason.decisive) <= set(reason.elements)
    assert set(reason.papers) <= MAP.papers.keys()


@pytest.mark.parametrize(("code", "rules"), SPOKEN_TO, ids=[code for code, _ in SPOKEN_TO])
def test_the_rules_that_must_speak_to_a_denial_do(code, rules):
    assert rules <= MAP.reasons[code].speaking


def test_what_no_note_could_have_foretold_is_said():
    unforeseen = {reason.code for reason in DENIALS if not reason.foreseeable}
    assert unforeseen == UNFORESEEN | {"B7"}


def test_what_is_no_denial_is_said():
    no_denials = {r.code for r in MAP.reasons.values() if not r.denies}
    assert no_denials == {*accepted()} >= {"1", "2", "3", "45", "59", "253"}
    assert {r.cite.mark for r in MAP.reasons.values()} <= {*MARKS}
    assert {r.remedy for r in MAP.reasons.values() if not r.denies} == {Remedy.NONE}


@pytest.mark.parametrize("reason", DENIALS, ids=lambda r: r.code)
def test_a_denial_names_what_must_come_from_elsewhere(reason):
    assert reason.papers[0] in {"decision", "request"}


def test_an_appeal_for_necessity_names_the_whole_packet():
    packet = {"decision", "plan-of-care", "certification", "evaluation", "progress-reports"}
    assert packet | {"treatment-notes", "outcome-measures"} <= set(MAP.reasons["50"].papers)


def test_every_element_has_a_rule_that_asks_for_it():
    assert set(MAP.asks) == set(ELEMENTS)
    assert {e: RULES.find(code).element for e, code in MAP.asks.items()} == {e: e for e in ELEMENTS}


def test_medicare_has_five_levels_of_appeal():
    assert [level.days for level in MAP.appeals.levels] == [120, 180, 60, 60, 60]


def test_every_remark_hints_at_a_denial():
    reasons = {code for remark in MAP.remarks.values() for code in remark.reasons}
    assert all(MAP.reasons[code].denies for code in reasons)


WRONG = {
    "unknown-rule": ('rules = ["UNI113", "UNI115"]', 'rules = ["UNI999"]', "denial '222'|UNI999"),
    "unknown-element": ('decisive = ["date_of_service"]', 'decisive = ["plan"]', "decisive names"),
    "unknown-paper": (
        'papers = ["decision", "authorisation"]',
        'papers = ["x"]',
        "papers names 'x'",
    ),
    "unknown-mark": (
        'mark = "knowledge"\n\n# The rule',
        'mark = "sure"\n\n# The',
        "mark is one of",
    ),
    "unknown-source": (
        'source = "signatures"',
        'source = "memory"',
        "no source has the id 'memory'",
    ),
    "unknown-key": ("\nforeseeable = false", "\nforseeable = false", "did you mean foreseeable"),
    "unknown-remedy": ('remedy = "send"', 'remedy = "sent"', "did you mean send"),
    "unknown-reason": ('reasons = ["4"]', 'reasons = ["999"]', "reasons names '999'"),
    "no-reason": ('reasons = ["4"]', "reasons = []", "reasons names none"),
    "twice": ('code = "198"', 'code = "197"', "given twice"),
    "no-days": ("days = 120", "days = 0", "days is a whole number of 1 or more"),
    "asks-another": ('goal = "GOA101"', 'goal = "DOC101"', "goal names DOC101"),
    "no-denial": ('code = "198"', 'code = "P12"', "is no denial, by adjustments.toml"),
    "not-toml": ("reviewed_on", "reviewed on", "not TOML"),
}


@pytest.mark.parametrize(("right", "wrong", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_entry_is_refused_by_name(right, wrong, said, tmp_path):
    text = resources.files("auditor").joinpath("data/denials.toml").read_text(encoding="utf-8")
    assert right in text
    file = tmp_path / "denials.toml"
    file.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    for part in said.split("|"):
        with pytest.raises(PackError, match=part):
            load(file)
