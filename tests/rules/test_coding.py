"""The coding rules where labels, certainty and parting of the work decide."""

import pytest

from auditor.model import AssistLevel
from auditor.rules.registry import RULES
from built import activity, found, told, visit

TEXT = (
    "97530 x 15 min: leg press, LAQ, SLS on foam, car transfers, joint mobs.\n"
    "97110: bike, gait drill. supervised by tech. group of 4 pts. J. Doe"
)
LEG, LAQ, SLS, CAR = "leg press", "LAQ", "SLS on foam", "car transfers"


def note(*activities, claim="97530-GP=1", codes=None, **more):
    named = {"97530": "97530"} if codes is None else codes
    return visit(TEXT, activities=activities, codes=named, claim=claim, **more)


def exercise(words, **more):
    return activity(words, "exercise", **more)


@pytest.mark.parametrize(
    ("activities", "expected"),
    [
        pytest.param([exercise(LEG), exercise(LAQ)], [LEG], id="exercise, not parted by code"),
        pytest.param([exercise(LEG, code="97530")], [LEG], id="exercise under the code"),
        pytest.param(
            [exercise(LEG, code="97530"), exercise("bike", code="97110")], [LEG], id="parted"
        ),
        pytest.param(
            [exercise(LEG, code="97530"), activity(SLS, "neuro", "97530")],
            [],
            id="a mixture is another rule's matter",
        ),
        pytest.param(
            [exercise(LEG, code="97530"), activity(CAR, "functional", "97530")], [], id="a task too"
        ),
        pytest.param(
            [exercise(LEG, code="97530"), activity(CAR, "functional")], [], id="a task without code"
        ),
        pytest.param([exercise("bike", code="97110")], [], id="exercise under its own code"),
        pytest.param([exercise(LEG, sure=0.6)], [], id="not certain"),
        pytest.param([exercise(LEG), activity(LAQ, "unclear")], [], id="one is unclear"),
        pytest.param(
            [exercise(LEG), activity(LAQ, "vague", "97530")], [], id="one is too vague to tell"
        ),
        pytest.param([exercise(LEG, status="planned")], [], id="only planned"),
        pytest.param([activity("joint mobs", "manual")], [], id="no exercise at all"),
    ],
)
def test_97530_on_exercise_only_is_found_where_nothing_else_may_be_meant(activities, expected):
    assert found(RULES.find("COD101"), note(*activities)) == expected


@pytest.mark.parametrize(
    ("code", "label", "sure", "expected"),
    [
        ("COD102", "neuro", 0.9, [SLS]),
        ("COD102", "neuro", 0.75, []),
        ("COD102", "gait", 0.9, [SLS]),
        ("COD103", "manual", 0.75, [SLS]),
        ("COD103", "modality", 0.9, [SLS]),
        ("COD103", "manual", 0.6, []),
        ("COD103", "exercise", 0.9, []),
        ("COD107", "aquatic", 0.8, [SLS]),
        ("COD107", "aquatic", 0.6, []),
    ],
)
def test_other_work_alone_under_97530(code, label, sure, expected):
    made = note(activity(SLS, label, "97530", sure=sure))
    assert found(RULES.find(code), made) == expected


def test_passive_work_beside_active_work_is_the_weaker_finding():
    made = note(activity(CAR, "functional", "97530"), activity("joint mobs", "manual", "97530"))
    assert found(RULES.find("COD103"), made) == []
    assert found(RULES.find("COD104"), made) == ["joint mobs"]
    assert told(RULES.find("COD104"), made) == ["97530, 1 of 2 recorded"]


@pytest.mark.parametrize(
    ("rule", "code", "label", "expected"),
    [
        ("COD105", "97110", "functional", [CAR]),
        ("COD105", "97110", "selfcare", [CAR]),
        ("COD105", "97530", "functional", []),
        ("COD106", "97112", "exercise", [CAR]),
        ("COD106", "97140", "exercise", [CAR]),
        ("COD106", "97530", "exercise", []),
        ("COD106", "97113", "exercise", []),
        ("COD106", "97110", "exercise", []),
        ("COD106", "97035", "exercise", [CAR]),
        ("COD106", "99999", "exercise", []),
        ("COD108", "97110", "neuro", [CAR]),
        ("COD108", "97110", "gait", [CAR]),
        ("COD108", "97112", "neuro", []),
    ],
)
def test_work_of_another_kind_than_its_code_is_found_in_both_directions(
    rule, code, label, expected
):
    made = visit(
        f"{code} 15 min: {CAR}", activities=[activity(CAR, label, code)], codes={code: code}
    )
    assert found(RULES.find(rule), made) == expected


