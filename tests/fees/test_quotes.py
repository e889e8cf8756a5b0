"""Who is paid in full, who is reduced, what is not known and what the range then is."""

from dataclasses import replace
from decimal import Decimal

import pytest

from auditor.errors import InputError
from auditor.fees import Asking, Gpci, quote, schedule_of, terms
from auditor.fees.pricing import cents
from auditor.ingest import read_claim
from auditor.model import ServiceLine
from fees.quoting import quoted


def amounts(found):
    return [None if line.dollars is None else str(line.dollars) for line in found.lines]


def about(found):
    return [a.about for a in found.assumptions]


# ------------------------------------------------ several units a day


@pytest.mark.parametrize(
    ("claim", "reduced"),
    [
        ("97530-GP=1", [0]),
        ("97530-GP=4", [3]),
        ("97110-GP=2 97530-GP=2", [2, 1]),  # 97530 has the higher practice expense
        ("97530-GP=1 97113-GP=1", [1, 0]),  # in 2025 97113 has
        ("97113-GP=1 97036-GP=1", [1, 0]),  # 97036 has, though its total is the lower
        ("97110-GP=1 97116-GP=1", [0, 1]),  # equal in all: the first as written
        ("97530-GP=2 97129=1", [1, 0]),  # another indicator: never reduced, never the one in full
        ("97129=2", [0]),
        ("97530-GP=1 97165-GO=1", [1, 0]),  # PT and OT of one day count together
        ("97530-GP=2 97010-GP=1", [1, 0]),  # what has no price takes no part
    ],
)
def test_all_units_but_one_keep_part_of_their_practice_expense(claim, reduced):
    assert [line.units_reduced for line in quoted(claim, 2025).lines] == reduced


@pytest.mark.parametrize("claim", ["97112-GP=1 97124-GP=1", "97124-GP=1 97112-GP=1"])
def test_the_higher_total_decides_between_equal_practice_expenses(claim):
    found = quoted(claim, 2021)
    assert len({line.rate.rvus.pe for line in found.lines}) == 1
    assert {x.service.code: x.units_reduced for x in found.lines} == {"97112": 0, "97124": 1}


def test_half_a_cent_goes_up():
    halves = ("1.005", "1.015", "1.025", "1.0049")
    assert [str(cents(Decimal(d))) for d in halves] == ["1.01", "1.02", "1.03", "1.00"]


# ------------------------------------------------ assistants


@pytest.mark.parametrize(
    ("claim", "day", "amount"),
    [
        ("97530-GP-CQ=1", "2025-03-04", "29.42"),
        ("97530-GO-CO=1", "2025-03-04", "29.42"),
        ("97530-GP-CQ=1", "2021-12-31", "39.43"),  # the modifier was there, its 85 % was not
        ("97530-GP-CQ=1", "2022-01-01", "32.36"),
        ("97530-GP-CQ=4", "2025-03-04", "92.11"),
    ],
)
def test_assistants_are_paid_a_share_from_2022_on(claim, day, amount):
    assert amounts(quoted(claim, int(day[:4]), day=day)) == [amount]


@pytest.mark.parametrize(
    ("claim", "is_open"),
    [
        ("97530=1", True),
        ("97530-GP=1", False),
        ("97530-GP-CQ=1", False),
        ("97530-CQ=1", False),
        ("97530-59=1", True),
        ("97161=1", False),  # assistants do not evaluate
        ("97010=1 97161=1", False),  # nothing is paid for it
    ],
)
def test_a_line_without_a_telling_modifier_leaves_the_assistant_open(claim, is_open):
    found = quoted(claim, 2025)
    assert ("assistant" in about(found)) is (is_open or "CQ" in claim)
    assert any("No modifier tells" in a.says for a in found.assumptions) is is_open


def test_a_tie_between_therapist_and_assistant_is_a_range_in_either_order():
    one, other = (
        quoted(claim, 2025) for claim in ("97530-GP=1 97530-GP-CQ=1", "97530-GP-CQ=1 97530-GP=1")
    )
    assert (one.dollars, one.low, one.high) == (other.dollars, other.low, other.high)
    (tie,) = [a for a in one.assumptions if a.about == "tie"]
    assert (str(one.dollars), str(tie.otherwise)) == ("55.51", "54.00")


def test_open_lines_are_an_assistants_beside_those_that_are_told():
    found = quoted("97530-GP-CQ=1 97110=1", 2025)
    (opened,) = [a for a in found.assumptions if "No modifier tells" in a.says]
    assert opened.otherwise == quoted("97530-GP-CQ=1 97110-GP-CQ=1", 2025).dollars


