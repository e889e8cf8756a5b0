"""What is dropped is judged once and lies in one place, whatever is wrong with it or the disk."""

import errno
import os

import pytest

import dropping
from auditor.errors import ConfigError
from auditor.gate.decision import Decision, Policy
from auditor.gate.dropfolder import disk, patience, taking
from auditor.gate.dropfolder.places import Box
from dropping import lines

CANARY = "Zyxwvut Qanarymann"


def test_each_note_goes_where_its_verdict_is(dropped):
    dropped.drop("sub/march.jsonl", lines("fine", "HOLD it", "BROKEN"))
    dropped.watch()
    assert dropped.boxes() == [
        ("sub/march.jsonl:1", "released"),
        ("sub/march.jsonl:2", "held"),
        ("sub/march.jsonl:3", "failed"),
    ]
    assert dropped.left() == []
    (said,) = dropped.said
    assert said.startswith("sub/march.jsonl: 3 notes: 1 released, 1 held, 1 failed (")


def test_an_item_says_where_it_comes_from_and_what_to_ask(dropped):
    dropped.drop("march.jsonl", lines("HOLD it"))
    policy = Policy(may_release=("billing lead",))
    dropped.watch(desk=dropping.desk(policy))
    ((_, values),) = dropped.items()
    item = values["item"]
    assert item["name"] == f"march.jsonl.{item['key'][:16]}"
    assert (item["source"], item["questions"]) == ("march.jsonl:1", ["How long was it?"])
    assert item["may_release"] == ["billing lead"]
    assert (dropped.places.out / item["original"]).read_text() == lines("HOLD it")
    assert dropped.places.item(Box.HELD, item["name"]).exists()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "empty"),
        (b"%PDF-1.4 torn", "export it anew"),
        (b"\x00\x01\x02\xff", "NUL"),
        ("[]\n", "JSON object"),
    ],
    ids=["empty", "pdf", "binary", "no-object"],
)
def test_what_cannot_be_read_fails_once_with_why_and_is_kept(dropped, content, why):
    dropped.drop("bad.jsonl" if why == "JSON object" else "bad.txt", content)
    dropped.watch()
    ((box, values),) = dropped.items()
    assert box == "failed"
    assert why in values["hook"]["because"]
    assert len(dropped.originals()) == 1
    assert dropped.left() == []


@pytest.mark.parametrize("on_error", [Decision.HOLD, Decision.RELEASE])
def test_on_error_is_for_notes_and_never_for_what_is_none(dropped, on_error):
    dropped.drop("march.jsonl", lines("BROKEN") + "no json\n")
    dropped.watch(desk=dropping.desk(Policy(on_error=on_error)))
    box = {"hold": "held", "release": "released"}[on_error.value]
    assert dropped.boxes() == [("march.jsonl:1", box), ("march.jsonl:2", "failed")]


def test_shadow_lets_all_notes_go_and_says_what_would_be_held(dropped):
    dropped.drop("march.jsonl", lines("HOLD it"))
    dropped.watch(desk=dropping.desk(Policy(is_shadow=True)))
    ((box, values),) = dropped.items()
    assert (box, values["hook"]["judged"]) == ("released", "hold")


def test_a_note_dropped_again_is_not_judged_again(dropped):
    dropped.drop("march.jsonl", lines("fine", "HOLD it"))
    dropped.watch()
    before = dropped.items()
    dropped.drop("other/name.jsonl", lines("fine", "HOLD it"))
    dropped.watch()
    assert dropped.items() == before
    assert len(dropped.originals()) == 2
    assert [event for event, _ in dropped.events()] == ["judged"] * 2 + ["duplicate"] * 2
    assert dropped.said[-1].startswith("other/name.jsonl: 2 notes: 2 judged before")


def test_a_note_twice_in_one_file_is_one(dropped):
    dropped.drop("march.jsonl", lines("fine") * 2)
    dropped.watch()
    assert [event for event, _ in dropped.events()] == ["judged", "duplicate"]
    assert "2 notes: 1 released, 1 judged before" in dropped.said[0]


