"""A finding is set aside by naming it, and the list tells what still matches."""

import json
from datetime import date, timedelta

import pytest

from auditor.gate.overrides import read, today
from auditor.gate.reasons import REASONS
from cli.running import DRAFT, jsonl, run

TOMORROW = (date.fromisoformat(today()) + timedelta(days=1)).isoformat()
WHY = ("--reason", "not_applicable", "--by", "billing lead", "--expires", TOMORROW)


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A folder with settings and one note that is held."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "auditor.toml").write_text("")
    (tmp_path / "draft.txt").write_text(DRAFT)
    return tmp_path


def hook(site, *options):
    return run("hook", site / "draft.txt", *options)


def test_what_is_set_aside_holds_no_longer(site):
    ended = run("override", "draft.txt", "missing-total-time", *WHY)
    assert (ended.code, ended.out) == (
        0,
        f"TIM101 of draft.txt is set aside until {TOMORROW} (not_applicable, by billing lead)\n",
    )
    (kept,) = read(site / "overrides.jsonl")
    assert (kept.rule, kept.note_id, kept.since) == ("TIM101", "draft.txt", today())
    assert hook(site).code == 0
    (site / "draft.txt").write_text("Seen at home.\n" + DRAFT.replace("Sore knee", "Stiff knee"))
    assert hook(site).code == 0
    (site / "draft.txt").write_text(DRAFT.replace("03/04/2026", "03/05/2026"))
    assert hook(site).code == 1


def test_a_line_holds_no_words_of_the_note(site):
    run("override", "draft.txt", "BOI103", *WHY)
    words = (site / "overrides.jsonl").read_text()
    assert "POC" in DRAFT
    assert "POC" not in words


def test_to_decide_again_replaces_what_was_decided(site):
    run("override", "draft.txt", "TIM101", *WHY)
    ended = run("override", "draft.txt", "TIM101", "--reason", "other", *WHY[2:])
    assert ended.err.endswith("overrides.jsonl, in place of 1 older line\n")
    assert [kept.reason for kept in read(site / "overrides.jsonl")] == ["other"]


@pytest.mark.parametrize("kind", ["records", "one-record", "hook", "batch"])
def test_a_record_names_its_findings_as_the_note_does(kind, site):
    notes = jsonl(*({"id": f"A-{n}", "text": DRAFT} for n in (16, 17, 18)))
    (site / "notes.jsonl").write_text(notes)
    (site / "note.json").write_text(notes.splitlines()[1])
    made = {
        "records": ("records.jsonl", run("audit", "notes.jsonl", "--format", "jsonl").out),
        "one-record": ("one.json", run("check", "note.json", "--format", "json").out),
        "hook": ("held.json", run("hook", "note.json").out),
        "batch": ("batch.jsonl", notes),
    }
    name, text = made[kind]
    (site / name).write_text(text)
    assert run("override", name, "TIM101", "--id", "A-17", *WHY).code == 0
    (kept,) = read(site / "overrides.jsonl")
    assert (kept.note_id, kept.date_of_service) == ("A-17", "2026-03-04")
    assert run("hook", "note.json").code == 0


WRONG = {
    "reason": (
        ("draft.txt", "TIM101", "--reason", "not_aplicable", *WHY[2:]),
        "--reason: there is no reason 'not_aplicable'; did you mean not_applicable?",
    ),
    "reason-far": (
        ("draft.txt", "TIM101", "--reason", "X", *WHY[2:]),
        f"--reason: there is no reason 'X'; it may be {', '.join(REASONS)}",
    ),
    "rule": (("draft.txt", "TIM11", *WHY), "no rule 'TIM11'; did you mean TIM"),
    "family": (("draft.txt", "TIM", *WHY), "no rule 'TIM'"),
    "past": (("draft.txt", "TIM101", *WHY[:-1], "2020-01-01"), "--expires: must be from today to"),
    "far": (("draft.txt", "TIM101", *WHY[:-1], "2099-01-01"), "--expires: must be from today to"),
    "no-day": (("draft.txt", "TIM101", *WHY[:-1], "soon"), "--expires: must be a date such as"),
    "nobody": (
        ("draft.txt", "TIM101", "--reason", "other", "--by", " ", "--expires", TOMORROW),
        "--by: must be a name or a role",
    ),
    "no-finding": (
        ("draft.txt", "TIM102", *WHY),
        "TIM102 finds nothing in draft.txt; there is nothing to set aside",
    ),
    "no-line": (
        ("draft.txt", "TIM101", "--line", "7", *WHY),
        "TIM101 finds nothing there in draft.txt, but line 3 column 4 (",
    ),
    "no-note": (("gone.txt", "TIM101", *WHY), "gone.txt: "),
    "no-id": (("-", "TIM101", *WHY), "-: has no id, so it would not be known again"),
    "empty": (("empty.txt", "TIM101", *WHY), "empty.txt: "),
    "two-notes": (("two.jsonl", "TIM101", *WHY), "two.jsonl: holds 2 notes; say which with --id"),
    "no-such-id": (
        ("two.jsonl", "TIM101", "--id", "n9", *WHY),
        "two.jsonl: holds 0 notes with the id given by --id",
    ),
}


