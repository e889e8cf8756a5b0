"""Dates of service come as exports write them and leave as ISO."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.ingest.dates import to_iso

READ = {
    "2026-03-04": "2026-03-04",
    "2026/03/04": "2026-03-04",
    "20260304": "2026-03-04",
    "3/4/2026": "2026-03-04",
    "03/04/2026": "2026-03-04",
    "03-04-2026": "2026-03-04",
    "12/31/26": "2026-12-31",
    "2026-03-04T14:30:00Z": "2026-03-04",
    "2026-03-04 14:30:00.000": "2026-03-04",
    "3/4/2026 2:30:00 PM": "2026-03-04",
    "2024-02-29": "2024-02-29",
}


@pytest.mark.parametrize(("written", "iso"), READ.items(), ids=READ)
def test_a_written_date_is_read(written, iso):
    assert to_iso(written) == iso


@pytest.mark.parametrize(
    "written",
    ["", "today", "46085", "2026", "3/4", "2026-02-29", "13/40/2026", "2026-03/04", "3/4/2026 am"],
)
def test_what_is_no_date_is_none(written):
    assert to_iso(written) is None


@given(st.dates())
def test_iso_dates_stay_as_they_are(day):
    assert to_iso(day.isoformat()) == day.isoformat()
