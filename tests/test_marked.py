"""The marks that the other tests are written with are read right, or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model import Span
from marked import mark, read

PLAIN = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="[]"))

READ = {
    "no-marks": ("sit to stand", "sit to stand", ()),
    "empty": ("", "", ()),
    "whole": ("[[CGA]]", "CGA", (Span(0, 3),)),
    "inside": ("gait [[CGA]] x 50 ft", "gait CGA x 50 ft", (Span(5, 8),)),
    "two": ("[[a]] b [[c]]", "a b c", (Span(0, 1), Span(4, 5))),
    "neighbours": ("[[a]][[b]]", "ab", (Span(0, 1), Span(1, 2))),
    "single-brackets-stay": ("[x] [[bike]] [ ]", "[x] bike [ ]", (Span(4, 8),)),
    "over-lines": ("[[a\nb]]", "a\nb", (Span(0, 3),)),
    "beyond-ascii": ("É→[[𝄞]]!", "É→𝄞!", (Span(2, 3),)),
}

REFUSED = {
    "never-closed": "a [[b",
    "never-opened": "a]] b",
    "inside-another": "[[a [[b]] c]]",
    "closed-twice": "[[a]] b]]",
    "empty-mark": "a [[]] b",
}


@pytest.mark.parametrize(("marked", "text", "spans"), READ.values(), ids=READ)
def test_marks_are_read(marked, text, spans):
    assert read(marked) == (text, spans)


@pytest.mark.parametrize("marked", REFUSED.values(), ids=REFUSED)
def test_unbalanced_marks_are_refused(marked):
    with pytest.raises(ValueError, match="mark"):
        read(marked)


@given(PLAIN, st.data())
def test_what_is_marked_is_read_back(text, data):
    cuts = data.draw(st.lists(st.integers(0, len(text)), unique=True, max_size=6).map(sorted))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    spans = tuple(Span(start, end) for start, end in pairs)
    assert read(mark(text, spans)) == (text, spans)
