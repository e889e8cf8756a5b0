"""What is held is let go by those who may, once, with who and why beside it."""

import json

import pytest

from auditor.errors import InputError
from auditor.gate.decision import Policy
from auditor.gate.dropfolder import releasing
from auditor.gate.dropfolder.places import Box
from auditor.gate.journal import Entries
from dropping import desk, lines


@pytest.fixture
def held(dropped):
    """A drop folder that holds one item, and the item's name."""
    dropped.drop("march.jsonl", lines("fine", "HOLD it", "BROKEN"))
    dropped.watch(desk=desk(Policy(may_release=("Billing Lead",))))
    (item,) = releasing.held(dropped.places)
    return dropped, item


def let_go(dropped, asked, *, by="billing lead", permitted=()):
    given = releasing.released_by(by, "other", "called the clinic")
    return releasing.release(dropped.places, asked, given, permitted=permitted)


def test_what_is_held_says_enough_to_decide_whom_to_ask(held):
    _, item = held
    assert (item.source, item.rules) == ("march.jsonl:2", ("TIM101",))
    assert (item.questions, item.may_release) == (("How long was it?",), ("Billing Lead",))


@pytest.mark.parametrize(
    "called",
    [
        lambda item: item,
        lambda item: f"{item}.json",
        lambda item: f"gate/held/{item}.json",
        lambda item: item.rpartition(".")[2][:6],
    ],
    ids=["name", "file", "path", "key"],
)
def test_it_goes_with_who_and_why_whatever_it_is_called_by(held, called):
    dropped, item = held
    assert let_go(dropped, called(item.item)) == item.item
    values = json.loads(dropped.places.item(Box.RELEASED, item.item).read_text())
    released = values["released"]
    assert (released["by"], released["reason"]) == ("billing lead", "other")
    assert released["note"] == "called the clinic"
    assert list(releasing.held(dropped.places)) == []
    *_, last = Entries(dropped.places.journal)
    assert (last.event, last.item, last.by, last.reason) == (
        *("released", item.item),
        *("billing lead", "other"),
    )
    assert last.time == released["time"]


def of(dropped, box):
    (path,) = dropped.places.box(box).iterdir()
    return path.stem


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (lambda _: "no-such-item", "there is no item no-such-item"),
        (lambda dropped: of(dropped, Box.RELEASED), "is released already"),
        (lambda dropped: of(dropped, Box.FAILED), "could not be judged"),
        (lambda _: "f", "there is no item f"),
        (lambda _: "../../etc/passwd", "there is no item"),
    ],
    ids=["unknown", "released", "failed", "too-short", "path"],
)
def test_what_is_not_held_is_not_let_go(held, asked, said):
    dropped, _ = held
    before = dropped.boxes()
    with pytest.raises(InputError, match=said):
        let_go(dropped, asked(dropped))
    assert dropped.boxes() == before


def test_who_may_not_is_told_who_may(held):
    dropped, item = held
    with pytest.raises(InputError, match=r"KL may not release it; who may: Billing Lead"):
        let_go(dropped, item.item, by="KL")
    with pytest.raises(InputError, match=r"who may: compliance"):
        let_go(dropped, item.item, permitted=("compliance",))
    assert let_go(dropped, item.item, by="Compliance", permitted=("compliance",))


def test_a_key_that_many_begin_with_is_not_enough(dropped):
    dropped.drop("march.jsonl", lines(*(f"HOLD {n}" for n in range(40))))
    dropped.watch()
    names = [path.stem for path in dropped.places.box(Box.HELD).iterdir()]
    for name in names:
        same = dropped.places.item(Box.HELD, f"x.{'abcd' + name.rpartition('.')[2][4:]}")
        dropped.places.item(Box.HELD, name).rename(same)
    with pytest.raises(InputError, match="the beginning of 40 items' keys"):
        let_go(dropped, "abcd")


def test_an_item_whose_file_is_damaged_is_not_let_go(held):
    dropped, item = held
    dropped.places.item(Box.HELD, item.item).write_text("{")
    with pytest.raises(InputError, match="cannot be read as an item"):
        let_go(dropped, item.item)


def test_what_was_let_go_is_not_judged_again_when_it_is_dropped_again(held):
    dropped, item = held
    let_go(dropped, item.item)
    dropped.drop("again.jsonl", lines("fine", "HOLD it"))
    dropped.watch()
    assert list(releasing.held(dropped.places)) == []
    assert dropped.events()[-1] == ("duplicate", item.item)
