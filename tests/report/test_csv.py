"""Tables for spreadsheets: complete, quoted as RFC 4180 asks, and never formulas."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import InputError
from auditor.model import ELEMENTS, Span
from auditor.report.csv import FINDING_COLUMNS, NOTE_COLUMNS, findings_csv, notes_csv
from report.records import finding, item, record, renamed
from report.samples import all_three, assistant_note, hostile_note


def read(pieces):
    return list(csv.DictReader(io.StringIO("".join(pieces), newline="")))


def findings(*audited):
    return read(findings_csv(map(item, audited)))


def notes(*audited):
    return read(notes_csv(item(a)[0] for a in audited))


def test_findings_are_a_row_each():
    rows = findings(*all_three())

    assert list(rows[0]) == list(FINDING_COLUMNS)
    assert [r["rule"] for r in rows if r["rule"]] == [
        f.rule for audited in all_three() for f in audited.findings
    ]
    assert rows[1] == {
        "note_id": "A-17",
        "source": "exports/march.jsonl:17",
        "gate": "hold",
        "score": "14",
        "rule": "TIM101",
        "name": "missing-total-time",
        "severity": "error",
        "element": "total_treatment_time",
        "line": "1",
        "column": "1",
        "quote": "97530",
        "message": "Total treatment time is not stated",
        "ask": "What was the total treatment time in minutes, as the clock showed it?",
        "cite": "CMS Pub. 100-02, ch. 15, §220.3.E",
        "where": "",
        "fingerprint": item(assistant_note())[0]["findings"][1]["fingerprint"],
    }


def test_a_note_not_audited_whole_has_a_row_that_says_why():
    (first, *rest) = findings(hostile_note())
    told = {key: cell for key, cell in first.items() if cell}
    assert told == {
        "note_id": 'C <9> & "co"',
        "source": "'=exports/märz 1.jsonl:9",
        "gate": "cannot_assess",
        "message": "The note was not audited whole: UNT201 did not run: no pack knows this payer",
    }
    assert [r["rule"] for r in rest] == ["ACT201", "ACT202", "FMT101"]


def test_the_part_of_a_document_is_told():
    audited = record("one\ntwo", findings=(finding("AAA101", span=Span(4, 7)),))
    values, text = item(audited)
    (row,) = read(findings_csv([({**values, "parts": [{"start": 4, "where": "page 2"}]}, text)]))
    assert row["where"] == "page 2"


def test_a_finding_without_words_has_no_place_and_no_quote():
    row = findings(assistant_note())[0]

    assert (row["line"], row["column"], row["quote"]) == ("", "", "")


def test_a_quote_keeps_its_lines_and_signs():
    text = 'a "b", c\r\nd'
    (row,) = findings(record(text, findings=(finding("AAA101", span=Span(0, len(text))),)))

    assert row["quote"] == text


def test_notes_are_a_row_each():
    first, second, third = notes(*all_three())

    assert list(first) == list(NOTE_COLUMNS)
    assert [first[c] for c in NOTE_COLUMNS[:10]] == [
        "A-17",
        "exports/march.jsonl:17",
        "2026-03-04",
        "PT",
        "daily",
        "hold",
        "14",
        "2",
        "1",
        "1",
    ]
    assert [first[c] for c in NOTE_COLUMNS[-6:]] == ["38", "medicare", "2", "3", "0", "1"]
    assert [second[c] for c in NOTE_COLUMNS[-6:]] == ["39", "medicare", "3", "3", "0", "0"]
    assert [third[c] for c in NOTE_COLUMNS[-6:]] == [""] * 6
    assert third["score"] == ""


def test_each_notes_elements_are_all_there():
    audited = assistant_note()
    (row,) = notes(audited)

    assert len(set(NOTE_COLUMNS)) == len(NOTE_COLUMNS)
    assert {e: row[e] for e in ELEMENTS} == {e: audited.visit.elements[e].status for e in ELEMENTS}


def test_a_note_that_was_not_read_has_empty_elements():
    values, _ = item(record(complete=False))
    (row,) = read(notes_csv([{**values, "elements": {}}]))

    assert {row[e] for e in ELEMENTS} == {""}


@pytest.mark.parametrize(
    ("given_id", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        (" =1", "' =1"),
        ("\uff1d1", "'\uff1d1"),
        ("A=1", "A=1"),
        ("'x", "'x"),
        ("N\ud83d\x00", "N��"),
    ],
)
def test_a_cell_cannot_become_a_formula(given_id, cell):
    (row,) = notes(renamed(record("x"), given_id))

    assert row["note_id"] == cell


@settings(deadline=None)
@given(st.text())
def test_no_cell_begins_like_a_formula(text):
    audited = record(text, note_id=text, source=text, findings=(finding("AAA101", message=text),))
    (row,) = findings(audited)

    seen = [cell.lstrip(" \xa0") for cell in row.values()]

    assert [cell for cell in seen if cell.startswith(tuple("=+-@\t\r\n"))] == []


def test_lines_end_as_the_standard_asks():
    pieces = list(notes_csv(item(a)[0] for a in all_three()))

    assert len(pieces) == 4
    assert all(piece.endswith("\r\n") for piece in pieces)


def test_a_text_of_another_note_is_refused():
    with pytest.raises(InputError):
        list(findings_csv([(item(assistant_note())[0], "another")]))


def test_rows_come_as_the_notes_do():
    asked = []

    def items():
        for audited in all_three():
            asked.append(audited.note_id)
            yield item(audited)

    pieces = findings_csv(items())
    next(pieces)
    next(pieces)
    assert asked == ["A-17"]
    assert len(list(pieces)) == 7
