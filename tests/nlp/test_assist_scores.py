"""Scores of scales stand for levels, alone or beside the words for one."""

import pytest

from marked import read

SCORED = {
    "gg-list": ("GG today: roll [[06]], toilet tf [[02]]", ["independent", "maximal"]),
    "gg-leader": ("GG0130A eating ..... [[05]]", ["setup"]),
    "gg-elsewhere-in-the-note": ("GG scored\n3/2: UB dressing [[01]]", ["total"]),
    "gg-risen": ("GG0130: eating was [[03]] now [[05]]", ["moderate", "setup"]),
    "fim-list": ("FIM: eat [[5]], groom [[4]], bathe [[2]]", ["supervision", "minimal", "maximal"]),
    "fim-tasks-unnamed": (
        "[[Eating 7]]. [[Grooming 6]]. [[Bathing 5]].",
        ["independent", "modified_independent", "supervision"],
    ),
    "score-with-its-words": ("Toileting [[GG 03, min A]]", ["minimal"]),
    "share-of-effort": ("[[pt doing ~60% of the effort]]", ["moderate"]),
    "share-with-score": ("UBD [[pt 75% effort FIM 4]]", ["minimal"]),
}


@pytest.mark.parametrize(("marked", "levels"), SCORED.values(), ids=SCORED)
def test_scores_are_read_as_levels(marked, levels, found_in):
    text, spans = read(marked)
    found = found_in(text, "assistance")
    assert (tuple(a.span for a in found), [a.level.value for a in found]) == (spans, levels)


NO_SCORES = {
    "number-of-a-goal": "GG scored. STG 02 met",
    "pain": "Pain 4, fatigue 5.",
    "two-tasks-only": "Bathing 2. Dressing 3.",
    "saturation": "sats: pt 92% sat",
    "weight-bearing": "pt 50% WB",
    "fraction": "FIM reviewed, balance 4/5",
    "room": "GG scored, room 04",
}


@pytest.mark.parametrize("text", NO_SCORES.values(), ids=NO_SCORES)
def test_other_numbers_are_no_levels(text, found_in):
    assert found_in(text, "assistance") == ()
