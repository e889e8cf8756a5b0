"""The watcher's processes are killed at random instants: each note is there once, all the same."""

import importlib.util
import os
import sys

import pytest

import dropping

SCRIPT = dropping.TESTS.parent / "benchmarks" / "kill.py"


@pytest.fixture
def kill():
    spec = importlib.util.spec_from_file_location("kill", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["kill"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["kill"]


@pytest.mark.skipif(os.name == "nt", reason="has no groups of processes to kill")
def test_killed_again_and_again_every_note_has_one_place(kill, tmp_path):
    watcher = kill.Run(tuple(dropping.COMMAND), dropping.paths(), work=0.1)
    counted = kill.run(watcher, tmp_path, kills=15, notes=200)
    assert counted.is_right, counted
    assert (counted.notes, counted.boxes.total()) == (200, 200)
    assert counted.hit["between verdicts"] + counted.hit["an item half-written"] > 0
