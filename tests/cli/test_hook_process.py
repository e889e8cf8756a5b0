"""A judging that hangs, dies or babbles still ends in one record and one exit code."""

import contextlib
import faulthandler
import json
import os
import re
import signal
import subprocess
import sys
import time

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import engine
from auditor.cli.work import hook, hook_judge, hook_lines, hook_process
from auditor.record import json_schema
from cli.running import DRAFT, run


@pytest.fixture(autouse=True, scope="module")
def warm(note_of):
    """Load here what each judging would else load in its own process."""
    engine.audit(note_of(DRAFT))


forked = pytest.mark.skipif(not hook_process.can_fork(), reason="there is no fork here")
CANARY = "Zyxwvut Qanarymann"


def hang(*_):
    time.sleep(60)


def hold_the_lock(*_):
    """Stick in C code that lets no other Python thread run."""
    re.match(r"(a+)+$", "a" * 64 + "b")


def leave(*_):
    os._exit(3)


def be_killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)


def break_down(*_):
    faulthandler.disable()
    os.kill(os.getpid(), signal.SIGSEGV)


def raise_error(*_):
    raise MemoryError(CANARY)


def send_half_a_line(_asked, _raw, _terms, send):
    send(b'{"row": "')


def leave_a_child_behind(_asked, _raw, _terms, _send):
    if not os.fork():
        time.sleep(60)
    os._exit(0)


GIVEN_UP = "the judging was given up: "
PLANTED = {
    "hangs": (hang, "no answer after 0.4 seconds"),
    "holds-the-lock": (hold_the_lock, "no answer after 0.4 seconds"),
    "leaves": (leave, "it ended with code 3"),
    "is-killed": (be_killed, "it was ended by SIGKILL, as where memory runs out"),
    "breaks-down": (break_down, "it was ended by SIGSEGV"),
    "raises": (raise_error, "it ended with code 1"),
    "half-a-line": (send_half_a_line, "it ended with code 0"),
    "leaves-a-child": (leave_a_child_behind, "no answer after 0.4 seconds"),
}


@forked
@pytest.mark.parametrize(("work", "why"), PLANTED.values(), ids=PLANTED)
def test_a_judging_that_does_not_answer_is_given_up(work, why, monkeypatch, capfd):
    monkeypatch.setattr(hook, "work", work)
    ended = run("hook", "--timeout", "0.4", stdin=CANARY.encode())
    (record,) = ended.rows
    jsonschema.validate(record, json_schema())
    assert (ended.code, record["hook"]["decision"]) == (2, "not_judged")
    assert record["hook"]["because"] == f"could not be judged: stdin: {GIVEN_UP}{why}"
    assert ended.err == f"auditor: stdin: {GIVEN_UP}{why}\n"
    assert CANARY not in ended.out + ended.err + "".join(capfd.readouterr())


@forked
@pytest.mark.parametrize(
    ("options", "code"),
    [(("--on-error", "hold"), 1), (("--on-error", "release"), 0), (("--shadow",), 0)],
    ids=["hold", "release", "shadow"],
)
def test_the_site_says_what_becomes_of_it(options, code, monkeypatch):
    monkeypatch.setattr(hook, "work", leave)
    ended = run("hook", *options, stdin=b"")
    (record,) = ended.rows
    assert (ended.code, record["complete"]) == (code, False)
    assert record["hook"]["judged"] == "not_judged"


@forked
def test_where_no_process_can_be_made_that_is_the_answer(monkeypatch):
    def full():
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", full)
    ended = run("hook", "--on-error", "hold", stdin=DRAFT.encode())
    (record,) = ended.rows
    assert (ended.code, record["hook"]["judged"]) == (1, "not_judged")
    assert "no process could be made for it (Resource temporarily unavailable)" in ended.err


@forked
def test_what_is_sent_but_no_answer_is_given_up(monkeypatch):
    monkeypatch.setattr(hook, "work", lambda _a, _r, _t, send: send(b"[1]\n"))
    ended = run("hook", stdin=DRAFT.encode())
    assert (ended.code, len(ended.rows)) == (2, 1)


@given(st.lists(st.binary(max_size=5).map(lambda line: line.replace(b"\n", b" "))))
def test_lines_arrive_however_they_are_cut(lines):
    reading, writing = os.pipe()
    arriving = hook_lines.Lines(reading)
    whole = b"".join(b"x%b\n" % line for line in lines) + b"cut off"
    for start in range(0, len(whole), 3):
        os.write(writing, whole[start : start + 3])
    os.close(writing)
    assert [arriving.next(9) for _ in lines] == [b"x%b" % line for line in lines]
    assert arriving.next(9) == b""


