"""Standard input, pipes and ``.json``: a text, JSON lines or one object, told by what they hold."""

import io
import json
import os
import threading

import pytest

from auditor.errors import InputError
from auditor.ingest import MOST_BYTES, Refused, read_sources
from auditor.model import Note


def read(raw):
    return list(read_sources(["-"], stdin=io.BytesIO(raw)))


TEXTS = {
    "text": "S: sore.\r\nO: gait.\n",
    "braces-inside": "S: sore\n{O: gait}\n",
    "brace-first": "{S}: sore\nO: gait\n",
    "bracket-first": "[x] gait\n[ ] stairs\n",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_is_one_note(text, encoding):
    assert read(text.encode(encoding)) == [Note("stdin", text, "stdin")]


A_AND_B = [Note("stdin:1", "a", "stdin:1"), Note("stdin:2", "b", "stdin:2")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_lines_that_all_start_with_a_brace_are_json_lines(encoding):
    assert read('{"text": "a"}\n{"text": "b"}\n'.encode(encoding)) == A_AND_B


def test_a_whole_object_in_the_first_line_makes_json_lines_of_the_rest():
    first_line = '{"text": "a"}\n'
    reason = "is not valid JSON at column 1 (Expecting value); write one object a line"
    assert read(f"{first_line}CANARY\n".encode()) == [
        A_AND_B[0],
        Refused("stdin:2", "stdin:2", f"stdin:2: {reason}"),
    ]


@pytest.mark.parametrize("indent", [None, 2])
def test_a_single_object_is_one_note_even_over_many_lines(indent):
    written = json.dumps({"text": "a", "id": None, "payer": "x"}, indent=indent)
    assert read(written.encode()) == [Note("stdin", "a", "stdin", payer="x")]


TOO_LARGE = "the note is over 1,000,000 bytes; is it one note? split it into single notes"
ONE_A_LINE = "; write one object a line"

REFUSED = {
    "empty": (b"", "the note is empty; give its text or take it out"),
    "binary": (
        b"CANARY\0",
        "holds NUL characters, so it is not plain text; save it as UTF-8 text",
    ),
    "too-large": (b"C" * (MOST_BYTES + 1), TOO_LARGE),
    "far-too-large": (b"C" * (5 * MOST_BYTES), TOO_LARGE),
    "broken-object": (
        b'{"text": "CANARY',
        f"is not valid JSON at column 10 (Unterminated string starting at){ONE_A_LINE}",
    ),
    "broken-object-over-lines": (
        b'{\n"text":\n"CANARY"',
        f"is not valid JSON at its line 3 (Expecting ',' delimiter){ONE_A_LINE}",
    ),
}


@pytest.mark.parametrize(("raw", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_note_is_refused(raw, reason):
    assert read(raw) == [Refused("stdin", "stdin", f"stdin: {reason}")]


def test_a_list_gives_a_note_for_each_of_its_objects():
    assert read(b'[{"text": "a"}, 7, {"text": "b", "id": "B"}]') == [
        Note("stdin:note 1", "a", "stdin:note 1"),
        Refused(
            "stdin:note 2",
            "stdin:note 2",
            'stdin:note 2: must be a JSON object with "text", not a number',
        ),
        Note("B", "b", "stdin:note 3"),
    ]


def test_a_list_that_is_cut_is_an_error_that_quotes_nothing():
    with pytest.raises(InputError) as caught:
        read(b'[{"text": "CANARY"}, {"text": "CAN')
    reason = "is a JSON list that is cut or not valid, so nothing of it is read; write it anew"
    assert str(caught.value) == f"stdin: {reason}"


def test_json_lines_larger_than_any_note_are_read_to_their_end():
    text = "\u00bd" * 400_000
    lines = "".join(json.dumps({"text": text, "id": i}) + "\n" for i in range(7))
    assert [(n.note_id, n.text) for n in read(lines.encode())] == [(str(i), text) for i in range(7)]


def test_without_standard_input_there_is_an_error():
    with pytest.raises(InputError) as caught:
        list(read_sources(["-"]))
    assert str(caught.value) == "stdin: there is no standard input here; give a file instead"


def test_standard_input_stays_open():
    stdin = io.BytesIO(b'{"text": "a"}\n{"text": "b"}\n')
    assert list(read_sources(["-"], stdin=stdin)) == A_AND_B
    assert not stdin.closed


@pytest.mark.parametrize(
    ("raw", "item"),
    [
        (b"S: sore\n", Note("p", "S: sore\n", "p")),
        (b'{"text": "a"}', Note("p", "a", "p")),
    ],
    ids=["text", "object"],
)
def test_a_named_pipe_is_read_like_standard_input(tmp_path, monkeypatch, raw, item):
    monkeypatch.chdir(tmp_path)
    os.mkfifo("p")
    writer = threading.Thread(target=(tmp_path / "p").write_bytes, args=[raw])
    writer.start()
    items = list(read_sources(["p"]))
    writer.join()
    assert items == [item]


def test_a_json_file_holds_one_object_or_json_lines(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_bytes(b'{\n  "text": "a"\n}\n')
    (tmp_path / "b.json").write_bytes(b'{"text": "a"}\n{"text": "b"}\n')
    assert list(read_sources(["a.json", "b.json"])) == [
        Note("a.json", "a", "a.json"),
        Note("b.json:1", "a", "b.json:1"),
        Note("b.json:2", "b", "b.json:2"),
    ]
