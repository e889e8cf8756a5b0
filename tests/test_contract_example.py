"""The example of the record's contract, and readings that were once wrong."""

import pytest

from auditor.model import AssistLevel, StatementKind, Status, TimeKind

NOTE = (
    '97530 x 22 min: sit<>stand from 17" chair, CGA, to rise from toilet. '
    "97110 x 16 min: LAQ 3x10.\nGoal: rise from toilet mod I in 3 wks. J.D., PTA"
)


def test_the_contracts_example_is_read_as_the_contract_has_it(visit_of):
    visit = visit_of(NOTE)
    task, exercise = visit.activities
    assert (task.span.of(NOTE), task.label.value, task.code, task.minutes) == (
        'sit<>stand from 17" chair', "functional", "97530", 22,
    )  # fmt: skip
    assert task.purpose.of(NOTE) == "to rise from toilet"
    assert task.assistance == (AssistLevel.CONTACT_GUARD,)
    assert (exercise.span.of(NOTE), exercise.code, exercise.minutes) == ("LAQ", "97110", 16)
    assert [g.span.of(NOTE) for g in visit.goals] == ["rise from toilet mod I in 3 wks"]
    assert visit.author_credential == "PTA"


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old-mac"])
def test_a_blank_line_ends_a_codes_reach_whatever_the_line_ends(visit_of, ends):
    text = f"97530 x 22 min: car transfers{ends}{ends}bike 6 min"
    assert [a.code for a in visit_of(text).activities] == ["97530", None]


TOTALS = {
    "hours-and-minutes": ("Total time: 1 hr 5 min", 65),
    "one-hour": ("Total treatment time: 1 hour", 60),
    "number-first": ("53 total treatment minutes, car transfers", 53),
}


@pytest.mark.parametrize(("text", "minutes"), TOTALS.values(), ids=TOTALS)
def test_a_total_is_read_in_every_notation(visit_of, text, minutes):
    times = visit_of(text).times
    assert [(t.kind, t.minutes) for t in times] == [(TimeKind.TOTAL_TREATMENT, minutes)]


def test_feet_behind_a_prime_are_no_minutes(visit_of):
    assert visit_of("gait 150' w/ FWW, carry 10# 30' x2").times == ()


def test_a_section_gg_score_is_not_its_item_number(visit_of):
    helps = visit_of("GG0170C1 toilet transfer 03").assistance
    assert [a.level for a in helps] == [AssistLevel.MODERATE]


def test_a_denied_one_on_one_is_not_stated(visit_of):
    assert visit_of("No one-on-one.").said(StatementKind.ONE_ON_ONE) == ()


def test_what_an_empty_check_box_offers_is_not_read(visit_of):
    text = "Treatment today:\n[x] car transfer training\n[ ] stair training"
    assert [a.span.of(text) for a in visit_of(text).performed()] == ["car transfer training"]


def test_holding_on_is_not_holding_off(visit_of):
    (activity,) = visit_of('O: TherEx: step ups 4" held rail 2x10').activities
    assert activity.status is Status.PERFORMED
