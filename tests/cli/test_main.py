"""The command as a whole: its help, its version, and how it ends whatever happens."""

import os
import subprocess
import sys

import pytest

from auditor import __version__
from auditor.cli import streams
from auditor.cli.main import COMMANDS, main
from auditor.cli.work import check
from auditor.report import text
from cli.running import DRAFT, jsonl, run


def test_the_version_is_shown():
    ended = run("--version")
    assert (ended.code, ended.out, ended.err) == (0, f"auditor {__version__}\n", "")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.NAME)
def test_every_command_has_help_with_examples(command):
    ended = run(command.NAME, "--help")
    assert ended.code == 0
    for example in command.EXAMPLES:
        assert f"  {example}\n" in ended.out
    assert run(command.NAME, "-h") == ended


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.NAME)
def test_every_example_is_a_command_that_exists(command):
    for example in command.EXAMPLES:
        assert f"auditor {command.NAME}" in example


@pytest.mark.parametrize("arguments", [(), ("audit",), ("rule",), ("units",)], ids=str)
def test_without_arguments_help_is_shown(arguments):
    ended = run(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("Usage: auditor")
    assert "Examples:" in ended.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("chek", "a.txt"), "No such command 'chek'. Did you mean 'check'"),
        (("check", "--formt", "json"), "No such option: --formt"),
        (("check", "a.txt", "--gate", "fatal"), "--gate"),
        (("audit", "a.txt", "--jobs", "many"), "--jobs"),
        (("audit", "a.txt", "--jobs", "0"), "auditor: --jobs: jobs must be a whole number from 1"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_is_typed_wrong_is_named(arguments, said):
    ended = run(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


class _Closed:
    """Standard output whose reader is gone, at once or when it is written out."""

    closed = False

    def __init__(self, *, at_once):
        self._at_once = at_once

    def write(self, written):
        if self._at_once:
            raise BrokenPipeError
        return len(written)

    def flush(self):
        raise BrokenPipeError

    def fileno(self):
        raise OSError

    def isatty(self):
        return False


@pytest.mark.parametrize("at_once", [True, False], ids=["write", "flush"])
def test_a_closed_pipe_ends_silently(at_once, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", _Closed(at_once=at_once))
    assert main(["rules"]) == 141
    assert capsys.readouterr().err == ""


def test_a_full_disk_is_said(monkeypatch, capsys):
    def full(_written):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys.stdout, "write", full)
    assert main(["rules"]) == 2
    assert capsys.readouterr().err == (
        "auditor: standard output cannot be written (No space left on device); "
        "check where it goes\n"
    )


def test_a_standard_output_that_is_closed_is_said_where_there_is_something_to_write(
    monkeypatch, capsys
):
    monkeypatch.setattr(sys, "stdout", None)
    streams.flush()
    assert main(["rules"]) == 2
    assert capsys.readouterr().err == (
        "auditor: standard output is closed; send it somewhere, such as to a file\n"
    )


@pytest.mark.skipif(os.name != "posix", reason="a shell that closes streams")
@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"])
def test_what_is_opened_never_stands_for_a_stream_that_is_closed(closed):
    opened = "import os; from auditor.cli import streams; streams.fill_closed(); "
    command = [sys.executable, "-c", opened + "os._exit(min(os.pipe()))"]
    shell = ["/bin/sh", "-c", f'exec "$@" {closed}', "sh", *command]
    assert subprocess.run(shell, check=False).returncode > 2


def test_where_nobody_listens_to_what_is_said_the_work_goes_on(monkeypatch):
    def gone(_written):
        raise BrokenPipeError

    monkeypatch.setattr(sys.stderr, "write", gone)
    streams.say("nobody hears this")


def test_ctrl_c_ends_with_130(monkeypatch):
    def interrupted(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(text, "check", interrupted)
    assert run("check", "-", stdin=DRAFT.encode()).code == 130


def test_a_fault_of_ours_in_one_note_does_not_keep_the_next_back(monkeypatch):
    shown = text.check

    def fails_once(*_arguments, **_options):
        monkeypatch.setattr(text, "check", shown)
        raise KeyError(DRAFT)

    monkeypatch.setattr(text, "check", fails_once)
    ended = run("check", "-", stdin=jsonl(DRAFT, DRAFT).encode())
    assert ended.code == 2
    assert ended.out.startswith("n2: hold")
    assert ended.err == (
        "auditor: stdin:1: internal error in cli.work.check (KeyError); please report it\n"
    )


def test_a_fault_of_ours_is_one_line_with_its_stage(monkeypatch):
    def fails(_asked):
        raise RuntimeError(DRAFT)

    monkeypatch.setattr(check, "open_session", fails)
    ended = run("check", "-", stdin=DRAFT.encode())
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        "auditor: internal error in cli.work.check (RuntimeError); please report it\n"
    )


@pytest.mark.parametrize(
    ("environment", "is_coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
    ids=str,
)
def test_a_terminal_is_coloured_unless_it_asks_not_to_be(environment, is_coloured, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert streams.colour(None) is is_coloured


def test_codes_and_names_of_rules_are_completed(monkeypatch):
    monkeypatch.setenv("_AUDITOR_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "auditor rule TIM10")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert "TIM101" in run().out.split()
