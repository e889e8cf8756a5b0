"""What popular guides get wrong, and that this auditor gets it right: a test a line of the table.

The guides are those of the domain reference, section 4.5; a test's id or first line names guide and
claim. What they say of dollars (one rate for two codes, four units without the reduction) is tested
where amounts are known: ``tests/fees``. Rules know none.
"""

import re

import pytest

from auditor import engine
from auditor.billing import packs
from auditor.billing.units import work_out
from auditor.ingest import read_claim
from auditor.model import Note, Severity
from auditor.rules.registry import RULES

DAY = "2026-03-04"
HEAD = "PT daily note DOS: 03/04/2026\n"
TAIL = "\nTotal timed 30 min. Total treatment time 32 min. One-on-one.\nJ. Doe, PT"


def record(work, claim, *, payer="medicare", head=HEAD, tail=TAIL):
    text = head + work + tail
    note = Note("a", text, "a.txt", claim=read_claim(claim), payer=payer, date_of_service=DAY)
    return engine.audit(note)


def flagged(work, claim="97530-GP=2", **how):
    """The rules that find something worth at least a warning."""
    findings = record(work, claim, **how).findings
    return {f.rule for f in findings if f.severity is not Severity.INFO}


def under_97530(*drills):
    return f"97530 x 30 min: {'; '.join(drills)}."


CODING = {"COD101", "COD102", "COD107", "COD109", "WRK101", "WRK103"}
"""Rules that say that this is not the work of 97530."""

NOT_97530 = {
    "001-97530 is therapeutic exercise": (
        under_97530("SLR 3x10", "LAQ 3x10", "quad sets 2x15"),
        "COD101",
    ),
    "001-range of motion is 97530": (
        under_97530("shoulder flexion AAROM supine 3x10", "wall slides 2x10", "pulleys 2x15"),
        "COD101",
    ),
    "001-aquatic therapy falls under 97530": (
        under_97530("in the pool: water walking forward and backward", "flutter kicks 3x30 sec"),
        "COD107",
    ),
    "001-grip strength is 97530": (
        under_97530("gripper 20# 3x15", "putty pinch 2x15", "wrist curls 3# 3x10"),
        "COD101",
    ),
    "001-balance exercise is 97530": (
        under_97530("tandem stance 3x30 sec", "SLS on foam 3x20 sec"),
        "COD102",
    ),
    "001-postural re-education is 97530": (
        under_97530("postural re-education with mirror"),
        "COD102",
    ),
    "001-posture education is 97530": (
        under_97530("educated on posture and body mechanics"),
        "WRK101",
    ),
    "000-walking on uneven ground is 97530": (
        under_97530("ambulation on uneven surfaces, grass and gravel, 300 ft"),
        "COD102",
    ),
    "000, 002-balance training is 97530": (
        under_97530("balance training: tandem stance", "SLS on foam", "dynamic weight shifting"),
        "COD102",
    ),
    "002-dynamic weight shifting is 97530": (
        under_97530("dynamic weight shifting on BOSU 5 min", "perturbations in standing"),
        "COD102",
    ),
}


@pytest.mark.parametrize(("work", "rule"), NOT_97530.values(), ids=NOT_97530)
def test_work_that_guides_put_under_97530_is_questioned(work, rule):
    assert rule in flagged(work)


def test_coordination_drills_under_97530_are_questioned():
    """001-coordination exercise is 97530."""
    drills = under_97530("rapid alternating movements 3x30 sec", "finger to nose 2x10")
    assert "COD102" in flagged(drills)


def test_stairs_alone_under_97530_are_asked_about():
    """000-climbing stairs is 97530: stairs belong to the walking code."""
    told = {
        f.rule
        for f in record(under_97530("climbed 12 stairs x4 with one rail"), "97530-GP=2").findings
    }
    assert "COD109" in told


