"""The contradiction rules: what contradicts, and what only seems to."""

import pytest

from auditor.rules.registry import RULES
from built import activity, found, visit

EITHER = {"Independent": "independent", "Mod A": "moderate"}


@pytest.mark.parametrize(
    ("text", "contradicts"),
    [
        ("Transfers Independent with Mod A.", True),
        ("Pt Independent. Pt Mod A.", True),
        ("Independent with transfers. Mod A for transfers d/t weakness.", True),
        ("Mod A with transfers. Independent with transfers.", True),
        ("Mod A with transfers at eval, Independent with transfers.", False),
        ("Independent with rolling. Mod A with transfers.", False),
        ("UB/LB dressing Independent/Mod A.", False),
        ("Independent, Mod A.", False),
        ("Mod A -> Independent.", False),
    ],
)
def test_two_levels_contradict_where_they_speak_of_one_doing(text, contradicts):
    made = visit(text, helped=EITHER)
    assert bool(found(RULES.find("CON101"), made)) is contradicts


def test_supervision_beside_independence_is_no_contradiction():
    text = "Transfers Independent with SBA."
    made = visit(text, helped={"Independent": "independent", "SBA": "standby"})
    assert found(RULES.find("CON101"), made) == []


@pytest.mark.parametrize(
    ("text", "words", "label", "expected"),
    [
        ("NWB RLE. step ups RLE 4 in", "step ups RLE 4 in", "exercise", True),
        ("NWB RLE. mini squats", "mini squats", "exercise", True),
        ("NWB RLE. step ups LLE 4 in", "step ups LLE 4 in", "exercise", False),
        ("R leg NWB. heel raises", "heel raises", "exercise", True),
        ("NWB RUE. mini squats", "mini squats", "exercise", False),
        ("NWB. mini squats", "mini squats", "exercise", False),
        ("NWB RLE. Seated heel raises", "heel raises", "exercise", False),
        ("NWB RLE. LAQ", "LAQ", "exercise", False),
        ("NWB RLE, now WBAT. mini squats", "mini squats", "exercise", False),
        ("NWB LLE. gait 200 ft no device", "gait 200 ft no device", "gait", True),
        ("NWB LLE. gait 200 ft crutches", "gait 200 ft crutches", "gait", False),
        ("NWB LLE. stairs with crutches", "stairs with crutches", "functional", False),
    ],
)
def test_a_leg_that_may_bear_no_weight(text, words, label, expected):
    made = visit(text, activities=[activity(words, label)], said=[("NWB", "precaution_nwb")])
    assert bool(found(RULES.find("CON102"), made)) is expected


REPORT = "S: Knee is worse.\nA: Progressing well. Flexion 110, was 95."
SECTIONS = {REPORT[:17]: "subjective", REPORT[18:]: "assessment"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(
            [("is worse", "unchanged"), ("Progressing well.", "progress", True)],
            ["Progressing well."],
            id="no measure",
        ),
        pytest.param(
            [
                ("is worse", "unchanged"),
                ("Progressing well.", "progress", True),
                ("Flexion 110, was 95.", "progress"),
            ],
            [],
            id="measured",
        ),
        pytest.param([("Progressing well.", "progress", True)], [], id="no report of the patient"),
        pytest.param([("is worse", "unchanged")], [], id="no claim of progress"),
    ],
)
def test_a_report_of_no_change_asks_for_a_measure(said, expected):
    made = visit(REPORT, said=said, sections=SECTIONS)
    assert found(RULES.find("CON103"), made) == expected


BILLED = "97110: LAQ. 97116: gait with FWW, curb."


@pytest.mark.parametrize(
    ("status", "more", "refused", "other_day"),
    [
        ("not_done", [], ["gait with FWW"], []),
        ("planned", [], [], ["gait with FWW"]),
        ("home", [], [], ["gait with FWW"]),
        ("past", [], [], ["gait with FWW"]),
        ("performed", [], [], []),
        ("not_done", [activity("curb", "functional", "97116")], [], []),
        ("not_done", [activity("curb", "gait")], [], []),
        ("not_done", [activity("curb", "vague")], [], []),
    ],
)
def test_work_not_done_in_the_session_is_not_billed(status, more, refused, other_day):
    done = [activity("LAQ", "exercise", "97110"), *more]
    made = visit(
        BILLED,
        activities=[*done, activity("gait with FWW", "gait", "97116", status=status)],
        claim="97110=1 97116=1",
        codes={"97116": "97116"},
    )
    assert found(RULES.find("CON104"), made) == refused
    assert found(RULES.find("CON105"), made) == other_day


def test_minutes_of_the_code_speak_for_work_done():
    made = visit(
        "97116 x 15 min: gait with FWW",
        activities=[activity("gait with FWW", "gait", "97116", status="planned")],
        claim="97116=1",
        codes={"97116": "97116"},
        minutes={"97116": "97116 x 15"},
    )
    assert found(RULES.find("CON105"), made) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LAQ. Denies pain, rates 4/10.", ["Denies pain, rates 4/10"]),
        ("LAQ. Denies pain, rates it at 4/10.", ["Denies pain, rates it at 4/10"]),
        ("LAQ. Denies pain, rates 0/10.", []),
        ("LAQ. Denies pain at rest, rates 4/10 with gait.", []),
    ],
)
def test_pain_denied_and_rated(text, expected):
    made = visit(text, activities=[activity("LAQ", "exercise")])
    assert found(RULES.find("CON106"), made) == expected