def test_notes_that_differ_only_in_what_is_given_beside_are_two(dropped):
    dropped.drop("a.jsonl", '{"text": "fine", "patient": "A"}\n{"text": "fine", "patient": "B"}\n')
    dropped.watch()
    assert len(dropped.items()) == 2


def test_under_other_rules_it_is_judged_anew(dropped):
    for fingerprint in ("first", "second"):
        dropped.drop("march.jsonl", lines("fine"))
        dropped.watch(desk=dropping.desk(fingerprint=fingerprint))
    assert len(dropped.items()) == 2


def test_an_item_that_was_released_by_hand_stays_the_notes_one_item(dropped):
    dropped.drop("march.jsonl", lines("HOLD it"))
    dropped.watch()
    (held,) = dropped.places.box(Box.HELD).iterdir()
    held.rename(dropped.places.box(Box.RELEASED) / held.name)
    dropped.drop("march.jsonl", lines("HOLD it"))
    dropped.watch()
    assert dropped.boxes() == [("march.jsonl:1", "released")]


def test_a_file_written_to_while_it_is_read_is_read_again(dropped):
    path = dropped.drop("a.txt", "half of")
    calls = []

    def audit(item):
        if not calls:
            (lying,) = dropped.places.taken.rglob("a.txt")
            lying.write_text("half of a note")
        calls.append(item)
        return dropping.record_of(item)

    dropped.watch(desk=dropping.desk(audit=audit))
    assert not path.exists()
    assert [item.text for item in calls] == ["half of", "half of a note"]
    assert (len(dropped.items()), dropped.originals()) == (1, [b"half of a note"])
    assert "written to after it was taken" in dropped.said[0]


def fails(monkeypatch, owner, name, error, *, times=10**6, when=lambda *_: True):
    """Have a function fail so often."""
    real, left = getattr(owner, name), [times]

    def failing(*arguments, **extra):
        if left[0] and when(*arguments):
            left[0] -= 1
            raise OSError(error, os.strerror(error))
        return real(*arguments, **extra)

    monkeypatch.setattr(owner, name, failing)


STEPS = {
    "writing": (disk, "write"),
    "moving": (disk, "move"),
    "taking": (os, "mkdir"),
    "putting-away": (taking, "put_away"),
    "journal": (os, "ftruncate"),
}


@pytest.mark.parametrize(
    "error", [errno.ENOSPC, errno.EROFS, errno.EACCES], ids=errno.errorcode.get
)
@pytest.mark.parametrize("step", ["writing", "moving", "putting-away"])
def test_a_disk_that_takes_nothing_is_said_once_and_waited_for(dropped, monkeypatch, error, step):
    monkeypatch.setattr(patience, "_FIRST_SECONDS", 0.001)
    dropped.drop("march.jsonl", lines("fine", "HOLD it"))
    dropped.places.make()
    fails(monkeypatch, *STEPS[step], error, times=4)
    stop = []
    dropped.said = Heard(lambda said: stop.append(said) if "2 notes" in said else None)
    dropped.watch(once=False, is_stopped=lambda: bool(stop))
    assert len(dropped.boxes()) == 2
    assert dropped.left() == []
    assert [s.partition(": ")[2] for s in dropped.said[:-1]] == [
        f"cannot be written ({os.strerror(error)}); nothing is lost, trying again",
        "can be written again; going on",
    ]


class Heard(list):
    """What is said, and what is done then."""

    def __init__(self, then):
        super().__init__()
        self._then = then

    def append(self, said):
        super().append(said)
        self._then(said)


@pytest.mark.parametrize("step", ["writing", "moving", "putting-away"])
def test_once_ends_there_and_the_next_run_goes_on(dropped, monkeypatch, step):
    dropped.drop("march.jsonl", lines("fine", "HOLD it"))
    with monkeypatch.context() as patch:
        dropped.places.make()
        fails(patch, *STEPS[step], errno.ENOSPC)
        with pytest.raises(ConfigError, match=r"cannot be written \(No space.*nothing is lost"):
            dropped.watch()
    dropped.watch()
    assert len(dropped.boxes()) == 2
    assert dropped.left() == []


