"""Limits of units: both settings, adjudication indicators, reasons, and rows in error."""

import pytest

from auditor.billing import packs
from auditor.billing.cms.kinds import Kind
from auditor.billing.cms.versions import Quarter
from auditor.errors import InputError
from billing.cms.published import FORMS, comma, mue
from billing.cms.reading_back import load

NAME = "MCR_MUE_PractitionerServices_Eff_01-01-2026"
CODES = ("97010", "97110", "97161", "97530", "20560")
ROWS = [
    ["0001U", "1", "2 Date of Service Edit: Policy", "Code Descriptor / CPT Instruction"],
    ["20560", "1", "1 Line Edit", "Anatomic Consideration"],
    ["97010", "0", "3 Date of Service Edit: Clinical", "CMS Policy"],
    ["97110", "6", "3 Date of Service Edit: Clinical", "Clinical: Data"],
    ["97161", "1", "2 Date of Service Edit: Policy", "Code Descriptor / CPT Instruction"],
    ["97530", "6", "3 Date of Service Edit: Clinical", "Clinical: Data"],
]
LIMITS = {"20560": 1, "97010": 0, "97110": 6, "97161": 1, "97530": 6}


def write(folder, content, name=f"{NAME}.csv"):
    path = folder / name
    path.write_bytes(content)
    return path


def limits_in(values):
    return {code: cap["max_units"] for cap in values["cap"] for code in cap["codes"]}


@pytest.mark.parametrize("form", [form for form in FORMS if not form.startswith("utf")])
def test_each_container_gives_the_same_limits(tmp_path, form):
    # A text with tabs has no cells with line breaks.
    grid = (
        mue(ROWS) if "txt" not in form else [[c.replace("\n", " ") for c in r] for r in mue(ROWS)]
    )
    done, values = load(Kind.MUE, write(tmp_path, FORMS[form](grid)), wanted=CODES)
    assert limits_in(values) == LIMITS
    assert {str(cap["from"]) for cap in values["cap"]} == {"2026-01-01"}
    assert values["source"][0]["id"] == "ncci-mue-medicare-practitioner-2026q1"
    assert done.tallies[0].left_out == {"of other codes": 1}


def test_what_the_indicator_means_stands_beside_the_limit(tmp_path):
    done, _ = load(Kind.MUE, write(tmp_path, comma(mue(ROWS)[1:])), wanted=CODES)
    words = " ".join(done.document.replace("#", " ").split())
    for said in (
        "of each line; a modifier may split lines (MAI 1). CMS's reason: Anatomic Consideration.",
        "of each day, absolute (MAI 2). CMS's reason: Code Descriptor / CPT Instruction.",
        "of each day; more is paid on a record that shows the need (MAI 3).",
    ):
        assert said in words


def test_a_site_pack_can_hold_the_limits(tmp_path):
    done, _ = load(Kind.MUE, write(tmp_path, comma(mue(ROWS)[1:])), wanted=CODES)
    head = 'id = "site"\nname = "site"\npayer = "Site"\nextends = "commercial"\n'
    head += "dated_through = 2026-12-31\n"
    pack = packs.load_pack(write(tmp_path, (head + done.document).encode(), "site.toml"))
    held = packs.demands_of(pack, "2026-03-04").codes
    assert {code: held[code].max_units for code in LIMITS} == LIMITS


def test_the_hospitals_table_is_told_by_its_heading(tmp_path):
    grid = mue(ROWS, whose="Outpatient Hospital Services")[1:]
    _, values = load(Kind.MUE, write(tmp_path, comma(grid), "limits-2026q4.csv"), wanted=CODES)
    assert values["source"][0]["id"] == "ncci-mue-medicare-hospital-2026q4"


def test_where_the_heading_does_not_say_whose_it_is_the_name_does(tmp_path):
    path = write(tmp_path, comma(mue(ROWS, whose="All")[1:]), "practitioner-2026q1.csv")
    _, values = load(Kind.MUE, path, wanted=CODES)
    assert values["source"][0]["id"] == "ncci-mue-medicare-practitioner-2026q1"


MONTHS = {"01-01": "01-01", "03-01": "01-01", "04-01": "04-01", "09-30": "07-01", "12-01": "10-01"}


@pytest.mark.parametrize(("day", "start"), MONTHS.items())
def test_the_day_in_the_name_tells_the_quarter(tmp_path, day, start):
    name = f"MCR_MUE_PractitionerServices_Eff_{day}-2026.csv"
    _, values = load(Kind.MUE, write(tmp_path, comma(mue(ROWS)[1:]), name), wanted=CODES)
    assert {str(cap["from"]) for cap in values["cap"]} == {f"2026-{start}"}


def test_medicaids_table_has_no_indicator(tmp_path):
    grid = [[row[0], row[1], row[3]] for row in mue(ROWS)[1:]]
    path = write(tmp_path, comma(grid), "medicaid-practitioner-2026q1.csv")
    done, values = load(Kind.MUE, path, wanted=CODES)
    assert limits_in(values) == LIMITS
    assert "MAI" not in done.document


REFUSED = {
    "other-setting": ("Practitioner Services", {"setting": "hospital"}, "is the practitioner"),
    "suppliers": ("DME Supplier Services", {}, "equipment suppliers"),
    "no-setting": ("All", {}, "--setting"),
}


@pytest.mark.parametrize(("whose", "asked", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_table_of_somebody_else_is_refused(tmp_path, whose, asked, reason):
    path = write(tmp_path, comma(mue(ROWS, whose=whose)[1:]), "limits-2026q1.csv")
    with pytest.raises(InputError, match=reason):
        load(Kind.MUE, path, wanted=CODES, **asked)


def test_without_a_quarter_the_table_is_refused(tmp_path):
    path = write(tmp_path, comma(mue(ROWS)[1:]), "limits.csv")
    with pytest.raises(InputError, match=r"limits\.csv: .*say --quarter"):
        load(Kind.MUE, path, wanted=CODES)
    _, values = load(Kind.MUE, path, wanted=CODES, quarter=Quarter(2026, 2))
    assert {str(cap["from"]) for cap in values["cap"]} == {"2026-04-01"}


WRONG = {
    "fraction": (["97530", "6.5", "3 Date", ""], "whole number"),
    "nothing": (["97530", "", "3 Date", ""], "whole number"),
    "below-nought": (["97530", "-1", "3 Date", ""], "whole number"),
    "indicator": (["97530", "6", "4 Date", ""], "none of 1, 2 and 3"),
    "no-indicator": (["97530", "6", "", ""], "none of 1, 2 and 3"),
    "code": (["975", "30 units", "6", ""], "whole number"),
    "words": (["therapy", "6", "3 Date", ""], "not a procedure code"),
    "another-indicator": (["97110", "6", "2 Date of Service Edit: Policy", ""], "limit above"),
    "another-limit": (["97110", "8", "3 Date", ""], "another limit above"),
}


@pytest.mark.parametrize(("row", "reason"), WRONG.values(), ids=WRONG)
def test_a_row_in_error_is_listed_and_the_rest_is_read(tmp_path, row, reason):
    path = write(tmp_path, comma([*mue(ROWS[:4])[1:], row, ROWS[4]]))
    done, values = load(Kind.MUE, path, wanted=CODES)
    assert [(s.line, reason in s.reason) for s in done.tallies[0].skipped] == [(7, True)]
    assert limits_in(values) == {code: LIMITS[code] for code in LIMITS if code != "97530"}
