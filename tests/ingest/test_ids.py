"""No two notes of a batch share an id, and none is dropped for sharing one."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.ingest import Refused, read_sources


def ids_of(ids):
    lines = "".join(json.dumps({"text": "a", "id": i}) + "\n" for i in [*ids, None])
    return [n.note_id for n in read_sources(["-"], stdin=io.BytesIO(lines.encode()))][:-1]


REPEATED = {
    "none": (["A", "B"], ["A", "B"]),
    "twice": (["A", "A"], ["A", "A#2"]),
    "thrice-with-others-between": (["A", "B", "A", "B", "A"], ["A", "B", "A#2", "B#2", "A#3"]),
    "an-id-that-looks-like-ours-first": (["A#2", "A", "A"], ["A#2", "A", "A#3"]),
    "an-id-that-looks-like-ours-last": (["A", "A", "A#2"], ["A", "A#2", "A#2#2"]),
    "number-and-word": ([7, "7"], ["7", "7#2"]),
}


@pytest.mark.parametrize(("ids", "expected"), REPEATED.values(), ids=REPEATED)
def test_a_repeated_id_gets_a_number(ids, expected):
    assert ids_of(ids) == expected


@given(st.lists(st.sampled_from(["A", "A#2", "A#2#2", "A#3", "B"]), min_size=1, max_size=12))
def test_ids_are_always_distinct_and_start_with_their_own(ids):
    given_ids = ids_of(ids)
    assert len(set(given_ids)) == len(ids)
    assert all(new.startswith(old) for new, old in zip(given_ids, ids, strict=True))


def test_refused_notes_and_files_of_one_name_are_told_apart_too(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "a.txt").write_bytes(b"a")
    (tmp_path / "a.txt").write_bytes(b"")
    items = list(read_sources(["a.txt", "x/a.txt", "x"]))
    assert [(type(i) is Refused, i.note_id, i.source) for i in items] == [
        (True, "a.txt", "a.txt"),
        (False, "a.txt#2", "x/a.txt"),
        (False, "a.txt#3", "x/a.txt"),
    ]
