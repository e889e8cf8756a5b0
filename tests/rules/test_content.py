"""What was done: weighed by the codes at stake, and never where the reading is not sure."""

import pytest

from auditor.model import Assist, AssistLevel, Span, When
from stated import hits, made, words_hit

TEXT = "97530 x 20 min: car transfers. LAQ. tandem stance. TherAct to improve function"
TASK = ("car transfers", "functional", "97530")
DRILL = ("LAQ", "exercise", "97530")
BALANCE = ("tandem stance", "neuro", "97530")
VAGUE = ("TherAct to improve function", "vague", "97530")
STAKE = {"codes": [("97530", "97530")]}

DESCRIBED = {
    "97530-described": ([TASK], STAKE, 0),
    "97530-vague": ([VAGUE], STAKE, 1),
    "97530-and-nothing": ([], {**STAKE, "claim": "97530=2"}, 1),
    "other-code-alone": ([], {"claim": "97110=2"}, 0),
    "no-code-exercise": ([("LAQ", "exercise")], {}, 0),
    "no-code-unclear": ([("LAQ", "unclear")], {}, 0),
    "no-code-vague": ([("TherAct to improve function", "vague")], {}, 1),
}


@pytest.mark.parametrize(("activities", "facts", "count"), DESCRIBED.values(), ids=DESCRIBED)
def test_work_is_asked_for_where_97530_or_no_code_is_known(activities, facts, count):
    assert len(hits("WRK101", made(TEXT, activities=activities, **facts))) == count


WORDS = VAGUE[0]
VAGUENESS = {
    "alone": ([VAGUE], [WORDS]),
    "made-up-for-under-its-code": ([TASK, VAGUE], []),
    "made-up-for-under-another-code": ([(*DRILL[:2], "97110"), VAGUE], [WORDS]),
    "not-sure": ([(*VAGUE, 0.6)], []),
    "of-no-code-beside-described-work": ([TASK, (WORDS, "vague")], []),
    "of-no-code-alone": ([(WORDS, "vague")], [WORDS]),
}


@pytest.mark.parametrize(("activities", "faults"), VAGUENESS.values(), ids=VAGUENESS)
def test_vague_words_are_found_where_nothing_makes_up_for_them(activities, faults):
    assert words_hit("WRK102", made(TEXT, activities=activities, **STAKE)) == faults


MIXED = {
    "exercise-and-balance": ([DRILL, BALANCE], 1),
    "one-not-sure": ([DRILL, (*BALANCE, 0.5)], 0),
    "one-unclear": ([DRILL, BALANCE, ("car transfers", "unclear", "97530")], 0),
    "one-kind-is-a-fault-of-coding": ([DRILL], 0),
    "passive-is-a-fault-of-coding": (
        [("LAQ", "manual", "97530"), ("tandem stance", "modality", "97530")],
        0,
    ),
    "with-a-task": ([DRILL, BALANCE, TASK], 0),
}


@pytest.mark.parametrize(("activities", "count"), MIXED.values(), ids=MIXED)
def test_97530_over_a_mixture_without_a_task_is_found(activities, count):
    visit = made(TEXT, activities=activities, claim="97530=1", **STAKE)
    assert len(hits("WRK103", visit)) == count


def helped(level, when=When.CURRENT):
    return {"assistance": (Assist(Span(0, 5), level, when),)}


# facts, found: missing skill, half-shown skill
SKILL = {
    "nothing": ("97530: car transfers x4", {}, (1, 0)),
    "guarded": ("97530: car transfers x4", helped(AssistLevel.CONTACT_GUARD), (0, 1)),
    "watched": ("97530: car transfers x4", helped(AssistLevel.STANDBY), (1, 0)),
    "guarding-as-a-goal": (
        "97530: car transfers x4",
        helped(AssistLevel.MINIMAL, When.GOAL),
        (1, 0),
    ),
    "a-word-of-cueing": ("97530: car transfers x4, vc's prn", {}, (0, 1)),
    "hands-on": ("97530: car transfers", {"label": "manual"}, (0, 1)),
}


@pytest.mark.parametrize(("text", "facts", "counts"), SKILL.values(), ids=SKILL)
def test_skill_is_missing_only_where_nothing_shows_the_therapist_act(text, facts, counts):
    label = facts.pop("label", "functional") if "label" in facts else "functional"
    visit = made(
        text,
        activities=[("car transfers", label, "97530")],
        claim="97530=1",
        shown={"skilled_intervention": "missing"},
        **facts,
    )
    assert (len(hits("WRK201", visit)), len(hits("WRK202", visit))) == counts


def test_one_on_one_is_not_asked_of_a_group():
    shown = {"one_on_one": "missing"}
    assert hits("WRK203", made(TEXT, claim="97150=1", shown=shown)) == []
    assert len(hits("WRK203", made(TEXT, claim="97530=1", shown=shown))) == 1


def test_codes_are_kept_apart_only_where_there_are_two():
    shown = {"code_distinction": "missing"}
    assert hits("WRK107", made(TEXT, claim="97530=2 97010=1", shown=shown)) == []
    assert len(hits("WRK107", made(TEXT, claim="97530=2 97110=1", shown=shown))) == 1
