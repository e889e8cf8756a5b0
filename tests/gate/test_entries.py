"""A note has one key, wherever it came from; whatever it says or is given with makes another."""

from dataclasses import replace

import pytest

from auditor.gate.entries import note_key
from auditor.model import Note, Part, ServiceLine

NOTE = Note("a.txt", "Gait x 15 min.", "in/a.txt")


@pytest.mark.parametrize(
    "moved",
    [{"note_id": "b.txt"}, {"source": "b.zip:a.txt"}, {"parts": (Part(0, "page 1"),)}],
    ids=["name", "source", "parts"],
)
def test_where_a_note_came_from_is_not_in_its_key(moved):
    assert note_key(replace(NOTE, **moved)) == note_key(NOTE)


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "Gait x 16 min."},
        {"date_of_service": "2026-03-04"},
        {"payer": "aetna"},
        {"claim": (ServiceLine("97116", 1),)},
        {"has_own_id": True},
    ],
    ids=["text", "day", "payer", "claim", "own-id"],
)
def test_what_a_note_says_and_is_given_with_is_in_its_key(changed):
    assert note_key(replace(NOTE, **changed)) != note_key(NOTE)


def test_two_notes_that_their_source_names_are_two_notes():
    first, second = (replace(NOTE, note_id=name, has_own_id=True) for name in "AB")
    assert note_key(first) != note_key(second)
