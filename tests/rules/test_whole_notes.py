"""What a payer does not ask of a good note holds nothing up; what it asks does."""

import pytest

from auditor import engine
from auditor.model import Severity

CLAIM = "97530-GP=2 97110-GP=1"
GOOD = """PT daily note   DOS: 03/04/2026
S: "I got up from my low toilet with one hand today." Pain 3/10.
97530 x 23 min: sit to stand from 17 inch chair x8, CGA, verbal and tactile cues to shift forward,
so she can get off her toilet without help. Seat lowered after the first set went clean.
97110 x 15 min: LAQ 3x10 with 3 lb, cues to slow the lowering.
Total timed minutes: 38. Total treatment time: 42 min.
Fatigue 4/10 after, pain 2/10.
Plan: step over tub edge next visit.
Jane Doe, PT, DPT"""


def errors(record):
    return sorted(f.rule for f in record.findings if f.severity is Severity.ERROR)


def test_a_good_medicare_note_without_clock_goal_and_necessity_is_ready(note_of):
    record = engine.audit(note_of(GOOD, claim=CLAIM, payer="medicare"))
    assert errors(record) == []
    assert record.gate == "ready"
    asked = {f.rule for f in record.findings}
    assert {"GOA101", "NEC107", "WRK203"} <= asked
    assert "TIM106" not in asked


# what is taken out, the errors that appear
WITHOUT = {
    "date": ("DOS: 03/04/2026", ["DOC101"]),
    "total": ("Total treatment time: 42 min.", ["TIM101"]),
}


@pytest.mark.parametrize(("words", "codes"), WITHOUT.values(), ids=WITHOUT)
def test_a_good_note_is_held_for_what_the_manual_requires(words, codes, note_of):
    assert words in GOOD
    text = GOOD.replace(words, "")
    assert errors(engine.audit(note_of(text, claim=CLAIM, payer="medicare"))) == codes


def test_a_signature_that_was_not_found_is_asked_for_and_holds_nothing(note_of):
    """Signatures are missed too often in reading: the rule is wrong more than one time in ten."""
    text = GOOD.replace("Jane Doe, PT, DPT", "")
    record = engine.audit(note_of(text, claim=CLAIM, payer="medicare"))
    assert errors(record) == []
    assert {f.rule: f.severity for f in record.findings}["DOC105"] is Severity.WARNING


CONTRADICTIONS = {
    "timed-total": (("timed minutes: 38", "timed minutes: 33"), ["TIM201"]),
    "treatment-total": (("treatment time: 42", "treatment time: 30"), ["TIM203"]),
    "clock": (("03/04/2026", "03/04/2026 Time in 9:00 am Time out 9:30 am"), ["TIM301"]),
}


@pytest.mark.parametrize(("change", "codes"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_contradiction_of_minutes_holds_a_good_note(change, codes, note_of):
    assert change[0] in GOOD
    record = engine.audit(note_of(GOOD.replace(*change), claim=CLAIM, payer="medicare"))
    assert [code for code in errors(record) if code.startswith("TIM")] == codes
