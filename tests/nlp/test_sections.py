"""Sections are found by their headings, in whatever layout a note has; none of the text is lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model import Section, Span
from auditor.nlp.codes import find_codes
from auditor.nlp.fold import fold
from auditor.nlp.sections import SectionLookup, find_sections, heading

LAYOUTS = {
    "soap": [
        ("subjective", "S: no pain\n"),
        ("objective", "O: bike 5 min\n"),
        ("assessment", "A: doing well\n"),
        ("plan", "P: cont"),
    ],
    "soap-small": [("subjective", "s: sore\n"), ("objective", "o: bike")],
    "soap-equals": [("subjective", "S= sore\n"), ("objective", "O= bike")],
    "dap": [("objective", "D: bike 5 min\n"), ("assessment", "A: better\n"), ("plan", "P: cont")],
    "spelt-out": [
        ("subjective", "Subjective: sore\n\n"),
        ("objective", "Objective:\nLAQ 3x10\nSLR 3x10\n\n"),
        ("assessment", "Assessment: better\n"),
        ("plan", "Plan: cont"),
    ],
    "bare-capitals": [
        ("subjective", "SUBJECTIVE\nsore\n"),
        ("objective", "OBJECTIVE\nbike 5 min\n"),
        ("assessment", "ASSESSMENT\nbetter\n"),
        ("plan", "PLAN\ncont"),
    ],
    "dash": [("objective", "Objective - bike 5 min\n"), ("plan", "Plan - cont")],
    "stars": [("subjective", "**Subjective:** sore\n"), ("objective", "**Objective:** bike")],
    "hashes": [("subjective", "## Subjective\nsore\n"), ("objective", "## Objective\nbike")],
    "numbered": [("subjective", "1. Subjective: sore\n"), ("objective", "2. Objective: bike")],
    "checkbox": [("subjective", "[x] Subjective: sore\n"), ("objective", "[ ] Objective: bike")],
    "table-row": [("subjective", "Subjective | sore |\n"), ("objective", "Objective | bike |")],
    "table-row-short": [("subjective", "S | sore\n"), ("objective", "O | bike")],
    "crlf": [("subjective", "S: sore\r\n"), ("objective", "O: bike\r\n"), ("plan", "P: cont")],
    "cr-alone": [("subjective", "S: sore\r"), ("objective", "O: bike")],
    # line breaks lost
    "inline-after-full-stop": [
        ("subjective", "S: no pain. "),
        ("objective", "O: bike 5 min. "),
        ("assessment", "A: better. "),
        ("plan", "P: cont 2x/wk."),
    ],
    "inline-after-wide-blank": [("subjective", "Subjective: sore  "), ("plan", "Plan: cont")],
    "inline-after-semicolon": [("intervention", "Treatment: bike; "), ("home", "HEP: wall sits")],
    "inline-line-heading": [
        ("pain", "Pain: 3/10 at rest. "),
        ("intervention", "Treatment: bike"),
    ],
    # what a heading rules
    "line-then-body": [("precautions", "Precautions: NWB\n"), ("body", "bike 5 min")],
    "line-then-block-goes-on": [
        ("objective", "O: bike\n"),
        ("home", "HEP: wall sits\n"),
        ("objective", "LAQ 3x10"),
    ],
    "empty-line-heading-holds-until-blank": [
        ("objective", "O: bike\n"),
        ("home", "HEP:\nwall sits\nbridges\n"),
        ("objective", "\nLAQ 3x10"),
    ],
    "admin-lines": [("admin", "Patient: J.D.\nDOS: 3/4/26\n"), ("body", "bike 5 min")],
    "inside-objective": [
        ("objective", "O:\n"),
        ("intervention", "Transfers: CGA\n"),
        ("objective", "Bike 5 min"),
    ],
    "same-kind-is-one": [
        (
            "goals",
            "Short Term Goals (2 wks):\n1. stairs mod I\nLong Term Goals:\n1. walk to mailbox",
        )
    ],
    "code-line-ends-goals": [
        ("goals", "Goals: 1. stairs mod I\n"),
        ("objective", "97530 x 22 min: car transfers"),
    ],
    "code-line-ends-plan": [
        ("plan", "Plan: cont 2x/wk\n"),
        ("objective", "97110 x 10 min: LAQ"),
    ],
    "bracketed-remark": [("goals", "STG (2 wks): stairs mod I")],
    # no headings
    "none": [("body", "bike 5 min, LAQ 3x10")],
    "letter-without-mark": [("body", "P 2x/wk")],
    "a-word-with-a-colon": [("body", "a neighbor said: no pain")],
}


def read(text):
    folded = fold(text)
    return find_sections(folded, find_codes(folded))


@pytest.mark.parametrize("parts", LAYOUTS.values(), ids=LAYOUTS)
def test_a_note_is_parted_by_its_headings(parts):
    text = "".join(words for _, words in parts)
    assert [(s.kind, s.span.of(text)) for s in read(text)] == parts


HEADINGS = {
    "Subjective": ("subjective", "block"),
    "SUBJECTIVE": ("subjective", "block"),
    "  Plan  of   Care ": ("plan", "block"),
    "Goals 2": ("goals", "block"),
    "1 Goals": ("goals", "block"),
    "STG1": ("goals", "line"),
    "**HEP**": ("home", "line"),
    "Tx.": ("intervention", "block"),
    "Bananas": None,
    "": None,
}


@pytest.mark.parametrize(("words", "kind"), HEADINGS.items(), ids=map(repr, HEADINGS))
def test_a_heading_is_known_by_its_plain_words(words, kind):
    assert heading(words) == kind


PARTS = (Section(Span(0, 5), "subjective"), Section(Span(5, 9), "plan"))
PLACES = {
    "first": (PARTS, 0, "subjective"),
    "last-of-first": (PARTS, 4, "subjective"),
    "second": (PARTS, 5, "plan"),
    "behind-the-end": (PARTS, 20, "plan"),
    "no-sections": ((), 3, "body"),
}


@pytest.mark.parametrize(("parts", "offset", "kind"), PLACES.values(), ids=PLACES)
def test_every_place_has_a_section(parts, offset, kind):
    assert SectionLookup(parts).at(offset) == kind


PIECES = [
    "S:", "O: bike", "\n", "\n\n", "Plan:", "97530 x 22 min", "HEP:", "Goals", " ", ". ", "  ",
    "SUBJECTIVE", "LAQ 3x10", "|", "1. ", "[x]", "a: b", "\r\n", "Pain: 3/10",
]  # fmt: skip
TEXTS = st.lists(
    st.sampled_from(PIECES),
    max_size=16,
).map("".join)


@given(TEXTS)
def test_sections_cover_the_note_without_gaps(text):
    sections = read(text)
    if not text.strip():
        assert sections == ()
        return
    ends = [s.span.end for s in sections]
    assert [s.span.start for s in sections] == [0, *ends[:-1]]
    assert ends[-1] == len(text)


@given(TEXTS)
def test_neighbouring_sections_are_of_different_kinds(text):
    kinds = [s.kind for s in read(text)]
    assert [a for a, b in pairwise(kinds) if a == b] == []
