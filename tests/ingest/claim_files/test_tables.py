"""CSV, its kin and workbooks: one service line a row, whatever its columns are called."""

import io
from datetime import date, datetime

import pytest
import xlsxwriter

from auditor.errors import ConfigError
from auditor.model import ClaimLine, ServiceLine
from ingest.claim_files.reading import claims_of, lines_of, messages_of
from ingest.claim_files.writing import BILLING_NPI, Claim, Line, rows, table

CLAIMS = [
    Claim(
        "A1",
        (Line("97530", 2, ("GP", "59"), diagnoses=("M54.50", "R26.2")), Line("97110", 1)),
        "M-1",
        "R-1",
    )
]
EXPECTED = [
    ClaimLine(
        claim_id="A1",
        line_id="1",
        service=ServiceLine(
            "97530", 2, ("GP", "59"), "2026-03-04", BILLING_NPI, ("M54.50", "R26.2")
        ),
        source="a:row 2",
        patients=("A1", "R-1", "M-1"),
        payer="PAYER A",
    ),
    ClaimLine(
        claim_id="A1",
        line_id="2",
        service=ServiceLine("97110", 1, (), "2026-03-04", BILLING_NPI, ()),
        source="a:row 3",
        patients=("A1", "R-1", "M-1"),
        payer="PAYER A",
    ),
]


def service_of(folder, text, mapping=None):
    (found,) = claims_of(folder, text, mapping=mapping)
    return found.service


def workbook(*sheets):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "m/d/yyyy"})
        for cells in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(cells):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, column, value, day)
                    else:
                        sheet.write(number, column, value)
    return stream.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_by_the_headings(tmp_path, delimiter):
    assert claims_of(tmp_path, table(CLAIMS, delimiter)) == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_encoding_is_read(tmp_path, encoding):
    assert claims_of(tmp_path, table(CLAIMS).encode(encoding)) == EXPECTED


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "mac"])
def test_any_line_end_is_read(tmp_path, end):
    assert claims_of(tmp_path, table(CLAIMS).replace("\r\n", end)) == EXPECTED


def test_a_workbook_is_read_like_a_text(tmp_path):
    assert claims_of(tmp_path, workbook(rows(CLAIMS))) == EXPECTED


def test_numbers_and_dates_of_a_workbook_are_taken_as_written(tmp_path):
    cells = [
        ["CPT", "Units", "DOS", "NPI", "MRN"],
        [97530, 2.0, date(2026, 3, 4), 1999999984, 77],
        [97530, 1, datetime(2026, 3, 5, 9, 30), "", ""],  # noqa: DTZ001 (a cell has no zone)
    ]
    items = claims_of(tmp_path, workbook(cells))
    assert [item.service for item in items] == [
        ServiceLine("97530", 2, (), "2026-03-04", "1999999984"),
        ServiceLine("97530", 1, (), "2026-03-05"),
    ]
    assert items[0].patients == ("77",)


def test_all_sheets_with_the_headings_are_read_and_others_passed(tmp_path):
    notes = [["Remark"], ["nothing to bill"]]
    items = claims_of(tmp_path, workbook(notes, rows(CLAIMS), [], rows(CLAIMS)))
    assert [item.source for item in items] == [
        "a:sheet 2:row 2",
        "a:sheet 2:row 3",
        "a:sheet 4:row 2",
        "a:sheet 4:row 3",
    ]


def test_of_two_sheets_each_is_numbered(tmp_path):
    items = claims_of(tmp_path, workbook([["Remark"]], rows(CLAIMS)))
    assert [item.source for item in items] == ["a:sheet 2:row 2", "a:sheet 2:row 3"]


def test_rows_of_a_workbook_are_counted_as_the_user_sees_them(tmp_path):
    cells = [[""], ["Export of claims"], [""], ["", "CPT", "Units", "DOS"]]
    cells += [[""], ["", "97530", 1, "3/4/2026"]]
    (found,) = claims_of(tmp_path, workbook(cells))
    assert found.source == "a:row 6"


def test_titles_may_stand_above_the_headings(tmp_path):
    text = "Claims of March\nmade on,3/31/2026\n\nCPT,Units,DOS\n97530,1,3/4/2026\n"
    (found,) = claims_of(tmp_path, text)
    assert found.source == "a:row 5"


HEADINGS = {
    "plain": ("code,units,date", ""),
    "spoken": ("Procedure Code,Number of Units,Date of Service", ""),
    "joined": ("CptCode,BilledUnits,ServiceDate", ""),
    "from": ("HCPCS,Qty,DOS From", ""),
    "to": ("HCPCS,Qty,From Date,To Date", ",2026-03-04"),
}


@pytest.mark.parametrize(("headings", "more"), HEADINGS.values(), ids=HEADINGS)
def test_columns_are_told_by_their_headings(tmp_path, headings, more):
    found = service_of(tmp_path, f"{headings}\n97530,2,3/4/2026{more}\n")
    assert found == ServiceLine("97530", 2, (), "2026-03-04")


