"""What a note holds, half holds and lacks for each denial."""

import pytest

from auditor import engine
from auditor.denials.codes import understood
from auditor.denials.loading import denial_map
from auditor.denials.review import Shown, review
from auditor.rules.registry import RULES

MAP = denial_map()
WHOLE = """\
Date of service: 04/14/2026
S: Cannot get in or out of her tub without her husband lifting the leg.
O: 97530 Therapeutic activities, 27 min: tub transfer over a 16 in mock tub rim, 8 trials, CGA, \
cued to bend the knee before lifting the foot so she can bathe alone. PT raised the rim once the \
foot cleared.
97110 Therapeutic exercise, 13 min: heel slides with strap 2x10.
Timed minutes 40. Total treatment time 47 min. All one-on-one.
A: Knee 2/10 by the end. On 4/2 the rim needed Min A at 12 in. PT is needed to correct \
circumduction; a fall here would put the new joint at risk.
LTG: in and out of own tub (17 in) with one bar, Mod I, 5 of 5 by 5/12/26.
P: raise the rim to 17 in next visit.
J. Doe, PT, DPT"""
BARE = "97530 x2\nTher act. Tolerated well. Cont POC."


@pytest.fixture(scope="module")
def reviewed(note_of):
    def read(code, text, **known):
        return review(engine.audit(note_of(text, **known)), understood(code, MAP), MAP)

    return read


def elements(shown):
    return {item.element for item in shown}


def weak(found):
    return {w.element if isinstance(w, Shown) else w.question.rule for w in found.weak}


# Code, text, claim; held and lacking elements among others; what makes an appeal weak, exactly.
CASES = [
    ("CO-50", WHOLE, "97530-GP=2 97110-GP=1", {"skilled_intervention", "goal"}, set(), set()),
    (
        "CO-50",
        BARE,
        "97530-GP=2",
        set(),
        {"functional_deficit", "goal"},
        {"activity_described", "functional_deficit", "skilled_intervention"},
    ),
    ("150", WHOLE, "97530-GP=2 97110-GP=1", {"activity_described", "one_on_one"}, set(), set()),
    (
        "151",
        WHOLE,
        "97530-GP=2 97110-GP=1",
        {"timed_minutes", "total_treatment_time"},
        set(),
        set(),
    ),
    ("151", WHOLE, "97530-GP=4 97110-GP=1", {"timed_minutes"}, set(), {"UNI101"}),
    (
        "151",
        BARE,
        "97530-GP=2",
        set(),
        {"timed_minutes"},
        {"timed_minutes", "activity_described"},
    ),
    ("152", WHOLE, "97530-GP=2", {"progress", "necessity_rationale"}, set(), set()),
    ("152", BARE, "97530-GP=2", set(), {"progress"}, {"progress", "necessity_rationale"}),
    ("97", WHOLE, "97530-GP=2 97110-GP=1", {"code_distinction"}, set(), set()),
    ("236", WHOLE, "97530-GP=2 97110-GP=1", {"code_distinction"}, set(), set()),
    ("4", WHOLE, "97530=2 97110-GP=1", {"provider_signature"}, set(), {"MOD101"}),
    ("4", WHOLE, "97530-GO=2 97110-GP=1", {"provider_signature"}, set(), {"MOD102"}),
    ("16", BARE, "97530-GP=2", set(), {"provider_signature"}, {"provider_signature"}),
    ("182", WHOLE, "97530-GP=2", {"date_of_service"}, set(), set()),
    ("226", WHOLE, "97530-GP=2", {"provider_signature", "activity_described"}, set(), set()),
    ("170", BARE, "97530-GP=2", set(), {"provider_signature"}, {"provider_signature"}),
    ("119", WHOLE, "97530-GP=2", {"necessity_rationale"}, set(), set()),
    ("11", WHOLE, "97530-GP=2", {"functional_deficit"}, set(), set()),
    ("197", WHOLE, "97530-GP=2", set(), set(), set()),
]


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{c[0]}-{'whole' if c[1] == WHOLE else 'bare'}-{c[2]}" for c in CASES]
)
def test_each_denial_is_read_out_of_the_note(reviewed, case):
    code, text, claim, held, lacking, because = case
    found = reviewed(code, text, claim=claim, discipline="PT", date_of_service="2026-04-14")
    assert held <= elements(found.holds)
    assert lacking <= elements(found.lacks)
    assert weak(found) == because


@pytest.mark.parametrize("reason", MAP.reasons, ids=str)
@pytest.mark.parametrize("text", [WHOLE, BARE], ids=["whole", "bare"])
def test_each_element_stands_once_with_a_quote_or_a_question(reviewed, reason, text):
    found = reviewed(reason, text, claim="97530-GP=2")
    shown = (*found.holds, *found.half, *found.lacks)
    assert len(elements(shown)) == len(shown)
    assert all(item.quotes and not item.question for item in found.holds)
    assert all(item.quotes and item.question for item in found.half)
    assert all(not item.quotes and item.question for item in found.lacks)


def test_quotes_are_the_notes_own_words_on_their_line(reviewed):
    found = reviewed("50", WHOLE)
    lines = WHOLE.split("\n")
    quotes = [quote for item in (*found.holds, *found.half) for quote in item.quotes]
    assert quotes
    for quote in quotes:
        assert WHOLE[quote.span.start : quote.span.end] == quote.text
        assert quote.text.split("\n")[0] in lines[quote.line - 1]


def test_the_question_is_that_of_the_finding_or_of_the_rule_that_asks(reviewed):
    lacks = reviewed("50", BARE).lacks
    assert lacks
    for item in lacks:
        rule = RULES.find(item.question.rule)
        assert rule.element == item.element
        assert (item.question.ask, item.question.source) == (rule.fix, rule.source)


def test_without_a_claim_the_rules_of_the_claim_have_decided_nothing(reviewed):
    assert reviewed("4", WHOLE).undecided
    assert not reviewed("4", WHOLE, claim="97530-GP=2 97110-GP=1").undecided
    assert "MOD101" in reviewed("4", WHOLE).not_run


def test_a_rule_that_found_nothing_is_clear_unless_its_element_lacks(reviewed):
    found = reviewed("50", BARE)
    assert "COD103" not in {a.question.rule for a in found.against}
    of_lacking = {r.code for r in RULES if r.element in elements((*found.lacks, *found.half))}
    assert of_lacking.isdisjoint(found.clear)


def test_a_note_that_was_not_audited_holds_nothing(reviewed):
    found = reviewed("50", "Dear colleague, thank you for the invitation.")
    assert not found.record.complete
    assert (found.holds, found.half, found.lacks) == ((), (), ())
