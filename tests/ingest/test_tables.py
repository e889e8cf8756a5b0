"""Tables: one note a row, whatever parts the cells and whatever the columns are called."""

import csv
import io

import pytest

from auditor.errors import InputError
from auditor.ingest import MOST_BYTES, Refused, read_sources
from auditor.ingest.columns import HEADINGS
from auditor.ingest.encoding import LINE_LIMIT
from auditor.model import Note, ServiceLine


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Read a file ``a.csv`` of the working folder."""
    monkeypatch.chdir(tmp_path)

    def read_raw(raw, name="a.csv"):
        (tmp_path / name).write_bytes(raw.encode() if isinstance(raw, str) else raw)
        return list(read_sources([name]))

    return read_raw


def note(line, text, note_id=None, **more):
    return Note(note_id or f"a.csv:{line}", text, f"a.csv:{line}", **more)


def test_every_role_is_read_from_its_column(read):
    table = (
        "Note ID,Service Date,Discipline,Setting,Payor,MRN,Therapist,CPT Codes,Note,Room\r\n"
        "A-17,3/4/2026,PT,snf,medicare,P1,C9,97530-GP=2; 97110=1,Sit to stand.,12\r\n"
        "A-18,,,,,,,,Gait.,\r\n"
    )
    assert read(table) == [
        Note(
            note_id="A-17",
            text="Sit to stand.",
            source="a.csv:2",
            discipline="PT",
            setting="snf",
            payer="medicare",
            patient="P1",
            clinician="C9",
            date_of_service="2026-03-04",
            claim=(ServiceLine("97530", 2, ("GP",)), ServiceLine("97110", 1)),
        ),
        note(3, "Gait.", "A-18"),
    ]


@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_by_the_headings_not_by_the_suffix(read, delimiter, name):
    others = ",;\t|".replace(delimiter, "")
    row = delimiter.join(["7", f"a{others}b", ""])
    notes = read(f"id{delimiter}note{delimiter}payer\n{row}\n", name)
    assert notes == [Note("7", f"a{others}b", f"{name}:2")]


def test_the_delimiter_may_be_named_in_the_first_line(read):
    assert read("sep=|\r\nid|note\r\n7|a,b;c\r\n") == [note(3, "a,b;c", "7")]


def test_quoted_cells_keep_their_breaks_quotes_and_delimiters(read):
    text = 'S: "sore",\r\nO: 17" chair\n\n\x0cP: \rcontinue '
    quoted = text.replace('"', '""')
    assert read(f'id,note\r\n1,"{quoted}"\r\n2,b\r\n') == [note(2, text, "1"), note(7, "b", "2")]


def test_quotes_inside_unquoted_cells_are_characters(read):
    assert read('id,note\n1,17" chair "low"\n') == [note(2, '17" chair "low"', "1")]


QUOTE_FIRST = 'id{d}note{d}payer\n1{d}"Sore" per pt; 17" chair{d}\n2{d}"Open{d}x\n3{d}Gait.{d}\n'


@pytest.mark.parametrize("delimiter", ["\t", "|"])
def test_exports_that_know_no_quoting_are_read_as_they_are(read, delimiter):
    assert read(QUOTE_FIRST.format(d=delimiter)) == [
        note(2, '"Sore" per pt; 17" chair', "1"),
        note(3, '"Open', "2", payer="x"),
        note(4, "Gait.", "3"),
    ]


def test_a_table_of_one_column_needs_no_quotes(read):
    assert read('note\nGait, stairs; rest\n"Car, toilet"\n') == [
        note(2, "Gait, stairs; rest"),
        note(3, "Car, toilet"),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "c"], ids=["ended", "not-ended"])
def test_every_line_end_is_one(read, end, last):
    rows = ["id,note", "1,a", "", ",", '2,"b"', f"3,{last}" if last else ""]
    assert read(end.join(rows)) == [
        note(2, "a", "1"),
        note(5, "b", "2"),
        *([note(6, "c", "3")] if last else []),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_told_apart(read, encoding):
    assert read("id,note\n1,5\u00bd\u201d\n".encode(encoding)) == [note(2, "5\u00bd\u201d", "1")]


def test_blank_lines_before_the_headings_are_passed_over(read):
    assert read("\n\nid,note\n1,a\n") == [note(4, "a", "1")]


def test_blank_cells_after_the_last_heading_are_passed_over(read):
    assert read("id,note\n1,a,,\n") == [note(2, "a", "1")]


def test_long_cells_are_read_and_the_modules_own_limit_stays(read):
    theirs = csv.field_size_limit(77)
    try:
        assert read(f'note\n"{"C" * MOST_BYTES}"\n') == [note(2, "C" * MOST_BYTES)]
        assert csv.field_size_limit() == 77
    finally:
        csv.field_size_limit(theirs)


def test_long_first_notes_do_not_mislead_about_the_quotes(read):
    long = "no comma\n" + "one comma, as in a row\n" * 20_000 + "one, too"
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([["id", "note"], ["1", long], ["2", '"b"']])
    assert read(out.getvalue()) == [note(2, long, "1"), note(20_004, '"b"', "2")]


CLAIMS = {
    "json": ("claim", '"[{""code"": ""97530"", ""units"": 2, ""modifiers"": [""GP""]}]"'),
    "words": ("Billed", "97530 x2 GP"),
    "cells": ("CPT,Units,Modifiers", "97530,2,GP"),
}


@pytest.mark.parametrize(("heading", "cells"), CLAIMS.values(), ids=CLAIMS)
def test_a_claim_is_read_however_it_is_written(read, heading, cells):
    line = ServiceLine("97530", 2, ("GP",))
    assert read(f"note,{heading}\na,{cells}\n") == [note(2, "a", claim=(line,))]


EMPTY = "the note is empty; give its text or take it out"
CELLS = "headings; quote each cell that holds a delimiter or a line break"
HOW = "write each code with its units, as in 97530-GP=2 97110-GP=1"

REFUSED = {
    "empty-text": ("A-2,,PT,,", "A-2", EMPTY),
    "too-large": (
        f"A-2,{'C' * (MOST_BYTES + 1)},PT,,",
        "A-2",
        "the note is over 1,000,000 bytes; is it one note? split it into single notes",
    ),
    "nul": (
        "A-2,CANARY\0,PT,,",
        "A-2",
        "holds NUL characters, so it is not plain text; save it as UTF-8 text",
    ),
    "undecodable": (
        b"A-2,CANARY\x81,PT,,",
        "A-2",
        "holds bytes or escapes that are no characters; save it as UTF-8 text",
    ),
    "too-many-cells": (
        "A-2,CANARY,and,more,CANARY,x",
        None,
        f"the row has 6 cells under 5 {CELLS}",
    ),
    "too-few-cells": ("CANARY,a", None, f"the row has 2 cells under 5 {CELLS}"),
    "date": (
        "A-2,a,PT,CANARY,",
        "A-2",
        '"date_of_service" must be a date such as 2026-03-04 or 3/4/2026',
    ),
    "claim-words": ("A-2,a,PT,,CANARY", "A-2", f'"claim" cannot be read; {HOW}'),
    "claim-without-units": ("A-2,a,PT,,97530", "A-2", f'"claim" has a code without units; {HOW}'),
    "claim-broken-json": (
        'A-2,a,PT,,"[{""code"": CANARY"',
        "A-2",
        '"claim" is not valid JSON; write [{"code": "97530", "units": 2}]',
    ),
    "claim-json-units": (
        'A-2,a,PT,,"[{""code"": ""97530"", ""units"": -1}]"',
        "A-2",
        '"claim[0].units" must be from 0 to 999',
    ),
    "claim-json-object": (
        'A-2,a,PT,,"{""code"": ""97530""}"',
        "A-2",
        '"claim" must be a list of objects, not an object',
    ),
    "id-control": (
        '"A\x07B",a,PT,,',
        None,
        '"id" holds a line break or another control character',
    ),
}


@pytest.mark.parametrize(("row", "note_id", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_row_that_is_no_note_is_refused_and_the_next_one_read(read, row, note_id, reason):
    raw = row if isinstance(row, bytes) else row.encode()
    assert read(b"id,note,discipline,dos,claim\nA-1,a,,,\n" + raw + b"\nA-3,c,,,\n") == [
        note(2, "a", "A-1"),
        Refused(note_id or "a.csv:3", "a.csv:3", f"a.csv:3: {reason}"),
        note(4, "c", "A-3"),
    ]


ROWS_LOST = (
    "the quotes in the row that starts here do not close, or stand inside a field undoubled; rows "
    'cannot be told apart from here on and are not read; write each such quote twice ("")'
)

BROKEN_QUOTES = {
    "unclosed": '2,"CANARY\n3,c\n',
    "undoubled": '2,"17" CANARY"\n3,c\n',
    "undoubled-in-the-second-line": '2,"CANARY\n17" chair, CANARY"\n3,c\n',
}


@pytest.mark.parametrize("rows", BROKEN_QUOTES.values(), ids=BROKEN_QUOTES)
def test_where_quotes_break_the_rest_is_refused_in_one_line_and_never_guessed(read, rows):
    assert read(f'id,note\n1,"a,b"\n{rows}') == [
        note(2, "a,b", "1"),
        Refused("a.csv", "a.csv", f"a.csv:3: {ROWS_LOST}"),
    ]


def test_a_line_too_long_to_hold_ends_the_file_in_one_line(read):
    reason = "is over 16,000,000 bytes; nothing from this line on is read; split it"
    padding = "x" * 300_000
    assert read(f"id,note\n1,{padding}\n2,{'C' * LINE_LIMIT}\n3,c\n") == [
        note(2, padding, "1"),
        Refused("a.csv", "a.csv", f"a.csv:3: {reason}"),
    ]


NO_COLUMN = 'has no column for the notes\' text; name one "note", or see `auditor map` '
NO_TABLE = "holds no table; its first row must name the columns, as in id,note"

WHOLE = {
    "empty": ("", NO_TABLE),
    "blank": ("\n \n", NO_TABLE),
    "broken-headings": ('"id" CANARY,note\n1,a\n', NO_TABLE),
    "headings-only": ("id,note\n", "holds no rows under its headings; give one note a row"),
    "no-text-column": (
        "id,Date of Service,payer\n1,,\n",
        NO_COLUMN + "(columns found: id, Date of Service, payer)",
    ),
    "unknown-plain-headings": (
        "alpha;beta_2\n1;2\n",
        NO_COLUMN + "(columns found: 2, and the first row does not look like headings)",
    ),
    "two-likely-columns": (
        "id,S narrative,O narrative\n1,a,b\n",
        NO_COLUMN + "(columns found: id, S narrative, O narrative)",
    ),
    "long-heading": (
        f"id,{'CANARY ' * 9}\n1,a\n",
        NO_COLUMN + "(columns found: id and 1 more)",
    ),
    "no-headings": (
        "A-1,CANARY walked 50 ft,3/4/2026\n",
        NO_COLUMN + "(columns found: 3, and the first row does not look like headings)",
    ),
    "prose": (
        "CANARY walked to the chair.\nThen rested.\n",
        NO_COLUMN + "(columns found: 1, and the first row does not look like headings)",
    ),
    "nul-in-headings": ("id,no\0te\n1,a\n", "is not plain text; save it as UTF-8 text"),
    "binary": ("\0\0\0CANARY\0", "is not plain text; save it as UTF-8 text"),
    "excel": (
        "PK\x03\x04CANARY",
        "is a damaged or incomplete ZIP, Word or Excel file; get the whole file",
    ),
    "unclosed-from-the-start": ('note\n"CANARY\n', ROWS_LOST),
}


@pytest.mark.parametrize(("raw", "reason"), WHOLE.values(), ids=WHOLE)
def test_a_table_without_notes_is_an_error(read, raw, reason):
    with pytest.raises(InputError) as caught:
        read(raw)
    where = "a.csv:2" if reason == ROWS_LOST else "a.csv"
    assert str(caught.value) == f"{where}: {reason}"


@pytest.mark.parametrize("heading", HEADINGS["text"])
def test_every_usual_heading_of_the_text_is_known(read, heading):
    assert read(f"id,date,{heading.upper().replace('_', ' ')}\n1,,a\n") == [note(2, "a", "1")]


LIKELY = ["NoteText", "PT Daily Note (final)", "noteBody", "Note-Content", "soap_narrative"]


@pytest.mark.parametrize("heading", LIKELY)
def test_a_single_likely_heading_is_taken(read, heading):
    assert read(f"note_id,Note Date,note type,{heading}\n1,,PN,a\n") == [note(2, "a", "1")]


def test_the_number_of_a_note_is_not_its_text_and_other_numbers_are_read_as_before(read):
    assert read("Note #,Body,MRN #,CPT #\n7,a,P1,97530 x1\n") == [
        note(2, "a", "7", patient="P1", claim=(ServiceLine("97530", 1),))
    ]


def test_a_likely_heading_goes_before_the_columns_of_parts(read):
    assert read("subjective,objective,plan,PT Daily Note\na,b,c,d\n") == [note(2, "d")]


def test_a_single_part_that_is_called_a_note_is_the_text(read):
    assert read("id,Plan Note\n1,a\n") == [note(2, "a", "1")]


def test_the_usual_heading_goes_before_a_likely_one(read):
    assert read("old note,note\na,b\n") == [note(2, "b")]


def test_modifiers_in_columns_of_their_own_are_all_read(read):
    table = (
        "id,note,cpt,units,Modifier 1,mod_2,Mod3\n"
        "A,Stairs.,97530,1,GP,KX,59\n"
        "A,Stairs.,97110,1,GP,,\n"
    )
    (found,) = read(table)
    assert found.claim == (
        ServiceLine("97530", 1, ("GP", "KX", "59")),
        ServiceLine("97110", 1, ("GP",)),
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_of_more_columns_than_any_has_is_refused(read, delimiter):
    raw = delimiter.join(["note", *("code" for _ in range(100_000))]).encode() + b"\nx\n"
    with pytest.raises(InputError, match="has over 16,384 columns"):
        read(raw)
