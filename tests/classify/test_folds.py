"""No author is on both sides of a split, and clauses worded alike across it are known."""

import pytest

from auditor.classify.folds import GROUPS, author_folds, sides, worded_alike
from auditor.model import ClauseView
from lessons import whole_corpus

AUTHORS = [clause.author for clause in whole_corpus().clauses]


@pytest.mark.parametrize(("quick", "folds"), [(False, GROUPS), (True, 3)], ids=["full", "quick"])
def test_every_author_is_held_out_exactly_once(quick, folds):
    held = author_folds(AUTHORS, quick=quick)
    assert len(held) == folds
    assert sorted(author for fold in held for author in fold) == sorted(set(AUTHORS))


@pytest.mark.parametrize("quick", [False, True], ids=["full", "quick"])
def test_no_author_is_on_both_sides(quick):
    for held in author_folds(AUTHORS, quick=quick):
        learnt, out = sides(AUTHORS, held)
        learning = {a for a, here in zip(AUTHORS, learnt, strict=True) if here}
        held_out = {a for a, here in zip(AUTHORS, out, strict=True) if here}
        assert learning & held_out == set()
        assert held_out == set(held)
        assert (learnt ^ out).all()


def test_no_note_is_of_two_authors():
    owners = {}
    for clause in whole_corpus().clauses:
        owners.setdefault(clause.note_id, set()).add(clause.author)
    assert [note for note, authors in owners.items() if len(authors) > 1] == []


ALIKE = [
    ("heel raises 2x10", "Heel raises, 3x15", True),
    ("bridging x10", "bridging x 30", True),
    ("stairs 12 steps with rail", "12 steps, stairs with rail", True),
    ("heel raises 2x10", "toe raises 2x10", False),
    ("car transfer with cane", "car transfer", False),
    ("...", "---", False),
]


@pytest.mark.parametrize(("one", "other", "alike"), ALIKE, ids=[one for one, _, _ in ALIKE])
def test_clauses_are_worded_alike_whatever_their_order_case_and_numbers(one, other, alike):
    views = [ClauseView(text=one), ClauseView(text=other), ClauseView(text="entirely different")]
    found = worded_alike(views, ["A", "B", "B"], [("A",), ("B",)])
    assert found.tolist() == [alike, alike, False]


def test_clauses_of_one_author_do_not_count_as_worded_alike():
    views = [ClauseView(text="heel raises"), ClauseView(text="heel raises"), ClauseView(text="x")]
    assert not worded_alike(views, ["A", "A", "B"], [("A",), ("B",)]).any()
