"""Who gave which minutes: read where it is certain, and nothing where it is not."""

import pytest

from auditor.model import GivenMinutes
from auditor.rules.givers import given_minutes


def minutes(therapist=0, assistant=0, together=0):
    return GivenMinutes(therapist, assistant, together)


CERTAIN = {
    "labels before": (
        "PTA: 97110 x 23 min LAQ 3x10. PT: 97530 x 12 min car transfers.",
        {"97110": minutes(0, 23), "97530": minutes(12)},
    ),
    "in brackets and with by": (
        "97530 20 min (PT): car transfers. 97110 15 min by PTA: LAQ 3x10.",
        {"97530": minutes(20), "97110": minutes(0, 15)},
    ),
    "parted with a colon": (
        "97530 x 26 min: PT 12 min, PTA 14 min. Car transfers.",
        {"97530": minutes(12, 14)},
    ),
    "parted in brackets": ("97530 26 min (PT 12, PTA 14): car", {"97530": minutes(12, 14)}),
    "parted, minutes first": ("97530 26 min (12 min PT, 14 min PTA)", {"97530": minutes(12, 14)}),
    "a code in two blocks": (
        "97530 x 12 min PT, 97530 x 14 min PTA",
        {"97530": minutes(12, 14)},
    ),
    "of it": ("97150 40 min, PTA 10 min of it", {"97150": minutes(30, 10)}),
    "all of it": ("97150 40 min, PTA 40 min of it", {"97150": minutes(0, 40)}),
    "a label for all of a line": (
        "PTA: 97110 x 15 min LAQ, 97530 x 15 min car transfers.\nPT: 97140 10 min",
        {"97110": minutes(0, 15), "97530": minutes(0, 15), "97140": minutes(10)},
    ),
    "together": (
        "97530 x 15 min with PT and PTA together, car transfers",
        {"97530": minutes(together=15)},
    ),
    "occupational therapy": (
        "COTA: 97535 23 min; OTR/L: 97530 15 min",
        {"97535": minutes(0, 23), "97530": minutes(15)},
    ),
    "licensed assistants": (
        "97535 23 min (COTA/L), 97530 15 min (OTR/L)",
        {"97535": minutes(0, 23), "97530": minutes(15)},
    ),
    "Windows line ends": (
        "97530 20 min (PT)\r\n97110 15 min (PTA)\r\n",
        {"97530": minutes(20), "97110": minutes(0, 15)},
    ),
}


@pytest.mark.parametrize(("text", "expected"), CERTAIN.values(), ids=CERTAIN)
def test_minutes_with_their_giver_are_read(text, expected, visit_of):
    assert given_minutes(visit_of(text, discipline="PT")) == expected


DOUBTFUL = {
    "nobody named": "97530 20 min: car transfers. 97110 15 min: LAQ 3x10.",
    "a signature is no giver": "97530 20 min: car transfers.\nJ. Doe, PTA",
    "a heading PT alone": "PT: 97530 20 min car transfers.\nJ. Doe, PTA",
    "either of two": "97530 x 15 min, PT/PTA car transfers",
    "two without together": "97530 20 min by PTA and PT, car transfers",
    "parts that do not add up": "97530 x 26 min (PT 12, PTA 12): car transfers",
    "the patient": "97110 x 15 min with pt. PTA student watched.",
    "a student": "97110 x 15 min (SPTA): LAQ 3x10",
    "a supervisor": "97110 x 15 min, supervised by PTA: LAQ 3x10",
    "help of an assistant in the work": "97116 x 15 min gait, min A x2 with PTA holding the chair",
    "more of it than there is": "97150 40 min, PTA 50 min of it",
}


@pytest.mark.parametrize("text", DOUBTFUL.values(), ids=DOUBTFUL)
def test_nothing_is_read_where_it_is_not_certain(text, visit_of):
    assert given_minutes(visit_of(text, discipline="PT")) == {}


def test_a_code_with_one_uncertain_block_is_left_out(visit_of):
    text = "97530 x 12 min (PT), 97530 x 14 min, 97110 x 15 min (PTA)"
    assert given_minutes(visit_of(text)) == {"97110": minutes(0, 15)}


def test_a_label_without_colon_holds_for_one_code(visit_of):
    text = "PTA 97110 x 15 min, 97530 x 15 min"
    assert given_minutes(visit_of(text)) == {"97110": minutes(0, 15)}