def test_blanks_around_a_cell_say_nothing(tmp_path):
    text = "CPT,Units,DOS From,DOS To\n 97530 , 2 , 3/4/2026 , 3/4/2026 \n"
    assert service_of(tmp_path, text) == ServiceLine("97530", 2, (), "2026-03-04")


def test_a_long_text_is_read_in_its_order(tmp_path):
    text = "CPT,Units,DOS\n" + "".join(f"97530,{n},3/4/2026\n" for n in range(1, 121))
    items = claims_of(tmp_path, text)
    assert [item.service.units for item in items] == list(range(1, 121))
    assert [item.source for item in items] == [f"a:row {n}" for n in range(2, 122)]


DIAGNOSES = {
    "m5450": "M54.50",
    "M54.50": "M54.50",
    "I10": "I10",
    "S72001A": "S72.001A",
    "7242": "7242",
}


@pytest.mark.parametrize(("written", "expected"), DIAGNOSES.items())
def test_diagnoses_are_given_as_people_write_them(tmp_path, written, expected):
    text = f"CPT,Units,DOS,Dx\n97530,2,3/4/2026,{written}\n"
    assert service_of(tmp_path, text).diagnoses == (expected,)


MODIFIERS = {
    "one-column": ("Modifiers", "GP 59", ("GP", "59")),
    "one-column-commas": ("Mods", '"GP,59"', ("GP", "59")),
    "four-columns": ("Mod1,Mod2,Mod3,Mod4", "GP,59,,KX", ("GP", "59", "KX")),
    "four-columns-unordered": ("Modifier 2,Modifier 1", "59,GP", ("GP", "59")),
    "first-unnumbered": ("Modifier,Modifier 2", "GP,59", ("GP", "59")),
    "none": ("Room", "4", ()),
}


@pytest.mark.parametrize(("headings", "cells", "expected"), MODIFIERS.values(), ids=MODIFIERS)
def test_modifiers_stand_in_one_column_or_in_several(tmp_path, headings, cells, expected):
    text = f"CPT,Units,DOS,{headings}\n97530,2,3/4/2026,{cells}\n"
    assert service_of(tmp_path, text).modifiers == expected


@pytest.mark.parametrize("written", ["97530-GP-59", "97530 GP 59", "97530:GP:59"])
def test_modifiers_may_stand_behind_the_code(tmp_path, written):
    found = service_of(tmp_path, f"CPT,Units,DOS\n{written},2,3/4/2026\n")
    assert (found.code, found.modifiers) == ("97530", ("GP", "59"))


def test_a_map_names_columns_of_other_names(tmp_path):
    text = "Proc Cd,Cnt,Svc Dt,M-A,M-B,Units\n97530,2,3/4/2026,GP,59,9\n"
    mapping = {
        "code": "Proc Cd",
        "units": "cnt",
        "date_of_service": "Svc Dt",
        "modifiers": "M-A, M-B",
    }
    found = service_of(tmp_path, text, mapping)
    assert found == ServiceLine("97530", 2, ("GP", "59"), "2026-03-04")


def test_a_column_that_a_map_names_is_not_taken_for_another_role(tmp_path):
    text = "CPT,Units,DOS,Provider\n97530,2,3/4/2026,Plan A\n"
    (found,) = claims_of(tmp_path, text, mapping={"payer": "Provider"})
    assert (found.payer, found.service.clinician) == ("Plan A", None)


def test_a_heading_that_a_map_gives_may_hold_a_comma(tmp_path):
    text = 'CPT,"Units, billed",DOS\n97530,2,3/4/2026\n'
    assert service_of(tmp_path, text, {"units": "Units, billed"}).units == 2


def test_a_map_holds_for_a_workbook_too(tmp_path):
    cells = [["Proc Cd", "Units", "DOS"], ["97530", 2, "3/4/2026"]]
    (found,) = claims_of(tmp_path, workbook(cells), mapping={"code": "Proc Cd"})
    assert found.service.code == "97530"


def test_a_map_with_a_role_there_is_not_is_an_error(tmp_path):
    with pytest.raises(ConfigError, match="no column is called 'unit'; did you mean units"):
        claims_of(tmp_path, "", mapping={"unit": "Qty"})


def test_a_map_with_a_heading_there_is_not_is_told(tmp_path):
    text = "CPT,Units,DOS\n97530,2,3/4/2026\n"
    (message,) = messages_of(claims_of(tmp_path, text, mapping={"payer": "Plan"}))
    assert message == "a: has no column with the heading that claim_columns gives for payer"
    (message,) = messages_of(claims_of(tmp_path, text, mapping={"units": "Cnt"}))
    assert message.endswith("claim_columns names units otherwise than the file does")


