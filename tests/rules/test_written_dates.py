"""A written date means the days its words allow."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.rules.written_dates import WrittenDate, iso_day, read_date

WRITTEN = {
    "03/04/2026": WrittenDate(3, 4, 2026),
    "3/4/26": WrittenDate(3, 4, 2026),
    "3-4-26": WrittenDate(3, 4, 2026),
    "2.27.25": WrittenDate(2, 27, 2025),
    "2026-03-04": WrittenDate(3, 4, 2026),
    "3/4": WrittenDate(3, 4),
    "March 4, 2026": WrittenDate(3, 4, 2026),
    "Mar 4 2026": WrittenDate(3, 4, 2026),
    "Sept. 4th, 2026": WrittenDate(9, 4, 2026),
    "Mar 4": WrittenDate(3, 4),
    "4 Mar 2026": WrittenDate(3, 4, 2026),
    "4-Mar-26": WrittenDate(3, 4, 2026),
    "13/13/2026": None,
    "2/30/2026": None,
    "no date": None,
}


@pytest.mark.parametrize(("words", "meant"), WRITTEN.items())
def test_a_date_is_read_month_before_day(words, meant):
    assert read_date(words) == meant


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_is_found_again_however_it_is_written(day):
    styles = ("%m/%d/%Y", "%m/%d/%y", "%Y-%m-%d", "%B %d, %Y", "%d %b %Y", "%m-%d-%y", "%m/%d")
    read = [read_date(day.strftime(style)) for style in styles]
    assert all(written is not None and written.may_be(day) for written in read)


def test_a_date_without_a_year_may_be_of_any_year():
    assert WrittenDate(3, 4).may_be(date(2025, 3, 4))
    assert not WrittenDate(3, 4, 2026).may_be(date(2025, 3, 4))
    assert not WrittenDate(3, 4).may_be(date(2025, 3, 5))


ISO = {"2026-03-04": date(2026, 3, 4), "2026-03-04T10:00": date(2026, 3, 4), "3/4/26": None}


@pytest.mark.parametrize(("written", "day"), [*ISO.items(), (None, None)])
def test_the_inputs_date_is_iso_or_nothing(written, day):
    assert iso_day(written) == day
