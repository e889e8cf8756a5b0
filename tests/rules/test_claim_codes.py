"""The rules that lay the claim's codes beside the work of the note."""

import pytest

from auditor.rules.registry import RULES
from built import activity, found, visit

TEXT = "97110 20 min: leg press, curls. {}. 97140 x 16 min: mobs. TherAct 10 min."


def note(words, *more, claim="97110=1 97530=1", **facts):
    text = TEXT.format(words)
    done = [activity("leg press", "exercise", "97110"), *more]
    return visit(text, activities=done, claim=claim, **facts)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(note("-"), [None], id="no work of the kind"),
        pytest.param(note("car", activity("car", "functional")), [], id="work of the kind"),
        pytest.param(note("car", activity("car", "unclear")), [], id="work of a kind unknown"),
        pytest.param(note("car", activity("car", "vague")), [], id="vague words"),
        pytest.param(note("car", activity("car", "gait", sure=0.6)), [], id="not certain"),
        pytest.param(note("toilet transfer"), [], id="a word that may be its work"),
        pytest.param(
            note("tub held", activity("tub held", "functional", "97530", status="not_done")),
            [],
            id="told as not done",
        ),
        pytest.param(note("-", claim="97110=1"), [], id="every code has its work"),
        pytest.param(note("-", claim="97110=1 99999=1"), [], id="an unknown code"),
        pytest.param(note("-", claim="97110=1 97161=1"), [], id="an evaluation"),
        pytest.param(note("-", claim="97110=1 97150=1"), [None], id="a group"),
        pytest.param(
            note("class", claim="97110=1 97150=1", said=[("class", "group")]), [], id="told a group"
        ),
    ],
)
def test_a_billed_code_needs_work_of_its_kind(made, expected):
    assert found(RULES.find("COD301"), made) == expected


def test_exercise_that_no_code_parts_is_the_exercise_rules_matter():
    made = visit(TEXT, activities=[activity("leg press", "exercise")], claim="97110=1 97530=1")
    assert found(RULES.find("COD101"), made) == ["leg press"]
    assert found(RULES.find("COD301"), made) == []


def test_a_code_the_note_names_is_pointed_at():
    facts = {"codes": {"97530": "TherAct"}, "claim": "97110=1 97530=1"}
    made = note("-", activity("mobs", "manual", "97140"), **facts)
    assert found(RULES.find("COD301"), made) == []
    assert found(RULES.find("COD302"), made) == ["TherAct"]


def test_a_modality_that_is_named_is_described():
    made = note("97014 x 15", claim="97110=1 97014=1", codes={"97014": "97014"})
    assert found(RULES.find("COD302"), made) == []


MOBS = activity("mobs", "manual", "97140")


@pytest.mark.parametrize(
    ("claim", "facts", "expected"),
    [
        pytest.param(
            "97110=1", {"minutes": {"97140": "97140 x 16"}}, ["97140 x 16"], id="left out"
        ),
        pytest.param("97110=1", {}, ["97140"], id="left out, no minutes"),
        pytest.param("97110=1 97140=1", {}, [], id="billed"),
        pytest.param(
            "97110=1",
            {"minutes": {"97110": "97110 20", "97140": "TherAct 10"}},
            ["TherAct 10"],
            id="30 minutes make two units, the second its own",
        ),
        pytest.param("97110=1", {"codes": {}}, [], id="the code is only ours"),
    ],
)
def test_recorded_work_left_off_the_claim(claim, facts, expected):
    made = note("-", MOBS, claim=claim, **{"codes": {"97140": "97140"}, **facts})
    assert found(RULES.find("COD303"), made) == expected


def test_minutes_that_earn_no_unit_are_rightly_left_off():
    text = "97110 30 min: leg press. 97140 5 min: mobs."
    made = visit(
        text,
        activities=[activity("leg press", "exercise", "97110"), MOBS],
        codes={"97140": "97140"},
        minutes={"97110": "97110 30", "97140": "97140 5"},
        claim="97110=2",
    )
    assert found(RULES.find("COD303"), made) == []


@pytest.mark.parametrize(
    ("rule", "claim", "payer", "expected"),
    [
        ("COD304", "97350=1", "medicare", [None]),
        ("COD304", "97530=1 A4556=1", "medicare", [None]),
        ("COD304", "97530=1", "medicare", []),
        ("COD306", "97014=1", "medicare", [None]),
        ("COD305", "97014=1", "medicare", []),
        ("COD306", "97010=1", "medicare", []),
        ("COD305", "97010=1 97530=1", "medicare", [None]),
        ("COD305", "G0283=1", "medicare", []),
        ("COD306", "97014=1", "commercial", []),
    ],
)
def test_codes_that_no_payer_or_this_payer_does_not_take(rule, claim, payer, expected):
    assert found(RULES.find(rule), visit("Car transfers.", claim=claim, payer=payer)) == expected
