"""Bags are the same for learning and reading, and show what stands around a clause."""

from hypothesis import given
from hypothesis import strategies as st

from auditor.classify.features import CLAUSES, STATUSES, weighed, words
from auditor.model import ClauseView, StatusView

SMALL = st.text("ab 1,.'", max_size=30)


def named(view):
    return weighed(CLAUSES.bags(view))


def test_numbers_are_all_alike():
    assert named(ClauseView("bike 5 min")) == named(ClauseView("bike 7 min"))


def test_words_of_a_long_clause_weigh_less_each():
    assert named(ClauseView("bike"))["w:bike"] > named(ClauseView("bike up the hill"))["w:bike"]


def test_runs_of_characters_are_shared_by_words_of_one_stem():
    runs = [
        {n for n in named(ClauseView(word)) if n.startswith("c:")} for word in ("step", "steps")
    ]
    assert {"c:<ste", "c:step"} <= runs[0] & runs[1]


def test_neighbours_headings_and_the_whole_line_are_shown():
    view = ClauseView(
        "stairs x4",
        before="bike",
        after="curb",
        second_before="mat",
        second_after="ramp",
        heading="TherAct",
        line="bike, stairs x4",
        note="home visit: stairs",
        opening="pt did",
    )
    shown = named(view)
    assert {
        "p:bike", "n:curb", "pp:mat", "nn:ramp", "head:theract", "line:bike", "note:visit", "so:pt",
    } <= set(shown)  # fmt: skip


def test_what_tells_the_status_is_shown():
    view = StatusView(
        "stairs", "functional", "planned", heading="Plan", lead="next visit", line="x"
    )
    shown = weighed(STATUSES.bags(view))
    assert {"hint:planned", "head:plan", "p:next", "w:stairs"} <= set(shown)


@given(SMALL, SMALL, SMALL)
def test_every_value_is_finite_and_positive(text, before, note):
    view = ClauseView(text, before=before, note=note, line=before + text)
    assert all(0 < value < 100 for value in named(view).values())


@given(SMALL)
def test_words_hold_no_blank(text):
    assert all(word and not word.isspace() for word in words(text))
