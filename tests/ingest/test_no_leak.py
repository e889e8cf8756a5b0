"""Whatever is wrong with an input, no message holds a word of a note, and each is one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import InputError
from auditor.ingest import Refused, read_sources

CANARY = "Zebedee Quux 7"


def messages_of(path):
    try:
        return [item.message for item in read_sources([path]) if isinstance(item, Refused)]
    except InputError as error:
        return [str(error)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("broken")


BROKEN = {
    "text-nul": ("a.txt", f"{CANARY}\0"),
    "text-rtf": ("a.txt", f"{{\\rtf1 {CANARY}"),
    "text-too-large": ("a.txt", CANARY * 100_000),
    "json-broken": ("a.jsonl", f'{{"text": "{CANARY}'),
    "json-words": ("a.jsonl", CANARY),
    "json-string": ("a.jsonl", f'"{CANARY}"'),
    "json-wrong-key": ("a.jsonl", f'{{"{CANARY}": "{CANARY}"}}'),
    "json-surrogate": ("a.jsonl", f'{{"text": "{CANARY}\\ud800"}}'),
    "json-list": ("a.jsonl", f'{{"text": ["{CANARY}"]}}'),
    "json-id": ("a.jsonl", f'{{"text": "a", "id": ["{CANARY}"]}}'),
    "json-date": ("a.jsonl", f'{{"text": "a", "date_of_service": "{CANARY}"}}'),
    "json-claim": ("a.jsonl", f'{{"text": "a", "claim": "{CANARY}"}}'),
    "json-units": ("a.jsonl", f'{{"text": "a", "claim": [{{"code": "1", "units": "{CANARY}"}}]}}'),
    "json-array": ("a.json", f'[{{"text": "{CANARY}"}}'),
    "json-array-item": ("a.json", f'[{{"text": "{CANARY}", "date_of_service": "{CANARY}"}}]'),
    "gzip": ("a.jsonl.gz", CANARY),
    "table-no-headings": ("a.csv", f"A-1,{CANARY},x\n"),
    "table-prose": ("a.csv", f"{CANARY} walked.\nThen rested.\n"),
    "table-quotes": ("a.csv", f'note\n"{CANARY}\n'),
    "table-cells": ("a.csv", f"id,note\n1,{CANARY},{CANARY}\n"),
    "table-date": ("a.csv", f"note,date\na,{CANARY}\n"),
    "table-claim": ("a.csv", f"note,claim\na,{CANARY}\n"),
    "table-claim-json": ("a.csv", f"note,claim\na,[{CANARY}\n"),
    "table-units": ("a.csv", f"note,code,units\na,97530,{CANARY}\n"),
    "table-modifiers": ("a.csv", f"note,code,units,mod\na,97530,1,{CANARY}\n"),
}


@pytest.mark.parametrize(("name", "text"), BROKEN.values(), ids=BROKEN)
def test_the_message_about_a_broken_input_does_not_quote_it(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    [message] = messages_of(path)
    assert message.startswith(f"{path}:")
    assert [word for word in CANARY.split()[:2] if word in message] == []
    assert len(message.splitlines()) == 1


PIECES = [CANARY, '"', ",", ";", "\t", "|", "\n", "\r\n", "\0", "{", "}", "[", "]", ":", "\\", "7"]
KEYS = ['"text"', '"id"', '"claim"', '"code"', '"units"', '"date_of_service"', "97530", "\ud800"]


@given(
    head=st.sampled_from(["", "id,note,date,claim,units\n", '{"text": "a"}\n', "\ufeff"]),
    pieces=st.lists(st.sampled_from(PIECES + KEYS), max_size=20),
    name=st.sampled_from(["a.txt", "a.jsonl", "a.json", "a.csv", "a.tsv"]),
    encoding=st.sampled_from(["utf-8", "utf-16"]),
)
def test_no_mixture_of_broken_pieces_gets_a_note_quoted(folder, head, pieces, name, encoding):
    path = folder / name
    path.write_bytes((head + "".join(pieces)).encode(encoding, "surrogatepass"))
    for message in messages_of(path):
        assert [word for word in CANARY.split()[:2] if word in message] == []
        assert len(message.splitlines()) == 1
        assert message.startswith(f"{path}:")
