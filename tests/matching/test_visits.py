"""Which claim lines belong to which note."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.matching import NoteKey, key_of, match
from auditor.matching import visits as why
from auditor.model import ClaimLine, Note, ServiceLine

DAY, NEXT = "2026-03-04", "2026-03-05"
PT = NoteKey("n1", "a.jsonl:1", "p1", DAY, "npi1", "PT")
OT = replace(PT, note_id="n2", clinician="npi2", discipline="OT")


def line(
    number="1",
    *,
    patient="P-1",
    day=DAY,
    modifiers=("GP",),
    clinician=None,
    claim="C1",
    code="97530",
) -> ClaimLine:
    service = ServiceLine(code, 1, tuple(modifiers), date_of_service=day, clinician=clinician)
    return ClaimLine(claim, number, service, f"x.837:{number}", patients=(patient,))


def given_to(found, note_id):
    return [x.line_id for x in found.lines.get(note_id, ())]


def test_patient_and_day_are_enough_for_one_note():
    found = match([PT], [line("1"), line("2", code="97110")])
    assert given_to(found, "n1") == ["1", "2"]
    assert not found.lines_alone
    assert not found.notes_alone


def test_case_spaces_and_punctuation_of_identifiers_do_not_matter():
    assert given_to(match([PT], [line(patient=" p 1")]), "n1") == ["1"]


def test_leading_zeros_tell_patients_apart():
    assert match([PT], [line(patient="0p1")]).lines_alone[0].why == why.NO_PATIENT


def test_discipline_parts_two_notes_of_one_day():
    found = match([PT, OT], [line("1"), line("2", modifiers=["GO"])])
    assert (given_to(found, "n1"), given_to(found, "n2")) == (["1"], ["2"])


def test_clinician_goes_before_a_modifier():
    found = match(
        [PT, OT], [line("1", modifiers=["GO"], clinician="NPI-1"), line("2", modifiers=["GO"])]
    )
    assert (given_to(found, "n1"), given_to(found, "n2")) == (["1"], ["2"])


@pytest.mark.parametrize(
    ("modifiers", "discipline"),
    [(["GN"], "SLP"), (["CQ"], "PT"), (["59", "CO"], "OT"), (["GP", "CQ"], "PT")],
)
def test_each_modifier_speaks_of_its_discipline(modifiers, discipline):
    notes = [replace(PT, note_id=d, clinician="", discipline=d) for d in ("PT", "OT", "SLP")]
    assert given_to(match(notes, [line(modifiers=modifiers)]), discipline) == ["1"]


def test_a_line_that_speaks_of_two_disciplines_is_not_guessed():
    found = match([PT, OT], [line("1"), line("2", modifiers=["GP", "GO"])])
    assert [(u.line.line_id, u.why) for u in found.lines_alone] == [("2", why.SEVERAL)]


def test_a_note_of_no_known_discipline_may_be_of_any():
    found = match([PT, replace(OT, discipline=None)], [line("1"), line("2", modifiers=["GO"])])
    assert given_to(found, "n2") == ["2"]
    assert [(u.line.line_id, u.why) for u in found.lines_alone] == [("1", why.SEVERAL)]


def test_of_one_clinicians_notes_the_discipline_decides():
    notes = [PT, replace(OT, clinician="npi1"), replace(OT, note_id="n3")]
    found = match(notes, [line(modifiers=["GO"], clinician="npi1")])
    assert given_to(found, "n2") == ["1"]


def test_a_modifier_that_fits_no_note_is_left_to_the_rules():
    assert given_to(match([PT], [line(modifiers=["GO"])]), "n1") == ["1"]


def test_lines_of_another_discipline_beside_fitting_ones_have_no_note():
    found = match([PT], [line("1"), line("2", modifiers=["GO"])])
    assert given_to(found, "n1") == ["1"]
    assert [u.why for u in found.lines_alone] == [why.NO_DISCIPLINE]


def test_two_notes_alike_are_not_guessed_between():
    twin = replace(PT, note_id="n9", clinician="")
    found = match([replace(PT, clinician=""), twin], [line()])
    assert [u.why for u in found.lines_alone] == [why.SEVERAL]
    assert {u.note.note_id for u in found.notes_alone} == {"n1", "n9"}
    assert {u.why for u in found.notes_alone} == {why.NOTE_UNCERTAIN}


def test_a_note_whose_days_lines_went_to_another_says_so():
    found = match([PT, OT], [line()])
    assert [u.why for u in found.notes_alone] == [why.NOTE_LEFT_OVER]


def test_the_notes_id_as_claim_number_decides():
    twin = replace(PT, note_id="n9")
    found = match([PT, twin], [line(claim="N9"), line("2", claim="n1")])
    assert (given_to(found, "n9"), given_to(found, "n1")) == (["1"], ["2"])


@pytest.mark.parametrize("day", [DAY, None])
def test_the_notes_id_as_account_decides(day):
    found = match([PT, replace(PT, note_id="n9")], [line(patient="n-9", day=day)])
    assert given_to(found, "n9") == ["1"]


def test_the_notes_id_does_not_go_before_the_day():
    found = match([PT], [line(claim="n1", day=NEXT)])
    assert [u.why for u in found.lines_alone] == [why.NO_DAY]


@pytest.mark.parametrize("written", [{"claim": "1"}, {"patient": "2", "claim": ""}])
def test_a_number_that_is_another_patients_note_is_no_notes_id(written):
    notes = [replace(PT, note_id="1", patient="1"), replace(PT, note_id="2", patient="2")]
    crossed = [replace(notes[0], patient="2"), replace(notes[1], patient="1")]
    found = match(crossed, [line(**{"patient": "2", **written})])
    assert given_to(found, "1") == ["1"]
    assert given_to(match(notes, [line(patient="2", claim="1")]), "2") == ["1"]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        pytest.param([line(patient="p2")], why.NO_PATIENT, id="patient"),
        pytest.param([line(patient="")], why.NO_PATIENT_NAMED, id="nobody"),
        pytest.param([line(day=NEXT)], why.NO_DAY, id="day"),
    ],
)
def test_lines_alone_say_why(lines, reason):
    found = match([PT], lines)
    assert [u.why for u in found.lines_alone] == [reason]
    assert found.lines_alone[0].line.source == "x.837:1"


def test_a_line_without_a_day_fits_a_patient_with_notes_of_one_day():
    assert given_to(match([PT], [line(day=None)]), "n1") == ["1"]
    later = replace(PT, note_id="n3", date_of_service=NEXT)
    assert match([PT, later], [line(day=None)]).lines_alone[0].why == why.NO_LINE_DAY


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        pytest.param(replace(PT, patient=""), why.NOTE_WITHOUT_PATIENT, id="patient"),
        pytest.param(replace(PT, date_of_service=None), why.NOTE_WITHOUT_DAY, id="day"),
        pytest.param(replace(PT, date_of_service=NEXT), why.NOTE_WITHOUT_LINES, id="lines"),
    ],
)
def test_notes_alone_say_why(note, reason):
    assert [u.why for u in match([note], [line()]).notes_alone] == [reason]


def test_what_stands_beside_a_note_goes_before_what_was_read_in_it():
    note = Note("n1", "", "a.jsonl:1", discipline=" pt ", date_of_service=DAY)
    told = key_of(replace(note, patient="P 1", clinician="NPI-1"), NEXT, "OT")
    assert told == PT
    assert key_of(Note("n1", "", "x"), NEXT, "ot") == NoteKey("n1", "x", "", NEXT, "", "OT")
    assert key_of(Note("n1", "", "x")) == NoteKey("n1", "x", "", None, "", None)


some_lines = st.lists(
    st.builds(
        lambda n, p, d, m, c: line(str(n), patient=p, day=d, modifiers=m, clinician=c),
        st.integers(0, 99),
        st.sampled_from(["p1", "p2", "p3"]),
        st.sampled_from([DAY, NEXT, None]),
        st.sampled_from([(), ("GP",), ("GO",), ("GP", "GO")]),
        st.sampled_from([None, "npi1", "npi2"]),
    ),
    max_size=12,
)
some_notes = st.lists(
    st.builds(
        lambda p, d, c, k: NoteKey("", "s", p, d, c, k),
        st.sampled_from(["p1", "p2", ""]),
        st.sampled_from([DAY, NEXT, None]),
        st.sampled_from(["", "npi1", "npi2"]),
        st.sampled_from([None, "PT", "OT"]),
    ),
    max_size=6,
).map(lambda notes: [replace(n, note_id=f"note{i}") for i, n in enumerate(notes)])


@given(some_notes, some_lines)
def test_nothing_is_lost_or_doubled(notes, lines):
    found = match(notes, lines)
    assert sum(map(len, found.lines.values())) + len(found.lines_alone) == len(lines)
    assert {n.note_id for n in notes} == {*found.lines} | {
        u.note.note_id for u in found.notes_alone
    }
    assert not {*found.lines} & {u.note.note_id for u in found.notes_alone}


@given(some_notes, some_lines)
def test_order_never_matters(notes, lines):
    def plain(found):
        return (
            {k: sorted(map(repr, v)) for k, v in found.lines.items()},
            sorted(map(repr, found.lines_alone)),
        )

    assert plain(match(notes, lines)) == plain(match(notes[::-1], lines[::-1]))


def test_a_note_called_by_its_file_is_known_without_the_ending():
    note = replace(PT, note_id="march/K1.txt", patient="")
    assert given_to(match([note], [line(claim="K-1")]), "march/K1.txt") == ["1"]
    assert match([replace(note, note_id="K1.2")], [line(claim="K1")]).lines == {}
