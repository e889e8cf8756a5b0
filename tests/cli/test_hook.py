"""The hook answers every input with exactly one record and the gate's decision."""

import json

import jsonschema
import pytest

from auditor import engine
from auditor.gate.journal import Entries
from auditor.record import json_schema
from cli.running import DRAFT, jsonl, run


@pytest.fixture(autouse=True, scope="module")
def warm(note_of):
    """Load here what each judging would else load in its own process."""
    engine.audit(note_of(DRAFT))


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
    assert record["hook"]["decision"] == ("release", "hold", "not_judged")[code]
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


@pytest.mark.parametrize(
    "options",
    [
        ("--gat", "error"),
        ("--gate", "fatal"),
        ("--timeout", "0"),
        ("--on-error", "perhaps"),
        ("--overrides",),
        ("a.txt", "b.txt"),
    ],
    ids=" ".join,
)
def test_options_that_are_wrong_get_a_record_too(options):
    ended = run("hook", *options)
    (record,) = ended.rows
    jsonschema.validate(record, json_schema())
    assert (ended.code, record["hook"]["decision"]) == (2, "not_judged")
    assert ended.err.count("\n") == 1


def test_help_is_no_record():
    assert run("hook", "--help").out.startswith("Usage: auditor hook")


@pytest.fixture
def draft(tmp_path, monkeypatch):
    """A note that is held, alone in a folder."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT)
    return path


@pytest.mark.parametrize(
    ("options", "code", "judged"),
    [
        ((), 1, "hold"),
        (("--shadow",), 0, "hold"),
        (("--select", "BOI"), 0, "release"),
        (("--select", "BOI", "--gate", "info"), 1, "hold"),
        (("--on-error", "release"), 1, "hold"),
        (("--payer", "nobody", "--on-error", "release"), 0, "not_judged"),
        (("--payer", "nobody", "--on-error", "hold"), 1, "not_judged"),
        (("--payer", "nobody", "--shadow"), 0, "not_judged"),
    ],
    ids=str,
)
def test_the_policy_decides(options, code, judged, draft):
    ended = run("hook", draft, *options)
    assert (ended.code, ended.rows[0]["hook"]["judged"]) == (code, judged)


def test_the_settings_hold_where_no_option_is_given(draft):
    (draft.parent / "auditor.toml").write_text('on_error = "hold"\ngate = "info"\n')
    assert run("hook", draft, "--select", "BOI").code == 1
    assert run("hook", draft, "--select", "BOI", "--gate", "error").code == 0
    assert run("hook", "gone.txt").code == 1
    assert run("hook", "gone.txt", "--on-error", "release").code == 0


def test_with_a_baseline_only_what_is_new_holds(draft):
    run("audit", draft, "--out", "earlier")
    records = draft.parent / "earlier" / "records.jsonl"
    ended = run("hook", draft, "--baseline", records)
    assert ended.code == 0
    assert [f["why"] for f in ended.rows[0]["hook"]["excused"]] == ["in the baseline"]
    draft.write_text(DRAFT.replace("LAQ 3x10", "LAQ 2x10"))
    assert run("hook", draft, "--baseline", records).code == 0
    ended = run("hook", draft, "--baseline", records, "--claim", "97530-GP=9 97110-GP=1")
    assert ended.code == 1
    assert "TIM101" not in {f["rule"] for f in ended.rows[0]["hook"]["held_by"]}


@pytest.mark.parametrize("option", ["--baseline", "--overrides"])
def test_a_file_of_the_site_that_is_not_there_judges_nothing(option, draft):
    ended = run("hook", draft, option, "gone.jsonl")
    assert (ended.code, ended.rows[0]["complete"]) == (2, False)
    assert "gone.jsonl" in ended.err


def test_a_broken_line_of_the_overrides_judges_nothing(draft):
    (draft.parent / "auditor.toml").write_text("")
    (draft.parent / "overrides.jsonl").write_text("{}\n")
    ended = run("hook", draft)
    assert ended.code == 2
    assert ended.err.endswith("overrides.jsonl:1: has no 'note_id'; mend or delete the line\n")


CANARY = "Zyxwvut Qanarymann"


def test_the_log_tells_verdicts_and_no_word_of_a_note(draft):
    log = draft.parent / "hook.jsonl"
    (draft.parent / f"{CANARY}.txt").write_bytes(b"")
    row = {"id": "A-17", "text": DRAFT + CANARY, "patient": CANARY, "clinician": CANARY}
    for _ in range(2):
        run("hook", "--log", log, stdin=json.dumps(row).encode())
    run("hook", "--log", log, "--shadow", stdin=json.dumps(row | {"id": "A-18"}).encode())
    run("hook", f"{CANARY}.txt", "--log", log)
    assert "Qanary" not in log.read_text()
    held, again, shadow, empty = Entries(log)
    assert (held.event, held.decision, held.rules) == ("judged", "hold", ("TIM101",))
    assert held.made_by == run("hook", draft).rows[0]["made_by"]
    assert held.milliseconds > 0
    assert len({held.key, again.key, shadow.key}) == 2
    assert (shadow.decision, shadow.judged, shadow.shadow) == ("release", "hold", True)
    assert (empty.event, empty.decision, empty.key) == ("failed", "not_judged", "")
    assert empty.why == "the note is empty; give its text or take it out"


def test_a_log_that_cannot_be_written_leaves_the_verdict(draft):
    ended = run("hook", draft, "--log", "no/such/folder.jsonl")
    assert (ended.code, len(ended.rows)) == (1, 1)
    assert "--log: no/such/folder.jsonl cannot be written" in ended.err


def test_a_note_in_a_file_called_stats_is_read(draft):
    draft.rename(draft.parent / "stats")
    assert run("hook", "./stats").code == 1