def test_an_end_asked_for_while_nothing_can_be_written_is_heard(dropped, monkeypatch):
    dropped.drop("march.jsonl", lines("fine"))
    dropped.places.make()
    with monkeypatch.context() as patch:
        fails(patch, disk, "write", errno.ENOSPC)
        dropped.watch(once=False, is_stopped=lambda: bool(dropped.said))
    dropped.watch()
    assert dropped.boxes() == [("march.jsonl:1", "released")]


def test_a_file_that_cannot_be_taken_is_left_and_others_go_on(dropped, monkeypatch):
    locked = dropped.drop("locked.txt", "fine")
    dropped.drop("other.txt", "fine too")
    with monkeypatch.context() as patch:
        when = lambda path, *_: path.name == "locked.txt"  # noqa: E731
        fails(patch, taking, "_check_readable", errno.EACCES, when=when)
        ready = dropped.watch()
    assert (ready.watcher.left, locked.exists()) == (1, True)
    assert "locked.txt: cannot be taken (Permission denied); left where it is" in dropped.said[0]
    dropped.watch()
    assert dropped.boxes() == [("locked.txt", "released"), ("other.txt", "released")]


def test_a_thousand_that_cannot_be_taken_are_not_a_thousand_lines(dropped, monkeypatch):
    for number in range(100):
        dropped.drop(f"{number}.txt", "fine")
    fails(monkeypatch, taking, "_check_readable", errno.EACCES)
    dropped.watch()
    assert len(dropped.said) == 21


def test_from_another_disk_a_file_is_copied_whole_and_then_goes_there(dropped, monkeypatch):
    path = dropped.drop("sub/a.txt", "fine")
    when = lambda source, *_: dropped.folder in source.parents  # noqa: E731
    fails(monkeypatch, os, "rename", errno.EXDEV, when=when)
    dropped.watch()
    assert (dropped.boxes(), path.exists()) == ([("sub/a.txt", "released")], False)
    assert dropped.originals() == [b"fine"]


def test_one_that_changes_while_it_is_copied_is_left(dropped, monkeypatch):
    path = dropped.drop("a.txt", "fine")
    fails(monkeypatch, os, "rename", errno.EXDEV, when=lambda source, *_: source == path)
    real = taking.shutil.copyfileobj

    def copied(*arguments):
        real(*arguments)
        path.write_text("fine and more")

    with monkeypatch.context() as patch:
        patch.setattr(taking.shutil, "copyfileobj", copied)
        dropped.watch()
    assert (path.exists(), dropped.items(), dropped.left()) == (True, [], ["a.txt"])
    dropped.watch()
    assert dropped.originals() == [b"fine and more"]


def test_two_watchers_of_one_folder_are_one_too_many(dropped):
    other = dropping.Dropped(dropped.root, [])
    dropped.drop("a.txt", "fine")

    def audit(item):
        with pytest.raises(ConfigError, match="another `auditor watch` is at work here"):
            other.watch()
        return dropping.record_of(item)

    dropped.watch(desk=dropping.desk(audit=audit))
    assert dropped.boxes() == [("a.txt", "released")]


@pytest.mark.parametrize("out", [".", "gate", ".."], ids=["same", "inside", "around"])
def test_folders_in_one_another_are_refused(dropped, out):
    places = dropped.folder / out
    strange = dropping.Folders(dropped=dropped.folder, out=places)
    with pytest.raises(ConfigError, match="lie in one another"):
        dropping.opened(strange, None, None, None, jobs=1).__enter__()


@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_asked_to_end_it_finishes_the_note_in_hand_and_the_next_run_the_rest(dropped, after):
    dropped.drop("march.jsonl", lines("fine", "HOLD it", "BROKEN"))
    judged = []

    def audit(item):
        judged.append(item.note_id)
        return dropping.record_of(item)

    dropped.watch(
        desk=dropping.desk(audit=audit), once=False, is_stopped=lambda: len(judged) >= after
    )
    assert len(dropped.items()) == len(judged) == after
    dropped.watch(desk=dropping.desk(audit=audit))
    assert judged == ["n0", "n1", "n2"]
    assert len(dropped.items()) == 3
    assert dropped.left() == []


