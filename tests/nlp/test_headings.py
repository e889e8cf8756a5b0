"""What looks like a heading stands over what follows, in its own words."""

import pytest

from auditor.nlp.headings import find_headings


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("O: bike 5 min", "O"),
        ("NMR 15 min: tandem", "NMR 15 min"),
        ("Next visit - stairs", "Next visit"),
        ("HOME PROGRAM", "HOME PROGRAM"),
        ("TRANSFERS | Min A", "TRANSFERS"),
        ("  HEP: bridges", "HEP"),
    ],
)
def test_words_before_a_mark_and_lines_in_capitals_are_headings(line, words):
    assert find_headings(line).above(len(line)) == words


def test_the_last_heading_above_a_place_holds():
    text = "O: bike\nheel raises\nPlan: stairs"
    headings = find_headings(text)
    assert [headings.above(text.index(w)) for w in ("bike", "heel", "stairs")] == ["O", "O", "Plan"]


def test_nothing_stands_above_the_first_words():
    assert find_headings("bike 5 min and stairs").above(3) == ""
