"""Which code a clause is recorded under: the head of its line, of the lines above, or its row."""

import pytest

from auditor.nlp.fold import fold
from auditor.nlp.scope import CodeScope

SCOPES = {
    "rest-of-the-line": (
        "97530: car transfers, floor recovery",
        {"car transfers": "97530", "floor recovery": "97530"},
    ),
    "lines-below": (
        "97530 (22 min)\ncar transfers\nfloor recovery",
        {"car transfers": "97530", "floor recovery": "97530"},
    ),
    "until-the-next-code": (
        "97530: car transfers\n97110: LAQ\nSLR",
        {"car transfers": "97530", "LAQ": "97110", "SLR": "97110"},
    ),
    "two-in-a-line": (
        "97530 x 22 min: car transfers; 97110 x 16 min: LAQ",
        {"car transfers": "97530", "LAQ": "97110"},
    ),
    "short-names": (
        "TherAct: car transfers\nTherEx: LAQ",
        {"car transfers": "97530", "LAQ": "97110"},
    ),
    "table-row": (
        "car transfers | 97530 | 22 min\nLAQ | 97110 | 16 min",
        {"car transfers": "97530", "LAQ": "97110"},
    ),
    "code-behind": ("car transfers (97530)\nLAQ", {"car transfers (97530)": "97530", "LAQ": None}),
    "before-any-code": ("bike\n97530: car transfers", {"bike": None, "car transfers": "97530"}),
    "another-section-ends-it": (
        "O: 97530: car transfers\nA: walked in well",
        {"car transfers": "97530", "walked in well": None},
    ),
    "none-in-a-plan": (
        "97530: car transfers\nP: add stairs",
        {"car transfers": "97530", "add stairs": None},
    ),
    "in-a-plan-it-rules-its-own-words-alone": (
        "P: continue 97530 w/ stairs, add curb",
        {"continue 97530 w/ stairs": "97530", "add curb": None},
    ),
    "prose-rules-its-sentence-alone": (
        "Did gait training 200 ft, SBA. Stairs x4\ncar transfers",
        {"SBA.": "97116", "Stairs x4": None, "car transfers": None},
    ),
    "a-name-that-opens-prose": (
        "Gait training 200 ft w/ RW, SBA. Stairs x4\ncar transfers",
        {"SBA.": "97116", "Stairs x4": None, "car transfers": None},
    ),
    "a-list-opened-within-a-line": (
        "Tx today, gait training: 200 ft, SBA. Stairs x4",
        {"200 ft": "97116", "Stairs x4": "97116"},
    ),
    "none-in-the-note": ("car transfers, LAQ", {"car transfers": None, "LAQ": None}),
}


@pytest.mark.parametrize(("text", "codes"), SCOPES.values(), ids=SCOPES)
def test_a_clause_is_recorded_under_the_code_in_force(text, codes, found_in):
    parts = found_in(text, "clause")
    scope = CodeScope(fold(text), found_in(text, "code"), parts)
    found = {c.span.of(text): scope.of(c) for c in parts}
    assert {words: found[words] for words in codes} == codes