def test_a_missing_column_is_named_and_strange_cells_are_not_shown(tmp_path):
    (message,) = messages_of(claims_of(tmp_path, "CPT,Units,PATIENT ZEBEDEE\n97530,2,x\n"))
    assert message == (
        "a: has no column for the date of service (columns found: CPT, Units; 1 more); "
        'name it in auditor.toml: [claim_columns] date_of_service = "its heading"'
    )


ROWS = {
    "negative": ("97530,-1,3/4/2026", "the units in the units' column are negative"),
    "fraction": ("97530,1.5,3/4/2026", "the units in the units' column are a fraction"),
    "absurd": ("97530,4500,3/4/2026", "the units in the units' column are over 999"),
    "no-units": ("97530,,3/4/2026", "there are no units in the units' column"),
    "no-date": ("97530,1,", "there is no date of service in the date's column"),
    "not-a-date": ("97530,1,March", "the date's column holds no date"),
    "no-code": (",1,3/4/2026", "there is no procedure code in the code's column"),
    "a-name-for-modifier": ("97530 SMITH,1,3/4/2026", "the modifiers' column holds a modifier"),
    "too-few-cells": ("97530,1", "the row has 2 cells under 3 headings"),
    "too-many-cells": ("97530,1,3/4/2026,GP", "the row has 4 cells under 3 headings"),
    "total": ("Total,12,", "there is no date of service in the date's column"),
}


@pytest.mark.parametrize(("row", "reason"), ROWS.values(), ids=ROWS)
def test_a_row_that_cannot_be_told_is_refused_and_the_rest_is_read(tmp_path, row, reason):
    good = "97530,2,3/4/2026"
    items = claims_of(tmp_path, f"CPT,Units,DOS\n{good}\n{row}\n{good}\n")
    assert len(lines_of(items)) == 2
    (message,) = messages_of(items)
    assert message.startswith(f"a:row 3: {reason}")


def test_a_row_of_sums_is_told_and_no_trouble(tmp_path):
    items = claims_of(tmp_path, b"Patient ID,CPT,DOS,Units\nP-1,97530,2026-03-04,2\nTotal,,,2\n")
    (notice,) = [item for item in items if not isinstance(item, ClaimLine)]
    assert notice.notice
    assert notice.message == (
        "a:row 3: the row has neither a code nor a day (a total?), so it bills nothing"
    )
    assert [line.service.units for line in lines_of(items)] == [2]


def test_a_row_of_several_days_is_refused(tmp_path):
    text = "CPT,Units,From,To\n97530,2,3/4/2026,3/6/2026\n97530,2,3/4/2026,3/4/2026\n"
    items = claims_of(tmp_path, text)
    assert len(lines_of(items)) == 1
    assert "spans several days" in messages_of(items)[0]


def test_quotes_that_do_not_close_end_the_reading(tmp_path):
    text = 'CPT,Units,DOS\n97530,2,3/4/2026\n97530,2,"3/4/2026\n97530,2,3/4/2026\n'
    items = claims_of(tmp_path, text)
    assert len(lines_of(items)) == 1
    assert messages_of(items)[0].startswith("a:row 3: the quotes in the row that starts here")


EMPTY = {
    "headings-only": ("CPT,Units,DOS\n", "a: holds no rows under its headings"),
    "blank-rows": ("CPT,Units,DOS\n,,\n\n", "a: holds no rows under its headings"),
    "blanks": (" \n \n", "a: is empty"),
    "a-note": ("Pt seen for gait training.\n", "a: has no column for the procedure code and"),
}


@pytest.mark.parametrize(("text", "reason"), EMPTY.values(), ids=EMPTY)
def test_a_text_without_lines_is_told(tmp_path, text, reason):
    (message,) = messages_of(claims_of(tmp_path, text))
    assert message.startswith(reason)


@pytest.mark.parametrize("part", [0.3, 0.9])
def test_a_cut_workbook_is_told(tmp_path, part):
    raw = workbook(rows(CLAIMS))
    (message,) = messages_of(claims_of(tmp_path, raw[: int(len(raw) * part)]))
    assert message == "a: is a damaged or incomplete workbook; get the whole file"


def test_another_zip_file_is_told(tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("a.txt", "x")
    (message,) = messages_of(claims_of(tmp_path, (tmp_path / "b.zip").read_bytes()))
    assert message == "a: cannot be read as a workbook (.xlsx); save it anew or as CSV"


def test_a_workbook_without_the_headings_is_told(tmp_path):
    (message,) = messages_of(claims_of(tmp_path, workbook([["CPT", "Units"], ["97530", 1]])))
    assert "has no column for the date of service" in message


def test_cut_at_any_byte_all_rows_but_the_last_are_true(tmp_path):
    raw = table(CLAIMS).encode()
    for end in range(len(raw)):
        lines = lines_of(claims_of(tmp_path, raw[:end]))
        complete = raw[:end].count(b"\n") - 1
        assert lines[: max(complete, 0)] == EXPECTED[: max(complete, 0)], end
