"""The annotated notes keep their format, hold enough, repeat nothing and name nobody."""

import json
import re
from collections import Counter
from itertools import combinations

import pytest

from auditor.ingest.jsonl import from_json
from auditor.ingest.refused import Place
from auditor.labelling import NONE
from auditor.model import Note
from auditor.teaching import cards, counting, marks
from lessons import CORPUS, whole_corpus

COUNTS = counting.count(CORPUS)
FILES = sorted((CORPUS / "notes").glob("*.jsonl"))
SAMPLES = (CORPUS / "samples" / "notes.jsonl").read_text("utf-8").splitlines()
SHINGLE = 5
MOST_SHARED = 0.2
"""The share of five-word runs two notes may have in common; stock phrases make up a few."""


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_every_note_keeps_the_format(file):
    for_each = {note["id"]: list(marks.faults(note)) for note in COUNTS.authors[file.stem]}
    assert {note: faults for note, faults in for_each.items() if faults} == {}


def test_no_id_is_given_twice():
    often = Counter(note["id"] for note in COUNTS.notes)
    assert [note for note, count in often.items() if count > 1] == []


def test_ids_begin_with_their_author():
    wrong = [
        note["id"]
        for author, notes in COUNTS.authors.items()
        for note in notes
        if not note["id"].startswith(f"{author}-")
    ]
    assert wrong == []


def test_there_are_enough_notes_and_authors():
    assert len(COUNTS.notes) >= 150
    assert len(COUNTS.authors) >= 3


def test_there_are_enough_labelled_clauses_and_a_third_name_no_activity():
    labels = Counter(clause.label for clause in whole_corpus().clauses)
    assert sum(labels.values()) - labels[NONE] >= 1500
    assert labels[NONE] >= sum(labels.values()) / 3


def shingles(text):
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def shared(one, other):
    """The share of the shorter text's runs of words that stand in the other too."""
    return len(one & other) / max(1, min(len(one), len(other)))


def near_copies(pairs):
    return [(a, b) for (a, one), (b, other) in pairs if shared(one, other) > MOST_SHARED]


def test_no_note_is_nearly_a_note_of_another_author():
    runs = [
        (author, note["id"], shingles(note["text"]))
        for author, notes in COUNTS.authors.items()
        for note in notes
    ]
    across = [
        ((a, one), (b, other))
        for (author, a, one), (writer, b, other) in combinations(runs, 2)
        if author != writer
    ]
    assert near_copies(across) == []


def test_near_copy_would_be_noticed():
    text = COUNTS.notes[0]["text"]
    pair = (("n1", shingles(text)), ("n2", shingles(text.replace("Medicare", "Aetna"))))
    assert near_copies([pair]) == [("n1", "n2")]


def test_no_sample_is_nearly_a_note_of_the_corpus():
    samples = [(n["id"], shingles(n["text"])) for n in map(json.loads, SAMPLES)]
    samples.append(("draft", shingles((CORPUS / "samples" / "draft.txt").read_text("utf-8"))))
    notes = [(note["id"], shingles(note["text"])) for note in COUNTS.notes]
    assert near_copies((sample, note) for sample in samples for note in notes) == []


PERSONAL = {
    "phone": re.compile(r"(?<![\d.])(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?!\d)"),
    "social security number": re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?!\d)"),
    "e-mail": re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", re.IGNORECASE),
    "web address": re.compile(r"https?://|www\.", re.IGNORECASE),
    "record number": re.compile(r"\b(?:MRN|medical record (?:no|number))[:# ]*\d", re.IGNORECASE),
    "birth date": re.compile(r"\b(?:DOB|born on|date of birth)[: ]*\d", re.IGNORECASE),
}
LIKE = {
    "phone": "call (555) 010-4477",
    "social security number": "SSN 000-12-3456",
    "e-mail": "write to someone@example.org",
    "web address": "see www.example.org",
    "record number": "MRN: 0012345",
    "birth date": "DOB 1/2/1950",
}


@pytest.mark.parametrize("what", PERSONAL)
def test_no_note_holds_what_could_identify_anybody(what):
    texts = {note["id"]: note["text"] for note in [*COUNTS.notes, *map(json.loads, SAMPLES)]}
    assert [name for name, text in texts.items() if PERSONAL[what].search(text)] == []


@pytest.mark.parametrize("what", PERSONAL)
def test_what_could_identify_somebody_would_be_noticed(what):
    assert PERSONAL[what].search(LIKE[what])


def test_samples_are_twelve_notes_that_can_be_read():
    place = Place(source="notes.jsonl", name="note")
    read = [from_json(line, place) for line in SAMPLES]
    assert len(read) == 12
    assert all(isinstance(note, Note) and note.claim for note in read)
    assert len({note.note_id for note in read}) == 12


def test_figures_of_the_card_are_true():
    card = (CORPUS / "CARD.md").read_text("utf-8")
    assert card == cards.with_block(card, cards.of_corpus(CORPUS)), (
        "corpus/CARD.md is stale: run python -m auditor.teaching"
    )


def test_guide_names_every_class_status_and_element():
    guide = (CORPUS / "GUIDE.md").read_text("utf-8")
    words = {
        *marks.CLASSES,
        *marks.STATEMENTS,
        *COUNTS.notes[0]["elements"],
        *(mark["status"] for mark in COUNTS.marks("activities")),
        *(mark["level"] for mark in COUNTS.marks("assist")),
        *(mark["kind"] for mark in COUNTS.marks("times")),
    }
    assert [word for word in sorted(words) if f"`{word}`" not in guide] == []
