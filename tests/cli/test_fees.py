"""What Medicare's schedule gives, as a page and for programs, and what is refused."""

import json

import pytest

from cli.running import run


def page(*arguments):
    ended = run("fees", *arguments)
    return ended, " ".join(ended.out.split())


def test_a_page_says_amount_formula_range_sources_and_what_it_is_not():
    ended, said = page("97530-GP=4", "--date", "2025-03-04")
    assert (ended.code, ended.err) == (0, "")
    assert "97530-GP 4 0.44 0.62 0.01 3 of 4 - $108.36" in said
    assert "× 32.3465 = $108.36" in said  # noqa: RUF001
    assert "Range: $98.33 to $108.36" in said
    assert "RVU25D (October 2025) (data)" in said
    assert "unadjusted fee-schedule amounts, not what will be paid" in said
    for apart in ("deductible", "80 %", "2 % (sequestration)"):
        assert apart in said
    assert "No check, gate or score of this program looks at any of these amounts." in said
    assert max(map(len, ended.out.splitlines())) <= 80


def test_the_same_for_programs():
    ended = run("fees", "97530-GP=4", "97110-GP-CQ=1", "--year", "2025", "--format", "json")
    found = json.loads(ended.out)
    assert (ended.code, found["dollars"], found["complete"]) == (0, 126.92, True)
    assert found["conversion_factor"] == 32.3465
    first, second = found["lines"]
    assert (first["units_reduced"], first["assistant"], first["dollars"]) == (3, False, 108.36)
    assert (second["units_reduced"], second["assistant"]) == (1, True)
    assert second["rvus"] == {"work": 0.45, "pe": 0.43, "mp": 0.01}
    assert found["low"] < found["dollars"] <= found["high"]
    assert {"deductible", "coinsurance", "sequestration"} == set(found["kept_apart"])
    assert any("No check" in sentence for sentence in found["means"])


@pytest.mark.parametrize("year", range(2020, 2027))
def test_every_year_prints_its_formula(year):
    ended, said = page("97530-GP=1", "--year", year)
    assert ended.code == 0
    assert f"fee schedule, {year}, national" in said
    assert "×1 + " in said  # noqa: RUF001


@pytest.mark.parametrize(
    ("options", "amount"),
    [
        (("--locality", "AL"), "$31.85"),
        (("--locality", "alabama"), "$31.85"),
        (("--locality", "los  angeles"), "$39.00"),
        (("--gpci", "1,0.869,0.575"), "$31.85"),
        (("--gpci", "1.042, 1.194, .690"), "$39.00"),
        (("--gpci", "1,1,1"), "$34.61"),
    ],
    ids=str,
)
def test_a_place_has_its_own_amount(options, amount):
    ended, said = page("97530-GP=1", "--year", "2025", *options)
    if amount is None:
        assert ended.code == 2
    else:
        assert f"= {amount}" in said


def test_what_is_not_held_is_said_and_not_counted():
    ended, said = page("97530-GP=1", "97113-GP=1", "--year", "2026", "--apm", "qp")
    assert ended.code == 2
    assert ended.err == "auditor: no amount for 97113: no RVUs are held for 97113 in 2026\n"
    assert "97113-GP no amount: no RVUs are held for 97113 in 2026" in said
    assert "Range without 97113-GP: $25.18 to $35.25." in said


def test_what_the_schedule_does_not_pay_is_an_answer():
    ended, said = page("97010-GP=1", "97530-GP=1", "--year", "2025")
    assert (ended.code, ended.err) == (0, "")
    assert "97010 has status B, bundled into other services: it is not paid" in said


def test_a_year_without_rvus_has_no_range():
    ended, said = page("97530=1", "--year", "2019")
    assert ended.code == 2
    assert "No amount follows, so there is no range. Sources" in said


# ------------------------------------------------ files of one's own

