"""Workbooks: every sheet with a notes column, cells as people see them, nothing that kills."""

from datetime import date, datetime, time
from pathlib import Path

import pytest

from auditor.errors import InputError
from auditor.ingest import Refused, read_sources
from auditor.ingest import workbook as reading
from auditor.model import Note, Part, ServiceLine
from ingest.workbooks import changed, workbook

SAMPLES = Path(__file__).parent / "samples"
NOTE = (SAMPLES / "note.txt").read_text(encoding="utf-8")
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Read a file ``a.xlsx`` of the working folder."""
    monkeypatch.chdir(tmp_path)

    def read_raw(raw, name="a.xlsx"):
        (tmp_path / name).write_bytes(raw)
        return list(read_sources([name]))

    return read_raw


def note(where, text, note_id=None, **more):
    return Note(note_id or f"a.xlsx:{where}", text, f"a.xlsx:{where}", **more)


HEADINGS = ["Note ID", "DOS", "MRN", "CPT", "Units", "Mod", "Note"]


def test_a_row_is_a_note_with_all_that_it_says(read):
    row = ["N-1", date(2026, 3, 4), 17, 97530, 2.0, "GP", NOTE]
    assert read(workbook([HEADINGS, row])) == [
        note(
            "row 2",
            NOTE,
            "N-1",
            date_of_service="2026-03-04",
            patient="17",
            claim=(ServiceLine("97530", 2, ("GP",)),),
        )
    ]


@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a", "a.xls", "a.zip"])
def test_the_name_does_not_matter(read, name):
    [one] = read(workbook([["note"], [NOTE]]), name)
    assert (one.text, one.source) == (NOTE, f"{name}:row 2")


CELLS = {
    "text": ("  a\n b\t\n", "  a\n b\t\n"),
    "day": (date(2026, 3, 4), "2026-03-04"),
    "moment": (datetime(2026, 3, 4, 10, 5), "2026-03-04 10:05"),  # noqa: DTZ001 (as Excel has it)
    "time": (time(10, 5), "10:05"),
    "whole": (97530.0, "97530"),
    "decimal": (2.5, "2.5"),
    "true": (True, "TRUE"),
    "longest": ("x" * 32_767, "x" * 32_767),
}


@pytest.mark.parametrize(("cell", "text"), CELLS.values(), ids=CELLS)
def test_a_cell_is_read_as_people_see_it(read, cell, text):
    assert [n.text for n in read(workbook([["note"], [cell]]))] == [text]


def test_a_date_with_a_time_of_day_is_a_date_of_service(read):
    row = ["Gait.", datetime(2026, 3, 4, 10, 5)]  # noqa: DTZ001 (as Excel has it)
    assert [n.date_of_service for n in read(workbook([["note", "dos"], row]))] == ["2026-03-04"]


def test_titles_above_the_headings_and_blank_rows_are_passed_over(read):
    rows = [["Daily notes of March"], [], [None, None, "as of", date(2026, 4, 1)], [], HEADINGS]
    rows += [[], ["N-1", "3/4/2026", "7", "97530", "2", "", "Gait."], []]
    [one] = read(workbook(rows))
    assert (one.note_id, one.text, one.source) == ("N-1", "Gait.", "a.xlsx:row 7")


def test_all_sheets_with_a_notes_column_are_read_and_called_by_number(read):
    raw = workbook(
        [["about"], ["x"]],
        [["note"], ["a"]],
        [["id", "text"], ["N-1", "b"]],
        names=["Patient Z", "Patient Y", "Patient X"],
    )
    assert read(raw) == [note("sheet 2, row 2", "a"), note("sheet 3, row 2", "b", "N-1")]


def test_rows_of_one_note_are_put_together_and_named(read):
    rows = [["Note ID", "Section", "Note Text"]]
    rows += [["N-1", "Subjective", "Sore."], ["N-1", "Objective", "Gait."], ["N-2", "", "Other."]]
    assert read(workbook(rows)) == [
        note(
            "row 2",
            "Subjective:\nSore.\nObjective:\nGait.",
            "N-1",
            parts=(Part(0, "row 2"), Part(18, "row 3")),
        ),
        note("row 4", "Other.", "N-2"),
    ]


def test_the_sample_reads_to_the_note():
    [one] = read_sources([SAMPLES / "tables" / "export.xlsx"])
    assert one.text == NOTE
    assert one.claim == (ServiceLine("97530", 2, ("GP",)), ServiceLine("97110", 1, ("GP",)))


NO_COLUMN = 'has no column for the notes\' text; name one "note", or see `auditor map` '
WRONG = {
    "no-notes": (
        workbook([["id", "CANARY"], ["1", "CANARY"]]),
        NO_COLUMN + "(columns found: id and 1 more)",
    ),
    "a-note-where-headings-should-be": (
        workbook(
            [
                ["Appt", "Done"],
                *[[str(i), f"PT daily note. {'Sit to stand. ' * i}"] for i in (3, 4)],
            ]
        ),
        NO_COLUMN + "(columns found: 2, and the first row does not look like headings)",
    ),
    "no-rows": (
        workbook([["id", "note"]]),
        "holds no rows under its headings; give one note a row",
    ),
    "no-cells": (
        workbook([]),
        "holds no table; a row must name the columns, as in id, note",
    ),
    "no-sheets-at-all": (
        changed(workbook([["note"], ["CANARY"]]), "xl/workbook.xml", lambda _: b"<CANARY"),
        "cannot be read as a workbook (.xlsx); save it anew or as CSV",
    ),
    "broken-sheet": (
        changed(workbook([["note"], ["CANARY"]]), SHEET, lambda body: body[:-200]),
        "cannot be read as a workbook (.xlsx); save it anew or as CSV",
    ),
}


@pytest.mark.parametrize(("raw", "why"), WRONG.values(), ids=WRONG)
def test_a_workbook_without_notes_is_an_error(read, raw, why):
    with pytest.raises(InputError) as caught:
        read(raw)
    assert str(caught.value) == f"a.xlsx: {why}"


def far(*rows):
    """Rows of XML in the place of a sheet's."""
    data = b"".join(rows)
    head = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    return lambda _: head + data + b"</sheetData></worksheet>"


