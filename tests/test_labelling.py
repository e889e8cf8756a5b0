"""Marks become labelled clauses, sentences and activities, and what is left is labelled none."""

import json

import pytest

from auditor.errors import InputError
from auditor.labelling import NONE, label_note, places, read_corpus
from auditor.model import Span
from lessons import whole_corpus

TEXT = (
    "O: 97530 20 min: car transfer x4, CGA, cues to back up. Bridging 2x10, heel raises 3x15.\n"
    "Stairs not tried today. Pain 3/10 after.\n"
    "Goal: car transfer with supervision by 5/1."
)


def mark(quote, kind="functional", status="performed"):
    return {"quote": quote, "class": kind, "status": status, "purpose_matters": False}


def note(**marks):
    empty = {"activities": [], "statements": [], "goals": []}
    return {"id": "n1", "text": TEXT, **empty, **marks}


def labels_of(lessons):
    return {clause.view.text: clause.label for clause in lessons.clauses}


def test_each_clause_gets_the_class_of_the_mark_in_it():
    labels = labels_of(
        label_note(
            note(
                activities=[
                    mark("car transfer"),
                    mark("Bridging", "exercise"),
                    mark("heel raises", "exercise"),
                    mark("Stairs", "functional", "not_done"),
                ]
            ),
            "A",
        )
    )
    assert {text: label for text, label in labels.items() if label != NONE} == {
        "car transfer x4": "functional",
        "Bridging 2x10": "exercise",
        "heel raises 3x15.": "exercise",
        "Stairs not tried today.": "functional",
    }


def test_clause_without_a_mark_is_labelled_none():
    labels = labels_of(label_note(note(), "A"))
    assert labels["car transfer x4"] == NONE
    assert set(labels.values()) == {NONE}


def test_rest_of_a_long_mark_is_left_out_rather_than_called_none():
    labels = labels_of(
        label_note(note(activities=[mark("Bridging 2x10, heel raises 3x15", "exercise")]), "A")
    )
    assert [text for text in labels if "Bridging" in text or "heel" in text] == [
        "heel raises 3x15."
    ]


def test_sentence_states_what_is_marked_in_it():
    statements = [
        {"quote": "cues to back up", "kind": "skilled", "weak": False},
        {"quote": "Pain 3/10 after", "kind": "response", "weak": True},
    ]
    goals = [{"quote": "car transfer with supervision by 5/1"}]
    stated = {
        sentence.view.text: sentence.kinds
        for sentence in label_note(note(statements=statements, goals=goals), "A").sentences
    }
    assert {text: set(kinds) for text, kinds in stated.items() if kinds} == {
        "O: 97530 20 min: car transfer x4, CGA, cues to back up.": {"skilled"},
        "Pain 3/10 after.": {"response~"},
        "Goal: car transfer with supervision by 5/1.": {"goal"},
    }


def test_each_marked_activity_keeps_its_status():
    activities = [mark("car transfer"), mark("Stairs", "functional", "not_done")]
    statuses = label_note(note(activities=activities), "A").statuses
    assert [(s.view.text, s.status) for s in statuses] == [
        ("car transfer x4", "performed"),
        ("Stairs not tried today.", "not_done"),
    ]


def test_author_and_note_go_with_everything_learnt():
    lessons = label_note(note(activities=[mark("Bridging")]), "A")
    everything = [*lessons.clauses, *lessons.sentences, *lessons.statuses]
    assert {(one.author, one.note_id) for one in everything} == {("A", "n1")}


def test_same_quote_marked_twice_takes_its_places_in_order():
    found = [span for span, _ in places("car, car, car", [{"quote": "car"}, {"quote": "car"}])]
    assert found == [Span(0, 3), Span(5, 8)]


def test_quote_marked_more_often_than_it_stands_stays_at_its_last_place():
    found = [span for span, _ in places("a car", [{"quote": "car"}, {"quote": "car"}])]
    assert found == [Span(2, 5), Span(2, 5)]


def test_quote_that_is_not_in_the_text_has_no_place():
    assert list(places("a car", [{"quote": "truck"}])) == []


def test_folder_without_notes_is_one_clear_line(tmp_path):
    with pytest.raises(InputError) as raised:
        read_corpus(tmp_path)
    assert str(raised.value) == (f"{tmp_path}: no annotated notes (notes/*.jsonl) to learn from")


@pytest.mark.parametrize(
    ("line", "why"),
    [("{", "JSONDecodeError"), ('{"id": "secret words"}', "KeyError"), ("3", "TypeError")],
    ids=["no JSON", "no text", "no object"],
)
def test_line_that_is_no_note_is_named_without_its_words(tmp_path, line, why):
    (tmp_path / "notes").mkdir()
    good = json.dumps(note())
    (tmp_path / "notes" / "A.jsonl").write_text(f"{good}\n{line}\n", "utf-8")
    with pytest.raises(InputError) as raised:
        read_corpus(tmp_path)
    file = tmp_path / "notes" / "A.jsonl"
    assert str(raised.value) == f"{file}:2: not an annotated note ({why})"


def test_author_is_the_name_of_the_file(tmp_path):
    (tmp_path / "notes").mkdir()
    for author in ("B", "A"):
        (tmp_path / "notes" / f"{author}.jsonl").write_text(json.dumps(note()) + "\n", "utf-8")
    lessons = read_corpus(tmp_path)
    assert lessons.notes == 2
    assert list(dict.fromkeys(clause.author for clause in lessons.clauses)) == ["A", "B"]


def test_nearly_every_mark_of_the_corpus_labels_a_clause():
    """Marks are lost only where two stand in one clause."""
    marked = [clause for clause in whole_corpus().clauses if clause.label != NONE]
    assert len(marked) > 0.9 * len(whole_corpus().statuses)
