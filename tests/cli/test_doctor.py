"""The doctor looks at each part, and one that is broken does not hide the others."""

import json

import pytest

from auditor.billing import packs
from auditor.cli.work import doctor
from auditor.nlp import vocab
from cli.running import run


def test_all_is_well_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ended = run("doctor")
    assert (ended.code, ended.err) == (0, "")
    assert [line.split()[:2] for line in ended.out.splitlines()] == [
        ["ok", f"{part}:"] for part in doctor.PARTS
    ]
    assert list(tmp_path.iterdir()) == []


def _broken(*_arguments):
    message = "a vocabulary is broken"
    raise ValueError(message)


@pytest.mark.parametrize(
    ("module", "name", "part"), [(vocab, "headings", "vocabulary"), (packs, "payers", "payers")]
)
def test_what_is_broken_is_one_line_and_exit_2(monkeypatch, module, name, part):
    monkeypatch.setattr(module, name, _broken)
    ended = run("doctor", "--format", "json")
    failed = [look for look in json.loads(ended.out) if not look["ok"]]
    assert ended.code == 2
    assert [look["part"] for look in failed] == [part]
    assert failed[0]["found"].startswith("internal error in cli.work.doctor (ValueError)")


def test_a_library_that_is_missing_is_named(monkeypatch):
    monkeypatch.setattr(doctor, "LIBRARIES", ("spacy", "no-such-library"))
    ended = run("doctor")
    assert ended.code == 2
    assert "FAIL  versions: no-such-library cannot be imported" in ended.out
