"""A note is parted into sentences and clauses, each small enough to name one activity."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from auditor.model import Span
from auditor.nlp.clauses import find_clauses, logical_lines
from auditor.nlp.codes import find_codes
from auditor.nlp.fold import fold
from auditor.nlp.sections import find_sections

CLAUSES = {
    "commas": ("LAQ 3x10, SLR 3x10, bridges 2x10", ["LAQ 3x10", "SLR 3x10", "bridges 2x10"]),
    "semicolons": ("Bike 5 min; heel slides 2x15", ["Bike 5 min", "heel slides 2x15"]),
    "then": ("LAQ 3x10 then SLR", ["LAQ 3x10", "SLR"]),
    "and-of-two-activities": ("LAQ and SLR 3x10", ["LAQ", "SLR 3x10"]),
    "and-of-two-deeds": (
        "ambulated 50 ft and climbed 4 steps",
        ["ambulated 50 ft", "climbed 4 steps"],
    ),
    "and-inside-a-name": ("pushing and pulling sled", ["pushing and pulling sled"]),
    "and-of-two-helps": (
        "sit to stand with min A and verbal cues for hand placement",
        ["sit to stand with min A and verbal cues for hand placement"],
    ),
    "followed-by": ("NuStep 8 min f/b LAQ", ["NuStep 8 min", "LAQ"]),
    "plus": ("bike 5 min + LAQ 3x10", ["bike 5 min", "LAQ 3x10"]),
    "slash-of-two-activities": ("sit-to-stand / bed mobility", ["sit-to-stand", "bed mobility"]),
    "slash-inside-a-name": ("tub/shower transfer", ["tub/shower transfer"]),
    "arrow-inside-a-name": ("sit<>stand x5", ["sit<>stand x5"]),
    "colon-behind-code": (
        "97530: car transfers, floor recovery",
        ["97530", "car transfers", "floor recovery"],
    ),
    "dashes": ("97530 - 22 min - sit to stand", ["97530", "22 min", "sit to stand"]),
    "thousands": ("1,000 steps", ["1,000 steps"]),
    "brackets-with-a-list": (
        "Therex (LAQ, SLR, bridges) 3x10",
        ["Therex", "LAQ", "SLR", "bridges", "3x10"],
    ),
    "brackets-with-a-word": ("car transfer (min A)", ["car transfer (min A)"]),
    "sentences": ("min A. Then SBA.", ["min A.", "Then SBA."]),
    "abbreviation": ("approx. 5 min of bike", ["approx. 5 min of bike"]),
    "title": ("Dr. Smith was called. Pt ok.", ["Dr. Smith was called.", "Pt ok."]),
    "number": ("no. 3 weight", ["no. 3 weight"]),
    "no-blank-behind-full-stop": ("SLR done.Bike", ["SLR done", "Bike"]),
    # layouts
    "bullets": ("• LAQ 3x10\n• SLR", ["LAQ 3x10", "SLR"]),
    "stars-in-one-line": ("* LAQ * SLR", ["LAQ", "SLR"]),
    "numbers": ("1. bike\n2. LAQ", ["bike", "LAQ"]),
    "cells": ("LAQ | 3x10 | CGA", ["LAQ", "3x10", "CGA"]),
    "tabs": ("LAQ\t3x10\tCGA", ["LAQ", "3x10", "CGA"]),
    "wide-blanks": ("LAQ 3x10   SLR 3x10", ["LAQ 3x10", "SLR 3x10"]),
    "lines": ("LAQ 3x10\nSLR 3x10", ["LAQ 3x10", "SLR 3x10"]),
    "crlf": ("LAQ 3x10\r\nSLR 3x10", ["LAQ 3x10", "SLR 3x10"]),
    "wrapped-prose": (
        (
            "Pt was brought to the gym and then did car transfers with moderate\n"
            "assist of the therapist."
        ),
        [
            "Pt was brought to the gym",
            "did car transfers with moderate\nassist of the therapist.",
        ],
    ),
    "section-in-mid-line": ("S: sore. O: bike", ["S", "sore.", "O", "bike"]),
    "nothing": ("", []),
    "blank": (" \n\t\n", []),
}


@pytest.mark.parametrize(("text", "clauses"), CLAUSES.values(), ids=CLAUSES)
def test_a_note_is_parted_into_clauses(text, clauses, found_in):
    assert [c.span.of(text) for c in found_in(text, "clause")] == clauses


SENTENCES = {
    "list-is-one": ("LAQ 3x10, SLR 3x10", ["LAQ 3x10, SLR 3x10"]),
    "semicolon-parts": ("bike; LAQ, SLR", ["bike", "LAQ, SLR"]),
    "full-stop-parts": ("min A. Then SBA.", ["min A.", "Then SBA."]),
    "cell-parts": ("LAQ | 3x10", ["LAQ", "3x10"]),
    "numbers-in-a-line-part": ("1) bike 2) LAQ 3x10", ["bike", "2) LAQ 3x10"]),
    "boxes-in-a-line-part": ("[x] bike [ ] LAQ", ["bike", "[ ] LAQ"]),
}


@pytest.mark.parametrize(("text", "sentences"), SENTENCES.values(), ids=SENTENCES)
def test_a_clause_knows_its_sentence(text, sentences, found_in):
    found = dict.fromkeys(c.sentence for c in found_in(text, "clause"))
    assert [span.of(text) for span in found] == sentences


def test_a_clause_knows_its_line_and_section(found_in):
    text = "S: sore\nP: bike, LAQ"
    found = [(c.span.of(text), c.line.of(text), c.section) for c in found_in(text, "clause")]
    assert found == [
        ("S", "S: sore", "subjective"),
        ("sore", "S: sore", "subjective"),
        ("P", "P: bike, LAQ", "plan"),
        ("bike", "P: bike, LAQ", "plan"),
        ("LAQ", "P: bike, LAQ", "plan"),
    ]


LONG = "Patient performed car transfers with moderate assistance of the"
LINES = {
    "short-lines-stay": ("LAQ 3x10\nbridges", ["LAQ 3x10", "bridges"]),
    "wrapped-lines-join": (f"{LONG}\ntherapist", [f"{LONG}\ntherapist"]),
    "a-full-stop-ends": (f"{LONG}.\ntherapist", [f"{LONG}.", "therapist"]),
    "a-capital-begins": (f"{LONG}\nTherapist", [LONG, "Therapist"]),
    "a-comma-goes-on": (f"{LONG},\nTherapist", [f"{LONG},\nTherapist"]),
    "a-blank-line-parts": (f"{LONG}\n\ntherapist", [LONG, "therapist"]),
    "blank-lines-left-out": ("\n \na\n\n\nb\n", ["a", "b"]),
}


@pytest.mark.parametrize(("text", "lines"), LINES.values(), ids=LINES)
def test_wrapped_prose_is_one_line(text, lines):
    assert [span.of(text) for span in logical_lines(text)] == lines


# --- laws

PIECES = [
    "LAQ 3x10", "sit<>stand", ",", "; ", " and ", "\n", "\n\n", ". ", " | ", "\t", "(", ")",
    "[x] ", "- ", "* ", "1) ", "w/ ", "97530: ", "S: ", "é𝄞", "a.b", " > ", "'", "   ", "1,000",
    "/", "min A.",
]  # fmt: skip
TEXTS = st.lists(
    st.sampled_from(PIECES),
    max_size=16,
).map("".join) | st.text(max_size=60)


def clauses_of(text):
    folded = fold(text)
    return find_clauses(folded, find_sections(folded, find_codes(folded)), ())


@given(TEXTS)
def test_clauses_lie_in_the_text_in_order_and_apart(text):
    spans = [c.span for c in clauses_of(text)]
    assert [s for s in spans if not 0 <= s.start < s.end <= len(text)] == []
    assert [b for a, b in pairwise(spans) if a.end > b.start] == []


@given(TEXTS)
def test_every_letter_is_in_a_clause_or_a_joining_word(text):
    """What stands in no clause is a list's own letter or number, or a word that joins clauses."""
    folded = fold(text)
    inside = set()
    for clause in clauses_of(text):
        inside |= set(range(clause.span.start, clause.span.end))
    left = "".join(c if i not in inside else " " for i, c in enumerate(folded))
    joining = {"and", "then", "plus", "while", "also", "with", "w", "x", "f", "b"}
    joining |= set("abcdefghABCDEFGH0123456789") | {str(n) for n in range(100)}
    words = "".join(c if c.isalnum() else " " for c in left).split()
    assert [word for word in words if word not in joining] == []


@given(TEXTS)
def test_a_clause_lies_in_its_sentence_and_its_line(text):
    outside = [
        c
        for c in clauses_of(text)
        if not (c.sentence.contains(c.span) and c.line.contains(c.sentence))
    ]
    assert outside == []


@given(TEXTS)
def test_a_clause_begins_and_ends_with_no_blank(text):
    words = [c.span.of(text) for c in clauses_of(text)]
    folded = [fold(w) for w in words]
    assert [w for w in folded if w != w.strip(" \t\n")] == []


@given(TEXTS, st.data())
def test_a_known_phrase_is_never_cut(text, data):
    folded = fold(text)
    start = data.draw(st.integers(0, len(text)))
    known = Span(start, data.draw(st.integers(start, len(text))))
    assume(known.of(folded).strip(" \t\n,;:|*-+>~_") == known.of(folded) != "")
    assume(any(c.sentence.contains(known) for c in clauses_of(text)))
    clauses = find_clauses(folded, find_sections(folded, find_codes(folded)), (known,))
    assert [c.span.contains(known) for c in clauses if c.span.overlaps(known)] == [True]