TWICE = "97116 (15): curb 6in x4 CGA\n97530 (15): curb 6 in x 8, step over tub. 97150: curb."


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param(("curb 6 in x 8", "functional", "97530"), ["curb 6 in x 8"], id="same words"),
        pytest.param(("curb 6 in x 8", "gait", "97530"), [], id="another kind of work"),
        pytest.param(("curb 6 in x 8", "functional", "97116"), [], id="the same code"),
        pytest.param(("step over tub", "functional", "97530"), [], id="other words"),
        pytest.param(("curb.", "functional", "97150"), [], id="a code that is not one-on-one"),
    ],
)
def test_the_same_words_under_two_codes_are_one_work(second, expected):
    made = visit(
        TWICE,
        activities=[activity("curb 6in x4", "functional", "97116"), activity(*second)],
        codes={code: code for code in ("97116", "97530", "97150")},
    )
    assert found(RULES.find("COD111"), made) == expected


GROUP = "97530: sit to stand with 2 other pts. by tech. 1:1. Would not be safe if aide-led. {}"


@pytest.mark.parametrize(
    ("said", "claim", "expected"),
    [
        pytest.param([("with 2 other", "group")], "97530=1", ["with 2 other"], id="with others"),
        pytest.param(
            [("with 2 other", "group")], "97150=1 97530=1", [], id="a group code is there"
        ),
        pytest.param(
            [("with 2 other", "group"), ("1:1", "one_on_one")], "97530=1", [], id="alone as well"
        ),
        pytest.param([("with 2 other", "group")], "97010=1", [], id="no one-on-one code"),
        pytest.param([("safe", "group")], "97530=1", [], id="words that name no other patient"),
    ],
)
def test_group_work_under_a_one_on_one_code(said, claim, expected):
    assert found(RULES.find("COD201"), visit(GROUP, said=said, claim=claim)) == expected


def test_a_group_activity_needs_no_words_of_others():
    made = visit(GROUP, activities=[activity("sit to stand", "group")], claim="97530=2")
    assert found(RULES.find("COD201"), made) == ["sit to stand"]


@pytest.mark.parametrize(
    ("text", "words", "aide", "student"),
    [
        ("LAQ 3x10, supervised by tech.", "supervised by tech", 1, 0),
        ("LAQ 3x10, performed by aide.", "by aide", 1, 0),
        ("LAQ 3x10, supervised by student.", "supervised by student", 0, 1),
        ("Brought to gym by tech.", "by tech", 0, 0),
        ("Sit to stand mod A x2 with rehab tech.", "with rehab tech", 0, 0),
        ("Aide-led repetition would not be safe.", "Aide-led", 0, 0),
        ("LAQ 3x10, not supervised by tech.", "supervised by tech", 0, 0),
    ],
)
def test_only_one_who_led_the_work_gave_it(text, words, aide, student):
    made = visit(text, said=[(words, "aide")], claim="97110=1")
    hits = [len(found(RULES.find(code), made)) for code in ("COD202", "COD203")]
    assert hits == [aide, student]


@pytest.mark.parametrize(
    ("levels", "said", "expected"),
    [
        ((AssistLevel.INDEPENDENT,), [], [CAR]),
        ((AssistLevel.INDEPENDENT, AssistLevel.STANDBY), [], []),
        ((), [], []),
        ((AssistLevel.INDEPENDENT,), [("LAQ", "skilled")], []),
    ],
)
def test_independent_work_is_found_where_no_skill_is_told(levels, said, expected):
    made = note(activity(CAR, "functional", "97530", assistance=levels), said=said)
    assert found(RULES.find("COD204"), made) == expected


@pytest.mark.parametrize(
    ("claim", "credential", "expected"),
    [
        ("97162-GP=1", "PTA", [None]),
        ("97165-GO=1", "COTA/L", [None]),
        ("97162-GP=1", "PT", []),
        ("97530-GP=1", "PTA", []),
    ],
)
def test_an_assistant_may_not_evaluate(claim, credential, expected):
    made = visit(TEXT, claim=claim, signed={"J. Doe": credential})
    assert found(RULES.find("COD205"), made) == expected