def test_with_markers_the_marker_goes_with_its_file(dropped):
    dropped.drop("a.txt", "fine")
    dropped.drop("b.txt", "not whole")
    dropped.drop("a.txt.done", "")
    dropped.watch(done_suffix=".done")
    assert dropped.boxes() == [("a.txt", "released")]
    assert dropped.left() == ["b.txt"]
    assert "1 file not ready yet" in dropped.said[0]


NAMES = [
    "a" * 250,
    "ünïcödé note.txt",
    'q"uo<te>s|?*.txt',
    "with\nline.txt",
    "-x",
    "no ending",
    "a.b.c",
]


@pytest.mark.skipif(os.name == "nt", reason="does not take such names")
@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_any_name_will_do(dropped, name):
    dropped.drop(f"s ub/{name}", "HOLD it")
    dropped.watch()
    ((box, values),) = dropped.items()
    assert box == "held"
    assert (dropped.places.out / values["item"]["original"]).read_text() == "HOLD it"
    assert all("\n" not in said for said in dropped.said)


@pytest.mark.skipif(os.name != "posix", reason="names are bytes there alone")
def test_a_name_that_is_no_text_will_do(dropped):
    (dropped.folder / os.fsdecode(b"caf\xe9.txt")).write_text("HOLD it")
    dropped.watch()
    assert [box for box, _ in dropped.items()] == ["held"]
    assert dropped.left() == []


def test_a_clock_that_stands_still_or_goes_back_doubles_and_loses_nothing(dropped, monkeypatch):
    monkeypatch.setattr(taking.time, "strftime", lambda *_: "19700101T000000")
    for number in range(20):
        dropped.drop(f"day{number}/same.txt", f"fine {number}")
    dropped.watch()
    assert len(dropped.originals()) == len(dropped.items()) == 20


def test_a_folder_full_of_files_is_not_looked_through_for_each(dropped, monkeypatch):
    for number in range(300):
        dropped.drop(f"{number}.txt", f"fine {number}")
    looks = []
    real = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: looks.append(path) or real(path))
    dropped.watch()
    assert len(dropped.items()) == 300
    assert sum(path == dropped.folder for path in looks) == 1


def test_what_an_earlier_crash_half_wrote_is_thrown_away(dropped):
    dropped.places.make()
    for folder in (dropped.places.unfinished, dropped.places.moves / "held"):
        (folder / "x.0123456789abcdef.part").write_text("{")
    dropped.watch()
    assert dropped.left() == []


def test_no_word_of_a_note_is_said_or_named_or_in_the_journal(dropped):
    for number, text in enumerate(("fine", "HOLD", "BROKEN", "\0")):
        dropped.drop(f"{number}.jsonl", lines(f"{CANARY} {text}") + f"{{{CANARY}\n")
        dropped.drop(f"{number}.txt", f"{CANARY} {text}")
    dropped.watch()
    names = "\n".join(str(path) for path in dropped.root.rglob("*"))
    told = "\n".join([*dropped.said, names, dropped.places.journal.read_text()])
    assert len(dropped.items()) == 12
    assert CANARY.partition(" ")[0] not in told


@pytest.mark.parametrize(
    "name",
    ["x" * 90 + ". " + "y" * 150, "x" * 251 + ".txt", "é" * 127, "ü." + "ä" * 126],
    ids=["long-ending", "long-stem", "no-ending", "ending-of-wide-letters"],
)
def test_a_name_of_255_bytes_holds_nothing_up(dropped, name):
    dropped.drop(name, "fine")
    dropped.watch()
    assert [box for _, box in dropped.boxes()] == ["released"]
    assert dropped.originals() == [b"fine"]
    assert dropped.left() == []