# ------------------------------------------------ ranges


@pytest.mark.parametrize(
    ("claim", "year", "day", "low", "high"),
    [
        ("97530-GP=1", 2025, None, "24.58", "34.61"),  # therapy elsewhere that day
        ("97530-GP=4", 2025, None, "98.33", "108.36"),
        ("97530=4", 2025, None, "83.58", "108.36"),  # ... and an assistant
        ("97129-GP=1", 2025, None, "21.67", "21.67"),  # neither concerns it
        ("97530-GP=1", 2024, "2024-02-01", "25.38", "36.02"),
        ("97530-GP=1", 2024, None, "25.38", "36.62"),  # which of the two factors
        ("97530-GP=2 97110-GP=1", 2026, None, "72.31", "82.74"),  # ... or tracks
    ],
    ids=str,
)
def test_the_range_spans_what_is_not_known(claim, year, day, low, high):
    found = quoted(claim, year, day=day)
    assert (str(found.low), str(found.high)) == (low, high)
    assert found.low <= found.dollars <= found.high


@pytest.mark.parametrize(
    ("claim", "year", "track", "said"),
    [
        ("97530-GP=1", 2025, None, ["therapy elsewhere", "locality", "release"]),
        ("97530=1", 2025, None, ["therapy elsewhere", "assistant", "locality", "release"]),
        ("97530-GP=1", 2026, "qp", ["therapy elsewhere", "locality", "release"]),
        (
            "97530-GP=1",
            2026,
            None,
            ["conversion factor", "therapy elsewhere", "locality", "release"],
        ),
        ("29240-GP=1 29530-GP=1", 2025, None, ["other reduction", "locality", "release"]),
        ("29240-GP=1", 2025, None, ["locality", "release"]),
        (
            "97530-GP=1 97113-GP=1",
            2026,
            "qp",
            ["therapy elsewhere", "practice expense", "locality", "release"],
        ),
    ],
)
def test_each_assumption_is_said_where_it_is_made(claim, year, track, said):
    assert about(quoted(claim, year, track=track)) == said


def test_a_day_with_its_locality_assumes_none():
    al = next(p.gpci for p in schedule_of(2025).localities if p.gpci.name == "AL")
    found = quoted("97530-GP=1", 2025, gpci=al)
    assert "locality" not in about(found)
    assert "GPCI of AL" in dict(found.cites)


def test_each_number_is_said_with_the_document_it_stands_on():
    found = quoted("97530-GP=2 97110-GP-CQ=1 97530-GO=1 97010=1", 2025)
    assert [what for what, _ in found.cites] == [
        "conversion factor 32.3465",
        "97530, 97110, 97010",
        "reduction of several units",
        "assistants' share",
    ]
    assert [what for what, _ in quoted("97530-GP=1", 2025).cites] == [
        "conversion factor 32.3465",
        "97530",
    ]


# ------------------------------------------------ what is not held is said, never guessed


@pytest.mark.parametrize(
    ("claim", "year", "reason", "is_unknown"),
    [
        ("97530=1", 2019, "no RVUs are held for 2019", True),
        ("97113=1", 2026, "no RVUs are held for 97113 in 2026", True),
        ("97161=1", 2026, "no RVUs are held for 97161 in 2026", True),
        ("97550=1", 2023, "no RVUs are held for 97550 in 2023", True),
        ("99999=1", 2025, "no RVUs are held for 99999 in 2025", True),
        ("97010=1", 2025, "97010 has status B, bundled", False),
        ("97014=1", 2025, "97014 has status I, not valid for Medicare", False),
        ("97037=1", 2025, "97037 has status N, not covered", False),
        ("20560=1", 2020, "20560 has status N, not covered", False),
        ("97039=1", 2025, "97039 has status C, priced by each Medicare contractor", True),
        ("97545=1", 2025, "the file gives it no RVUs", True),
        ("97140=2", 2026, "only the sum of the RVUs is held (0.83)", True),
    ],
    ids=str,
)
def test_a_line_without_an_amount_says_why(claim, year, reason, is_unknown):
    found = quoted(claim, year)
    (line,) = found.lines
    assert (line.dollars, line.formula) == (None, "")
    assert reason in line.unpriced.reason
    assert (line.unpriced.is_unknown, found.is_complete) == (is_unknown, not is_unknown)
    assert (found.dollars, found.low, found.high) == (None, None, None)


def test_lines_without_an_amount_are_not_counted_as_nothing():
    found = quoted("97530-GP=1 97113-GP=1", 2026)
    assert amounts(found) == ["35.07", None]
    assert not found.is_complete


