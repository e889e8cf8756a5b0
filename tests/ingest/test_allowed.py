"""What a patient has used of the year's thresholds, as it comes in."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import InputError
from auditor.ingest import Refused, jsonl, read_allowed, table
from auditor.ingest.refused import Place
from auditor.model import Allowed

PLACE = Place("batch", "batch")
NOTE = "97530 x 20 min: car transfers."
AMOUNTS = {
    "all three": ({"PT": 2395.1, "SLP": 0, "OT": 12}, [("PT", 2395.1), ("SLP", 0), ("OT", 12)]),
    "one": ({"OT": 100}, [("OT", 100)]),
    "the two together": ({"PT+SLP": 2500}, [("PT", 2500), ("SLP", 0)]),
    "small letters": ({"pt": 1}, [("PT", 1)]),
    "not known": ({"PT": None, "OT": 3}, [("OT", 3)]),
    "nothing": ({}, []),
    "null": (None, []),
}


@pytest.mark.parametrize(("given_", "expected"), AMOUNTS.values(), ids=AMOUNTS)
def test_amounts_are_read(given_, expected):
    assert read_allowed(given_) == tuple(Allowed(d, dollars) for d, dollars in expected)


WRONG = {
    "a number": (
        2395.1,
        '"allowed_to_date" must be an object such as {"PT": 2395.10}, not a decimal',
    ),
    "a list": ([], "must be an object"),
    "another key": (
        {"nurse": 3},
        '"allowed_to_date" knows PT, SLP, OT, PT+SLP, and has another key',
    ),
    "text": (
        {"PT": "2,395.10"},
        '"allowed_to_date.PT" must be a number such as 2395.10, not a string',
    ),
    "true": ({"PT": True}, "not true or false"),
    "below nothing": ({"OT": -0.01}, "from 0 to under 1,000,000"),
    "absurd": ({"OT": 1_000_000}, "from 0 to under 1,000,000"),
    "no number": ({"OT": float("nan")}, "from 0 to under 1,000,000"),
    "endless": ({"OT": float("inf")}, "from 0 to under 1,000,000"),
    "huge": ({"OT": 10**400}, "from 0 to under 1,000,000"),
    "joint and single": ({"PT+SLP": 10, "PT": 10}, "give the one or the other"),
    "twice": ({"PT": 10, "pt": 20}, "names a discipline twice"),
}


@pytest.mark.parametrize(("given_", "said"), WRONG.values(), ids=WRONG)
def test_what_is_no_amount_is_refused(given_, said):
    with pytest.raises(InputError) as refused:
        read_allowed(given_)
    assert said in str(refused.value)


def test_no_message_holds_what_was_given():
    with pytest.raises(InputError) as refused:
        read_allowed({"Jane Doe 1950": 3})
    assert "Doe" not in str(refused.value)


def from_jsonl(**values):
    written = json.dumps({"id": "a", "text": NOTE, **values}).encode()
    return next(iter(jsonl.read(io.BytesIO(written), PLACE)))


def from_csv(headings, cells):
    written = f"id,note,{headings}\na,{NOTE},{cells}\n".encode()
    return next(iter(table.read(io.BytesIO(written), PLACE)))


def test_a_line_of_json_carries_the_amounts():
    note = from_jsonl(allowed_to_date={"PT": 2395.1, "SLP": 0})
    assert note.allowed == (Allowed("PT", 2395.1), Allowed("SLP", 0))


def test_a_bad_amount_refuses_the_note_alone():
    refused = from_jsonl(allowed_to_date={"PT": -5})
    assert isinstance(refused, Refused)
    assert refused.note_id == "a"
    assert refused.message.startswith("batch:1: ")
    assert "\n" not in refused.message


CELLS = {
    "plain": ("allowed_pt,allowed_ot", "2395.10,0", [("PT", 2395.1), ("OT", 0)]),
    "as money": ("Allowed PT", '"$2,395.10"', [("PT", 2395.1)]),
    "empty": ("allowed_pt,allowed_ot", ",12", [("OT", 12)]),
    "together": ("ytd_allowed_ptslp", "2500", [("PT", 2500), ("SLP", 0)]),
    "none": ("payer", "medicare", []),
}


@pytest.mark.parametrize(("headings", "cells", "expected"), CELLS.values(), ids=CELLS)
def test_columns_carry_the_amounts(headings, cells, expected):
    note = from_csv(headings, cells)
    assert note.allowed == tuple(Allowed(d, dollars) for d, dollars in expected)


@pytest.mark.parametrize("cell", ["-5", "2 395", "n/a", "1.2.3", "1,23", "1e9", "99999999"])
def test_a_cell_that_is_no_amount_refuses_its_row(cell):
    refused = from_csv("allowed_pt", f'"{cell}"')
    assert isinstance(refused, Refused)
    assert cell not in refused.message.replace("2395.10", "")


@given(st.floats(0, 999_999.99, allow_nan=False))
def test_an_amount_is_the_same_from_json_and_from_a_table(dollars):
    rounded = round(dollars, 2)
    assert from_csv("allowed_ot", f"{rounded:.2f}").allowed == (Allowed("OT", rounded),)
    assert from_jsonl(allowed_to_date={"OT": rounded}).allowed == (Allowed("OT", rounded),)
