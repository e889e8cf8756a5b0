"""A written clock is read as a time of day; what no clock shows is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.nlp.clock_forms import parse_clock

CLOCKS = {
    "2:30pm": 14 * 60 + 30,
    "2:30 pm": 14 * 60 + 30,
    "12:15 am": 15,
    "12:15 pm": 12 * 60 + 15,
    "9 am": 9 * 60,
    "1430": 14 * 60 + 30,
    "0130": 90,
    "14:30": 14 * 60 + 30,
    "1:15": 13 * 60 + 15,
    "6:59": 18 * 60 + 59,
    "7:00": 7 * 60,
}
NO_CLOCKS = ["25:00", "10:61", "2460", "words", ""]


@pytest.mark.parametrize(("words", "minutes"), CLOCKS.items(), ids=CLOCKS)
def test_a_clock_is_read_as_minutes_of_the_day(words, minutes):
    assert parse_clock(words).of_day == minutes


@pytest.mark.parametrize("words", NO_CLOCKS)
def test_what_no_clock_shows_is_none(words):
    assert parse_clock(words) is None


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_clock_of_24_hours_is_read_back(hour, minute):
    assert parse_clock(f"{hour:02d}{minute:02d}").of_day == 60 * hour + minute
