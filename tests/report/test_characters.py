"""Texts that every format can hold, and texts cut to a length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.report.characters import phrase, shortened, writable

ANY = st.text(st.characters(codec=None))
"""Also halves of characters."""


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\tb\r\nc", "a\tb\r\nc"),
        ("a\x00b\x1fc", "a�b�c"),
        ("half \ud83d", "half �"),
        ("\ufffe\uffff", "��"),
        ("🧑‍🦽 家", "🧑‍🦽 家"),
    ],
)
def test_only_what_cannot_be_written_is_replaced(text, written):
    assert writable(text) == written


@given(ANY)
def test_a_phrase_is_one_line_that_xml_can_hold(text):
    said = phrase(text)
    assert said.splitlines() in ([], [said])
    assert writable(said) == said
    said.encode()


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("short", 10, "short"),
        ("ten signs.", 10, "ten signs."),
        ("one two three", 12, "one two…"),
        ("one, two three", 8, "one…"),
        ("unbreakable", 5, "unbr…"),
        ("  much \n room ", 20, "much room"),
    ],
)
def test_a_text_is_cut_between_words(text, most, cut):
    assert shortened(text, most) == cut


@given(ANY, st.integers(1, 60))
def test_no_text_is_longer_than_asked_for(text, most):
    cut = shortened(text, most)
    assert len(cut) <= most
    assert cut == phrase(text) or cut.endswith("…")
