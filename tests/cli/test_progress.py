"""A bar is shown where somebody watches, and what is said stands above it."""

import io
import sys
from pathlib import Path

import pytest

from auditor.cli import streams
from auditor.cli.options import Asked, BatchFormat
from auditor.cli.work import progress
from auditor.cli.work.audit import audit
from auditor.cli.work.claims import ClaimFiles
from auditor.cli.work.progress import watched
from cli.running import DRAFT, jsonl


class Terminal(io.StringIO):
    """Standard error of somebody who watches."""

    def isatty(self):
        return True


def on_terminal(monkeypatch):
    """Let somebody watch; not in a fixture, for pytest puts its own streams in place after it."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "200")
    return screen


@pytest.fixture
def batch(tmp_path):
    path = tmp_path / "notes.jsonl"
    path.write_text(jsonl(*[DRAFT] * 7))
    return str(path)


def test_the_bar_counts_up_to_the_notes_there_are(monkeypatch, batch):
    terminal = on_terminal(monkeypatch)
    with watched([batch], wanted=True) as watch:
        for _ in range(7):
            watch.step()
    assert "7/7" in terminal.getvalue()


def test_a_line_said_meanwhile_is_kept_as_it_is(monkeypatch, batch):
    terminal = on_terminal(monkeypatch)
    with watched([batch], wanted=True) as watch:
        watch.say("notes.jsonl:3: [bold] is not valid :warning: JSON")
    assert "auditor: notes.jsonl:3: [bold] is not valid :warning: JSON\n" in terminal.getvalue()


def test_what_is_rightly_not_read_is_said_above_the_bar(monkeypatch, tmp_path):
    sample = Path(__file__).parents[1] / "ingest" / "samples" / "hl7" / "batch.hl7"
    terminal = on_terminal(monkeypatch)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    audit(
        [str(sample)],
        Asked(),
        files=ClaimFiles(),
        out=tmp_path / "out",
        output=BatchFormat.TEXT,
        color=None,
    )
    before, _, _ = terminal.getvalue().partition("auditor: ")
    assert before.endswith(("\n", "\x1b[2K"))


@pytest.mark.parametrize("wanted", [True, False])
def test_nobody_watching_there_is_no_bar(wanted, batch, monkeypatch):
    screen = io.StringIO() if wanted else Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with watched([batch], wanted=wanted) as watch:
        watch.step()
        watch.say("notes.jsonl:3: is not valid JSON")
    assert screen.getvalue() == "auditor: notes.jsonl:3: is not valid JSON\n"


def test_what_can_be_read_once_only_is_not_counted_before(batch, tmp_path):
    assert progress._count([batch, batch]) == 14
    assert progress._count([batch, "-"]) is None
    assert progress._count([str(tmp_path / "gone")]) is None
    (tmp_path / "empty").mkdir()
    assert progress._count([str(tmp_path / "empty")]) is None


def test_a_thread_that_breaks_is_one_line(monkeypatch, capsys):
    import threading

    from auditor.cli import main

    monkeypatch.setattr(sys, "exit", lambda _code: None)
    monkeypatch.setattr(main, "main", lambda: 0)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    main.run()

    def breaks():
        raise KeyError(DRAFT)

    thread = threading.Thread(target=breaks)
    thread.start()
    thread.join()
    assert capsys.readouterr().err == f"auditor: {streams.internal(KeyError())}\n"
