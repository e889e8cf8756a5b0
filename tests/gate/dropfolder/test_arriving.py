"""A dropped file is taken when it is whole and still, and not before."""

import os
from itertools import pairwise

import pytest

from auditor.gate.dropfolder.arriving import Arrivals


@pytest.fixture
def arrivals(tmp_path):
    def make(settle=2.0, done=None):
        return Arrivals(tmp_path, settle_seconds=settle, done_suffix=done)

    return make


def names(found):
    return [arrival.name for arrival in found]


def test_a_file_is_ready_when_it_was_still_for_so_long(arrivals, tmp_path):
    looking = arrivals()
    (tmp_path / "a.txt").write_text("one")
    assert names(looking.look(100.0)) == []
    assert looking.waiting == 1
    assert names(looking.look(101.9)) == []
    assert names(looking.look(102.0)) == ["a.txt"]


def test_one_that_grows_waits_anew(arrivals, tmp_path):
    looking = arrivals()
    (tmp_path / "a.txt").write_text("one")
    looking.look(100.0)
    (tmp_path / "a.txt").write_text("one two")
    assert names(looking.look(102.0)) == []
    assert names(looking.look(104.0)) == ["a.txt"]


@pytest.mark.parametrize("seconds", [-(10**6), 10**6], ids=["back", "ahead"])
def test_a_file_dated_by_another_clock_is_as_good(arrivals, tmp_path, seconds):
    looking = arrivals()
    path = tmp_path / "a.txt"
    path.write_text("one")
    os.utime(path, (path.stat().st_mtime + seconds,) * 2)
    looking.look(100.0)
    assert names(looking.look(102.0)) == ["a.txt"]


def test_one_written_over_within_the_same_size_waits_anew(arrivals, tmp_path):
    looking = arrivals()
    (tmp_path / "a.txt").write_text("one")
    looking.look(100.0)
    os.utime(tmp_path / "a.txt", ns=(1, 1))
    assert names(looking.look(102.0)) == []


def test_with_markers_a_file_is_ready_as_soon_as_its_own_is_there(arrivals, tmp_path):
    looking = arrivals(done=".done")
    for name in ("a.csv", "b.csv", "sub.csv.done", "b.csv.done"):
        (tmp_path / name).write_text("x")
    (found,) = looking.look(100.0)
    assert (found.name, found.marker.name) == ("b.csv", "b.csv.done")
    assert looking.waiting == 1


def test_a_marker_in_another_folder_is_another_files(arrivals, tmp_path):
    looking = arrivals(done=".done")
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.csv").write_text("x")
    (tmp_path / "sub" / "a.csv.done").write_text("x")
    assert names(looking.look(100.0)) == []


@pytest.mark.parametrize(
    "name",
    ["a.tmp", "A.PART", ".hidden", "~$note.docx", "a.csv.partial", ".hidden/a.txt", "a.filepart"],
)
def test_what_is_not_finished_is_left_without_a_word(arrivals, tmp_path, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("x")
    looking = arrivals(settle=0)
    assert names(looking.look(1.0)) == []
    assert (looking.waiting, looking.troubles) == (0, {})


def test_sub_folders_are_looked_into(arrivals, tmp_path):
    (tmp_path / "b" / "c").mkdir(parents=True)
    for name in ("z.txt", "b/c/x.txt", "b/y.txt"):
        (tmp_path / name).write_text("x")
    assert sorted(names(arrivals(settle=0).look(1.0))) == ["b/c/x.txt", "b/y.txt", "z.txt"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_or_a_pipe_is_said_and_left(arrivals, tmp_path):
    (tmp_path / "link.txt").symlink_to("/etc/hostname")
    os.mkfifo(tmp_path / "pipe")
    looking = arrivals(settle=0)
    assert names(looking.look(1.0)) == []
    assert sorted(looking.troubles) == ["link.txt", "pipe"]


def test_what_could_not_be_taken_is_tried_again_less_and_less_often(arrivals, tmp_path):
    (tmp_path / "a.txt").write_text("x")
    looking = arrivals(settle=0)
    tried, now = [], 0.0
    while now < 400:
        if names(looking.look(now)):
            tried.append(now)
            looking.put_off("a.txt", "is locked", now)
        assert looking.troubles == {"a.txt": "a.txt: is locked"}
        now += 0.5
    waits = [b - a for a, b in pairwise(tried)]
    assert waits[:6] == [1, 2, 4, 8, 16, 32]
    assert set(waits[6:]) == {60}


def test_those_seen_first_come_first(arrivals, tmp_path):
    looking = arrivals()
    (tmp_path / "z.txt").write_text("x")
    looking.look(0.0)
    (tmp_path / "a.txt").write_text("x")
    looking.look(1.0)
    assert names(looking.look(5.0)) == ["z.txt", "a.txt"]