def test_where_only_the_sum_is_held_one_unit_at_national_rates_has_an_amount():
    found = quoted("97140-GP=1", 2026)
    assert (str(found.dollars), found.low, str(found.high)) == ("27.72", None, "27.86")


def test_between_codes_of_which_only_sums_are_held_the_higher_sum_is_paid_in_full():
    held = schedule_of(2026)
    rate = held.rates["97140"]
    rates = {
        code: replace(rate, code=code, total=Decimal(total))
        for code, total in (("97140", "0.83"), ("97116", "0.89"))
    }
    asking = Asking(replace(held, rates=rates), terms(), "2026-03-04")
    for claim in ("97140-GP=1 97116-GP=1", "97116-GP=1 97140-GP=1"):
        found = quote(read_claim(claim), asking)
        assert {x.service.code for x in found.lines if x.dollars is not None} == {"97116"}


def test_a_line_without_an_amount_is_never_said_to_be_an_assistants():
    (line,) = quoted("97010-GP-CQ=1", 2025).lines
    assert not line.is_assisted


@pytest.mark.parametrize(
    ("claim", "gpci"),
    [
        ("97140-GP=1 97530-GP=1", Gpci(Decimal(1), Decimal(1), Decimal(1), "given")),
        ("97140-GP=1", Gpci(Decimal(1), Decimal("0.869"), Decimal("0.575"), "given")),
    ],
)
def test_where_only_the_sum_is_held_nothing_else_is_derived(claim, gpci):
    found = quoted(claim, 2026, gpci=gpci)
    assert amounts(found)[0] is None


@pytest.mark.parametrize("year", [2017, 2018, 2027, 2031])
def test_years_beyond_the_files_are_refused(year):
    with pytest.raises(InputError, match=rf"no rates are held for {year}; held are 2019 to 2026"):
        schedule_of(year)


def test_a_day_outside_the_year_has_no_factor():
    with pytest.raises(InputError, match="no conversion factor is held for 2026-01-01"):
        quote((), Asking(schedule_of(2025), terms(), "2026-01-01"))


# ------------------------------------------------ the formula


@pytest.mark.parametrize(
    ("claim", "written"),
    [
        ("97530-GP=1", "[0.44×1 + 0.62×1 + 0.01×1] × 32.3465"),  # noqa: RUF001
        (
            "97530-GP-CQ=2",
            "([0.44×1 + 0.62×1 + 0.01×1] + [0.44×1 + 0.62×1×0.5 + 0.01×1]) × 32.3465 × 0.85",  # noqa: RUF001
        ),
        ("97129=2", "2 × [0.50×1 + 0.16×1 + 0.01×1] × 32.3465"),  # noqa: RUF001
    ],
)
def test_the_formula_shows_its_numbers(claim, written):
    (line,) = quoted(claim, 2025).lines
    assert line.formula == written


def worth(formula):
    """What a formula comes to, worked out by itself."""
    names = {"Decimal": Decimal}
    written = formula.replace("\N{MULTIPLICATION SIGN}", "*").translate({91: "(", 93: ")"})
    tokens = "".join(c if c in "+*() " or c.isdigit() or c == "." else "?" for c in written)
    assert tokens == written
    numbered = " ".join(
        f"Decimal('{w}')" if w[0].isdigit() else w
        for w in written.replace("(", " ( ").replace(")", " ) ").replace("*", " * ").split()
    )
    return eval(numbered, {"__builtins__": {}}, names)  # noqa: S307 - our own numbers alone


@pytest.mark.parametrize(
    "claim", ["97530-GP=4 97110-GP-CQ=3 97161-GP=1", "97129=2 97535-GO=2", "97530=1"]
)
def test_the_formula_comes_to_the_amount(claim):
    al = next(p.gpci for p in schedule_of(2025).localities if p.gpci.name == "AL")
    for line in quoted(claim, 2025, gpci=al).lines:
        assert abs(worth(line.formula) - line.dollars) <= Decimal("0.005")


@pytest.mark.parametrize("modifier", ["GY", "GZ"])
def test_a_line_that_a_modifier_takes_out_has_no_amount_and_reduces_none(modifier):
    asking = Asking(schedule_of(2025), terms(), "2025-03-04")
    lines = [ServiceLine("97113", 1, ("GP", modifier)), ServiceLine("97530", 1, ("GP",))]
    found = quote(lines, asking)
    assert [line.dollars for line in found.lines] == [None, Decimal("34.61")]
    assert found.lines[0].unpriced.reason.startswith(f"{modifier} says ")
    assert found.is_complete
