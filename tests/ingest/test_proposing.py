"""What is proposed for exports of various systems, by headings where they tell, else by shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import InputError
from auditor.ingest.column_shapes import shape_of
from auditor.ingest.proposing import Sure, propose
from auditor.ingest.refused import Place
from auditor.ingest.sampled import Sample, samples
from ingest.exports import EXPORTS, NOTE
from ingest.workbooks import workbook


def named(proposal):
    headings = proposal.sample.headings
    return {
        role: [headings[column] for column in choice.columns]
        for role, choice in proposal.choices.items()
    }


def listed(roles):
    return {role: name if isinstance(name, list) else [name] for role, name in roles.items()}


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_the_columns_of_an_export_are_found(export):
    proposal = propose(Sample(export.headings, export.rows))
    assert named(proposal) == listed(export.roles)
    assert proposal.grouped is export.grouped


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_a_file_gives_the_same_sample_however_it_is_written(tmp_path, export, delimiter):
    path = tmp_path / "a"
    path.write_text(export.csv(delimiter), encoding="utf-8", newline="")
    [sample] = samples(path, Place("a", "a"))
    rows = [[cell.replace("\r\n", "\n") for cell in row] for row in sample.rows]
    assert (tuple(sample.headings), rows) == (export.headings, [list(r) for r in export.rows])


@pytest.mark.parametrize("name", ["plain", "soap-columns", "nothing-by-heading"])
def test_a_workbook_gives_the_same_proposal(tmp_path, name):
    export = EXPORTS[name]
    path = tmp_path / "a"
    path.write_bytes(workbook([["An export of notes"], [], export.headings, *export.rows]))
    [sample] = samples(path, Place("a", "a"))
    assert named(propose(sample)) == listed(export.roles)


def sure_of(headings, *rows):
    proposal = propose(Sample(headings, rows))
    return {role: choice.sure for role, choice in proposal.choices.items()}


def test_how_sure_it_is_goes_by_heading_and_shape():
    assert sure_of(["note", "dos", "x", "y"], [NOTE, "3/4/26", "GP", NOTE[:90]]) == {
        "text": Sure.SURE,
        "date_of_service": Sure.SURE,
        "modifiers": Sure.LIKELY,
    }
    assert sure_of(["f", "g"], [NOTE, NOTE]) == {"text": Sure.GUESS}
    assert sure_of(["note", "x"], ["", "3/4/26"]) == {
        "text": Sure.LIKELY,
        "date_of_service": Sure.LIKELY,
    }


def test_codes_that_nothing_gives_units_of_are_left_out_and_that_is_said():
    proposal = propose(Sample(["note", "CPT"], [[NOTE, "97530"]]))
    assert "claim" not in proposal.choices
    why = "holds codes without units, and no column gives these; without both no claim is read"
    assert proposal.left_out == {"claim": f"CPT {why}"}


NEVER_DATES = ["DOB", "Birth Date", "Signed Date", "Date Created", "Referral Date", "Onset Date"]


@pytest.mark.parametrize("heading", NEVER_DATES)
def test_other_dates_are_not_the_date_of_service(heading):
    assert "date_of_service" not in sure_of([heading, "note"], ["3/4/2026", NOTE])


SHAPES = {
    "text": ([NOTE, NOTE + "x"], "text", "text, in the middle 154 words"),
    "dates": (["3/4/2026", "12/1/2026"], "date", "dates like #/#/#"),
    "dates-mixed": (["3/4/2026", "2026-03-04"], "date", "dates, in several ways"),
    "codes": (["97530", "97110", "G0283"], "code", "procedure codes"),
    "codes-with-units": (["97530 x2 GP; 97110 x1"], "code", "procedure codes"),
    "modifiers": (["GP", "GP,59", "KX GP"], "modifiers", "modifiers such as GP"),
    "numbers-that-are-modifiers-too": (["25", "52"], "minutes", "whole numbers as minutes are"),
    "units": (["1", "2", "4.0", "2;1"], "units", "whole numbers up to 16"),
    "minutes": (["23", "15", "38"], "minutes", "whole numbers as minutes are"),
    "disciplines": (["PT", "OT", "Speech Therapy"], "discipline", "names of disciplines"),
    "sections": (["Subjective", "O", "Plan:"], "section", "names of sections"),
    "payers": (["Aetna PPO", "MEDICARE PART B"], "payer", "names of payers"),
    "postcodes": (["30301", "10001"], "", "numbers, all different"),
    "names": (["Sample, A", "Sample, A"], "", "a few words, 1 different"),
    "nothing": ([], "", "empty in the rows looked at"),
}


@pytest.mark.parametrize(("values", "kind", "said"), SHAPES.values(), ids=SHAPES)
def test_the_shape_of_values_is_told(values, kind, said):
    shape = shape_of(values)
    assert (shape.kind, shape.said) == (kind, said)


CANARY = "Zebedee"


@given(st.lists(st.sampled_from([CANARY, f"{CANARY} {CANARY}", f"{CANARY}: " + NOTE, "7"])))
def test_no_shape_quotes_a_value(values):
    assert CANARY not in shape_of(values).said


WRONG = {
    "prose": (b"Zebedee walked, then rested.\nAgain.\nAgain.\n", "is no table; "),
    "one-column": (b"note\nZebedee\n", "is no table; "),
    "data-for-headings": (b"A-1,3/4/2026,Zebedee\nA-2,3/5/2026,b\n", "has no row of headings "),
    "text-for-headings": (("x," + NOTE.replace("\n", " ") * 2 + "\n").encode(), "has no row of "),
    "json": (b'{"text": "Zebedee"}', "is no table; "),
    "pdf": (b"%PDF-1.7", "is no table; "),
    "zip": (b"PK\x05\x06" + bytes(18), "is no table; "),
    "picture": (b"\x89PNG\r\n\x1a\n", "is a picture; "),
    "sheet-without-headings": (workbook([["Zebedee", 7], ["b", 8]]), "has no row of headings "),
}


@pytest.mark.parametrize(("raw", "why"), WRONG.values(), ids=WRONG)
def test_what_has_no_headings_is_refused_and_not_shown(tmp_path, raw, why):
    path = tmp_path / "a"
    path.write_bytes(raw)
    with pytest.raises(InputError) as caught:
        list(samples(path, Place("a", "a")))
    assert str(caught.value).startswith(f"a: {why}")
    assert CANARY not in str(caught.value)
