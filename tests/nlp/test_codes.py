"""Procedure codes are read as digits or by name, with their units and modifiers."""

import pytest

from auditor.model import CodeMention, Span
from auditor.nlp.codes import find_codes, heads_line

MENTIONS = {
    # digits
    "bare": ("97530", [("97530", "97530", None, ())]),
    "units-u": ("97530 2u", [("97530", "97530", 2, ())]),
    "units-x": ("97530 x2", [("97530", "97530", 2, ())]),
    "units-x-spaced": ("97530 x 2, car transfers", [("97530", "97530", 2, ())]),
    "units-word": ("97530 x 2 units", [("97530", "97530", 2, ())]),
    "units-bracketed": ("97530 (2 units)", [("97530", "97530", 2, ())]),
    "units-equals": ("97530 = 2 units", [("97530", "97530", 2, ())]),
    "units-after-colon": ("97530: 3 units", [("97530", "97530", 3, ())]),
    "units-labelled": ("97530 units: 2 u", [("97530", "97530", 2, ())]),
    "units-before": ("2 units 97530", [("97530", "97530", 2, ())]),
    "units-of": ("2 units of 97530", [("97530", "97530", 2, ())]),
    "minutes-are-no-units": ("97530 x 22 min", [("97530", "97530", None, ())]),
    "minutes-then-units": ("97530 (22 min) 1 unit", [("97530", "97530", 1, ())]),
    "sets-are-no-units": ("97530 x 2 sets", [("97530", "97530", None, ())]),
    "reps-are-no-units": ("97530 x 3x10", [("97530", "97530", None, ())]),
    "modifier": ("97530-GP", [("97530", "97530", None, ("GP",))]),
    "modifiers": ("97530 GP CQ 2u", [("97530", "97530", 2, ("GP", "CQ"))]),
    "modifiers-joined": ("97530-GP-59 x1", [("97530", "97530", 1, ("GP", "59"))]),
    "small-modifier": ("97530-gp", [("97530", "97530", None, ("GP",))]),
    "two": ("97530, 97110", [("97530", "97530", None, ()), ("97110", "97110", None, ())]),
    "hcpcs": ("G0283 e-stim", [("G0283", "G0283", None, ())]),
    "hcpcs-small": ("g0283", [("g0283", "G0283", None, ())]),
    # names
    "theract": ("TherAct x 15", [("TherAct", "97530", None, ())]),
    "ther-act": ("Ther Act: transfers", [("Ther Act", "97530", None, ())]),
    "spelt-out": ("therapeutic activities", [("therapeutic activities", "97530", None, ())]),
    "hyphens-for-blanks": ("gait-training 50 ft", [("gait-training", "97116", None, ())]),
    "name-and-digits": (
        "TherAct (97530)",
        [("TherAct", "97530", None, ()), ("97530", "97530", None, ())],
    ),
    "weak-with-minutes": ("TA 30 min", [("TA", "97530", None, ())]),
    "weak-at-head": ("TE: LAQ 3x10", [("TE", "97110", None, ())]),
    "weak-in-a-list": (
        "TE 10 min, TA 15 min",
        [("TE", "97110", None, ()), ("TA", "97530", None, ())],
    ),
    "weak-as-a-word": ("amb w/ normal gait pattern", []),
    "weak-small-and-untimed": ("manual wheelchair", []),
    # no codes
    "longer-number": ("1975301", []),
    "more-digits-before": ("1997530", []),
    "decimal": ("0.97530", []),
    "hash": ("#97530", []),
    "other-number": ("zip 90210", []),
    "in-a-word": ("theractor", []),
    "nothing": ("", []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "found"), MENTIONS.values(), ids=MENTIONS)
def test_codes_are_read_with_units_and_modifiers(text, found):
    mentions = [(m.span.of(text), m.code, m.units, m.modifiers) for m in find_codes(text)]
    assert mentions == found


HEADS = {
    "first": ("97530: transfers", True),
    "bullet": ("  - 97530: transfers", True),
    "number": ("2) 97530: transfers", True),
    "box": ("[x] 97530: transfers", True),
    "second-line": ("gait\n97530: transfers", True),
    "in-mid-line": ("did 97530 today", False),
    "behind-minutes": ("22 min 97530", False),
}


@pytest.mark.parametrize(("text", "heads"), HEADS.values(), ids=HEADS)
def test_a_code_heads_its_line_behind_a_bullet_or_number(text, heads):
    start = text.index("97530")
    assert heads_line(text, CodeMention(Span(start, start + 5), "97530")) is heads
