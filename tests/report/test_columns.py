"""Widths on a terminal, and lines cut out of notes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.record import LineIndex
from auditor.report.columns import cells, excerpt, one_line, padded, visible, wrapped


def cut(text, words, room=40):
    start = text.index(words)
    return excerpt(text, start, start + len(words), room=room, lines=LineIndex(text))


def under(found):
    """The part of the shown line that stands above the carets."""
    first = found.underline.index("^")
    column, kept = 0, ""
    for character in found.line:
        if first <= column < len(found.underline):
            kept += character
        column += cells(character)
    return kept


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("CGA", 3),
        ("½ bed", 5),
        ("家で", 4),
        ("e\u0301", 1),
        ("🧑\u200d🦽", 4),
        ("☎\ufe0f", 1),
    ],
)
def test_a_text_takes_the_columns_of_its_characters(text, columns):
    assert cells(text) == columns


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [("CGA", 5, "CGA  "), ("standby", 5, "stan…"), ("家で立つ", 6, "家で… ")],
)
def test_a_name_is_filled_up_or_cut_to_a_column(text, columns, expected):
    assert padded(text, columns) == expected


def test_what_a_terminal_would_obey_is_shown_character_by_character():
    text = "a\x1b[31m\u202eb\x85\ud83dc\td\r\n"

    assert visible(text) == "a␛[31m�b��c\td\r\n"
    assert len(visible(text)) == len(text)


def test_white_space_becomes_one_blank_in_one_line():
    assert one_line(" a\t\r\n b\u2028c ") == "a b c"


def test_a_sentence_is_broken_at_blanks_and_hangs():
    assert wrapped("one two three four five", width=20, indent="  ", hanging="    ") == [
        "  one two three four",
        "    five",
    ]


@pytest.mark.parametrize(
    ("text", "words", "number", "line", "underline"),
    [
        ("gait 20 ft", "20 ft", 1, "gait 20 ft", "     ^^^^^"),
        ("a\r\nb CGA c\r\nd", "CGA", 2, "b CGA c", "  ^^^"),
        ("a\rb CGA c\rd", "CGA", 2, "b CGA c", "  ^^^"),
        ("\tSTS\tCGA", "CGA", 1, "    STS CGA", "        ^^^"),
        ("ab\tSTS", "STS", 1, "ab  STS", "    ^^^"),
        ("家で STS", "STS", 1, "家で STS", "     ^^^"),
        ("do 家で x", "家で", 1, "do 家で x", "   ^^^^"),
        ("e\u0301 STS", "STS", 1, "e\u0301 STS", "  ^^^"),
        ("x\tSTS", "x\tSTS", 1, "x   STS", "^^^^^^^"),
        ("\x1b[31mSTS", "STS", 1, "␛[31mSTS", "     ^^^"),
    ],
)
def test_carets_stand_under_the_words(text, words, number, line, underline):
    found = cut(text, words)

    assert (found.number, found.line, found.underline) == (number, line, underline)


LONG = "aaaa bbbb cccc dddd eeee ffff gggg hhhh"


@pytest.mark.parametrize(
    ("words", "line", "underline"),
    [
        ("aaaa", "aaaa bbbb cccc dd…", "^^^^"),
        ("dddd", "… cccc dddd eeee f…", "       ^^^^"),
        ("hhhh", "…ee ffff gggg hhhh", "              ^^^^"),
        (LONG, "aaaa bbbb cccc dd…", "^" * 17),
    ],
)
def test_a_long_line_is_cut_around_the_words(words, line, underline):
    found = cut(LONG, words, room=19)

    assert (found.line, found.underline) == (line, underline)


def test_a_cut_does_not_begin_with_a_mark_that_joins_what_was_cut_off():
    found = cut("aaaa e\u0301STS bbbbbbbbbb", "STS", room=5)

    assert (found.line, found.underline) == ("…STS…", " ^^^")


def test_words_over_several_lines_are_shown_in_their_first():
    found = cut("one two\nthree\nfour", "two\nthree\nfo")

    assert (found.line, found.underline, found.lines_more) == ("one two", "    ^^^", 2)


@pytest.mark.parametrize("start", [3, 4], ids=["carriage-return", "line-feed"])
def test_a_place_at_the_end_of_a_line_still_has_a_caret(start):
    found = excerpt("abc\r\nd", start, start + 1, room=20, lines=LineIndex("abc\r\nd"))

    assert (found.line, found.underline) == ("abc", "   ^")


TEXTS = st.text(alphabet="ab \t\r\n家\u0301🦽\u202e\x1b", max_size=60)


@settings(deadline=None)
@given(
    text=TEXTS, bounds=st.tuples(st.integers(0, 60), st.integers(1, 60)), room=st.integers(8, 50)
)
def test_an_excerpt_fits_and_stands_above_its_carets(text, bounds, room):
    start = min(bounds[0], len(text))
    end = min(start + bounds[1], len(text))
    found = excerpt(text, start, end, room=room, lines=LineIndex(text))

    assert cells(found.line) <= room
    assert not set(found.line) & set("\t\r\n\x1b\u202e")
    assert under(found).strip("\u0301") == found.words.strip("\u0301") or not cells(found.words)
