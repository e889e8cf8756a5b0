"""Folding makes look-alike characters plain, one for one, so that every offset stays true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.nlp.fold import fold, lowered

ANY = st.text(max_size=100)

FOLDED = {
    "plain-stays": ("97530 x 22 min: sit<>stand", "97530 x 22 min: sit<>stand"),
    "curly-quotes": ("\u201c17\u201d \u2018a\u2019", "\"17\" 'a'"),
    "primes": ("30\u2032 17\u2033", "30' 17\""),
    "backtick": ("30`", "30'"),
    "dashes": ("10:05\u201310:43 \u2014 a\u2011b \u2212", "10:05-10:43 - a-b -"),
    "odd-blanks": ("min\u00a0A\u2009B\u200bC\ufeffD", "min A B C D"),
    "tab-stays": ("a\tb", "a\tb"),
    "times": ("3\u00d710", "3x10"),
    "arrow": ("CGA\u2192SBA", "CGA>SBA"),
    "both-ways": ("sit\u2194stand", "sit~stand"),
    "bullets": ("\u2022 a \u25aa b \u00b7 c", "* a * b * c"),
    "boxes": ("\u2610 a \u2611 b \u2612 c \u2713 d", "_ a + b + c + d"),
    "crlf": ("a\r\nb", "a \nb"),
    "cr-alone": ("a\rb", "a\nb"),
    "cr-cr-lf": ("a\r\r\nb", "a\n \nb"),
    "form-feed": ("a\fb\vc", "a\nb\nc"),
    "line-separators": ("a\u2028b\u2029c\x85d", "a\nb\nc\nd"),
    "letters-stay": ("É ½ ß 𝄞 °", "É ½ ß 𝄞 °"),
    "empty": ("", ""),
}

LOWERED = {
    "plain": ("Min A", "min a"),
    "accents": ("ÉÀ", "éà"),
    "longer-small-form-stays": ("İA", "İa"),
    "sharp-s": ("ẞ", "ß"),
}


@pytest.mark.parametrize(("text", "plain"), FOLDED.values(), ids=FOLDED)
def test_look_alikes_become_plain(text, plain):
    assert fold(text) == plain


@given(ANY)
def test_folding_keeps_every_offset(text):
    assert len(fold(text)) == len(text)


@given(ANY)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(ANY)
def test_a_folded_text_has_one_kind_of_line_break(text):
    assert set(fold(text)) & set("\r\f\v\u2028\u2029\x85") == set()


@pytest.mark.parametrize(("text", "low"), LOWERED.values(), ids=LOWERED)
def test_small_letters_take_no_more_room(text, low):
    assert lowered(text) == low


@given(ANY)
def test_lowering_keeps_every_offset(text):
    assert len(lowered(text)) == len(text)
