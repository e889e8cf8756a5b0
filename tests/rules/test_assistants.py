"""The assistant's modifiers on a claim beside a note that says who gave which minutes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import engine
from auditor.billing.assistant_facts import assistant_facts
from auditor.model import AssistantUnits, PartedUnits
from auditor.rules.registry import RULES
from strategies import visits

DAY = "2026-03-04"
CODES = ("MOD104", "MOD111", "MOD112", "MOD113", "MOD114", "MOD115")
SPLIT = "97530 x 26 min (PT 12, PTA 14): car transfers x8, min A."
APART = "97530 x 20 min (PT): car transfers.\n97110 x 15 min (PTA): LAQ 3x10."
TIE = "97530 x 11 min (PT): car transfers.\n97110 x 11 min (PTA): LAQ 3x10."


def found(visit):
    """The rules that speak of an assistant's units, with what each says."""
    told = {}
    for code in CODES:
        rule = RULES.find(code)
        hits = list(rule.check(visit)) if rule.when(visit) and rule.severity(visit) else []
        if hits:
            told[code] = [hit.detail for hit in hits]
    return told


CLAIMS = {
    "right": (APART, "97530-GP=1 97110-GP-CQ=1", {}),
    "exchanged": (
        APART,
        "97530-GP-CQ=1 97110-GP=1",
        {
            "MOD111": ["97110: 0 billed with it, 1 given by the assistant"],
            "MOD112": ["97530: 1 billed with it, 0 given by the assistant"],
        },
    ),
    "none marked": (
        APART,
        "97530-GP=1 97110-GP=1",
        {"MOD111": ["97110: 0 billed with it, 1 given by the assistant"]},
    ),
    "split as it should be": (SPLIT, "97530-GP=1 97530-GP-CQ=1", {}),
    "one line for both": (SPLIT, "97530-GP=2", {"MOD115": ["97530"]}),
    "one marked line for both": (SPLIT, "97530-GP-CQ=2", {"MOD115": ["97530"]}),
    "two units of the assistant's alone, marked": (
        "97110 x 30 min (PTA): LAQ 3x10.",
        "97110-GP-CQ=2",
        {},
    ),
    "two units of the assistant's alone": (
        "97110 x 30 min (PTA): LAQ 3x10.",
        "97110-GP=2",
        {"MOD111": ["97110: 0 billed with it, 2 given by the assistant"]},
    ),
    "two lines, both marked": (
        SPLIT,
        "97530-GP-CQ=1 97530-GP-CQ-59=1",
        {"MOD112": ["97530: 2 billed with it, 1 given by the assistant"]},
    ),
    "one unit of two billed, unmarked": (
        SPLIT,
        "97530-GP=1",
        {"MOD111": ["97530: 0 billed with it, 1 given by the assistant"]},
    ),
    "a tie billed to the therapist's code": (TIE, "97530-GP=1", {}),
    "a tie billed to the assistant's code": (TIE, "97110-GP-CQ=1", {}),
    "occupational therapy's modifier": (
        "97530 x 15 min (COTA): jar lids, min A.",
        "97530-GO-CO=1",
        {},
    ),
    "who gave them is not said": ("97530 x 20 min: car transfers.", "97530-GP-CQ=1", {}),
    "minutes and total disagree": (f"{APART}\nTimed 40 min.", "97530-GP-CQ=1 97110-GP=1", {}),
    "another claim line than the note's": (APART, "97140-GP=1", {}),
}


@pytest.mark.parametrize(("text", "claim", "expected"), CLAIMS.values(), ids=CLAIMS)
def test_modifiers_are_laid_beside_the_givers(text, claim, expected, visit_of):
    made = visit_of(text, claim=claim, payer="medicare", date_of_service=DAY)
    assert found(made) == expected


def test_where_the_note_says_it_the_signature_does_not_count(visit_of):
    """The therapist's code needs no modifier, though an assistant alone signed."""
    text = f"{APART}\nJ. Doe, PTA"
    claim = "97530-GP=1 97110-GP-CQ=1"
    assert found(visit_of(text, claim=claim, payer="medicare", date_of_service=DAY)) == {}
    bare = visit_of(text.replace(" (PT)", ""), claim=claim, payer="medicare", date_of_service=DAY)
    assert found(bare) == {"MOD104": ["97530"]}


def test_a_payer_who_does_not_ask_hears_nothing(visit_of):
    made = visit_of(APART, claim="97530-GP-CQ=1 97110-GP=1", payer="commercial")
    assert found(made) == {}


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2019-12-31", {"MOD114": ["97110"]}), ("2020-01-01", {}), (DAY, {})],
)
def test_a_modifier_before_its_day_is_named(day, expected, visit_of):
    claim = "97530-GP=1 97110-GP-CQ=1"
    assert found(visit_of(APART, claim=claim, payer="medicare", date_of_service=day)) == expected


@pytest.mark.parametrize("code", sorted(assistant_facts().never))
def test_no_evaluation_bears_the_modifier(code, visit_of):
    text = f"Evaluation {code}, 30 min (PTA). J. Doe, PT"
    marked = visit_of(text, claim=f"{code}-GP-CQ=1", payer="medicare", date_of_service=DAY)
    assert found(marked) == {"MOD113": [code]}
    plain = visit_of(text, claim=f"{code}-GP=1", payer="medicare", date_of_service=DAY)
    assert found(plain) == {}


def test_an_evaluation_that_an_assistant_alone_signed_is_another_rules(visit_of):
    made = visit_of("97161. J. Doe, PTA", claim="97161-GP-CQ=1", date_of_service=DAY)
    assert found(made) == {}
    assert list(RULES.find("COD205").check(made))


def test_lines_of_another_day_are_not_the_visits(visit_of):
    made = visit_of(APART, claim="97530-GP-CQ=1 97110-GP=1", payer="medicare", date_of_service=DAY)
    moved = tuple(replace(line, date_of_service="2026-03-05") for line in made.note.claim)
    assert found(replace(made, note=replace(made.note, claim=moved))) == {}


PARTINGS = st.builds(PartedUnits, st.integers(0, 3), st.integers(0, 3))
ASKED = st.builds(
    AssistantUnits,
    since=st.just("2020-01-01"),
    never=st.just(frozenset({"97161"})),
    by_code=st.dictionaries(
        st.sampled_from(["97530", "97110", "97161", "97150"]),
        st.frozensets(PARTINGS, max_size=3),
    ),
)


@given(visits(), ASKED)
def test_no_rule_fails_whatever_is_asked(visit, asked):
    if visit.units is None:
        return
    made = replace(visit, units=replace(visit.units, assistants=asked))
    _, outcomes = engine.run_rules(made)
    assert [code for code, why in outcomes.skipped.items() if "crashed" in why] == []


@given(visits(), ASKED)
def test_too_few_and_too_many_are_never_said_of_one_code(visit, asked):
    if visit.units is None:
        return
    made = replace(visit, units=replace(visit.units, assistants=asked))
    rules = [RULES.find(code) for code in ("MOD111", "MOD112", "MOD115")]
    told = [h.detail.split(":")[0] for r in rules if r.when(made) for h in r.check(made)]
    assert len(told) == len(set(told))
