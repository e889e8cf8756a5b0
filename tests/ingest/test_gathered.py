"""Rows that are one note become one note, and only where that is certain."""

import pytest

from auditor.ingest import Refused, gathered, read_sources
from auditor.ingest.mapping import ColumnMap
from auditor.model import Note, Part, ServiceLine


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Read a file ``a.csv`` of the working folder."""
    monkeypatch.chdir(tmp_path)

    def read_text(text, mapping=None):
        (tmp_path / "a.csv").write_text(text, encoding="utf-8")
        return list(read_sources(["a.csv"], mapping=mapping))

    return read_text


def note(line, text, note_id=None, **more):
    return Note(note_id or f"a.csv:{line}", text, f"a.csv:{line}", **more)


FUNCTIONAL, EXERCISE = ServiceLine("97530", 2, ("GP",)), ServiceLine("97110", 1)
LINES = "id,note,cpt,units,mod\n"


def test_a_text_repeated_for_each_service_line_is_one_note(read):
    rows = "1,a,97530,2,GP\n1,a,97110,1,\n2,b,97110,1,\n"
    assert read(LINES + rows) == [
        note(2, "a", "1", claim=(FUNCTIONAL, EXERCISE)),
        note(4, "b", "2", claim=(EXERCISE,)),
    ]


def test_the_text_may_stand_in_the_first_row_only(read):
    assert read(LINES + "1,a,97530,2,GP\n1,,97110,1,\n") == [
        note(2, "a", "1", claim=(FUNCTIONAL, EXERCISE))
    ]


def test_the_same_service_twice_stays_two_lines(read):
    assert read(LINES + "1,a,97110,1,\n1,a,97110,1,\n") == [
        note(2, "a", "1", claim=(EXERCISE, EXERCISE))
    ]


def test_without_an_id_patient_day_and_clinician_tell(read):
    rows = "patient,dos,therapist,note,cpt,units\n"
    rows += "P,3/4/2026,T,a,97530,1\nP,3/4/2026,T,a,97110,1\nP,3/4/2026,U,a,97110,1\n"
    same = {"patient": "P", "date_of_service": "2026-03-04"}
    functional = ServiceLine("97530", 1)
    assert read(rows) == [
        note(2, "a", clinician="T", claim=(functional, EXERCISE), **same),
        note(4, "a", clinician="U", claim=(EXERCISE,), **same),
    ]


APART = {
    "other-text": ("id,note,cpt,units\n1,a,97530,1\n1,b,97110,1\n", ["1", "1#2"]),
    "other-day": ("id,dos,note,cpt,units\n1,3/4/26,a,97530,1\n1,3/5/26,a,97530,1\n", ["1", "1#2"]),
    "no-claim-column": ("id,note\n1,a\n1,a\n", ["1", "1#2"]),
    "claim-blank": ("id,note,cpt,units\n1,a,,\n1,a,,\n", ["1", "1#2"]),
    "not-one-below-the-other": (
        "id,note,cpt,units\n1,a,97530,1\n2,a,97530,1\n1,a,97110,1\n",
        ["1", "2", "1#2"],
    ),
    "id-blank": ("id,note,cpt,units\n,a,97530,1\n,a,97110,1\n", ["a.csv:2", "a.csv:3"]),
    "no-id-column": ("note,cpt,units\na,97530,1\na,97110,1\n", ["a.csv:2", "a.csv:3"]),
    "patient-without-day": (
        "patient,note,cpt,units\nP,a,97530,1\nP,a,97110,1\n",
        ["a.csv:2", "a.csv:3"],
    ),
    "section-again": (
        "patient,dos,section,note\nP,3/4/26,S,a\nP,3/4/26,O,b\nP,3/4/26,S,c\n",
        ["a.csv:2", "a.csv:4"],
    ),
}


@pytest.mark.parametrize(("text", "ids"), APART.values(), ids=APART)
def test_what_is_not_certain_stays_one_note_a_row(read, text, ids):
    assert [item.note_id for item in read(text)] == ids


SECTIONS = "note_id,section,line_number,note,cpt,units\n"


def test_sections_are_joined_with_their_names_as_headings(read):
    rows = '1,S,,Sore.,97530 x1,\n1,O,,"Gait.\nStairs.",97530 x1,\n1,Plan:,,Go on.,97530 x1,\n'
    assert read(SECTIONS + rows) == [
        note(
            2,
            "S:\nSore.\nO:\nGait.\nStairs.\nPlan:\nGo on.",
            "1",
            claim=(ServiceLine("97530", 1),),
            parts=(Part(0, "line 2"), Part(9, "line 3"), Part(26, "line 5")),
        )
    ]


def test_lines_come_in_the_order_of_their_numbers(read):
    rows = "1,,10,c,,\n1,,2,b,,\n1,,1,a,,\n"
    parts = (Part(0, "line 4"), Part(2, "line 3"), Part(4, "line 2"))
    assert read(SECTIONS + rows) == [note(2, "a\nb\nc", "1", parts=parts)]


def test_a_section_of_several_lines_has_one_heading(read):
    rows = "1,S,1,a,,\n1,S,2,b,,\n1,O,3,c,,\n"
    assert [n.text for n in read(SECTIONS + rows)] == ["S:\na\nb\nO:\nc"]


def test_parts_of_a_note_in_columns_are_one_text(read):
    table = "id,Subjective,Objective,Assessment,Plan\n1,a,b,,d\n2,,,,\n"
    assert read(table) == [
        note(
            2,
            "Subjective:\na\nObjective:\nb\nPlan:\nd",
            "1",
            parts=(
                Part(0, "line 2, Subjective"),
                Part(14, "line 2, Objective"),
                Part(27, "line 2, Plan"),
            ),
        ),
        Refused("2", "a.csv:3", "a.csv:3: the note is empty; give its text or take it out"),
    ]


def test_a_text_column_goes_before_the_columns_of_its_parts(read):
    assert read("note,subjective,objective,plan\na,b,c,d\n") == [note(2, "a")]


def test_a_refused_row_between_does_not_join_the_others(read):
    rows = "1,a,97530,2,GP\n1,a,97110\n1,a,97110,1,\n"
    assert [(type(i) is Refused, i.note_id) for i in read(LINES + rows)] == [
        (False, "1"),
        (True, "a.csv:3"),
        (False, "1#2"),
    ]


def test_a_line_whose_claim_cannot_be_read_refuses_the_whole_note(read):
    rows = "1,a,97530,2,GP\n1,a,CANARY,1,\n2,b,97110,1,\n"
    how = "write each code with its units, as in 97530-GP=2 97110-GP=1"
    assert read(LINES + rows) == [
        Refused("1", "a.csv:2", f'a.csv:2: "claim" cannot be read; {how}'),
        note(4, "b", "2", claim=(EXERCISE,)),
    ]


# --- with a mapping that says rows belong together

GROUPED = ColumnMap(
    "m.toml",
    {"id": ("id",), "text": ("note",), "claim": ("cpt",), "units": ("units",), "patient": ("p",)},
    grouped=True,
)
MAPPED = "id,p,note,cpt,units\n"


def test_rows_of_one_note_need_not_stand_together(read):
    rows = "1,P,a,97110,1\n2,Q,b,97110,1\n,R,c,97110,1\n1,P,a,97530,2\n2,Q,more,,\n"
    assert read(MAPPED + rows, GROUPED) == [
        note(4, "c", patient="R", claim=(EXERCISE,)),
        note(2, "a", "1", patient="P", claim=(EXERCISE, ServiceLine("97530", 2))),
        note(
            3,
            "b\nmore",
            "2",
            patient="Q",
            claim=(EXERCISE,),
            parts=(Part(0, "line 3"), Part(2, "line 6")),
        ),
    ]


def test_rows_that_name_two_patients_are_refused(read):
    why = (
        'the rows of this note differ in "patient" (line 2 to line 3); give each note an id of '
        "its own"
    )
    assert read(MAPPED + "1,P,a,,\n1,CANARY,a,,\n", GROUPED) == [
        Refused("1", "a.csv:2", f"a.csv:2: {why}")
    ]


@pytest.mark.parametrize("bound", ["MOST_OPEN_NOTES", "MOST_OPEN_LETTERS"])
def test_a_row_too_far_from_its_note_is_refused_and_never_lost(read, monkeypatch, bound):
    monkeypatch.setattr(gathered, bound, 3)
    rows = "".join(f"{i},P,{i},97110,1\n" for i in (1, 2, 3, 4, 5, 1))
    items = read(MAPPED + rows, GROUPED)
    why = (
        "belongs to a note whose other rows stand more than 1,000 notes above, so it is not read; "
        "sort the table by note"
    )
    assert Refused("1#2", "a.csv:7", f"a.csv:7: {why}") in items
    assert sorted(i.text for i in items if isinstance(i, Note)) == ["1", "2", "3", "4", "5"]


def test_one_row_a_note_is_what_a_mapping_says_else(read):
    one = ColumnMap("m.toml", GROUPED.columns)
    assert [n.note_id for n in read(MAPPED + "1,P,a,97110,1\n1,P,a,97530,1\n", one)] == ["1", "1#2"]