def test_from_another_disk_a_file_that_cannot_be_removed_there_is_left_and_not_heaped_up(
    dropped, monkeypatch
):
    path = dropped.drop("sub/a.txt", "fine")
    of_ours = lambda source, *_: source == path  # noqa: E731
    with monkeypatch.context() as patch:
        fails(patch, os, "rename", errno.EXDEV, when=of_ours)
        fails(patch, os, "unlink", errno.EACCES, when=of_ours)
        dropped.watch()
    assert "sub/a.txt: cannot be taken" in dropped.said[-1]
    assert (dropped.items(), dropped.left()) == ([], ["a.txt"])
    dropped.watch()
    assert dropped.originals() == [b"fine"]


class _EndedError(Exception):
    """The run is cut off."""


@pytest.mark.parametrize("is_new_start", [True, False], ids=["after-a-crash", "later"])
def test_what_was_released_and_taken_away_is_not_released_again(dropped, is_new_start):
    """Whoever bills takes what is in ``released`` at once."""
    fetched = []

    def bill():
        for item in dropped.places.box(Box.RELEASED).iterdir():
            fetched.append(item.read_text("utf-8"))
            item.unlink()

    def audit(item):
        bill()
        if "and ends" in item.text and is_new_start:
            raise _EndedError
        return dropping.record_of(item)

    dropped.drop("march.jsonl", lines("fine", "HOLD it", "fine too", "and ends"))
    if is_new_start:
        with pytest.raises(_EndedError):
            dropped.watch(desk=dropping.desk(audit=audit))
        bill()
    dropped.watch()
    bill()
    dropped.drop("again.jsonl", lines("fine", "HOLD it", "fine too", "and ends"))
    dropped.watch()
    bill()
    assert len(fetched) == len(set(fetched)) == 3
    assert [box for _, box in dropped.boxes()] == ["held"]


def test_a_file_that_is_written_to_when_its_turn_comes_is_left_until_it_is_still(dropped):
    path = dropped.drop("b.txt", "half of")
    dropped.drop("a.txt", "fine")

    def audit(item):
        path.write_text("half of a note")
        return dropping.record_of(item)

    dropped.watch(desk=dropping.desk(audit=audit))
    assert dropped.boxes() == [("a.txt", "released")]
    assert dropped.left() == ["b.txt"]
    assert "b.txt: is being written to" in dropped.said[-1]
    dropped.watch()
    assert dropped.originals() == [b"fine", b"half of a note"]


def test_a_file_whose_writer_only_rested_is_read_again_and_doubles_nothing(dropped):
    all_lines = lines("first", "second", "third")
    path = dropped.drop("march.jsonl", all_lines[: all_lines.index("\n") + 1])
    ends = iter([False] * 60)
    with path.open("a", encoding="utf-8") as writer:

        def is_stopped():
            if writer.closed or not dropped.originals():
                return writer.closed and next(ends, True)
            writer.write(all_lines[all_lines.index("\n") + 1 :])
            writer.close()
            return False

        dropped.watch(is_stopped=is_stopped, once=False, settle_seconds=0.0)
    assert dropped.boxes() == [(f"march.jsonl:{n}", "released") for n in (1, 2, 3)]
    assert (dropped.originals(), dropped.left()) == ([all_lines.encode()], [])
    assert [event for event, _ in dropped.events()] == ["judged"] * 3


def test_a_marker_that_a_crash_left_behind_is_not_the_next_files(dropped, monkeypatch):
    dropped.drop("march.txt", "fine")
    marker = dropped.drop("march.txt.done", "")
    with monkeypatch.context() as patch:
        patch.setattr(taking, "sync_folder", _ended)
        with pytest.raises(_EndedError):
            dropped.watch(done_suffix=".done")
    assert marker.exists()
    dropped.watch(done_suffix=".done")
    assert not marker.exists()
    dropped.drop("march.txt", "half of")
    dropped.watch(done_suffix=".done")
    assert (dropped.originals(), dropped.left()) == ([b"fine"], ["march.txt"])


def _ended(_folder):
    raise _EndedError
