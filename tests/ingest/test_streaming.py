"""Notes come one by one: a source is never read further, or held more, than it must be."""

import io
import itertools
import json
import tracemalloc

import pytest

from auditor.ingest import read_sources

MEGABYTE = 1_000_000


class Endless(io.RawIOBase):
    """JSON lines without end."""

    def __init__(self):
        super().__init__()
        self._number = 0
        self._held = b""

    def readable(self):
        return True

    def readinto(self, buffer):
        while len(self._held) < len(buffer):
            self._number += 1
            self._held += json.dumps({"text": "gait " * 200, "id": self._number}).encode() + b"\n"
        buffer[:] = self._held[: len(buffer)]
        self._held = self._held[len(buffer) :]
        return len(buffer)


def test_standard_input_without_end_gives_its_first_notes():
    notes = read_sources(["-"], stdin=io.BufferedReader(Endless()))
    assert [n.note_id for n in itertools.islice(notes, 5000)] == [str(i) for i in range(1, 5001)]


def test_nothing_is_opened_before_the_first_note_is_asked_for():
    read_sources(["nowhere.txt"])


def test_a_later_source_is_opened_only_when_it_is_its_turn(tmp_path):
    first, second = tmp_path / "a.jsonl", tmp_path / "b.txt"
    first.write_bytes(b'{"text": "a"}\n')
    notes = read_sources([first, second])
    assert next(notes).text == "a"
    second.write_bytes(b"written later")
    assert next(notes).text == "written later"


LARGE = {
    "a.jsonl": ("", json.dumps({"text": "gait " * 1000}) + "\n"),
    "a.csv": ("note\n", '"' + "gait, stairs and rest\n" * 230 + '"\n'),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(("name", "head", "each"), [(n, *parts) for n, parts in LARGE.items()])
def test_a_large_file_is_not_held_in_memory(tmp_path, name, head, each, encoding):
    path = tmp_path / name
    with path.open("w", encoding=encoding, newline="") as stream:
        stream.write(head)
        stream.writelines(itertools.repeat(each, 2000))
    assert path.stat().st_size > 10 * MEGABYTE
    tracemalloc.start()
    try:
        count = sum(1 for _ in read_sources([path]))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 2000
    assert peak < 5 * MEGABYTE


def test_an_abandoned_batch_leaves_no_file_open(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "a"}\n' * 3)
    notes = read_sources([path])
    next(notes)
    notes.close()
    path.unlink()