@pytest.mark.parametrize(("arguments", "said"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_set_aside_is_said_and_nothing_written(arguments, said, site):
    (site / "empty.txt").write_text("")
    (site / "two.jsonl").write_text(jsonl(DRAFT, DRAFT))
    ended = run("override", *arguments, stdin=DRAFT.encode())
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"auditor: {said}")
    assert not (site / "overrides.jsonl").exists()


SEVERAL = """\
PT daily note  DOS 03/04/2026
O: Therapeutic Activities per log. 97530 x 23 min.
Therapeutic Exercise per flow sheet. 97110 x 15 min.
Total treatment time: 38 min.
J. Doe, PT, DPT
"""


def test_of_several_findings_one_is_chosen(site):
    (site / "draft.txt").write_text(SEVERAL)
    record = json.loads(run("check", "draft.txt", "--format", "json").out)
    several = [f for f in record["findings"] if f["rule"] == "WRK102"]
    assert len({f["fingerprint"] for f in several}) > 1
    ended = run("override", "draft.txt", "WRK102", *WHY)
    assert ended.code == 2
    assert "choose with --line or --fingerprint, or take --all" in ended.err
    one = several[0]
    run("override", "draft.txt", "WRK102", "--line", one["line"], *WHY)
    run("override", "draft.txt", "WRK102", "--fingerprint", one["fingerprint"], *WHY)
    assert [kept.fingerprint for kept in read(site / "overrides.jsonl")] == [one["fingerprint"]]
    run("override", "draft.txt", "WRK102", "--all", *WHY)
    assert len(read(site / "overrides.jsonl")) == len({f["fingerprint"] for f in several})


def test_without_settings_the_file_is_named(site):
    (site / "auditor.toml").unlink()
    ended = run("override", "draft.txt", "TIM101", *WHY)
    assert ended.code == 2
    assert "no auditor.toml here or above" in ended.err
    assert "make one (it may be empty), or name a file" in ended.err
    assert run("override", "draft.txt", "TIM101", "--overrides", "o.jsonl", *WHY).code == 0
    assert hook(site).code == 1
    assert hook(site, "--overrides", "o.jsonl").code == 0
    (site / "auditor.toml").write_text("")
    assert run("override", "draft.txt", "TIM101", *WHY).code == 0


def test_the_settings_may_keep_them_elsewhere(site):
    (site / "auditor.toml").write_text('overrides = "kept/ours.jsonl"\n')
    assert hook(site).code == 1
    assert run("override", "draft.txt", "TIM101", *WHY).code == 0
    assert len(read(site / "kept" / "ours.jsonl")) == 1
    assert hook(site).code == 0


def states(*arguments):
    return [
        row["state"] for row in json.loads(run("overrides", *arguments, "--format", "json").out)
    ]


def test_the_list_tells_what_still_matches(site):
    assert run("overrides").out.startswith("nothing is set aside in ")
    run("override", "draft.txt", "TIM101", *WHY)
    (site / "other.txt").write_text(DRAFT)
    assert states() == ["active"]
    assert states("draft.txt") == ["used"]
    assert states("other.txt") == ["other"]
    (site / "draft.txt").write_text(DRAFT + "Total treatment time: 38 min.\n")
    ended = run("overrides", "draft.txt")
    assert ended.code == 1
    assert ended.out.splitlines()[1].split()[:3] == ["unused", TOMORROW, "TIM101"]
    run("audit", "other.txt", "draft.txt", "--out", "out")
    assert states("out/records.jsonl") == ["unused"]


def test_what_has_expired_is_listed_and_counts_no_longer(site):
    run("override", "draft.txt", "TIM101", *WHY)
    kept = site / "overrides.jsonl"
    line = json.loads(kept.read_text()) | {"since": "2026-01-01", "expires": "2026-02-01"}
    kept.write_text(json.dumps(line) + "\n")
    assert states() == states("draft.txt") == ["expired"]
    assert hook(site).code == 1


def test_notes_that_are_not_audited_are_named(site):
    run("override", "draft.txt", "TIM101", *WHY)
    (site / "empty.txt").write_text("")
    ended = run("overrides", "draft.txt", "empty.txt")
    assert (ended.code, ended.err) == (
        2,
        "auditor: empty.txt: the note is empty; give its text or take it out\n",
    )


def test_help_names_every_reason():
    shown = run("override", "--help").out
    assert [code for code in REASONS if code not in shown] == []
