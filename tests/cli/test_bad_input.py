"""Bad input of every kind: one clear line on standard error, exit code 2, never a traceback."""

import gzip
import json
import shutil
from itertools import product

import pytest

from auditor.classify import store
from cli.running import DRAFT, jsonl, run


def _write(name, content):
    def make(folder):
        (folder / name).write_bytes(content)
        return folder / name

    return make


def _link_to_nowhere(folder):
    (folder / "notes").symlink_to(folder / "gone", target_is_directory=True)
    return folder / "notes"


def _empty_folder(folder):
    (folder / "notes").mkdir()
    return folder / "notes"


SOURCES = {
    "empty file": (_write("a.txt", b""), "the note is empty"),
    "blank file": (_write("a.txt", b" \r\n\t\n"), "the note is empty"),
    "empty batch": (_write("a.jsonl", b""), "holds no notes"),
    "empty table": (_write("a.csv", b""), "holds no table"),
    "binary file": (_write("a.txt", bytes(range(256)) * 20), "save it as UTF-8 text"),
    "PDF": (_write("a.txt", b"%PDF-1.7\n" + b"x" * 99), "export it anew"),
    "note over 1 MB": (_write("a.txt", b"97530 " * 170_000), "the note is over 1,000,000 bytes"),
    "no text column": (_write("a.csv", b"id,when\n1,2026-03-04\n"), "no column for the notes"),
    "no object": (_write("a.jsonl", b"[1, 2]\n"), 'must be a JSON object with "text"'),
    "no text": (_write("a.jsonl", b'{"id": "x"}\n'), '"text" must be a string'),
    "claim of a wrong shape": (
        _write("a.jsonl", b'{"text": "x", "claim": {"97530": 2}}\n'),
        '"claim" must be a list of objects',
    ),
    "damaged gzip": (_write("a.txt.gz", gzip.compress(b"x" * 999)[:20]), "gzip data is damaged"),
    "no such file": (lambda folder: folder / "gone.txt", "there is no such file or folder"),
    "link to nowhere": (_link_to_nowhere, "there is no such file or folder"),
    "folder without notes": (_empty_folder, "holds no notes; looked for"),
}


@pytest.mark.parametrize("command", ["check", "audit", "hook"])
@pytest.mark.parametrize(("make", "said"), SOURCES.values(), ids=SOURCES)
def test_a_source_that_cannot_be_read_is_one_clear_line(command, make, said, tmp_path):
    ended = run(command, make(tmp_path))
    assert ended.code == 2
    assert ended.err.startswith(f"auditor: {tmp_path}")
    assert said in ended.err
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize("output", ["text", "jsonl"])
def test_a_note_of_a_payer_nobody_knows_is_not_assessed(output):
    note = json.dumps({"id": "A-17", "text": DRAFT, "payer": "nobody"}).encode()
    ended = run("check", "-", "--format", output, stdin=note)
    assert ended.code == 2
    assert "no pack is held for this payer" in (ended.out if output == "text" else ended.err)


@pytest.mark.parametrize(("make", "said"), SOURCES.values(), ids=SOURCES)
def test_the_rest_of_the_batch_is_done_and_nothing_is_lost(make, said, tmp_path):
    (tmp_path / "good").mkdir()
    (tmp_path / "good" / "draft.txt").write_text(DRAFT)
    ended = run("audit", make(tmp_path), tmp_path / "good", "--out", tmp_path / "out")
    assert ended.code == 2
    assert said in ended.err
    lines = (tmp_path / "out" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert [row["complete"] for row in rows] == [False, True]
    assert said in " ".join(rows[0]["rules"]["skipped"].values())


SETTINGS = {
    "unknown key": (
        'payor = "aetna"',
        "auditor.toml:1: unknown key 'payor'; did you mean",
    ),
    "unknown value": ('\ngate = "eror"', "auditor.toml:2: gate must not be 'eror'"),
    "no TOML": ("gate = ", "auditor.toml:1: not valid TOML"),
    "unknown payer": ('payer = "nobody"', "no pack is held for this payer"),
    "unknown rule": ('ignore = ["TIM999"]', "no rule 'TIM999'"),
    "no pack file": ('pack = "gone.toml"', "auditor.toml:1: there is no pack file gone.toml"),
    "no jobs": ("jobs = 0", "auditor.toml:1: jobs must be a whole number from 1"),
}


@pytest.mark.parametrize("command", ["check", "audit", "hook"])
@pytest.mark.parametrize(("content", "said"), SETTINGS.values(), ids=SETTINGS)
def test_a_wrong_setting_is_found_before_any_note_is_read(
    command, content, said, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "auditor.toml").write_text(content)
    (tmp_path / "draft.txt").write_text(DRAFT)
    ended = run(command, "draft.txt")
    assert ended.code == 2
    assert ended.err.startswith(f"auditor: {said}")
    assert ended.err.count("\n") == 1


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return shutil.copytree(store.find(), tmp_path_factory.mktemp("model") / "copy")


@pytest.mark.parametrize(
    ("command", "name"),
    [
        *product(("check", "audit", "hook", "doctor"), ("work.npz", "work.json", "stated.npz")),
        ("doctor", "pipelines.joblib"),  # what no note is read with is looked at here alone
    ],
)
def test_a_model_with_one_byte_changed_is_not_used(command, name, model, tmp_path):
    folder = shutil.copytree(model, tmp_path / "model")
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    (tmp_path / "draft.txt").write_text(DRAFT)
    source = () if command == "doctor" else (tmp_path / "draft.txt",)
    ended = run(command, *source, "--model", folder)
    assert ended.code == 2
    said = ended.out if command == "doctor" else ended.err
    assert f"{name} is not the file its manifest names (damaged or changed)" in said


@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_a_model_without_a_whole_manifest_is_not_used(damage, model, tmp_path):
    folder = shutil.copytree(model, tmp_path / "model")
    manifest = folder / "manifest.json"
    manifest.write_bytes(b"" if damage == "gone" else manifest.read_bytes()[:100])
    ended = run("check", "-", "--model", folder, stdin=DRAFT.encode())
    assert ended.code == 2
    assert "manifest.json is damaged; run `auditor train`" in ended.err


def test_an_unknown_code_of_a_claim_is_a_finding(tmp_path):
    (tmp_path / "draft.txt").write_text(DRAFT)
    ended = run("hook", tmp_path / "draft.txt", "--claim", "99999=1", "--select", "unknown-code")
    assert ended.code == 0
    assert [f["name"] for f in ended.rows[0]["findings"]] == ["unknown-code"]


def test_every_line_of_a_batch_is_answered_whatever_it_holds(tmp_path):
    lines = [jsonl(DRAFT), "{broken\n", "\n", '{"text": ""}\n', "null\n", jsonl(DRAFT)]
    (tmp_path / "notes.jsonl").write_text("".join(lines))
    ended = run("audit", tmp_path / "notes.jsonl")
    assert ended.code == 2
    assert [row["complete"] for row in ended.rows] == [True, False, False, False, True]
    assert ended.err.count("\n") == 3


def test_an_output_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").touch()
    (tmp_path / "draft.txt").write_text(DRAFT)
    ended = run("audit", tmp_path / "draft.txt", "--out", tmp_path / "file" / "out")
    assert ended.code == 2
    assert ended.err.startswith(f"auditor: --out: {tmp_path / 'file' / 'out'} cannot be written")