RATES = """
id = "medicare-2027"
payer = "medicare"
year = 2027
reviewed_on = 2027-01-05
[[source]]
id = "file"
cite = "RVU27A, imported"
[[factor]]
dollars = "34"
from = 2027-01-01
to = 2027-12-31
source = "file"
mark = "data"
[[rates]]
status = "A"
multiple = 5
source = "file"
mark = "data"
[rates.rvus]
97530 = "0.44 0.60 0.01"
[[locality]]
name = "Ohio"
aliases = []
gpci = "1 0.9 0.8"
source = "file"
mark = "data"
"""


@pytest.fixture
def rates(tmp_path):
    path = tmp_path / "rates.toml"
    path.write_text(RATES)
    return path


def test_imported_rates_stand_for_their_year(rates):
    ended, said = page("97530-GP=1", "--rates", rates)
    assert ended.code == 0
    assert "fee schedule, 2027, national" in said
    assert "= $35.70" in said
    assert "RVU27A, imported (data)" in said


def test_imported_indices_are_named_by_place(rates):
    ended, said = page("97530-GP=1", "--year", "2025", "--gpci-file", rates, "--locality", "ohio")
    assert ended.code == 0
    assert "0.62×0.9" in said  # noqa: RUF001


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--rates", "RATES", "--date", "2026-03-04"), "--date: not in 2027"),
        (("--rates", "RATES", "--year", "2026"), "--year: not in 2027"),
        (("--year", "2025", "--gpci-file", "RATES"), "--gpci-file: name the place in it"),
        (
            ("--year", "2025", "--gpci-file", "RATES", "--locality", "Ohoi"),
            "--locality: no indices of 'Ohoi' are held in that file; did you mean Ohio?",
        ),
        (("--rates", "nowhere.toml"), "nowhere.toml: cannot be read"),
    ],
    ids=str,
)
def test_a_file_that_does_not_fit_is_refused(options, said, rates):
    ended = run("fees", "97530=1", *(rates if o == "RATES" else o for o in options))
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


# ------------------------------------------------ bad input


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("97530",), "give codes and their units, as in 97530-GP=4"),
        (("97530=", "--year", "2025"), "give codes and their units"),
        (("97530=-1", "--year", "2025"), "give codes and their units"),
        (("97530=1.5", "--year", "2025"), "give codes and their units"),
        (("97530=1000", "--year", "2025"), "give codes and their units"),
        (("97530=0", "--year", "2025"), "97530=0: a line has one unit or more"),
        (("exercise", "--year", "2025"), "give codes and their units"),
        (("97530=1",), "say when: --date 2025-03-04, or --year 2025"),
        (("97530=1", "--date", "3/4"), "--date: must be a date"),
        (("97530=1", "--date", "2025-02-30"), "--date: must be a date"),
        (("97530=1", "--date", "2025-03-04", "--year", "2024"), "--date: not in 2024"),
        (("97530=1", "--year", "2018"), "no rates are held for 2018; held are 2019 to 2026"),
        (("97530=1", "--date", "2031-01-01"), "no rates are held for 2031"),
        (("97530=1", "--year", "2025", "--locality", "Mars"), "held are AL, Los Angeles"),
        (("97530=1", "--year", "2024", "--locality", "AL"), "give them with --gpci W,PE,MP"),
        (("97530=1", "--year", "2025", "--gpci", "1,2"), "--gpci: must be three indices"),
        (("97530=1", "--year", "2025", "--gpci", "1,0,1"), "--gpci: must be three indices"),
        (("97530=1", "--year", "2025", "--gpci", "1,9,1"), "--gpci: must be three indices"),
        (
            ("97530=1", "--year", "2025", "--gpci", "1,1,1", "--locality", "AL"),
            "--gpci: stands alone",
        ),
        (("97530=1", "--year", "2025", "--payer", "aetna"), "--payer: no rates are held for Aetna"),
        (("97530=1", "--year", "2025", "--payer", "aetnna"), "did you mean aetna?"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_answered_is_one_line(arguments, said):
    ended = run("fees", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize("payer", ["medicare", "Medicare Part B", "MEDICARE FFS"])
def test_medicare_may_be_named(payer):
    assert run("fees", "97530=1", "--year", "2025", "--payer", payer).code == 0
