"""Who and when: the note must say so itself, and of the day that is billed."""

import pytest

from auditor.model import Signature
from stated import hits, made, place, words_hit

TEXT = "DOS: 03/04/2026. Treated 3/5/26. ____ OTR. J. Doe, PTA"
FIRST, SECOND = place(TEXT, "03/04/2026"), place(TEXT, "3/5/26")

DATES = {
    "same": ((FIRST,), "2026-03-04", []),
    "other-day": ((FIRST,), "2026-03-05", ["03/04/2026"]),
    "other-year": ((FIRST,), "2025-03-04", ["03/04/2026"]),
    "one-of-two": ((FIRST, SECOND), "2026-03-05", []),
    "neither": ((FIRST, SECOND), "2026-03-06", ["03/04/2026"]),
    "no-date-from-the-input": ((FIRST,), None, []),
    "input-not-iso": ((FIRST,), "3/9/26", []),
    "words-that-are-no-date": ((place(TEXT, "Treated"),), "2026-03-05", []),
}


@pytest.mark.parametrize(("dates", "day", "faults"), DATES.values(), ids=DATES)
def test_a_note_of_another_day_is_found(dates, day, faults):
    visit = made(TEXT, dates=dates, date_of_service=day, discipline="OT")
    assert words_hit("DOC104", visit) == faults


COMPETING = {
    "second-differs": ((FIRST, SECOND), None, ["3/5/26"]),
    "input-settles-which": ((FIRST, SECOND), "2026-03-05", ["03/04/2026"]),
    "input-knows-neither": ((FIRST, SECOND), "2026-03-06", ["03/04/2026"]),
}


@pytest.mark.parametrize(("dates", "day", "faults"), COMPETING.values(), ids=COMPETING)
def test_of_competing_dates_the_odd_one_is_pointed_at(dates, day, faults):
    visit = made(TEXT, dates=dates, dates_compete=True, date_of_service=day, discipline="OT")
    assert words_hit("DOC103", visit) == faults


def test_a_date_from_the_input_lightens_its_absence_in_the_note():
    bare = made(TEXT, discipline="OT")
    dated = made(TEXT, discipline="OT", date_of_service="2026-03-04")
    assert (len(hits("DOC101", bare)), len(hits("DOC102", bare))) == (1, 0)
    assert (len(hits("DOC101", dated)), len(hits("DOC102", dated))) == (0, 1)


SIGNED = {
    "name-and-credential": (Signature(place(TEXT, "J. Doe, PTA"), "PTA", named=True), []),
    "credential-alone": (Signature(place(TEXT, "OTR"), "OTR", named=False), ["OTR"]),
    "nobody": (None, [None]),
}


@pytest.mark.parametrize(("signature", "faults"), SIGNED.values(), ids=SIGNED)
def test_what_there_is_of_a_signature_is_pointed_at(signature, faults):
    visit = made(TEXT, discipline="OT", signatures=(signature,) if signature else ())
    assert words_hit("DOC105", visit) == faults