IS_97530 = {
    "001-grip inside a task": under_97530(
        "opened four jars and turned a key in the door lock x10, CGA, cues to keep the wrist "
        "straight, so that she can cook for herself"
    ),
    "001-lifting practice": under_97530(
        "lifted a 15 lb crate floor to waist x8, CGA, cues to hinge at the hips, so that he can "
        "stock shelves again"
    ),
    "001-balance inside a task": under_97530(
        "put 12 cans into high and low cabinets while standing on foam, CGA, cues for foot "
        "placement, so that she can cook again"
    ),
    "000-stairs inside a task": under_97530(
        "carried a laundry basket up and down 8 steps with one rail x4, CGA, cues to lead with R, "
        "so that she can do her wash"
    ),
}


@pytest.mark.parametrize("work", IS_97530.values(), ids=IS_97530)
def test_the_same_inside_a_whole_task_is_97530(work):
    assert {f.rule for f in record(work, "97530-GP=2").findings} & CODING == set()


# --- amounts of the year


@pytest.mark.parametrize(
    ("year", "dollars"),
    [(2022, 2150), (2025, 2410), (2026, 2480)],
    ids=["002-2150 was 2022's", "002-2025 is not 2150", "002-2026"],
)
def test_the_threshold_is_that_of_the_year(year, dollars):
    held = packs.demands_for("medicare", f"{year}-06-02").thresholds
    assert {t.dollars for t in held} == {dollars}
    assert {t.disciplines for t in held} == {frozenset({"PT", "SLP"}), frozenset({"OT"})}


def test_a_rule_knows_no_amount_of_money():
    """002-downcoding to 97110 has the same rate: no rule weighs a rate at all."""
    said = [f"{r.title} {r.why} {r.fix}" for r in RULES]
    assert [s for s in said if re.search(r"\$|\brate\b|\bpays? more\b|\bpays? less\b", s)] == []


# --- units

LIMITS = {
    "002-no limit, Medicare has one": ("97530-GP=7", "medicare", {"UNI113"}),
    "002-no limit, six are taken": ("97530-GP=6", "medicare", set()),
    "002-no limit, plans have four a visit": ("97530-GP=3 97110-GP=2", "aetna", {"UNI115"}),
    "002-no limit, four are taken": ("97530-GP=2 97110-GP=2", "aetna", set()),
}


@pytest.mark.parametrize(("claim", "payer", "expected"), LIMITS.values(), ids=LIMITS)
def test_there_are_limits_of_units(claim, payer, expected):
    work = "97530: car transfers x6, CGA. 97110: LAQ 3x10."
    assert flagged(work, claim, payer=payer) & {"UNI113", "UNI115"} == expected


MINUTES = {
    "003-a unit for every 15 minutes: 7": ({"97530": 7}, {"97530": 0}),
    "003-a unit for every 15 minutes: 8": ({"97530": 8}, {"97530": 1}),
    "003-a unit for every 15 minutes: 22": ({"97530": 22}, {"97530": 1}),
    "003-a unit for every 15 minutes: 23": ({"97530": 23}, {"97530": 2}),
    "003-rounding up at 38": ({"97530": 38}, {"97530": 3}),
    "004-eight minutes each: a code with 7 earns one": (
        {"97110": 33, "97140": 7},
        {"97110": 2, "97140": 1},
    ),
    "004-eight minutes each: a code with 8 earns none": (
        {"97110": 18, "97140": 13, "97116": 10, "97035": 8},
        {"97110": 1, "97140": 1, "97116": 1, "97035": 0},
    ),
}


@pytest.mark.parametrize(("minutes", "units"), MINUTES.values(), ids=MINUTES)
def test_units_follow_from_all_minutes_of_the_day(minutes, units):
    count = work_out(minutes, None, minutes, "medicare").methods["medicare"]
    assert {code: count.by_code.get(code, 0) for code in minutes} == units


def test_eight_minutes_of_each_of_two_codes_are_one_unit_of_medicare():
    """004-minimum 8 minutes per unit: incomplete, with several codes pooling decides."""
    work = "97530 x 10 min: car transfers x6, CGA.\n97110 x 10 min: LAQ 3x10."
    tail = "\nTotal timed 20 min. Total treatment time 20 min. One-on-one.\nJ. Doe, PT"
    claim = "97530-GP=1 97110-GP=1"
    assert "UNI101" in flagged(work, claim, tail=tail)
    assert "UNI101" not in flagged(work, claim, tail=tail, payer="commercial")


