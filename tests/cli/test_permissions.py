"""What quotes notes or tells of them is made for its owner and group, not for everybody."""

import os
import stat
import sys

import pytest

from auditor.gate.overrides import today
from cli.running import DRAFT, jsonl, run

OTHERS = stat.S_IRWXO
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="has permissions of another kind")


@pytest.fixture
def usual(tmp_path, monkeypatch):
    """A folder to work in, under the umask that most systems give."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")
    before = os.umask(0o022)
    yield tmp_path
    os.umask(before)


def open_to_others(folder, *made_by_others):
    """What anybody on the machine may look into; an empty file tells nothing."""
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.stat().st_mode & OTHERS
        and (path.is_dir() or path.stat().st_size)
        and path.name not in made_by_others
    )


CALLS = {
    "audit": ("audit", "draft.txt", "--out", "out"),
    "hook": ("hook", "draft.txt", "--log", "hook.jsonl"),
    "override": (
        *("override", "draft.txt", "TIM101", "--reason", "other", "--by", "billing"),
        *("--expires", today(), "--overrides", "site/overrides.jsonl"),
    ),
}


@pytest.mark.parametrize("arguments", CALLS.values(), ids=CALLS)
def test_nobody_else_may_read_what_a_command_makes(usual, arguments):
    run(*arguments)
    assert len(list(usual.iterdir())) > 1
    assert open_to_others(usual, "draft.txt") == []


def test_nobody_else_may_look_into_a_drop_folders_output(usual):
    (usual / "in").mkdir(mode=0o700)
    (usual / "in" / "notes.jsonl").write_text(jsonl(DRAFT, DRAFT), encoding="utf-8")
    assert run("watch", "in", "--out", "gate", "--once", "--settle", "0").code == 1
    (original,) = (usual / "gate" / "originals").iterdir()
    assert open_to_others(usual / "gate", original.name) == []


def test_a_folder_that_is_there_keeps_its_permissions(usual):
    """Whoever made it may have shared it on purpose."""
    (usual / "out").mkdir(mode=0o755)
    run(*CALLS["audit"])
    assert stat.S_IMODE((usual / "out").stat().st_mode) == 0o755
    assert open_to_others(usual, "draft.txt") == ["out"]


def test_a_stricter_umask_stays_stricter(usual):
    os.umask(0o077)
    run(*CALLS["audit"])
    assert {stat.S_IMODE(path.stat().st_mode) for path in (usual / "out").iterdir()} == {0o600}
