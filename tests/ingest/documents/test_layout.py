"""Rows of cells and pieces become one text whose parts say where each piece stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.ingest.documents.layout import assembled, row_text, tidied_pieces
from auditor.ingest.documents.symbols import symbol
from auditor.ingest.refused import Place

ROWS = {
    "one line": (["a", " b "], "a | b"),
    "none": ([], ""),
    "all empty": (["", " "], ""),
    "first empty": (["", "b"], "| | b"),
    "last empty": (["a", "", ""], "a"),
    "last of several lines": (["S:", "one\ntwo"], "S: | one\ntwo"),
    "short of several lines": (["a\nb", "c"], "a b | c"),
    "long of several lines": (["a" * 90 + "\nb", "", "c"], "a" * 90 + "\nb\nc"),
}


@pytest.mark.parametrize(("cells", "text"), ROWS.values(), ids=ROWS)
def test_a_row_is_a_line_where_its_cells_are(cells, text):
    assert row_text(cells) == text


@given(st.lists(st.tuples(st.sampled_from(["page 1", "page 2"]), st.text("ab \n", max_size=12))))
def test_parts_start_where_their_pieces_do(pieces):
    kept = list(tidied_pieces(pieces))
    extracted = assembled(kept, Place("a", "a"))
    ends = [*[part.start for part in extracted.parts], len(extracted.text)][1:]
    rebuilt = [
        (part.where, extracted.text[part.start : end])
        for part, end in zip(extracted.parts, ends, strict=True)
    ]
    expected = []
    for where, text in kept:
        if expected and expected[-1][0] == where:
            expected[-1] = where, f"{expected[-1][1]}{text}\n"
        else:
            expected.append((where, f"{text}\n"))
    assert rebuilt == expected
    assert "\n\n\n" not in extracted.text
    assert [w for _, t in pieces for w in t.split()] == extracted.text.split()


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Wingdings", 0xF0E0, "\u2192"),
        ("WINGDINGS ", 0xE0, "\u2192"),
        ("Symbol", 0xB0, "\u00b0"),
        ("Arial", 0x41, "A"),
        ("", -5, "\ufffd"),
        ("", 1 << 40, "\ufffd"),
    ],
)
def test_letters_of_symbol_fonts(font, code, shown):
    assert symbol(font, code) == shown