@forked
def test_what_it_prints_is_no_part_of_the_answer(monkeypatch, capfd):
    judged = hook_judge._judged

    def babble(*arguments):
        sys.stdout.write(CANARY)
        sys.stdout.flush()
        os.write(1, CANARY.encode())
        return judged(*arguments)

    monkeypatch.setattr(hook_judge, "_judged", babble)
    ended = run("hook", stdin=DRAFT.encode())
    assert (len(ended.rows), CANARY in ended.out) == (1, False)
    assert CANARY not in "".join(capfd.readouterr())


@forked
def test_the_settings_hold_for_what_hangs(tmp_path, monkeypatch):
    monkeypatch.setattr(hook_judge, "_judged", hang)
    (tmp_path / "site.toml").write_text('timeout_seconds = 0.4\non_error = "hold"\n')
    began = time.monotonic()
    ended = run("hook", "--config", tmp_path / "site.toml", stdin=b"")
    assert (ended.code, ended.rows[0]["hook"]["judged"]) == (1, "not_judged")
    assert "no answer after 0.4 seconds" in ended.err
    assert time.monotonic() - began < 20


@forked
def test_nothing_is_left_running(tmp_path, monkeypatch):
    pid = tmp_path / "pid"

    def leave_a_name(*_):
        pid.write_text(str(os.getpid()))
        time.sleep(60)

    monkeypatch.setattr(hook, "work", leave_a_name)
    assert run("hook", "--timeout", "0.4", stdin=b"").code == 2
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


@forked
def test_a_person_who_types_is_not_hurried(monkeypatch):
    monkeypatch.setattr(hook, "work", lambda *_: time.sleep(0.1))
    seen = []
    monkeypatch.setattr(hook.Lines, "next", lambda _, seconds: seen.append(seconds) or b"")
    run("hook")
    run("hook", "--timeout", "9")
    assert seen[0] is None
    assert 8 < seen[1] <= 9


WAITING = """
import os, sys, time
from auditor.cli.main import main
from auditor.cli.work import hook


def work(*_):
    print(os.getpid(), file=sys.stderr, flush=True)
    time.sleep(60)

hook.work = work
sys.exit(main(["hook"]))
"""


@pytest.fixture
def waiting():
    """A hook whose judging hangs, and the id of the process that does."""
    with subprocess.Popen(
        [sys.executable, "-c", WAITING],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        yield process, int(process.stderr.readline())
        with contextlib.suppress(OSError):
            process.kill()


def is_gone(pid):
    """Wait a little for a process to end; say whether it has."""
    for _ in range(250):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


@forked
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)], ids=str
)
def test_who_stops_it_stops_both(waiting, number, code):
    process, judging = waiting
    process.send_signal(number)
    out, _ = process.communicate(timeout=30)
    assert (process.returncode, out) == (code, b"")
    assert is_gone(judging)


@forked
def test_a_process_whose_parent_is_killed_has_a_last_moment(monkeypatch):
    """The system ends it, whatever it is at: no thread and no Python is asked."""
    monkeypatch.setattr(hook_process, "ORPHAN_SECONDS", 0.1)
    process = hook_process.Forked(lambda _: hold_the_lock(), seconds=0.1, own_group=True)
    assert process.ended() == "it was ended by SIGALRM"
    os.close(process.output)


@pytest.fixture
def spawning(monkeypatch):
    """As on a system that has no fork."""
    monkeypatch.setattr(hook_process, "can_fork", lambda: False)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))


@pytest.mark.usefixtures("spawning")
def test_without_fork_the_record_is_the_same(tmp_path, monkeypatch):
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT)
    options = ("--claim", "97530-GP=2", "--select", "TIM,COD", "--gate", "warning")
    spawned = run("hook", path, *options)
    monkeypatch.setattr(hook_process, "can_fork", lambda: True)
    assert spawned == run("hook", path, *options)
    assert spawned.code == 1


@pytest.mark.usefixtures("spawning")
def test_without_fork_what_hangs_is_given_up(tmp_path):
    (tmp_path / "draft.txt").write_text(DRAFT)
    ended = run("hook", tmp_path / "draft.txt", "--timeout", "0.05")
    assert (ended.code, ended.rows[0]["complete"]) == (2, False)


@pytest.mark.usefixtures("spawning")
def test_without_fork_a_death_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(hook, "CHILD", "no.such.module")
    ended = run("hook", tmp_path / "draft.txt")
    assert json.loads(ended.out)["hook"]["because"].endswith("it ended with code 1")


@pytest.mark.usefixtures("spawning")
def test_what_standard_input_held_is_handed_on():
    answer = hook._answered(hook.HookAsked(), DRAFT.encode())
    assert (answer.code, json.loads(answer.row)["note_id"]) == (1, "stdin")
