"""Each event is one whole line, whoever else writes and whatever was cut off before."""

import errno
import json
import multiprocessing
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.gate.journal import Entries, Entry, Event, Journal

MADE_BY = {"auditor": "0.1.0", "pack": "p", "model": "m"}
HELD = Entry(
    event=Event.JUDGED,
    key="ab12",
    time="2026-03-04T05:06:07.089Z",
    decision="hold",
    judged="hold",
    rules=("TIM101",),
    milliseconds=12,
    made_by=MADE_BY,
)
RELEASED = Entry(
    event=Event.RELEASED, key="ab12", time=HELD.time, item="a.txt", by="B", reason="other"
)
WORDS = st.text(max_size=8)
ENTRIES = st.builds(
    Entry,
    event=st.sampled_from(Event),
    key=WORDS,
    time=st.text(min_size=1, max_size=8),
    item=st.none() | WORDS,
    decision=st.none() | WORDS,
    rules=st.lists(WORDS, max_size=3).map(tuple),
    why=st.none() | WORDS,
    milliseconds=st.none() | st.integers(0),
    made_by=st.dictionaries(WORDS, WORDS, max_size=2),
)


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "log.jsonl")


def read(journal):
    entries = Entries(journal.path)
    return [*entries], entries.unread


def test_what_was_written_is_read_again(journal):
    for entry in (HELD, RELEASED):
        journal.append(entry)
    assert read(journal) == ([HELD, RELEASED], 0)


@given(st.lists(ENTRIES, max_size=4))
def test_any_entry_is_one_line_that_reads_back(tmp_path_factory, entries):
    journal = Journal(tmp_path_factory.mktemp("log") / "log.jsonl")
    journal.path.touch()
    for entry in entries:
        journal.append(entry)
    assert journal.path.read_bytes().count(b"\n") == len(entries)
    assert read(journal) == (entries, 0)


def test_an_entry_without_a_time_gets_that_of_writing(journal):
    journal.append(Entry(event=Event.DUPLICATE, key="k"))
    ((entry,), _) = read(journal)
    assert entry.time.endswith("Z")
    assert len(entry.time) == len(HELD.time)


@pytest.mark.parametrize("cut", [1, 40, -1], ids=["begun", "half", "no-line-feed"])
def test_a_line_cut_off_by_a_crash_spoils_no_other(journal, cut):
    journal.append(HELD)
    whole = journal.path.read_bytes()
    journal.path.write_bytes(whole + whole[:cut])
    journal.append(RELEASED)
    entries, unread = read(journal)
    was_whole = cut == -1
    assert (entries, unread) == ([HELD, HELD, RELEASED][1 - was_whole :], not was_whole)


def test_a_line_that_is_cut_off_at_the_end_is_counted_and_passed_over(journal):
    journal.append(HELD)
    with journal.path.open("ab") as file:
        file.write(b'{"event": "judged", "key": "a')
    assert read(journal) == ([HELD], 1)


@pytest.mark.parametrize(
    "line",
    [b"[]", b"3", b'"x"', b'{"event": "eaten", "key": "a"}', b'{"key": "a"}', b"\xff\xfe", b"{}"]
    + [
        json.dumps({"event": "judged", "key": "a", "time": "t"} | wrong).encode()
        for wrong in ({"key": 3}, {"time": None}, {"rules": [1]}, {"milliseconds": "x"})
    ],
)
def test_a_line_that_is_no_entry_is_counted_and_passed_over(journal, line):
    journal.path.write_bytes(line + b"\n")
    journal.append(HELD)
    assert read(journal) == ([HELD], 1)


def test_keys_of_a_later_version_are_passed_over(journal):
    journal.append(HELD)
    values = json.loads(journal.path.read_text()) | {"colour": "red"}
    journal.path.write_text(json.dumps(values) + "\n")
    assert read(journal) == ([HELD], 0)


def test_a_line_that_a_full_disk_cuts_off_is_taken_back(journal, monkeypatch):
    journal.append(HELD)
    write = os.write

    def full(descriptor, line):
        write(descriptor, line[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space"):
        journal.append(RELEASED)
    assert read(journal) == ([HELD], 0)


def test_why_a_device_takes_no_line_is_told_though_nothing_can_be_taken_back(journal, monkeypatch):
    def fails(error):
        def failing(*_):
            raise OSError(error, os.strerror(error))

        return failing

    monkeypatch.setattr(os, "write", fails(errno.ENOSPC))
    monkeypatch.setattr(os, "ftruncate", fails(errno.EINVAL))
    with pytest.raises(OSError, match="No space"):
        journal.append(HELD)


def _many(journal, key):
    for _ in range(100):
        journal.append(Entry(event=Event.JUDGED, key=key, time="t", why="x" * 500))


def test_processes_that_write_at_once_cut_no_line_of_each_other(journal):
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_many, args=(journal, key)) for key in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    entries, unread = read(journal)
    assert unread == 0
    assert sorted(entry.key for entry in entries) == sorted("abc" * 100)
