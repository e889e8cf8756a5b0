"""The command as a process of its own: what it loads, and how it is stopped from outside."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from cli.running import DRAFT, jsonl

HEAVY = ("spacy", "sklearn", "numpy", "scipy", "joblib", "rich", "jinja2", "jsonschema")
LIGHT = f"""
import sys
from auditor.cli.main import main
for arguments in (
    ["--help"], ["--version"], ["check", "--help"], ["rules"], ["rule", "TIM101"], ["schema"],
    ["units", "97530=23"], ["payers"],
):
    if main(arguments) != 0:
        sys.exit(f"{{arguments}} failed")
sys.exit(", ".join(m for m in {HEAVY!r} if m in sys.modules) or 0)
"""
OFFLINE = """
import socket

def refused(*arguments, **options):
    raise AssertionError("something asked for the network")

socket.socket.connect = socket.socket.bind = socket.create_connection = refused
socket.getaddrinfo = socket.gethostbyname = refused
"""
THREE_COMMANDS = """
import socket, sys
from auditor.cli.main import main
try:
    socket.create_connection(("127.0.0.1", 9))
except AssertionError:
    commands = ["check", "d.txt"], ["hook", "d.txt"], ["audit", "n.jsonl", "--out", "o"]
    sys.exit(str([main(arguments) for arguments in commands]))
"""


def python(*arguments, **options):
    """Start an interpreter that finds the package as this one does."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    environment |= options.pop("environment", {})
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def test_light_commands_load_no_heavy_library():
    process = python("-c", LIGHT)
    assert process.communicate()[1].strip() == ""
    assert process.returncode == 0


def test_no_command_asks_for_the_network(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(OFFLINE)
    (tmp_path / "d.txt").write_text(DRAFT)
    (tmp_path / "n.jsonl").write_text(jsonl(*[DRAFT] * 20))
    paths = os.pathsep.join([str(tmp_path), *filter(None, sys.path)])
    process = python("-c", THREE_COMMANDS, cwd=tmp_path, environment={"PYTHONPATH": paths})
    assert process.communicate()[1].splitlines()[-1] == "[1, 1, 1]"
    assert len((tmp_path / "o" / "records.jsonl").read_text().splitlines()) == 20


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    path = tmp_path_factory.mktemp("many") / "notes.jsonl"
    path.write_text(jsonl(*[DRAFT] * 20_000))
    return path


def test_a_closed_pipe_ends_silently(many):
    with python("-m", "auditor.cli", "audit", many) as process:
        assert json.loads(process.stdout.readline())["note_id"] == "n1"
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 141


def is_gone(group):
    """Wait a little for the processes of a group to end; say whether they have."""
    for _ in range(500):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="its Ctrl-C reaches a whole console")
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_keeps_what_was_written(jobs, many, tmp_path):
    records = tmp_path / "out" / "records.jsonl"
    process = python(
        *("-m", "auditor.cli", "audit", many, "--out", tmp_path / "out", "--jobs", jobs),
        start_new_session=True,
    )
    while process.poll() is None and not (records.exists() and records.stat().st_size > 20_000):
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    summary, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert is_gone(process.pid)
    *whole, last = records.read_bytes().split(b"\n")
    assert last == b""
    assert [json.loads(line)["note_id"] for line in whole] == [
        f"n{number}" for number in range(1, len(whole) + 1)
    ]
    assert summary.startswith(f"{len(whole)} notes, ")
    assert said.splitlines() == [
        f"auditor: stopped by Ctrl-C after {len(whole)} notes",
        f"auditor: written to {tmp_path / 'out'}: records.jsonl, notes.csv, findings.csv",
    ]
