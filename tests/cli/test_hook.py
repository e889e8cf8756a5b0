"""The hook answers every input with exactly one record."""

import json

import jsonschema
import pytest

from auditor.record import json_schema
from cli.running import DRAFT, jsonl, run

READY = DRAFT + "Total treatment time: 38 min.\n"


@pytest.mark.parametrize(
    ("stdin", "options", "code"),
    [
        (READY.encode(), ("--select", "TIM101"), 0),
        (DRAFT.encode(), (), 1),
        (json.dumps({"id": "A-17", "text": DRAFT}).encode(), (), 1),
        (b"", (), 2),
        (b"\x00\x01\x02\xff" * 100, (), 2),
        (b"97530 " * 200_000, (), 2),
        (b'{"text": ', (), 2),
        (b'{"id": "A-17"}', (), 2),
        (b'[{"text": "a"}]', (), 2),
        (jsonl(DRAFT, DRAFT).encode(), (), 2),
        (json.dumps({"text": DRAFT, "payer": "nobody"}).encode(), (), 2),
        (DRAFT.encode(), ("--payer", "nobody"), 2),
        (DRAFT.encode(), ("--select", "TIM999"), 2),
        (DRAFT.encode(), ("--claim", "97530"), 2),
        (DRAFT.encode(), ("--model", "/nowhere"), 2),
        (DRAFT.encode(), ("--config", "/nowhere.toml"), 2),
    ],
    ids=[
        *("ready", "findings", "object", "empty", "binary", "too-large", "broken", "no-text"),
        *("list", "two-notes", "payer-of-note", "payer", "rule", "claim", "model", "config"),
    ],
)
def test_one_record_comes_out_whatever_goes_in(stdin, options, code):
    ended = run("hook", "-", *options, stdin=stdin)
    (record,) = ended.rows
    jsonschema.validate(record, json_schema())
    assert ended.code == code
    assert record["complete"] is (code != 2)
    assert (record["gate"] == "cannot_assess") is (code == 2)
    assert ended.err.count("\n") == (code == 2)


def test_the_record_says_why_a_note_was_not_audited():
    ended = run("hook", "-", stdin=jsonl(DRAFT, DRAFT).encode())
    reasons = set(ended.rows[0]["rules"]["skipped"].values())
    assert reasons == {
        "stdin: holds more than one note; give one at a time, or use `auditor audit`"
    }


def test_a_file_that_is_not_there_gets_a_record_too(tmp_path):
    ended = run("hook", tmp_path / "gone.txt")
    assert ended.code == 2
    assert ended.rows[0]["source"] == str(tmp_path / "gone.txt")


def test_hook_and_check_give_the_same_record(tmp_path):
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT)
    options = ("--claim", "97530-GP=2 97110-GP=1", "--discipline", "PT", "--date", "2026-03-04")
    (answer,) = run("hook", path, *options).rows
    assert answer.pop("hook")["decision"] == "hold"
    assert answer == json.loads(run("check", path, "--format", "json", *options).out)


def test_standard_input_is_read_where_no_file_is_named():
    assert run("hook", stdin=DRAFT.encode()).rows[0]["note_id"] == "stdin"
