"""Columns that set moments side by side tell which moment a level in them speaks of."""

import pytest

from auditor.nlp.assist_columns import cells_in_time
from marked import read

TABLES = {
    "wide-space": (
        "         SOC     D/C\nbed mob  [[Mod A]]   [[SBA]]\ntoilet   [[Max A]]   [[CGA]]",
        ["baseline", "current", "baseline", "current"],
    ),
    "bars": (
        "Task | Eval 3/2 | Today\nShower transfer | [[Min A]] | [[Mod I]], bench",
        ["baseline", "current"],
    ),
    "dates-last-is-now": (
        "Task | 3/2 | 3/16 | 3/30\nStairs | [[Max A]] | [[Mod A]] | [[CGA]]",
        ["baseline", "baseline", "current"],
    ),
    "goal-column": (
        "GOAL | SOC | NOW | STATUS\nToilet transfer [[SBA]] | [[Mod A]] | [[CGA]] | ongoing",
        ["goal", "baseline", "current"],
    ),
    "arrows": (
        "SOC -> DC\nshower [[Mod A]] -> [[SBA]]\nstairs [[CGA]] -> [[Mod I]]",
        ["baseline", "current", "baseline", "current"],
    ),
    "single-letters": (
        "          Adm      Today\nsit>stand [[Min A]]    [[S]]\nwalk      [[CGA]]      [[I]]",
        ["baseline", "current", "baseline", "current"],
    ),
    "now-before-last-visit": (
        "Task | Today | Last visit\nStairs | [[CGA]] | [[Min A]]",
        ["current", "baseline"],
    ),
    "table-ends-at-prose": (
        "        SOC      Now\nstairs  [[Min A]]    [[SBA]]\nToday stairs x4 [[CGA]]",
        ["baseline", "current", "current"],
    ),
}


@pytest.mark.parametrize(("marked", "moments"), TABLES.values(), ids=TABLES)
def test_a_level_in_a_column_is_of_its_moment(marked, moments, found_in):
    text, spans = read(marked)
    found = found_in(text, "assistance")
    assert (tuple(a.span for a in found), [a.when.value for a in found]) == (spans, moments)


NO_TABLES = {
    "pain-before-and-after": "pain 7/10 -> 3/10\nstairs min A -> CGA",
    "one-moment": "Task | Today\nStairs | CGA",
    "prose": "Seen today for stairs, min A to CGA.",
    "no-row-below": "SOC -> DC",
}


@pytest.mark.parametrize("text", NO_TABLES.values(), ids=NO_TABLES)
def test_without_two_moments_side_by_side_there_is_no_column(text):
    assert cells_in_time(text.lower()) == ()


def test_a_table_of_the_fim_holds_its_scores(found_in):
    text = "FIM         8/22    9/4\neating      5       6\ngrooming    4       5"
    found = found_in(text, "assistance")
    assert [(a.level.value, a.when.value) for a in found] == [
        ("supervision", "baseline"),
        ("modified_independent", "current"),
        ("minimal", "baseline"),
        ("supervision", "current"),
    ]