# --- what the note must hold

TASK = under_97530(
    "carried a laundry basket up and down 8 steps with one rail x4, CGA, cues to lead with R, so "
    "that she can do her wash"
)


def test_start_and_stop_are_not_asked_for_medicare():
    """002-start and stop per unit required."""

    def asked(payer):
        return "TIM106" in {f.rule for f in record(TASK, "97530-GP=2", payer=payer).findings}

    assert asked("auto")
    assert not asked("medicare")


def test_one_on_one_contact_need_not_be_hands_on():
    """003-hands-on: contact by eye, word or hand is contact."""
    work = under_97530(
        "transferred into a tub bench x6 under one-on-one verbal cueing for foot placement, SBA, "
        "so that she can bathe"
    )
    elements = record(work, "97530-GP=2").visit.elements
    assert elements["one_on_one"].status == "present"
    assert not flagged(work) & {"COD201", "COD204", "WRK203"}


def test_a_joint_session_may_be_split_or_billed_by_one():
    """003-concurrent therapists are one unit: the same minutes are not billed twice, no more."""
    work = TASK.replace("CGA,", "CGA, co-treat with OT,")
    told = {f.rule for f in record(work, "97530-GP=2").findings}
    assert "CLM131" in told
    assert "UNI101" not in told
    parted = work.replace("co-treat with OT,", "co-treat with OT, 60 min split between the two,")
    assert "CLM131" not in {f.rule for f in record(parted, "97530-GP=2").findings}


def test_no_minute_by_minute_record_and_no_attestation_is_asked_for():
    """002-minute-by-minute documentation and attestation."""
    said = " ".join(f"{r.title} {r.why} {r.fix}" for r in RULES).lower()
    assert "minute-by-minute" not in said
    assert "attestation" not in said


# --- modifiers

NO_EDIT = {
    "002-59 needed for 97110 with 97530": "97530-GP{}=1 97110-GP=1",
    "002-59 needed for 97530 with 97110": "97530-GP=1 97110-GP{}=1",
    "003-59 with any timed procedure": "97530-GP{}=1 97140-GP=1",
}


@pytest.mark.parametrize("claim", NO_EDIT.values(), ids=NO_EDIT)
@pytest.mark.parametrize("modifier", ["59", "XS"])
def test_59_is_not_asked_for_where_no_edit_stands_and_found_where_it_stands(claim, modifier):
    work = "97530 x 15 min: car transfers x6, CGA.\n97110 x 15 min: LAQ 3x10."
    bare, marked = (flagged(work, claim.format(m)) for m in ("", f"-{modifier}"))
    assert bare & {"MOD202", "MOD203"} == set()
    assert "MOD201" in marked


def test_59_stands_where_an_edit_does_and_the_services_were_apart():
    """003-only if another distinct service: right, where the edit is in force."""
    work = "97530 x 15 min: car transfers x6, CGA.\n97150 group session of 4, 25 min."
    assert "MOD202" in flagged(work, "97530-GP=1 97150-GP=1")
    assert not flagged(work, "97530-GP-59=1 97150-GP=1") & {"MOD201", "MOD202"}


@pytest.mark.parametrize(
    ("claim", "expected"),
    [("97530-GN=2", {"MOD102"}), ("97530-GP=2", set())],
    ids=["002-GN rarely ok for a PT", "002-GP for a PT"],
)
def test_gn_is_speech_pathologys_alone(claim, expected):
    assert flagged(TASK, claim) & {"MOD102"} == expected


# --- what is claimed of the tool


@pytest.mark.parametrize("rule", list(RULES), ids=lambda rule: rule.code)
def test_no_rule_promises_or_repeats_a_statistic(rule):
    """all-prevents so many percent of denials: unsourced, and not repeated."""
    said = f"{rule.title} {rule.why} {rule.fix}"
    assert not re.search(r"\d\s?%|percent|\bprevents?\b|guarantee", said)
