"""Goals are found by label, section or wording, and described: measurable, functional, when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model import Span
from auditor.nlp.goals import find_goals

SURE, NO = {"goal": 1.0}, {"goal": 0.0}


def goals_of(text, section="goals", chance=SURE):
    """The goals of a text that is one sentence a line."""
    sentences = []
    at = 0
    for line in text.split("\n"):
        sentences.append((Span(at, at + len(line)), section))
        at += len(line) + 1
    return [
        (g.span.of(text), g.term, g.measurable, g.functional, g.timeframe)
        for g in find_goals(text, sentences, [chance] * len(sentences))
    ]


STATED = {
    "labelled": ("Goal: rise from toilet mod I in 3 wks", "rise from toilet mod I in 3 wks"),
    "ltg": ("LTG: pt will don shirt mod I", "pt will don shirt mod I"),
    "stg-numbered": ("STG 1: toilet transfer CGA", "toilet transfer CGA"),
    "stg-hash": ("STG #2: toilet transfer CGA", "toilet transfer CGA"),
    "stg-with-time": ("STG 1 (2 wks): toilet transfer CGA", "toilet transfer CGA"),
    "short-term-goal": ("Short term goal: walk 100 ft SBA", "walk 100 ft SBA"),
    "pt-goal": ("Pt goal: return to gardening", "return to gardening"),
    "goal-met": ('Goal met: sit<>stand x5 from 17" chair', 'sit<>stand x5 from 17" chair'),
    "number": ("1. Pt will don shirt mod I", "Pt will don shirt mod I"),
    "bullet": ("- Pt will don shirt mod I", "Pt will don shirt mod I"),
    "status-behind": ("Goal: walk 100 ft SBA - progressing", "walk 100 ft SBA"),
    "status-in-brackets": ("Goal: walk 100 ft SBA (ongoing)", "walk 100 ft SBA"),
    "met-behind": ("Goal: walk 100 ft SBA - MET", "walk 100 ft SBA"),
    "bracketed-met": ("STG 2 (walk to the mailbox mod I) MET", "walk to the mailbox mod I"),
    "remark-behind-a-comma": (
        "GOALS, to be met in four visits: walk 100 ft SBA",
        "walk 100 ft SBA",
    ),
    "full-stop-behind": ("Goal: walk 100 ft SBA.", "walk 100 ft SBA"),
}


@pytest.mark.parametrize(("text", "words"), STATED.values(), ids=STATED)
def test_a_goal_is_the_statement_without_label_number_and_status(text, words):
    assert [goal[0] for goal in goals_of(text)] == [words]


def test_a_goal_named_by_its_content_elsewhere_is_found():
    text = "Progressing toward LTG of indep stairs w/ one rail"
    assert goals_of(text, "assessment") == [("indep stairs w/ one rail", "long", True, True, False)]


def test_what_the_patient_shall_do_is_a_goal_under_a_heading_alone():
    text = "The patient shall climb 12 stairs with one rail"
    assert [g[0] for g in goals_of(text, "goals", NO)] == [text]
    assert goals_of(text, "objective", NO) == []


NOT_STATED = {
    "continue": ("Goals: continue", "goals"),
    "continue-toward": ("Cont toward goals", "plan"),
    "progressing-well": ("Progressing well towards goals.", "assessment"),
    "reviewed": ("Goals reviewed.", "goals"),
    "ongoing": ("goals ongoing", "plan"),
    "one-word": ("Goal: walking", "goals"),
    "met-alone": ("STG 1: met", "goals"),
    "as-above": ("LTG: as above", "goals"),
    "heading-alone": ("Goals:", "goals"),
}


@pytest.mark.parametrize(("text", "section"), NOT_STATED.values(), ids=NOT_STATED)
def test_a_bare_mention_of_goals_is_no_goal(text, section):
    assert goals_of(text, section, NO) == []


def test_a_sentence_the_classifier_thinks_a_goal_needs_no_label():
    text = "Pt will walk 10 min without rest in 4 weeks."
    assert [g[0] for g in goals_of(text, "assessment", SURE)] == [text.rstrip(".")]
    assert goals_of(text, "assessment", NO) == []


def test_goals_in_a_numbered_list_need_no_section():
    text = "GOALS, TWO WEEKS:\n1. Supine to sit, CGA\n2. Walk 50 ft, SBA\nStairs next."
    found = goals_of(text.lower(), "assessment", NO)
    assert [(g[0], g[4]) for g in found] == [
        ("supine to sit, cga", True),
        ("walk 50 ft, sba", True),
    ]


def test_the_first_cells_of_a_table_of_goals_are_goals():
    text = "Goal            9/2   now\nDASH score 40   63    47\nlift 1 gal      no    2 lb"
    assert [g[0].split("  ")[0] for g in goals_of(text, "body", NO)] == [
        "DASH score 40",
        "lift 1 gal",
    ]


def test_a_list_of_goals_ends_with_its_items():
    text = "Goals:\n1) walk 50 ft SBA\nPLAN:  2x a week for 4 weeks"
    assert [g[0] for g in goals_of(text, "assessment", NO)] == ["walk 50 ft SBA"]


def test_goals_told_in_one_breath_are_parted():
    text = "Goals: pt will walk 150 ft SBA, will climb 4 steps CGA, and he will dress mod I"
    assert [g[0] for g in goals_of(text)] == [
        "pt will walk 150 ft SBA",
        "will climb 4 steps CGA",
        "he will dress mod I",
    ]


def test_a_goal_in_a_note_without_full_stops_is_found():
    said = " ".join(["walked"] * 30)
    text = f"{said} goal is walk to the mailbox with rollator mod i by new years"
    assert [g[0] for g in goals_of(text, "body", NO)] == [
        "walk to the mailbox with rollator mod i by new years"
    ]
    assert goals_of(f"{said} goal was not set and all is well", "body", NO) == []


@pytest.mark.parametrize("text", ["Goals: (2 wks)", "Next: curb w/ RW", "Home: glides 3x a day"])
def test_what_stands_among_goals_is_not_always_one(text):
    assert goals_of(text, "goals", {"goal": 0.2}) == []


TERMS = {
    "stg": ("STG: walk 100 ft SBA", "short"),
    "ltg": ("LTG: walk 100 ft SBA", "long"),
    "short-spelt": ("Short-term goal: walk 100 ft SBA", "short"),
    "long-spelt": ("Long term goal: walk 100 ft SBA", "long"),
    "few-weeks": ("Goal: walk 100 ft SBA in 3 weeks", "short"),
    "many-weeks": ("Goal: walk 100 ft SBA in 8 weeks", "long"),
    "label-before-weeks": ("LTG: walk 100 ft SBA in 2 weeks", "long"),
    "not-said": ("Goal: walk 100 ft SBA", None),
}


@pytest.mark.parametrize(("text", "term"), TERMS.values(), ids=TERMS)
def test_a_goal_is_short_or_long_by_label_or_weeks(text, term):
    assert [goal[1] for goal in goals_of(text)] == [term]


def test_goals_below_a_heading_take_its_term():
    text = "Short Term Goals:\n1. walk 100 ft SBA\n2. don shirt mod I\nLTG: walk 300 ft SBA"
    assert [goal[:2] for goal in goals_of(text)] == [
        ("walk 100 ft SBA", "short"),
        ("don shirt mod I", "short"),
        ("walk 300 ft SBA", "long"),
    ]


MEASURABLE = {
    "level": ("don shirt mod I", True),
    "sba": ("transfer to toilet with SBA", True),
    "distance": ("walk 300 ft outside", True),
    "count": ("rise from chair x5", True),
    "score": ("decrease ODI to 20%", True),
    "independent": ("dress independently each day", True),
    "without-rail": ("climb stairs without rail", True),
    "return": ("return to gardening", False),
    "without-error": ("dial the phone without error", True),
    "improve": ("improve dressing and bathing", False),
    "weeks-are-no-measure": ("return to work in 4 weeks", False),
}
FUNCTIONAL = {
    "toilet": ("rise from toilet mod I", True),
    "stairs": ("climb 12 stairs SBA", True),
    "dressing": ("don shirt mod I", True),
    "work": ("return to work", True),
    "lift": ("lift 20# from floor", True),
    "strength": ("improve strength to 4+/5", False),
    "scale": ("DHI of 20 or less", False),
    "prior-level": ("return to PLOF", False),
    "task-with-limit-of-pain": ("bite into a sandwich with pain 2/10 or less", True),
    "rom": ("increase knee flexion to 120", False),
    "pain": ("decrease pain to 2/10", False),
    "strength-for-a-task": ("increase strength to 4/5 in order to climb stairs", True),
}
TIMEFRAMES = {
    "weeks": ("walk 100 ft SBA in 3 wks", True),
    "within": ("walk 100 ft SBA within 4 weeks", True),
    "visits": ("walk 100 ft SBA within 2 visits", True),
    "spelt": ("walk 100 ft SBA in four weeks", True),
    "date": ("walk 100 ft SBA by 4/1/26", True),
    "discharge": ("walk 100 ft SBA by discharge", True),
    "month": ("walk 100 ft SBA by May", True),
    "date-without-year": ("walk 100 ft SBA 10/17", True),
    "date-in-words": ("walk 100 ft SBA by the sixth of May", True),
    "trials-are-no-date": ("rise from chair 4/5 trials", False),
    "none": ("walk 100 ft SBA", False),
    "reps-are-no-time": ("rise from chair x5", False),
}


@pytest.mark.parametrize(("words", "measurable"), MEASURABLE.values(), ids=MEASURABLE)
def test_a_measurable_goal_has_a_criterion_that_can_be_checked(words, measurable):
    assert [(g[0], g[2]) for g in goals_of(f"Goal: {words}")] == [(words, measurable)]


@pytest.mark.parametrize(("words", "functional"), FUNCTIONAL.values(), ids=FUNCTIONAL)
def test_a_functional_goal_names_a_task_of_daily_life(words, functional):
    assert [(g[0], g[3]) for g in goals_of(f"Goal: {words}")] == [(words, functional)]


@pytest.mark.parametrize(("words", "timeframe"), TIMEFRAMES.values(), ids=TIMEFRAMES)
def test_a_goal_has_a_time_frame_where_it_names_one(words, timeframe):
    assert [(g[0], g[4]) for g in goals_of(f"Goal: {words}")] == [(words, timeframe)]


PIECES = [
    "Goal:", "LTG", "STG 1", "pt will", "walk", "100 ft", "in 3 wks", "-", "met", ".", "1.",
    "(ongoing)", "mod I", "é", "",
]  # fmt: skip
LINES = st.lists(
    st.lists(
        st.sampled_from(PIECES),
        max_size=6,
    ).map(" ".join),
    max_size=5,
).map("\n".join)


@given(LINES, st.sampled_from(["goals", "assessment", "plan"]), st.sampled_from([SURE, NO]))
def test_goals_lie_in_their_lines_in_order(text, section, chance):
    words = [g[0] for g in goals_of(text, section, chance)]
    assert [w for w in words if w != w.strip() or "\n" in w or not w] == []
    at = -1
    for word in words:
        at = text.index(word, at + 1)
