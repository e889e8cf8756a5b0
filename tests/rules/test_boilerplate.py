"""The boilerplate rules: when words could stand under any visit."""

import pytest

from auditor.rules.registry import RULES
from built import activity, found, visit

STOCK = "To improve function. Progressing well. Needs skilled PT. Car transfers. Min A, was mod A."
WEAK = [("To improve function.", "purpose", True), ("Progressing well.", "progress", True)]


@pytest.mark.parametrize(
    ("said", "activities", "expected"),
    [
        pytest.param(WEAK, [], ["To improve function."], id="stock phrases alone"),
        pytest.param(WEAK[:1], [], [], id="one phrase"),
        pytest.param([*WEAK, ("Min A, was mod A.", "progress")], [], [], id="one plain word"),
        pytest.param(WEAK, [("Car transfers.", "functional")], [], id="work is named"),
        pytest.param(WEAK, [("Car transfers.", "unclear")], [], id="work may be named"),
        pytest.param(
            WEAK, [("Car transfers.", "vague")], ["To improve function."], id="work is not named"
        ),
    ],
)
def test_a_note_of_stock_phrases(said, activities, expected):
    made = visit(STOCK, said=said, activities=[activity(*a) for a in activities], claim="97530=1")
    assert found(RULES.find("BOI101"), made) == expected


def test_a_text_that_is_no_claimed_or_coded_visit_is_left_alone():
    assert found(RULES.find("BOI101"), visit(STOCK, said=WEAK)) == []


@pytest.mark.parametrize(
    ("rule", "kind", "words", "stock"),
    [
        ("BOI102", "response", "Patient tolerated treatment well", True),
        ("BOI102", "response", "A: Tol tx well w/o adverse reaction", True),
        ("BOI102", "response", "Tolerated well, HR 88", False),
        ("BOI102", "response", "Tolerated well, knee sore after", False),
        ("BOI103", "plan", "Continue per plan of care", True),
        ("BOI103", "plan", "PLAN: CONT POC", True),
        ("BOI103", "plan", "Continue POC, add curb", False),
        ("BOI103", "plan", "Continue 2x/wk", False),
    ],
)
def test_a_phrase_that_says_nothing_of_the_visit(rule, kind, words, stock):
    made = visit(f"Car transfers. {words}.", said=[(words, kind)])
    assert found(RULES.find(rule), made) == ([words] if stock else [])


def test_one_telling_response_is_enough():
    text = "Tolerated well. Knee sore after."
    made = visit(text, said=[("Tolerated well.", "response"), ("Knee sore after.", "response")])
    assert found(RULES.find("BOI102"), made) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Cues given for safe pacing of the task. LAQ. Cues given for safe pacing of the task.",
            ["Cues given for safe pacing of the task"],
        ),
        (
            "Cues given for safe pacing of the task.\r\n  cues given for  safe pacing of the task",
            ["cues given for  safe pacing of the task"],
        ),
        ("Car transfers x4. LAQ. Car transfers x4.", []),
        ("Cues given for safe pacing of the task. Cues given for safe pacing of the step.", []),
    ],
)
def test_a_sentence_said_twice(text, expected):
    made = visit(f"Bike. {text}", activities=[activity("Bike", "exercise")])
    assert found(RULES.find("BOI104"), made) == expected


@pytest.mark.parametrize(
    ("text", "activities", "expected"),
    [
        ("97110 per flowsheet.", [], ["per flowsheet"]),
        ("97110 per flowsheet: LAQ.", [activity("LAQ", "exercise")], []),
        ("97110 same as last visit.", [activity("97110", "vague")], ["same as last visit"]),
        ("97110 20 min.", [], []),
    ],
)
def test_work_recorded_elsewhere(text, activities, expected):
    made = visit(text, activities=activities, codes={"97110": "97110"})
    assert found(RULES.find("BOI105"), made) == expected
