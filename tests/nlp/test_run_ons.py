"""Sentences without full stops are parted where something new begins."""

from hypothesis import given
from hypothesis import strategies as st

from auditor.model import Span
from auditor.nlp.run_ons import parted

WALK = "walked to the mailbox and back with the rolling walker in the sun"


def parts(text):
    return [s.of(text) for s in parted(text, Span(0, len(text)))]


def test_a_run_on_is_parted_at_who_and_what_comes_next():
    said = [
        f"pt {WALK}",
        f"she {WALK}",
        f"then {WALK}",
        f"dtr {WALK}",
        "goal is stairs mod i",
        f"next {WALK}",
    ]
    assert parts(" ".join(said)) == said


def test_a_sentence_with_marks_or_of_common_length_is_left():
    assert parts(f"pt {WALK} then {WALK}") == [f"pt {WALK} then {WALK}"]
    marked = ", then ".join([WALK] * 6)
    assert parts(marked) == [marked]


@given(st.text(alphabet="ab .,", max_size=900))
def test_nothing_but_blanks_is_lost(text):
    assert "".join(parts(text)).replace(" ", "") == text.replace(" ", "")