CELL = b'<c r="%s"><v>1</v></c>'
FAR = {
    "corner": far(
        b'<row r="1">' + CELL % b"A1" + b"</row>",
        b'<row r="1048576">' + CELL % b"XFD1048576" + b"</row>",
    ),
    "in-other-quotes": far(b"<row><c r='A1'/></row><row r='9999999'><c r = 'zz9999999'/></row>"),
    "with-a-prefix": far(b'<x:row r="1048576"><x:c s="1" r="XFD1048576"/></x:row>'),
    "without-places": far(b"<row>" + b"<c/>" * 5000 + b"</row>" + b"<row><c/></row>" * 5000),
}


@pytest.mark.parametrize("change", FAR.values(), ids=FAR)
def test_a_sheet_that_asks_for_all_memory_is_refused_before_it_is_opened(read, change):
    """The library that reads workbooks would end the whole program."""
    raw = changed(workbook([["note"], ["a"]]), SHEET, change)
    assert len(raw) < 20_000
    with pytest.raises(InputError) as caught:
        read(raw)
    assert str(caught.value) == "a.xlsx: has a sheet of over 10,000,000 cells; save it as CSV"


def test_a_workbook_that_unpacks_to_too_much_is_refused(read, monkeypatch):
    monkeypatch.setattr(reading, "MOST_UNPACKED_BYTES", 100_000)
    raw = changed(workbook([["note"], ["a"]]), "docProps/app.xml", lambda _: b" " * 200_000)
    with pytest.raises(InputError) as caught:
        read(raw)
    assert str(caught.value) == "a.xlsx: is too large for a workbook; save it as CSV"


def test_a_row_whose_date_is_none_is_refused_and_the_next_one_read(read):
    rows = [["note", "dos"], ["a", "CANARY"], ["b", date(2026, 3, 4)]]
    why = '"date_of_service" must be a date such as 2026-03-04 or 3/4/2026'
    assert read(workbook(rows)) == [
        Refused("a.xlsx:row 2", "a.xlsx:row 2", f"a.xlsx:row 2: {why}"),
        note("row 3", "b", date_of_service="2026-03-04"),
    ]


def merged(*ranges):
    """Merge ranges of the first sheet."""
    cells = "".join(f'<mergeCell ref="{one}"/>' for one in ranges).encode()
    put = b"</sheetData><mergeCells>" + cells + b"</mergeCells>"
    return lambda sheet: sheet.replace(b"</sheetData>", put)


def test_a_note_in_cells_merged_over_the_codes_of_its_visit_is_one_note(read):
    rows = [
        ["DOS", "MRN", "CPT", "Units", "Note"],
        [date(2026, 3, 4), "P1", "97530", 2, NOTE],
        ["", "", "97110", 1, ""],
        [date(2026, 3, 5), "P1", "97110", 1, NOTE],
        ["", "", "", "", ""],
    ]
    ranges = [f"{c}2:{c}3" for c in "ABE"] + [f"{c}4:{c}5" for c in "ABCDE"]
    first, second = read(changed(workbook(rows), SHEET, merged(*ranges)))
    assert (first.date_of_service, first.text) == ("2026-03-04", NOTE)
    assert first.claim == (ServiceLine("97530", 2), ServiceLine("97110", 1))
    assert (second.date_of_service, second.claim) == ("2026-03-05", (ServiceLine("97110", 1),))


def test_too_many_merged_cells_are_refused(read, monkeypatch):
    monkeypatch.setattr(reading, "MOST_MERGED", 1)
    raw = changed(workbook([["note"], [NOTE]]), SHEET, merged("A2:A3", "A4:A5"))
    with pytest.raises(InputError, match="over 1 merged cells; save it as CSV"):
        read(raw)


def test_days_left_as_excels_numbers_are_days(read):
    [one] = read(workbook([["note", "DOS"], [NOTE, 46085]]))
    assert one.date_of_service == "2026-03-04"


def test_a_row_of_totals_is_told_and_is_no_note(read):
    rows = [["id", "Units", "note"], ["N1", 2, NOTE], ["Grand Total", 2, ""]]
    one, total = read(workbook(rows))
    assert (one.note_id, total.notice) == ("N1", True)
    assert total.message == "a.xlsx:row 3: is a row of totals, no note; it is not read"
