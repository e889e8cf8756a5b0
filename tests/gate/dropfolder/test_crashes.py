"""A crash before any write, sync, rename or removal, or in the middle of a write: nothing lost."""

import os
from contextlib import nullcontext, suppress

import pytest

import dropping
from auditor.gate.dropfolder import opening, releasing
from auditor.gate.dropfolder.places import Box

OPERATIONS = ("rename", "replace", "unlink", "mkdir", "rmdir", "write", "fsync", "ftruncate")


class DeadError(BaseException):
    """The machine is off: nothing more reaches the disk."""


class Machine:
    """Lets so many operations on the disk happen, then none; what was not synced is gone then."""

    def __init__(self, monkeypatch, *, last, torn):
        self.left = last
        self.torn = torn
        self.is_dead = False
        self._synced = {}
        self._paths = {}
        self._real = {name: getattr(os, name) for name in OPERATIONS}
        for name in OPERATIONS:
            monkeypatch.setattr(os, name, self._wrapped(name))

    def _wrapped(self, name):
        def operation(*arguments, **extra):
            if self.is_dead:
                raise DeadError
            if self.left == 0:
                self._die(name, arguments)
            self.left -= 1
            return self._do(name, arguments, extra)

        return operation

    def _do(self, name, arguments, extra):
        if name == "write":
            self._noticed(arguments[0])
        if name == "fsync":
            about = os.fstat(arguments[0])
            self._synced[about.st_ino] = about.st_size
            return None
        return self._real[name](*arguments, **extra)

    def _noticed(self, descriptor):
        about = os.fstat(descriptor)
        self._synced.setdefault(about.st_ino, about.st_size)

    def _die(self, name, arguments):
        if name == "write" and self.torn:
            self._noticed(arguments[0])
            self._real["write"](arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
        self.is_dead = True
        raise DeadError

    def lose_what_was_not_synced(self, root):
        for folder, _, names in os.walk(root):
            for name in names:
                path = os.path.join(folder, name)  # noqa: PTH118
                about = os.stat(path)  # noqa: PTH116
                kept = self._synced.get(about.st_ino, about.st_size)
                if kept < about.st_size:
                    os.truncate(path, kept)


@pytest.fixture(autouse=True)
def no_locks(monkeypatch):
    """The locks of one process would outlive the crash that is only played."""
    monkeypatch.setattr(opening, "held_alone", lambda *_: nullcontext())
    monkeypatch.setattr(releasing, "alone", lambda _: nullcontext())


NOTES = dropping.lines("let go", "HOLD this", "BROKEN one")
FILES = {
    "march.jsonl": NOTES,
    "sub/again.jsonl": dropping.lines("let go"),
    "sub/alone.txt": "HOLD me",
    "empty.txt": "",
}
WHERE = [
    ("empty.txt", "failed"),
    ("march.jsonl:1", "released"),
    ("march.jsonl:2", "held"),
    ("march.jsonl:3", "failed"),
    ("sub/alone.txt", "held"),
]


def no_half_and_no_double(dropped):
    """At any instant, whatever is there is whole, and there once."""
    names = [path.name for box in Box for path in dropped.places.box(box).glob("*")]
    assert len(names) == len(set(names))
    assert all(values["item"] for _, values in dropped.items())


def crashed_at_each(tmp_path, monkeypatch, prepare, act, *, torn):
    """Play an act with a crash at every operation in turn; give the folder after each crash."""
    count = 0
    while True:
        dropped = prepare(tmp_path / str(count))
        with monkeypatch.context() as patch:
            machine = Machine(patch, last=count, torn=torn)
            with suppress(DeadError):
                act(dropped)
        if not machine.is_dead:
            assert count > 5
            return
        machine.lose_what_was_not_synced(dropped.root)
        no_half_and_no_double(dropped)
        yield dropped
        count += 1


def full(root):
    dropped = dropping.made(root)
    for name, content in FILES.items():
        dropped.drop(name, content)
    return dropped


@pytest.mark.parametrize("torn", [False, True], ids=["before", "in-the-middle"])
def test_a_run_that_crashes_anywhere_is_finished_by_the_next(tmp_path, monkeypatch, torn):
    for dropped in crashed_at_each(tmp_path, monkeypatch, full, dropping.Dropped.watch, torn=torn):
        dropped.watch()
        same = [(source, box) for source, box in dropped.boxes() if source != "march.jsonl:1"]
        assert same == [pair for pair in WHERE if pair[0] != "march.jsonl:1"]
        assert len(dropped.boxes()) == len(WHERE)
        assert dropped.originals() == sorted(c.encode() for c in FILES.values())
        assert dropped.left() == []
        verdicts = [item for event, item in dropped.events() if event != "duplicate"]
        assert len(verdicts) == len(set(verdicts)) == len(WHERE)


def watched(root):
    dropped = full(root)
    dropped.watch()
    return dropped


def let_go(dropped):
    (item,) = [h.item for h in releasing.held(dropped.places) if h.source == "march.jsonl:2"]
    given = releasing.released_by("KL", "other", None)
    releasing.release(dropped.places, item, given)


@pytest.mark.parametrize("torn", [False, True], ids=["before", "in-the-middle"])
def test_a_release_that_crashes_anywhere_happened_or_did_not(tmp_path, monkeypatch, torn):
    outcomes = set()
    for dropped in crashed_at_each(tmp_path, monkeypatch, watched, let_go, torn=torn):
        dropped.watch()
        values = {v["item"]["source"]: (box, v) for box, v in dropped.items()}
        assert len(values) == len(WHERE)
        box, item = values["march.jsonl:2"]
        releases = [name for event, name in dropped.events() if event == "released"]
        assert (box == "released") == ("released" in item) == (releases == [item["item"]["name"]])
        outcomes.add(box)
        assert dropped.left() == []
    assert outcomes == {"held", "released"}


def mended(item):
    record = dropping.record_of(item)
    return {**record, "complete": True, "gate": "ready"} if record["note_id"] == "n2" else record


def failed_once(root):
    dropped = watched(root)
    dropped.drop("march.jsonl", NOTES)
    return dropped


def try_again(dropped):
    dropped.watch(desk=dropping.desk(audit=mended))


@pytest.mark.parametrize("torn", [False, True], ids=["before", "in-the-middle"])
def test_one_that_failed_is_judged_when_it_is_dropped_again_whatever_crashes(
    tmp_path, monkeypatch, torn
):
    for dropped in crashed_at_each(tmp_path, monkeypatch, failed_once, try_again, torn=torn):
        try_again(dropped)
        where = dict(dropped.boxes())
        assert where == dict(WHERE) | {"march.jsonl:3": "released"}
        assert len(dropped.boxes()) == len(WHERE)
        assert dropped.left() == []
        last = {item: event for event, item in dropped.events() if event != "duplicate"}
        assert len(last) == len(WHERE)
