"""A document of many notes is parted by patient and date; one note never is."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.ingest.extracted import Extracted
from auditor.ingest.refused import Place
from auditor.ingest.splitting import split
from auditor.ingest.splitting.days import day
from auditor.ingest.splitting.heads import heads
from auditor.ingest.splitting.labels import Kind, labelled
from auditor.ingest.splitting.lines import lines_of
from auditor.model import Part

ROOT = Path(__file__).parents[2]
NOTE = (Path(__file__).parent / "samples" / "note.txt").read_text(encoding="utf-8")
PLACE = Place("chart.pdf", "chart.pdf")


def corpus():
    files = sorted([*ROOT.glob("corpus/notes/*.jsonl"), *ROOT.glob("corpus/held/*.jsonl")])
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return [json.loads(line)["text"] for line in lines]


CORPUS = corpus()
BODIES = [
    text.rstrip("\n") + "\n"
    for text in CORPUS
    if not any(hit.kind is Kind.DATE for hit in labelled(lines_of(text)))
]
"""Notes that label no date themselves: heads can be put above them."""


def parted(text, **more):
    notes = list(split(Extracted(text, PLACE, **more)))
    assert "".join(note.text for note in notes) == text
    return notes


def note(patient="Sample A", number="0001", date="03/04/2026", title="Physical Therapy Daily Note"):
    lines = NOTE.replace("Sample A", patient).replace("0001", number).replace("03/04/2026", date)
    return lines.replace("Physical Therapy Daily Note", title)


def test_nothing_of_the_corpus_is_parted():
    assert [text[:60] for text in CORPUS if len(parted(text)) > 1] == []
    assert len(CORPUS) > 1000


@pytest.mark.parametrize(
    "head",
    [
        "Patient: Sample A   MRN: 0001\n",
        "Patient: Sample A\nMRN: 0001\nDate of service: 3/4/2026\n",
        "PT DAILY NOTE\nName: A., Sample\tAcct #: 0001\tDOS: 3/4/26\n",
    ],
)
def test_nothing_of_the_corpus_is_parted_under_a_head_of_its_own(head):
    others = [text for text in CORPUS if not heads(lines_of(text))]
    assert [text[:60] for text in others if len(parted(head + text)) > 1] == []
    assert len(others) > len(CORPUS) - 10


HEADS = {
    "lines": "Clinic\n{title}\nPatient: Sample {who}\nMRN: {number}\nDate of service: {date}\n",
    "one line": "{title}\nPatient: Sample {who}   MRN: {number}   DOS: {date}\n",
    "date first": "{title}\nVisit Date: {date}\nClient Name: Sample {who}\n",
    "single spaces": "{title}\nDate of service: {date} Patient: Sample {who} MRN: {number}\n",
    "table": "{title}\nPatient | Sample {who} | Account # | {number}\nTx date | {date}\n",
    "tabs": "{title}\nResident\tSample {who}\nEncounter date\t{date}\n",
    "value below": "{title}\nPatient:\nSample {who}\nDate of Service:\n{date}\n",
    "number only": "{title}\nMedical Record Number: {number}\nDate of Treatment: {date}\n",
    "no title": "MRN {number}  DOS {date}\n",
    "page header": "Page 1 of 3\nClinic\n\nPt Name: Sample {who}\nTreatment date = {date}\n",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_notes_under_heads_are_parted_exactly_at_their_first_lines(head):
    chooser = random.Random(7)  # noqa: S311 (the same cases on every run)
    for _ in range(40):
        notes = [
            head.format(title="Physical Therapy Daily Note", who=who, number=f"00{i}", date=date)
            + chooser.choice(BODIES)
            for i, (who, date) in enumerate(
                [("A", "3/4/2026"), ("A", "3/6/2026"), ("B", "3/6/2026"), ("C", "03/09/2026")]
            )
        ]
        assert [piece.text for piece in parted("".join(notes))] == notes


ONE_NOTE = {
    "other dates": "Last visit date: 2/1/2026\nMRN: 0001\nNext visit date: 3/9/2026\nMRN: 0001\n",
    "birth and onset": "Patient: Sample A\nDOB: 1/2/1950\nDate of onset: 1/1/2026\n"
    "Start of care date: 2/1/2026\nDOS: 3/4/2026\n",
    "visits in a table": "Patient: Sample A  DOS: 3/4/2026\nVisit date | min\n3/1/2026 | 30\n"
    "3/2/2026 | 30\nVisit date: 3/1/2026\nVisit date: 3/2/2026\n",
    "period": "Patient: Sample A\nDOS: 2/1/2026 - 3/1/2026\nPatient: Sample A\nDOS: 3/4/2026\n",
    "no patient": "DOS: 3/4/2026\nS: x\n" * 3,
    "no date": "Patient: Sample A\nS: x\nPatient: Sample B\nS: y\n",
    "said of the patient": "Patient: Sample A\nDOS: 3/4/2026\nPatient: reports pain\nDOS: n/a\n",
    "dates written many ways": "Patient: Sample A DOS: 3/4/2026\n"
    "Patient: Sample A DOS: 2026-03-04\nPatient: SAMPLE  A   Date of service: March 4, 2026\n"
    "Patient: Sample A  DOS: 4 Mar 2026\n",
    "names written many ways": "Patient: Sample, Anne DOS: 3/4/2026\n"
    "Patient: Anne Sample DOS: 3/4/2026\nPatient: A. Sample  DOS: 3/4/2026\n",
    "number added on the second page": "Patient: Sample A DOS: 3/4/2026\nx\n"
    "Patient: Sample A MRN: 0001 DOS: 3/4/2026\n",
    "far apart": "Patient: Sample A\n"
    + "x\n" * 20
    + "DOS: 3/4/2026\n"
    + "x\n" * 20
    + "Patient: Sample B\n"
    + "x\n" * 20
    + "DOS: 3/6/2026\n",
}


@pytest.mark.parametrize("text", ONE_NOTE.values(), ids=ONE_NOTE)
def test_one_note_stays_one_and_is_given_unchanged(text):
    extracted = Extracted(text, PLACE, (Part(0, "page 1"),), {"id": "7"})
    assert list(split(extracted)) == [extracted]


def test_a_page_header_that_comes_again_parts_nothing():
    header = "Sample Clinic  Patient: Sample A  MRN: 0001  DOS: 03/04/2026\n"
    assert len(parted(f"{header}{NOTE}{header}{NOTE}{header}")) == 1


def test_short_notes_are_parted():
    short = "Patient: Sample A\nDOS: 3/{}/2026\nGait training 15 min.\nX.Y., PTA\n"
    notes = [short.format(number) for number in range(1, 6)]
    assert [piece.text for piece in parted("".join(notes))] == notes


def test_two_disciplines_on_one_day_are_two_notes():
    notes = [note(), note(title="Occupational Therapy Daily Note"), note(date="03/05/2026")]
    assert [piece.text for piece in parted("".join(notes))] == notes
    assert len(parted(note() + note(title="PT Progress Note"))) == 1


def test_a_signature_ends_its_note_however_often_it_comes():
    notes = [note(date=f"03/0{number}/2026") for number in range(1, 5)]
    assert [piece.text for piece in parted("".join(notes))] == notes


def test_what_stands_before_the_first_head_goes_with_the_first_note():
    cover = "Chart print-out\nRequested by: billing\n\n" + "x\n" * 30
    first, second = parted(cover + note() + note(date="03/06/2026"))
    assert first.text == cover + note()
    assert second.text == note(date="03/06/2026")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n", "\f"])
def test_any_line_ends_do(end):
    text = (note() + note(date="03/06/2026")).replace("\n", end)
    assert len(parted(text)) == 2


def test_values_are_given_where_the_message_has_none_and_never_a_name():
    first, second = parted(note() + note(number="0002"))
    assert first.values == {"patient": "0001", "date_of_service": "2026-03-04"}
    assert second.place == Place("chart.pdf:note 2", "chart.pdf:note 2")
    text = "Patient: Sample A\nDOS: 3/4/2026\nx\nPatient: Sample B\nDOS: 3/4/2026\n"
    assert [piece.values for piece in parted(text)] == [{"date_of_service": "2026-03-04"}] * 2
    own = {"patient": "P7", "date_of_service": "2026-01-01", "id": "D1", "payer": "medicare"}
    first, second = parted(note() + note(number="0002"), values=own)
    assert second.values == {**own, "id": "D1:note 2"}


def test_a_document_with_its_claim_is_one_note():
    claim = [{"code": "97530", "units": 2}]
    assert len(parted(note() + note(number="0002"), values={"claim": claim})) == 1


@given(
    cuts=st.lists(st.integers(0, 1500), max_size=6, unique=True),
    order=st.lists(st.sampled_from(["0001", "0002", "0003"]), min_size=1, max_size=5),
)
def test_parts_of_the_pieces_say_where_each_character_stood(cuts, order):
    text = "".join(note(number=number) for number in order)
    starts = sorted({0, *(cut for cut in cuts if cut < len(text))})
    parts = tuple(Part(start, f"page {number}") for number, start in enumerate(starts, start=1))
    at = 0
    for piece in parted(text, parts=parts):
        assert piece.parts[0].start == 0
        for offset in {0, len(piece.text) - 1, *(part.start for part in piece.parts)}:
            assert _where(piece.parts, offset) == _where(parts, at + offset)
        at += len(piece.text)


def _where(parts, offset):
    return [part.where for part in parts if part.start <= offset][-1]


PIECES = ["Patient: Sample A", "Patient: Sample B", "MRN: 0001", "DOS: 3/4/2026", "DOS: 3/6/2026"]
MORE = ["\n", "\r\n", "\r", "\f", "  ", "PT Daily Note", "OT Evaluation", "x", "Name:", "\u2028"]


@given(pieces=st.lists(st.sampled_from(PIECES + MORE), max_size=40))
def test_no_character_is_lost_or_doubled(pieces):
    assert all(piece.text for piece in parted("x" + "".join(pieces)))


DAYS = {
    "3/4/2026": "2026-03-04",
    "03-04-26": "2026-03-04",
    "3.4.2026": "2026-03-04",
    "2026-03-04 10:05": "2026-03-04",
    "Wed, March 4, 2026": "2026-03-04",
    "Mar. 4th 2026": "2026-03-04",
    "4 Mar 2026": "2026-03-04",
    "04-MAR-2026": "2026-03-04",
    "13/44/2026": None,
    "3/4": None,
    "2/1/2026 - 3/1/2026": None,
    "2/1/2026 to 3/1/2026": None,
    "last week": None,
}


@pytest.mark.parametrize(("written", "iso"), DAYS.items())
def test_a_day_is_read_as_heads_write_it(written, iso):
    assert day(written) == iso


PAGE = "Sample Rehab  MRN 0001\nPage {}\n"


def test_the_end_of_a_note_on_a_page_of_its_own_stays_with_it():
    texts = [
        PAGE.format(1) + "PT Daily Note\nPatient: Sample A  MRN: 0001  DOS: 3/4/2026\nStairs.\n",
        PAGE.format(2) + "PT Daily Note\nPatient: Sample A  MRN: 0001  DOS: 3/6/2026\nSAQ.\n",
        PAGE.format(3) + "97110 x 15 min\nSigned: A, PT\n",
        PAGE.format(4) + "PT Daily Note\nPatient: Sample A  MRN: 0001  DOS: 3/8/2026\nGait.\n",
    ]
    assert [n.text for n in parted("".join(texts))] == [texts[0], texts[1] + texts[2], texts[3]]


def test_what_stands_above_a_signature_under_a_page_header_is_of_the_note_before():
    first = "Patient: Sample A\nPT Daily Note\nDate of service: 3/4/2026\nStairs.\n"
    end = "Patient: Sample A\n97110 x 15 min\nElectronically signed by A, PT\n"
    second = "PT Daily Note\nDate of service: 3/6/2026\nGait.\n"
    assert [n.text for n in parted(first + end + second)] == [first + end, second]
