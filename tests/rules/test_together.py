"""The rules of joint sessions and of stairs, on notes as they are written."""

import pytest

from auditor.rules.registry import RULES

JOINT = {
    "said at the head": ("PT // 45 min co-tx w OT\n97530 x 30 min: transfers max A.", ["co-tx"]),
    "told in words": ("97530 x 30 min: transfers, co-treated with speech.", ["co-treated"]),
    "twice is told once": (
        "Co-treat w/ OT. 97530 x 30 min: transfers. Co-tx for safety.",
        ["Co-treat"],
    ),
    "one word": ("97530 x 30 min: transfers, cotx c PT.", ["cotx"]),
    "an empty box": ("[x] 1:1   [ ] co-tx\n97530 x 30 min: transfers.", []),
    "none of it": ("97530 x 30 min: transfers. Individual 30, co-tx 0.", []),
    "denied": ("97530 x 30 min: transfers, 1:1 throughout, no co-tx.", []),
    "of another day": ("97530 x 30 min: transfers. (Co-tx w PT yesterday, not today)", []),
    "planned": ("97530 x 30 min: transfers.\nPlan: continue co-treat with OT 2x/wk.", []),
    "minutes split": ("97530 x 15 min: transfers, co-tx w/ OT, time split evenly.", []),
    "so many each": ("PT/OT co-tx, 60 min, 30 to each.\n97530 x 30 min: transfers.", []),
    "half of something else": ("97530 x 30 min: half kneel to stand, co-tx w/ OT.", ["co-tx"]),
    "one bills": ("97530 x 30 min: transfers, co-tx w/ OT, billed by PT only.", []),
}


@pytest.mark.parametrize(("text", "expected"), JOINT.values(), ids=JOINT)
def test_a_joint_session_says_whose_minutes_are_billed(text, expected, visit_of):
    visit = visit_of(text, claim="97530-GP=2")
    rule = RULES.find("CLM131")
    assert rule.when(visit)
    assert [hit.span.of(text) for hit in rule.check(visit)] == expected


STAIRS = {
    "stairs": ("97530 x 15 min: climbed 12 stairs x4 with one rail, CGA.", True),
    "a flight": ("97530 x 15 min: ascended and descended a flight of stairs x3, SBA.", True),
    "with a load": ("97530 x 15 min: carried a basket up 12 stairs x4, CGA.", False),
    "with a purpose": (
        "97530 x 15 min: climbed 12 stairs so that he can reach his bedroom.",
        False,
    ),
    "porch steps": ("97530 x 15 min: climbed 3 porch steps x4, CGA.", False),
    "beside another task": ("97530 x 15 min: climbed 12 stairs x4, floor to stand x3.", False),
    "under the walking code": ("97116 x 15 min: climbed 12 stairs x4 with one rail.", False),
    "under no code": ("Climbed 12 stairs x4 with one rail. 97530, 97110.", False),
}


@pytest.mark.parametrize(("text", "expected"), STAIRS.values(), ids=STAIRS)
def test_stairs_alone_are_walking(text, expected, visit_of):
    rule = RULES.find("COD109")
    assert bool(list(rule.check(visit_of(text)))) is expected
