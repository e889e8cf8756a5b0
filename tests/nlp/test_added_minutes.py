"""Bare numbers are minutes where together they make up the minutes that a note states."""

import pytest

ADDED = {
    "round": ("10:00-10:45\nwrap (30). rolls (10). glove (5)", [30, 10, 5]),
    "square": ("total 50 min\nscar roll [20]\ncarrying [30]", [20, 30]),
    "square-less-than-all": ("11:00-11:55\nscar [13]\nflicks [15]\ncar seat [22]", [13, 15, 22]),
    "at": ("raises @8; stairs @12; mower @10. 30 min total", [8, 12, 10]),
    "metres-are-none": ("tub 12m / shirt 10m / socks 8m. Total 30 min", [12, 10, 8]),
    "dots": ("total 45 min\ncooking ... 30\nshelves ... 15", [30, 15]),
    "wide": ("total 20 min\nswing        7\nputty        9\nwall         4", [7, 9, 4]),
    "slash": ("total 19 min\nside steps / 6\nsquats / 7\nhang / 6", [6, 7, 6]),
    "line-with-sum": ("reach 16 / step 21 / tasks 19 / sum 56", [16, 21, 19]),
    "line-with-equals": ("walking 19 / bal 12 / rest 0 = 31", [19, 12]),
}  # fmt: skip
NOT_ADDED = {
    "no-total": "wrap (30). rolls (10)",
    "another-sum": "10:00-10:45\nwrap (31). rolls (10). glove (5)",
    "list-numbers": "total 50 min\n[1] roll\n[2] sit\n[3] prone",
    "scores": "Berg 20 + 15 = 40",
    "metres": "10:00-10:45\nwalked 10m, then 20m",
}


def durations(times):
    return [minutes for _, kind, minutes, _ in times if kind == "duration"]


@pytest.mark.parametrize(("text", "minutes"), ADDED.values(), ids=ADDED)
def test_numbers_that_make_up_a_total_are_minutes(text, minutes, read_times):
    assert durations(read_times(text)) == minutes


@pytest.mark.parametrize("text", NOT_ADDED.values(), ids=NOT_ADDED)
def test_numbers_that_do_not_are_none(text, read_times):
    assert durations(read_times(text)) == []
