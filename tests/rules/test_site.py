"""A site's own questions: of which notes they are asked, and by which words they are answered."""

from dataclasses import replace

import pytest

from auditor import engine
from auditor.model import Question
from auditor.record import fingerprint
from auditor.rules.registry import RULES

SIT101 = RULES.find("SIT101")
PAIN = Question(
    name="pain-after",
    ask="What was the pain rating after treatment?",
    look_for=("pain after", "post-tx pain", "patient's pain #"),
    codes=frozenset({"97530"}),
    cite="Policy",
)
LEFT = Question(name="left", ask="Who was with the patient?", look_for=("left with",), cite="P")
WORK = "97530 x 15 min: car transfers x4, min A, vc for hand placement. "


def asked(visit, *questions):
    return replace(visit, demands=replace(visit.demands, questions=questions))


def found(visit, *questions):
    made = asked(visit, *questions)
    return [hit.ask for hit in SIT101.check(made)] if SIT101.when(made) else None


ANSWERS = {
    "as written": "Pain after: 2/10.",
    "in capitals": "PAIN AFTER 2/10",
    "over two lines": "pain\n  after 2/10",
    "no-break space": "pain\u00a0after 2/10",
    "dash": "post-tx pain 2",
    "long dash": "post\u2013tx pain 2",
    "dash with spaces": "post \u2014 tx pain 2",
    "without a dash": "Post tx pain 2",
    "curly apostrophe": "the patient\u2019s pain # 2",
    "in brackets": "(pain after 2)",
}


@pytest.mark.parametrize("words", ANSWERS.values(), ids=ANSWERS)
def test_any_of_the_words_answers(words, visit_of):
    assert found(visit_of(WORK + words, claim="97530-GP=1"), PAIN) == []


NO_ANSWERS = {
    "nothing": "",
    "part of a word": "Pain afternoon 2/10.",
    "end of a word": "campain after 2",
    "other order": "after pain 2",
    "words between": "pain right after",
}


@pytest.mark.parametrize("words", NO_ANSWERS.values(), ids=NO_ANSWERS)
def test_without_the_words_the_sites_question_is_asked(words, visit_of):
    assert found(visit_of(WORK + words, claim="97530-GP=1"), PAIN) == [PAIN.ask]


def test_a_code_that_is_recorded_counts_as_one_that_is_billed(visit_of):
    assert found(visit_of(WORK), PAIN) == [PAIN.ask]
    assert found(visit_of(WORK, claim="97110-GP=1"), PAIN) == [PAIN.ask]


def test_a_note_without_the_code_is_not_asked(visit_of):
    other = visit_of("97110 x 15 min: LAQ 3x10.", claim="97110-GP=1")
    assert found(other, PAIN) is None
    assert found(other, PAIN, LEFT) == [LEFT.ask]


def test_a_question_of_no_code_is_asked_of_treatment_alone(visit_of):
    assert found(visit_of("Pt called to cancel today.", date_of_service="2026-03-04"), LEFT) is None


def test_no_packaged_payer_asks_questions_of_a_site(visit_of):
    assert found(visit_of(WORK)) is None
    assert visit_of(WORK).demands.questions == ()


def test_each_question_is_a_finding_of_its_own(visit_of):
    visit = asked(visit_of(WORK, claim="97530-GP=1"), PAIN, LEFT)
    findings = [f for f in engine.run_rules(visit)[0] if f.rule == "SIT101"]
    assert [f.ask for f in findings] == [PAIN.ask, LEFT.ask]
    assert [f.message.partition(": ")[2] for f in findings] == ["pain-after (Policy)", "left (P)"]
    assert len({fingerprint(f, visit.text) for f in findings}) == 2
