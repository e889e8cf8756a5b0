"""The figures of a log, for people and for programs."""

import json

import pytest

from auditor.gate.journal import Entry, Event, Journal
from cli.running import run

PAGE = """\
day         notes  released  held  not judged  held %  would hold  p50 ms  p95 ms
2026-03-04      2         0     1           1     50%           -   1,200   1,200
2026-03-05      1         1     0           0       -           1     900     900
all             3         1     1           1     50%           1     900   1,200

Rules that hold, or would
  2  TIM101
  1  COD201

Findings set aside
  1  BOI101

Why notes could not be judged
  1  is empty

Released by a person, by reason
  1  not_applicable

duplicate: 1

1 line could not be read, as after a crash, and not counted
"""


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "journal.jsonl"
    first, second = "2026-03-04T05:06:07.000Z", "2026-03-05T05:06:07.000Z"
    entries = [
        Entry(
            event=Event.JUDGED,
            key="a",
            time=first,
            decision="hold",
            judged="hold",
            rules=("TIM101", "COD201"),
            excused=("BOI101",),
            milliseconds=1200,
        ),
        Entry(
            event=Event.FAILED,
            key="",
            time=first,
            decision="not_judged",
            judged="not_judged",
            why="is empty",
        ),
        Entry(
            event=Event.JUDGED,
            key="b",
            time=second,
            decision="release",
            judged="hold",
            shadow=True,
            rules=("TIM101",),
            milliseconds=900,
        ),
        Entry(event=Event.DUPLICATE, key="b", time=second),
        Entry(event=Event.RELEASED, key="a", time=second, by="billing", reason="not_applicable"),
    ]
    for entry in entries:
        Journal(path).append(entry)
    with path.open("ab") as file:
        file.write(b'{"event": "jud')
    return path


def test_people_get_a_table(log):
    ended = run("hook", "stats", log)
    assert (ended.code, ended.err, ended.out) == (0, "", PAGE)


@pytest.mark.parametrize("place", ["file", "folder", "here"])
def test_a_log_is_found(place, log, monkeypatch):
    monkeypatch.chdir(log.parent)
    where = {"file": (log,), "folder": (log.parent,), "here": ()}[place]
    assert run("hook", "stats", *where).out == PAGE


def test_programs_get_the_same_figures(log):
    found = json.loads(run("hook", "stats", log, "--format", "json", "--per", "week").out)
    assert [(p["from"], p["notes"]) for p in found["periods"]] == [("2026-03-02", 3)]
    assert (found["notes"], found["would_hold"], found["unread_lines"]) == (3, 1, 1)


@pytest.mark.parametrize("logs", [("gone.jsonl",), ("a", "b")], ids=["gone", "two"])
def test_what_is_no_log_is_named(logs, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ended = run("hook", "stats", *logs)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.count("\n") == 1
