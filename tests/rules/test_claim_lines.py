"""The rules of a claim's lines: whole, of the note's day, and there only once."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model import ServiceLine
from auditor.model.counting import UNITS_PER_DAY
from auditor.rules.registry import RULES
from built import DAY, found, told, visit
from strategies import lines as any_lines

TEXT = "97530 x 20 min: car transfers. J. Doe, PT"
OTHER = "2026-03-05"


def line(code="97530", units=1, *modifiers, **facts):
    return ServiceLine(code, units, modifiers or ("GP",), **facts)


def codes(rule, claim, **facts):
    """The codes a rule tells of, in order; nothing where it does not apply."""
    made = visit(TEXT, claim=claim, **facts)
    rule = RULES.find(rule)
    return (
        [d.partition("-")[0].partition(" ")[0] for d in told(rule, made)] if rule.when(made) else []
    )


TWICE = {
    "same line twice": ("97530-GP=1 97530-GP=1", ["97530"]),
    "thrice is told once": ("97530-GP=1 97530-GP=1 97530-GP=2", ["97530"]),
    "other units": ("97530-GP=1 97530-GP=2", ["97530"]),
    "modifiers in another order": ("97530-GP-KX=1 97530-KX-GP=1", ["97530"]),
    "two codes": ("97530-GP=1 97110-GP=1 97110-GP=1 97530-GP=1", ["97530", "97110"]),
    "no modifiers": ("97530=1 97530=1", ["97530"]),
    "assistant's part": ("97530-GP=1 97530-GP-CQ=1", []),
    "another discipline": ("97530-GP=1 97530-GO=1", []),
    "told as repeated": ("97530-GP=1 97530-GP-76=1", []),
    "both told as repeated": ("97530-GP-76=1 97530-GP-76=1", []),
    "both told as given by another": ("97530-GP-77=1 97530-GP-77=1", []),
    "by another clinician": ("97530-GP=1 97530-GP-77=1", []),
    "two codes once each": ("97530-GP=1 97110-GP=1", []),
}


@pytest.mark.parametrize(("claim", "expected"), TWICE.values(), ids=TWICE)
def test_a_line_stands_twice(claim, expected):
    assert codes("CLM101", claim) == expected


DAYS = {
    "another day": ((line(date_of_service=OTHER), line(date_of_service=DAY)), []),
    "one without a day is of the note's": ((line(), line(date_of_service=DAY)), ["97530"]),
    "two clinicians": ((line(clinician="A"), line(clinician="B")), []),
    "one clinician": ((line(clinician="A"), line(clinician="A")), ["97530"]),
}


@pytest.mark.parametrize(("claim", "expected"), DAYS.values(), ids=DAYS)
def test_lines_of_two_days_or_clinicians_are_not_twice(claim, expected):
    assert codes("CLM101", claim) == expected


@given(st.lists(any_lines, max_size=5))
def test_the_order_of_lines_does_not_matter_to_what_stands_twice(claim):
    assert sorted(codes("CLM101", claim)) == sorted(codes("CLM101", claim[::-1]))


@given(st.lists(any_lines, max_size=5, unique_by=lambda x: (x.code, frozenset(x.modifiers))))
def test_lines_that_differ_are_never_twice(claim):
    assert codes("CLM101", claim) == []


def test_lines_without_units():
    assert codes("CLM102", "97530-GP=0 97110-GP=1 97140-GP=0") == ["97530", "97140"]
    assert codes("CLM102", "97530-GP=1") == []


BEYOND = {
    "as many as a day": (f"97530-GP={UNITS_PER_DAY}", []),
    "one more": (f"97530-GP={UNITS_PER_DAY + 1}", ["97530: 97 billed"]),
    "of two codes together": ("97530-GP=60 97110-GP=60", ["97530, 97110: 120 billed"]),
    "of untimed codes": ("97010-GP=500", []),
    "of unknown codes": ("99999=500", []),
    "the most there can be": ("97530-GP=999", ["97530: 999 billed"]),
}


@pytest.mark.parametrize(("claim", "expected"), BEYOND.values(), ids=BEYOND)
def test_units_beyond_what_a_day_holds(claim, expected):
    rule = RULES.find("CLM103")
    assert told(rule, visit(TEXT, claim=claim)) == expected


def test_a_day_holds_ninety_six_quarter_hours():
    assert UNITS_PER_DAY == 96


def test_a_line_of_another_day():
    claim = (line(date_of_service=OTHER), line("97110", date_of_service=DAY), line("97140"))
    assert codes("CLM104", claim) == ["97530"]
    assert told(RULES.find("CLM104"), visit(TEXT, claim=claim)) == [f"97530-GP of {OTHER}"]


def test_a_note_without_a_day_is_of_no_other():
    assert codes("CLM104", (line(date_of_service=OTHER),), day=None) == []


@pytest.mark.parametrize(("known", "expected"), [(None, []), (DAY, [None])])
def test_where_the_note_speaks_of_two_days_only_the_inputs_counts(known, expected):
    made = visit("Car transfers.", claim=(line(date_of_service=OTHER),))
    made = replace(made, dates_compete=True, note=replace(made.note, date_of_service=known))
    assert found(RULES.find("CLM104"), made) == expected


def test_lines_without_a_day_beside_others():
    assert codes("CLM105", (line(date_of_service=DAY), line("97110"))) == ["97110"]
    assert codes("CLM105", (line(), line("97110"))) == []


def test_lines_that_point_to_no_diagnosis():
    claim = (line(diagnoses=("M17.11",)), line("97110", diagnoses=()), line("97140"))
    assert codes("CLM106", claim) == ["97110"]
    assert codes("CLM106", (line(), line("97110"))) == []


SIGNERS = {
    "one signer": ({"J. Doe, PT": "PT"}, ("A", "B"), ["97110 by another"]),
    "two signers": ({"J. Doe, PT": "PT", "car": "PTA"}, ("A", "B"), []),
    "nobody signed": ({}, ("A", "B"), []),
    "one clinician": ({"J. Doe, PT": "PT"}, ("A", "A"), []),
    "one line named": ({"J. Doe, PT": "PT"}, ("A", None), []),
}


@pytest.mark.parametrize(("signed", "by", "expected"), SIGNERS.values(), ids=SIGNERS)
def test_lines_of_several_clinicians_and_one_signer(signed, by, expected):
    claim = (line(clinician=by[0]), line("97110", clinician=by[1]))
    made = visit(TEXT, claim=claim, signed=signed)
    rule = RULES.find("CLM107")
    assert (told(rule, made) if rule.when(made) else []) == expected


def test_a_signature_without_a_name_may_be_anybodys():
    claim = (line(clinician="A"), line("97110", clinician="B"))
    made = visit(TEXT, claim=claim, signed={"J. Doe, PT": "PT"})
    nameless = replace(made, signatures=(replace(made.signatures[0], named=False),))
    assert told(RULES.find("CLM107"), nameless) == []


def test_no_finding_names_a_clinician():
    claim = (line(clinician="1999999984"), line("97110", clinician="1999999992"))
    made = visit(TEXT, claim=claim, signed={"J. Doe, PT": "PT"})
    details = [d for r in RULES if r.when(made) for d in told(r, made)]
    assert details
    assert not [d for d in details if "19999999" in d]


def test_a_code_is_pointed_at_where_the_note_names_it():
    made = visit(TEXT, claim="97530-GP=0", codes={"97530": "97530"})
    assert found(RULES.find("CLM102"), made) == ["97530"]
    assert found(RULES.find("CLM102"), visit(TEXT, claim="97530-GP=0")) == [None]
