"""Clinical shorthand is cut where it is read, and nothing of the note is lost."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from auditor.nlp.fold import fold
from auditor.nlp.tokens import ClinicalTokenizer

CUT = ClinicalTokenizer(spacy.blank("en").vocab)

TOKENS = {
    # numbers and what sticks to them
    "x10": ["x", "10"],
    "3x10": ["3", "x", "10"],
    "2u": ["2", "u"],
    "15min": ["15", "min"],
    "30'": ["30", "'"],
    '17"': ["17", '"'],
    "5#": ["5", "#"],
    "#5": ["#", "5"],
    "3.5": ["3.5"],
    "2,5": ["2,5"],
    "1,000": ["1,000"],
    "4/5": ["4", "/", "5"],
    "97530": ["97530"],
    "97530-GP": ["97530", "-", "GP"],
    "97530x2": ["97530", "x", "2"],
    "G0283": ["G", "0283"],
    "50%": ["50", "%"],
    "+2": ["+", "2"],
    # clocks
    "10:05-10:43": ["10:05", "-", "10:43"],
    "2:30pm": ["2:30", "pm"],
    "2:30 p.m.": ["2:30", "p.m."],
    "1430-1453": ["1430", "-", "1453"],
    # shorthand with a slash
    "w/c": ["w/c"],
    "w/ RW": ["w/", "RW"],
    "w/o UE": ["w/o", "UE"],
    "c/ CGA": ["c/", "CGA"],
    "c/o": ["c/o"],
    "s/p": ["s/p"],
    "s/ LOB": ["s/", "LOB"],
    "d/c": ["d/c"],
    "n/t": ["n/t"],
    "and/or": ["and", "/", "or"],
    "w/cane": ["w", "/", "cane"],
    "L/R": ["L", "/", "R"],
    # arrows
    "sit<>stand": ["sit", "<>", "stand"],
    "sit<->stand": ["sit", "<->", "stand"],
    "CGA->SBA": ["CGA", "->", "SBA"],
    "sup→sit": ["sup", ">", "sit"],
    "sit↔stand": ["sit", "~", "stand"],
    "+/-": ["+/-"],
    "// bars": ["//", "bars"],
    # full stops and apostrophes
    "min A.": ["min", "A", "."],
    "Mod I.": ["Mod", "I", "."],
    "M.D.": ["M.D."],
    "J.D., PTA": ["J.D.", ",", "PTA"],
    "don't": ["don't"],
    "don\u2019t": ["don't"],
    "pt's": ["pt's"],
    "sit-to-stand": ["sit", "-", "to", "-", "stand"],
    "SLP.": ["SLP", "."],
    # brackets and boxes
    "(I)": ["(", "I", ")"],
    "[x] bike": ["[", "x", "]", "bike"],
    "☑ bike": ["+", "bike"],
    "•LAQ": ["*", "LAQ"],
    "low_back": ["low", "_", "back"],
    "é": ["é"],
    "": [],
}


def tokens(text):
    return [token.text for token in CUT(text) if not token.text.isspace()]


@pytest.mark.parametrize(("text", "cut"), TOKENS.items(), ids=[repr(text) for text in TOKENS])
def test_shorthand_is_cut_into_tokens(text, cut):
    assert tokens(text) == cut


TEXTS = st.text(max_size=80) | st.text(
    alphabet="ab1 0:.,'/<>-x#\n\r\t\u00a0\u2192\u00b7\u2019É½𝄞", max_size=60
)


@given(TEXTS)
def test_a_doc_has_the_folded_text_character_for_character(text):
    doc = CUT(text)
    assert doc.text == fold(text)
    assert len(doc.text) == len(text)


@given(TEXTS)
def test_tokens_stand_at_the_notes_own_offsets(text):
    assert [t.text for t in CUT(text)] == [fold(text)[t.idx : t.idx + len(t)] for t in CUT(text)]


def test_a_text_of_any_length_is_cut(nlp):
    assert len(nlp.make_doc("sit " * 300_000)) == 300_000
