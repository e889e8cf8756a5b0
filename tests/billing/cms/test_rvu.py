"""Relative value files: by headings and by fixed columns, factors, statuses, what is refused."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor import fees
from auditor.billing.cms.kinds import Kind
from auditor.billing.cms.versions import Quarter
from auditor.errors import InputError
from billing.cms import published
from billing.cms.published import FORMS, fixed, packed, rate, rvu, text
from billing.cms.reading_back import load

NAME = "PPRRVU2025_Oct"
CODES = ("97110", "97129", "97530", "97010", "97014", "G0283")
ROWS = [
    rate("00100", "0.00 0.00 0.00 0.00", status="J", mult="9"),
    rate("97010", "0.06 0.10 0.01 0.17", status="B", mult="9"),
    rate("97014", "0.18 0.20 0.01 0.39", status="I", mult="9"),
    rate("97110", "0.45 0.43 0.01 0.89"),
    rate("97129", "0.50 0.16 0.01 0.67", mult="0"),
    rate("97530"),
    rate("97530", "0.40 0.60 0.01 1.01", mod="26"),
    rate("99999", "0.00 0.00 0.00 0.00", status="X", mult="9"),
]
RATES = {
    "97110": ("A", 5, "0.45 0.43 0.01"),
    "97129": ("A", 0, "0.50 0.16 0.01"),
    "97530": ("A", 5, "0.44 0.62 0.01"),
    "97010": ("B", None, None),
    "97014": ("I", None, None),
}


def write(folder, content, name):
    path = folder / name
    path.write_bytes(content)
    return path


def rates_in(values):
    """What a file of rates says of each code."""
    return {
        code: (group["status"], group.get("multiple"), rvus)
        for group in values["rates"]
        for code, rvus in {
            **dict.fromkeys(group.get("codes", ())),
            **group.get("rvus", {}),
        }.items()
    }


ALL_FORMS = {
    **{form: lambda rows, make=make: make(rvu(rows)) for form, make in FORMS.items()},
    "fixed": fixed,
    "fixed-zip": lambda rows: packed({f"{NAME}.txt": fixed(rows)}),
}


@pytest.mark.parametrize("form", ALL_FORMS)
def test_each_container_gives_the_same_rates(tmp_path, form):
    path = write(tmp_path, ALL_FORMS[form](ROWS), f"{NAME}.{form}")
    done, values = load(Kind.RVU, path, wanted=CODES)
    assert rates_in(values) == RATES
    assert [factor["dollars"] for factor in values["factor"]] == ["32.3465"]
    assert (values["id"], values["payer"], values["year"]) == ("medicare-2025", "medicare", 2025)
    assert published.DESCRIPTION not in done.document
    assert done.tallies[0].left_out["of a part of a service (modifier)"] == 1


@pytest.mark.parametrize(
    ("status", "priced"), [("A", True), ("R", True), ("T", True), ("B", False), ("C", False)]
)
def test_which_statuses_have_a_price(tmp_path, status, priced):
    rows = [ROWS[3], rate("97530", status=status)]
    _, values = load(Kind.RVU, write(tmp_path, text(rvu(rows)), f"{NAME}.txt"), wanted=CODES)
    held = (5, "0.44 0.62 0.01") if priced else (None, None)
    assert rates_in(values)["97530"] == (status, *held)


AMOUNTS = st.tuples(*[st.integers(0, 999)] * 3)


@given(amounts=st.lists(AMOUNTS, min_size=1, max_size=8), form=st.sampled_from(sorted(ALL_FORMS)))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_values_in_any_container_come_out_exactly(tmp_path, amounts, form):
    codes = [f"97{number:03}" for number in range(len(amounts))]
    rvus = {
        code: [f"{cents / 100:.2f}" for cents in (*parts, sum(parts))]
        for code, parts in zip(codes, amounts, strict=True)
    }
    rows = [rate(code, " ".join(parts)) for code, parts in rvus.items()]
    path = write(tmp_path, ALL_FORMS[form](rows), f"{NAME}.{form}")
    _, values = load(Kind.RVU, path, wanted=codes)
    expected = {code: ("A", 5, " ".join(parts[:3])) for code, parts in rvus.items()}
    assert rates_in(values) == expected


def test_the_factor_is_found_by_its_heading_wherever_it_stands(tmp_path):
    moved = [[*row[:24], "0", *row[24:]] for row in rvu(ROWS)[7:]]
    moved[2][24] = "EXTRA"
    grid = [*rvu(ROWS)[:7], *moved]
    path = write(tmp_path, text(grid), f"{NAME}.txt")
    _, values = load(Kind.RVU, path, wanted=CODES)
    assert [factor["dollars"] for factor in values["factor"]] == ["32.3465"]


def test_headings_on_one_line_are_enough(tmp_path):
    grid = [*rvu([])[:7], rvu([])[-1], *ROWS]
    _, values = load(Kind.RVU, write(tmp_path, text(grid), f"{NAME}.txt"), wanted=CODES)
    assert rates_in(values) == RATES


def test_both_factors_of_a_year_with_two_are_held(tmp_path):
    files = {
        "PPRRVU2026_Jan_QPP.csv": published.comma(rvu([rate("97530", factor="33.5675")])),
        "PPRRVU2026_Jan_nonQPP.csv": published.comma(rvu([rate("97530", factor="33.4009")])),
        "GPCI2026.csv": published.comma(published.gpci([])),
    }
    _, values = load(Kind.RVU, write(tmp_path, packed(files), "rvu26a.zip"), wanted=CODES)
    assert [(f["track"], f["dollars"]) for f in values["factor"]] == [
        ("non-qp", "33.4009"),
        ("qp", "33.5675"),
    ]
    assert values["year"] == 2026
    assert {str(f["from"]) for f in values["factor"]} == {"2026-01-01"}


@pytest.mark.parametrize(
    ("name", "of_two"),
    [
        ("PPRRVU2026_Jan_nonQPP.txt", True),
        ("PPRRVU2026_Jan_QPP.txt", True),
        ("PPRRVU2025_Jan.txt", False),
    ],
)
def test_one_factor_of_two_is_said_to_be_one(tmp_path, name, of_two):
    done, _ = load(Kind.RVU, write(tmp_path, text(rvu(ROWS)), name), wanted=CODES)
    assert ("second conversion factor" in done.remarks[-1]) is of_two


RELEASES = {
    "october": (f"{NAME}.txt", {}, ("2025-10-01", "2025-12-31")),
    "zip-of-april": ("RVU24B.txt", {}, ("2024-04-01", "2024-12-31")),
    "corrected-january": ("rvu24ar.txt", {}, ("2024-01-01", "2024-12-31")),
    "short-year": ("PPRRVU22_JAN.txt", {}, ("2022-01-01", "2022-12-31")),
    "july": ("PPRRVU23_JUL.txt", {}, ("2023-07-01", "2023-12-31")),
    "zip-of-july": ("rvu23c.txt", {}, ("2023-07-01", "2023-12-31")),
    "zip-of-october": ("rvu23d.txt", {}, ("2023-10-01", "2023-12-31")),
    "title": ("values.txt", {}, ("2025-10-01", "2025-12-31")),
    "given": ("values.txt", {"quarter": Quarter(2025, 3)}, ("2025-07-01", "2025-12-31")),
    "since": ("RVU24B.txt", {"since": "2024-03-09"}, ("2024-03-09", "2024-12-31")),
}


@pytest.mark.parametrize(("name", "asked", "days"), RELEASES.values(), ids=RELEASES)
def test_the_factor_holds_from_the_release_on(tmp_path, name, asked, days):
    _, values = load(Kind.RVU, write(tmp_path, text(rvu(ROWS)), name), wanted=CODES, **asked)
    (factor,) = values["factor"]
    assert (str(factor["from"]), str(factor["to"])) == days
    assert "track" not in factor


WRONG = {
    "sum": (rate("97530", "0.44 0.62 0.01 2.07"), "do not add up"),
    "words": (rate("97530", "NA 0.62 0.01 0.63"), "two decimals"),
    "no-expense": (rate("97530", "0.44 NA 0.01 0.45"), "two decimals"),
    "no-malpractice": (rate("97530", "0.44 0.62 NA 1.06"), "two decimals"),
    "no-total": (rate("97530", "0.44 0.62 0.01 NA"), "two decimals"),
    "places": (rate("97530", "0.444 0.62 0.01 1.07"), "two decimals"),
    "status": (rate("97530", status="AB"), "one letter"),
    "multiple": (rate("97530", mult=""), "not a digit"),
    "code": (rate("9753"), None),
}


@pytest.mark.parametrize(("row", "reason"), WRONG.values(), ids=WRONG)
def test_a_row_in_error_is_listed_and_the_rest_is_read(tmp_path, row, reason):
    path = write(tmp_path, text(rvu([ROWS[0], row, ROWS[3]])), f"{NAME}.txt")
    done, values = load(Kind.RVU, path, wanted=CODES)
    assert list(rates_in(values)) == ["97110"]
    assert [(s.line, reason in s.reason) for s in done.tallies[0].skipped] == (
        [(12, True)] if reason else []
    )


def test_of_fixed_columns_those_outside_a_facility_are_read(tmp_path):
    line = fixed([ROWS[5]]).decode().splitlines()[-1]
    assert line[75:81].strip() == published.FACILITY[0]
    assert line[96:102].strip() == published.FACILITY[1]
    _, values = load(Kind.RVU, write(tmp_path, fixed(ROWS), f"{NAME}.txt"), wanted=CODES)
    assert rates_in(values) == RATES


def test_a_row_that_ends_early_says_nothing_further(tmp_path):
    lines = text(rvu(ROWS)).decode().split("\r\n")
    (short,) = [n for n, line in enumerate(lines) if line.startswith("97010")]
    lines[short] = "\t".join(lines[short].split("\t")[:24])  # up to the conversion factor
    path = write(tmp_path, "\r\n".join(lines).encode(), f"{NAME}.txt")
    done, values = load(Kind.RVU, path, wanted=CODES)
    assert rates_in(values) == RATES
    assert not done.tallies[0].skipped


REFUSED = {
    "two-factors": ([ROWS[3], rate("97530", factor="33.2875")], "more than one conversion"),
    "no-factor": ([rate("97530", factor="")], "no conversion factor"),
    "nothing-right": ([rate("97530", "1.00 1.00 1.00 9.00")], "none of the 1 rows .* add up"),
    "no-such-code": ([rate("12001", "1.00 1.00 1.00 3.00")], "see --codes"),
}


@pytest.mark.parametrize(("rows", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_says_nothing_certain_is_refused(tmp_path, rows, reason):
    with pytest.raises(InputError, match=reason):
        load(Kind.RVU, write(tmp_path, text(rvu(rows)), f"{NAME}.txt"), wanted=CODES)


def test_a_missing_column_is_named(tmp_path):
    grid = [[cell for n, cell in enumerate(row) if n != 24] for row in rvu(ROWS)]
    with pytest.raises(InputError, match="no column is headed CONV FACTOR"):
        load(Kind.RVU, write(tmp_path, text(grid), f"{NAME}.txt"), wanted=CODES)


def test_releases_are_not_mixed(tmp_path):
    paths = [write(tmp_path, text(rvu(ROWS)), f"RVU25{letter}.txt") for letter in "AB"]
    with pytest.raises(InputError, match="RVU25A, RVU25B"):
        load(Kind.RVU, *paths, wanted=CODES)


def test_fees_can_read_the_file(tmp_path):
    done, _ = load(Kind.RVU, write(tmp_path, text(rvu(ROWS)), f"{NAME}.txt"), wanted=None)
    out = write(tmp_path, done.document.encode(), "rates.toml")
    schedule = fees.load_schedule(out)
    assert str(schedule.rates["97530"].rvus.total) == "1.07"
    assert [str(factor.dollars) for factor in schedule.factors] == ["32.3465"]
