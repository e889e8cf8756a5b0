"""Amounts that are known: the tables and test vectors of public fee data, to the cent."""

from decimal import Decimal

import pytest

from auditor.fees import schedule_of
from fees.quoting import quoted


def dollars(claim, year, **more):
    return str(quoted(claim, year, **more).dollars)


def place(year, name):
    (found,) = (p.gpci for p in schedule_of(year).localities if p.gpci.name == name)
    return found


ONE_UNIT = {
    2024: {
        "97530": "36.62",
        "97110": "29.29",
        "97112": "33.62",
        "97113": "36.62",
        "97116": "29.29",
        "97140": "26.96",
        "97150": "17.98",
        "97535": "32.62",
        "97542": "31.62",
        "97750": "33.95",
    },
    2025: {
        "97530": "34.61",
        "97110": "28.79",
        "97112": "32.02",
        "97113": "36.55",
        "97116": "28.79",
        "97140": "27.17",
        "97150": "17.47",
        "97535": "32.02",
        "97542": "30.73",
        "97750": "33.32",
        "97161": "98.01",
        "97162": "98.01",
        "97163": "98.01",
    },
    2026: {"97530": "35.07", "97110": "29.06", "97112": "32.73", "97140": "27.72"},
}


@pytest.mark.parametrize(
    ("year", "code", "amount"),
    [(year, code, amount) for year, row in ONE_UNIT.items() for code, amount in row.items()],
    ids=str,
)
def test_one_unit_at_national_rates(year, code, amount):
    assert dollars(f"{code}-GP=1", year) == amount


@pytest.mark.parametrize(
    ("claim", "year", "amount"),
    [
        ("97530-GP=4", 2025, "108.36"),
        ("97530-GP=2 97110-GP=1", 2026, "82.33"),
        ("97110-GP=1 97530-GP=2", 2026, "82.33"),
    ],
    ids=str,
)
def test_a_day_of_several_units(claim, year, amount):
    assert dollars(claim, year) == amount


@pytest.mark.parametrize(
    ("code", "year", "reduced"),
    [
        ("97530", 2025, "24.58"),
        ("97530", 2026, "25.05"),
        ("97110", 2025, "21.83"),
        ("97110", 2026, "22.21"),
    ],
    ids=str,
)
def test_a_unit_beside_another_with_more_practice_expense_is_reduced(code, year, reduced):
    (said,) = [
        a for a in quoted(f"{code}-GP=1", year).assumptions if a.about == "therapy elsewhere"
    ]
    assert str(said.otherwise) == reduced


@pytest.mark.parametrize(("name", "amount"), [("AL", "31.85"), ("Los Angeles", "39.00")])
def test_a_locality_has_its_own_amount(name, amount):
    assert dollars("97530-GP=1", 2025, gpci=place(2025, name)) == amount


TOTALS = {
    "97530": ["1.12", "1.13", "1.10", "1.11", "1.10", "1.07", "1.05"],
    "97110": ["0.87", "0.87", "0.87", "0.88", "0.88", "0.89", "0.87"],
}


@pytest.mark.parametrize("code", TOTALS)
def test_a_codes_rvus_through_the_years(code):
    held = [schedule_of(year).rates[code].rvus.total for year in range(2020, 2027)]
    assert held == [Decimal(total) for total in TOTALS[code]]


@pytest.mark.parametrize(
    ("day", "factor"),
    [
        ("2019-06-30", "36.0391"),
        ("2020-01-01", "36.0896"),
        ("2021-12-31", "34.8931"),
        ("2022-01-01", "34.6062"),
        ("2023-07-04", "33.8872"),
        ("2024-01-01", "32.7442"),
        ("2024-03-08", "32.7442"),
        ("2024-03-09", "33.2875"),
        ("2024-12-31", "33.2875"),
        ("2025-03-04", "32.3465"),
        ("2026-03-04", "33.4009"),
    ],
)
def test_the_conversion_factor_is_that_of_the_day(day, factor):
    assert str(quoted("97530=1", int(day[:4]), day=day).factor.dollars) == factor


@pytest.mark.parametrize(("track", "factor"), [("qp", "33.5675"), ("non-qp", "33.4009")])
def test_the_tracks_of_2026_are_paid_apart(track, factor):
    assert str(quoted("97530=1", 2026, track=track).factor.dollars) == factor


# ------------------------------------------------ what popular guides get wrong


def test_97110_is_not_the_same_rate_as_97530():
    assert (dollars("97530-GP=1", 2025), dollars("97110-GP=1", 2025)) == ("34.61", "28.79")


def test_four_units_are_not_four_times_one():
    one, four = (quoted(f"97530-GP={units}", 2025).dollars for units in (1, 4))
    assert 4 * one == Decimal("138.44")
    assert four == Decimal("108.36")
    assert quoted("97530-GP=4", 2025).high < 4 * one


def test_a_mean_over_localities_is_not_the_national_amount():
    """$36.20 for 97530 in 2026 is an aggregator's mean; factor times RVUs is $35.07."""
    found = quoted("97530-GP=1", 2026)
    assert str(found.dollars) == "35.07"
    assert found.high < Decimal("36.20")
