"""What a line of a claim in the batch format may say beside code, units and modifiers."""

import pytest

from auditor.errors import InputError
from auditor.ingest import read_lines
from auditor.model import ServiceLine


def test_a_line_says_its_day_its_clinician_and_its_diagnoses():
    written = {
        "code": "97530",
        "units": 1,
        "modifiers": ["GP"],
        "date_of_service": "3/4/2026",
        "clinician": 1999999984,
        "diagnoses": ["m17.11", " ", "R26.2"],
    }
    assert read_lines([written]) == (
        ServiceLine(
            "97530",
            1,
            ("GP",),
            date_of_service="2026-03-04",
            clinician="1999999984",
            diagnoses=("M17.11", "R26.2"),
        ),
    )


NOTHING = {
    "absent": ({}, None),
    "null": ({"date_of_service": None, "clinician": None, "diagnoses": None}, None),
    "no diagnosis": ({"diagnoses": []}, ()),
    "blank clinician": ({"clinician": "  "}, None),
}


@pytest.mark.parametrize(("more", "diagnoses"), NOTHING.values(), ids=NOTHING)
def test_what_is_not_said_is_not_known(more, diagnoses):
    assert read_lines([{"code": "97530", "units": 1, **more}]) == (
        ServiceLine("97530", 1, diagnoses=diagnoses),
    )


WRONG = {
    "day": ({"date_of_service": "yesterday"}, '"claim[0].date_of_service" must be a date'),
    "day a number": ({"date_of_service": 20260304}, '"claim[0].date_of_service" must be a date'),
    "clinician a list": ({"clinician": ["A"]}, "must be a name or number of one line, not a list"),
    "clinician of two lines": ({"clinician": "A\nB"}, "must be a name or number of one line"),
    "clinician long": ({"clinician": "A" * 201}, "must be a name or number of one line"),
    "clinician true": ({"clinician": True}, "not true or false"),
    "diagnoses text": ({"diagnoses": "M17.11"}, '"claim[0].diagnoses" must be a list such as'),
    "a diagnosis a number": ({"diagnoses": [1]}, '"claim[0].diagnoses[0]" must be a string'),
    "a diagnosis long": ({"diagnoses": ["x" * 21]}, "must be a code, not a text"),
}


@pytest.mark.parametrize(("more", "said"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_read_is_refused(more, said):
    with pytest.raises(InputError) as refused:
        read_lines([{"code": "97530", "units": 1, **more}])
    assert said in str(refused.value)
