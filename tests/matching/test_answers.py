"""Which answer of a payer belongs to which line sent."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.matching import answered
from auditor.model import Adjustment, ClaimLine, Payment, RemittedLine, ServiceLine

DAY = "2026-03-04"
SENT = ClaimLine(
    "C1", "1", ServiceLine("97530", 2, ("GP",), date_of_service=DAY), "x.837:1", patients=("p1",)
)
ANSWER = RemittedLine("C1", "1", "97530", "x.835:9", Payment.DENIED, ("GP",), date_of_service=DAY)


def test_claim_and_line_number_decide():
    other = replace(SENT, line_id="2")
    found = answered([SENT, other], [replace(ANSWER, line_id="2")])
    assert [a is not None for _, a in found.lines] == [False, True]


def test_without_line_numbers_code_day_and_modifiers_decide():
    other = replace(SENT, service=replace(SENT.service, code="97110"))
    found = answered([other, SENT], [replace(ANSWER, line_id="")])
    assert [a is not None for _, a in found.lines] == [False, True]


def test_without_a_claim_number_the_patient_decides():
    found = answered([SENT], [replace(ANSWER, claim_id="other", patients=("P-1",))])
    assert found.lines[0][1] is not None


def test_another_day_is_another_service():
    found = answered([SENT], [replace(ANSWER, line_id="", date_of_service="2026-03-05")])
    assert found.lines[0][1] is None
    assert len(found.answers_alone) == 1


def test_a_claim_number_used_for_several_claims_does_not_go_before_the_day():
    found = answered([SENT], [replace(ANSWER, date_of_service="2026-03-05")])
    assert found.lines[0][1] is None
    assert len(found.answers_alone) == 1


@pytest.mark.parametrize("number", ["1", ""])
def test_no_claim_number_is_not_the_same_claim_number(number):
    found = answered(
        [replace(SENT, claim_id="")],
        [replace(ANSWER, claim_id="", line_id=number, patients=("p2",))],
    )
    assert found.lines[0][1] is None


def test_a_later_answer_replaces_an_earlier_one():
    paid = replace(ANSWER, payment=Payment.PAID)
    assert answered([SENT], [ANSWER, paid]).lines[0][1] is paid


def reversal_of(answer):
    turned = tuple(replace(a, dollars=-a.dollars) for a in answer.adjustments)
    return replace(answer, adjustments=turned, reverses=True)


PAID = replace(
    ANSWER, payment=Payment.PAID, adjustments=(Adjustment("CO", "45", Decimal("20.00")),)
)
CORRECTED = replace(ANSWER, adjustments=(Adjustment("CO", "50", Decimal(60)),))


@pytest.mark.parametrize(
    ("answers", "last"),
    [
        pytest.param([PAID, reversal_of(PAID)], None, id="taken-back"),
        pytest.param([PAID, reversal_of(PAID), CORRECTED], CORRECTED, id="corrected"),
        pytest.param([PAID, CORRECTED, reversal_of(PAID)], CORRECTED, id="reversed-last"),
        pytest.param([CORRECTED, reversal_of(PAID)], CORRECTED, id="of-another-file"),
        pytest.param([PAID, replace(PAID, adjustments=(), reverses=True)], None, id="no-reasons"),
    ],
)
def test_a_reversal_takes_back_the_answer_it_mirrors(answers, last):
    found = answered([SENT], answers)
    assert found.lines[0][1] is last
    assert not found.answers_alone


def test_a_reversal_takes_back_an_answer_that_has_no_line():
    assert not answered([], [PAID, reversal_of(PAID)]).answers_alone


def test_an_answer_to_the_claim_that_replaces_is_not_given_to_the_one_before():
    later = replace(SENT, replaces=True)
    found = answered([SENT, later], [PAID, reversal_of(PAID), CORRECTED])
    assert [a for _, a in found.lines] == [None, CORRECTED]


def test_two_like_lines_get_one_answer_each():
    lines = [SENT, replace(SENT, line_id="2")]
    answers = [replace(ANSWER, line_id=""), replace(ANSWER, line_id="", payment=Payment.PAID)]
    assert [a.payment for _, a in answered(lines, answers).lines] == ["denied", "paid"]


OTHER = replace(SENT, line_id="2", service=replace(SENT.service, modifiers=("GP", "59")))
FITTING = {
    "modifiers": (replace(ANSWER, line_id="", modifiers=("59", "GP")), [False, True]),
    "no-modifiers-fit-any": (replace(ANSWER, line_id="", modifiers=()), [True, False]),
    "other-modifiers-fit-none": (replace(ANSWER, line_id="", modifiers=("KX",)), [False, False]),
    "no-day-fits-any": (replace(ANSWER, line_id="", date_of_service=None), [True, False]),
    "number-of-another-code": (replace(ANSWER, code="97110"), [False, False]),
    "a-number-of-the-payers-own": (replace(ANSWER, line_id="77"), [True, False]),
    "number-before-modifiers": (replace(ANSWER, line_id="2"), [False, True]),
}


@pytest.mark.parametrize(("answer", "expected"), FITTING.values(), ids=FITTING)
def test_which_of_two_lines_an_answer_fits(answer, expected):
    found = answered([SENT, OTHER], [answer])
    assert [a is not None for _, a in found.lines] == expected
    assert len(found.answers_alone) == (0 if any(expected) else 1)


def test_of_two_lines_of_one_number_the_modifiers_decide():
    found = answered([SENT, replace(OTHER, line_id="1")], [replace(ANSWER, modifiers=("GP", "59"))])
    assert [a is not None for _, a in found.lines] == [False, True]


def test_fewer_modifiers_than_were_billed_are_another_line():
    answer = replace(ANSWER, line_id="", modifiers=("GP",))
    assert answered([OTHER], [answer]).answers_alone == (answer,)


def test_a_line_sent_without_its_day_fits_any():
    undated = replace(SENT, service=replace(SENT.service, date_of_service=None))
    assert answered([undated], [replace(ANSWER, line_id="")]).lines[0][1] is not None


def test_the_claim_goes_before_the_patient():
    found = answered(
        [replace(SENT, claim_id="C9"), SENT], [replace(ANSWER, line_id="", patients=("p1",))]
    )
    assert [a is not None for _, a in found.lines] == [False, True]


@given(
    st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("12"), st.sampled_from("57"))),
    st.lists(
        st.tuples(st.sampled_from("ABC"), st.sampled_from(["1", "2", ""]), st.sampled_from("57"))
    ),
)
def test_no_line_is_lost(sent, answers):
    lines = [replace(SENT, claim_id=c, line_id=n, service=ServiceLine(k, 1)) for c, n, k in sent]
    given_answers = [
        replace(ANSWER, claim_id=c, line_id=n, code=k, modifiers=()) for c, n, k in answers
    ]
    found = answered(lines, given_answers)
    assert [line for line, _ in found.lines] == lines
    used = [id(a) for _, a in found.lines if a is not None]
    assert len(used) == len(set(used))
    assert len(found.answers_alone) + len(used) <= len(answers)
