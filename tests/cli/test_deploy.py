"""The files that start the drop folder on a machine say what the command understands."""

import configparser
import re
import shlex
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cli.running import run

DEPLOY = Path(__file__).parents[2] / "docs" / "deploy"
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
MOST_RESTARTS = 255
"""Microsoft's schema has the count as an unsigned byte."""


def unit():
    parser = configparser.ConfigParser(strict=True)
    parser.optionxform = str
    parser.read(DEPLOY / "auditor-watch.service")
    return parser


def task():
    return ET.parse(DEPLOY / "auditor-watch-task.xml").getroot()  # noqa: S314 - our own file


def cron():
    lines = (DEPLOY / "auditor-watch.cron").read_text("utf-8").splitlines()
    (line,) = [line for line in lines if not line.startswith("#")]
    return line


COMMANDS = {
    "systemd": lambda: unit()["Service"]["ExecStart"].partition(" ")[2],
    "windows": lambda: task().findtext(f".//{TASK}Arguments"),
    "cron": lambda: re.search(r"bin/auditor (.*) 2>>", cron())[1],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_the_command_is_one_that_would_run(command, tmp_path, monkeypatch):
    """With folders that are not there it gets as far as to say so."""
    monkeypatch.chdir(tmp_path)
    words = shlex.split(command())
    assert words[0] == "watch"
    ended = run(*words)
    assert ended.code == 2
    assert f"{words[1]}: there is no such folder" in ended.err


def test_the_task_is_within_the_schema_s_bounds():
    count = task().findtext(f".//{TASK}RestartOnFailure/{TASK}Count")
    interval = task().findtext(f".//{TASK}RestartOnFailure/{TASK}Interval")
    assert 1 <= int(count) <= MOST_RESTARTS
    assert re.fullmatch(r"PT\d+M", interval)


def test_cron_runs_once_every_five_minutes_and_then_ends():
    assert cron().startswith("*/5 * * * * auditor ")
    assert "--once" in cron()
    assert "%" not in cron()


def test_the_service_may_write_where_it_is_told_to():
    service = unit()["Service"]
    (writable,) = service["ReadWritePaths"].split()
    words = shlex.split(service["ExecStart"])
    folders = [words[2], words[words.index("--out") + 1]]
    assert all(folder.startswith(f"{writable}/") for folder in folders)
    assert int(service["TimeoutStopSec"]) > 30
