"""The facts are frozen values; places, levels and the two selections of a visit behave."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import model
from auditor.model import (
    ELEMENTS,
    WORK,
    Activity,
    AssistLevel,
    Label,
    Note,
    Severity,
    Span,
    Statement,
    StatementKind,
    Status,
    Visit,
)

FACTS = [
    pytest.param(fact, id=fact.__name__)
    for fact in vars(model).values()
    if dataclasses.is_dataclass(fact)
]
PLACES = st.builds(
    lambda start, length: Span(start, start + length), st.integers(0, 40), st.integers(0, 40)
)


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_is_frozen_and_slotted(fact):
    assert fact.__dataclass_params__.frozen
    assert "__slots__" in vars(fact)


def test_assistance_is_ordered_from_light_to_heavy():
    assert [(level.value, level.rank) for level in AssistLevel] == [
        ("independent", 0),
        ("modified_independent", 1),
        ("setup", 2),
        ("supervision", 3),
        ("standby", 4),
        ("contact_guard", 5),
        ("minimal", 6),
        ("moderate", 7),
        ("maximal", 8),
        ("total", 9),
    ]


def test_severities_are_heaviest_first():
    assert [s.value for s in Severity] == ["error", "warning", "info"]


def test_treatment_is_every_label_but_testing_education_vague_and_unclear():
    others = {Label.TESTING, Label.EDUCATION, Label.VAGUE, Label.UNCLEAR}
    assert set(Label) - WORK == others


def test_there_are_nineteen_elements_named_once():
    assert (len(ELEMENTS), len(set(ELEMENTS))) == (19, 19)


# --- places

OVERLAPS = {
    "apart": (Span(0, 3), Span(5, 8), False),
    "touching": (Span(0, 3), Span(3, 8), False),
    "one-shared": (Span(0, 4), Span(3, 8), True),
    "same": (Span(2, 4), Span(2, 4), True),
    "inside": (Span(0, 9), Span(3, 4), True),
    "empty": (Span(3, 3), Span(3, 3), False),
}
CONTAINS = {
    "inside": (Span(0, 9), Span(3, 4), True),
    "same": (Span(2, 4), Span(2, 4), True),
    "begins-before": (Span(2, 4), Span(1, 4), False),
    "ends-after": (Span(2, 4), Span(2, 5), False),
    "around": (Span(3, 4), Span(0, 9), False),
}


@pytest.mark.parametrize(("one", "other", "shared"), OVERLAPS.values(), ids=OVERLAPS)
def test_places_overlap_where_they_share_a_character(one, other, shared):
    assert (one.overlaps(other), other.overlaps(one)) == (shared, shared)


@pytest.mark.parametrize(("outer", "inner", "held"), CONTAINS.values(), ids=CONTAINS)
def test_a_place_contains_what_lies_wholly_inside(outer, inner, held):
    assert outer.contains(inner) is held


@given(PLACES, PLACES)
def test_overlap_is_a_shared_character(one, other):
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    nested_empty = one.overlaps(other) and not shared
    assert one.overlaps(other) == bool(shared) or nested_empty
    if nested_empty:
        assert one.start == one.end or other.start == other.end


def test_a_place_gives_its_words_by_code_points():
    assert Span(1, 3).of("a𝄞é!") == "𝄞é"


def test_places_sort_by_start_then_end():
    assert sorted([Span(3, 4), Span(0, 9), Span(0, 2)]) == [Span(0, 2), Span(0, 9), Span(3, 4)]


# --- visits

NOTE = Note(note_id="N-1", text="gait, LAQ, bike", source="a.txt")


def activity(label, status=Status.PERFORMED):
    return Activity(Span(0, 4), label, 0.9, status)


def statement(kind, *, weak=False):
    return Statement(Span(0, 4), kind, weak)


GAIT, LAQ = activity(Label.GAIT), activity(Label.EXERCISE)
HOME = activity(Label.EXERCISE, Status.HOME)
GOAL, SKILLED = statement(StatementKind.PLAN), statement(StatementKind.SKILLED)
WEAK = statement(StatementKind.SKILLED, weak=True)
VISIT = Visit(note=NOTE, activities=(GAIT, LAQ, HOME), statements=(GOAL, SKILLED, WEAK))

PERFORMED = {
    "any": ((), (GAIT, LAQ)),
    "one-label": ((Label.EXERCISE,), (LAQ,)),
    "two-labels": ((Label.EXERCISE, Label.GAIT), (GAIT, LAQ)),
    "none-of-it": ((Label.MANUAL,), ()),
}


@pytest.mark.parametrize(("labels", "found"), PERFORMED.values(), ids=PERFORMED)
def test_a_visit_gives_what_was_done_in_the_session(labels, found):
    assert VISIT.performed(*labels) == found


def test_a_visit_gives_statements_of_one_kind_plain_or_weak():
    assert VISIT.said(StatementKind.SKILLED) == (SKILLED,)
    assert VISIT.said(StatementKind.SKILLED, weak=True) == (WEAK,)


def test_what_is_not_known_of_a_visit_is_none_or_empty():
    known = {"note": NOTE}
    bare = Visit(note=NOTE)
    unknown = {f.name: getattr(bare, f.name) for f in dataclasses.fields(bare)}
    assert {k: v for k, v in unknown.items() if v not in (None, (), {}, False)} == known
    assert bare.text == NOTE.text
