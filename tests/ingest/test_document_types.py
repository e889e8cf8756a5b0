"""The LOINC codes of document types that say which discipline wrote a note."""

import tomllib
from importlib import resources

import pytest

from auditor.ingest.document_types import FILE, discipline_of
from auditor.model import DISCIPLINES

TEXT = resources.files("auditor").joinpath("data", FILE).read_text(encoding="utf-8")
ENTRIES = tomllib.loads(TEXT)["document_type"]


def check_digit(number):
    """Return LOINC's check digit: Luhn's, counted from the right."""
    digits = [int(d) for d in reversed(number)]
    doubled = [sum(divmod(2 * d, 10)) for d in digits[::2]]
    return -(sum(doubled) + sum(digits[1::2])) % 10


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["code"])
def test_each_code_is_well_formed_sourced_and_says_a_discipline(entry):
    number, _, digit = entry["code"].partition("-")
    assert int(digit) == check_digit(number)
    assert set(entry) == {"code", "name", "discipline", "source"}
    assert entry["discipline"] in DISCIPLINES
    first_word = {"PT": "Physical", "OT": "Occupational", "SLP": "Speech-language"}
    assert entry["name"].startswith(first_word[entry["discipline"]])


def test_each_code_stands_once():
    codes = [entry["code"] for entry in ENTRIES]
    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize(
    ("codes", "discipline"),
    [(["11508-9"], "PT"), (["x", "11507-1"], "OT"), (["11508-9", "11507-1"], None), ([], None)],
)
def test_the_discipline_is_the_only_one_that_codes_speak_of(codes, discipline):
    assert discipline_of(codes) == discipline
