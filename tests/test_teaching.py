"""Training twice gives the same bytes; cards keep their prose; faults are named without words."""

import json
import os
import subprocess
import sys
from importlib.metadata import version

import pytest

from auditor import teaching
from auditor.classify import store
from auditor.errors import InputError, ModelError
from auditor.teaching import cards, folders, marks
from lessons import CORPUS, write_few_notes


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return write_few_notes(tmp_path_factory.mktemp("few") / "corpus")


@pytest.fixture(scope="module")
def trained(corpus, tmp_path_factory):
    """What training said, what came of it, and the folder of the model."""
    told = []
    folder = tmp_path_factory.mktemp("out") / "model"
    return told, teaching.train(corpus, folder, told.append, jobs=1), folder


def bytes_of(folder):
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_training_twice_gives_the_same_bytes(corpus, trained, tmp_path):
    _, _, first = trained
    again = tmp_path / "model"
    teaching.train(corpus, again, jobs=2)
    assert bytes_of(again) == bytes_of(first)


TRAIN_ELSEWHERE = """
import sys
from pathlib import Path
from auditor import teaching
teaching.train(Path(sys.argv[1]), Path(sys.argv[2]), jobs=1)
"""


@pytest.mark.parametrize("threads", ["1", "2"])
def test_other_hash_seeds_and_threads_give_the_same_bytes(corpus, trained, tmp_path, threads):
    """Several threads add numbers up in other orders, unless they are held to one."""
    _, _, first = trained
    other = tmp_path / "model"
    settings = {
        "PYTHONHASHSEED": threads,
        "OMP_NUM_THREADS": threads,
        "OPENBLAS_NUM_THREADS": threads,
    }
    subprocess.run(
        [sys.executable, "-c", TRAIN_ELSEWHERE, str(corpus), str(other)],
        env={**os.environ, **settings},
        check=True,
    )
    assert bytes_of(other) == bytes_of(first)


def test_model_trained_can_be_read_with(trained):
    _, _, folder = trained
    assert store.load_classifier(folder).work.labels


def test_each_step_is_told(trained):
    told, training, folder = trained
    counts = f"{training.clauses:,} clauses, {training.sentences:,} sentences"
    assert told == [
        f"read 18 notes by 3 authors: {counts}",
        "held out A01",
        "held out A04",
        "held out A07",
        "learning from all authors",
        f"wrote {folder}",
    ]


def test_summary_says_where_and_how_well(trained):
    _, training, folder = trained
    first, second, third = training.text().splitlines()
    assert first.startswith(f"{folder}: trained from 18 notes by 3 authors (")
    assert second.startswith("on authors held out: activities found F1 0.")
    assert third == f"all figures: {folder / 'metrics.json'} and {folder / 'CARD.md'}"


def test_metrics_are_those_of_the_evaluation(trained):
    _, training, folder = trained
    assert (folder / "metrics.json").read_text("utf-8") == training.evaluation.json()
    assert json.loads(training.evaluation.json())["notes"] == 18


def test_manifest_names_the_versions_that_trained(trained):
    _, _, folder = trained
    manifest = json.loads((folder / store.MANIFEST).read_text("utf-8"))
    assert manifest["versions"]["scikit-learn"] == version("scikit-learn")


def test_training_unmeasured_leaves_no_old_figures(corpus, trained, tmp_path):
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "metrics.json").write_text("old", "utf-8")
    training = teaching.train(corpus, folder, measured=False)
    assert training.evaluation is None
    assert not (folder / "metrics.json").exists()
    assert "Not measured." in (folder / "CARD.md").read_text("utf-8")
    _, _, measured = trained
    assert (folder / "work.npz").read_bytes() == (measured / "work.npz").read_bytes()


def test_prose_of_a_card_stays_and_its_figures_are_replaced(tmp_path):
    card = tmp_path / "CARD.md"
    card.write_text(f"# Card\n\nBefore.\n\n{cards.BEGIN}\nold\n{cards.END}\n\nAfter.\n", "utf-8")
    cards.write(card, "new")
    cards.write(card, "newer \\1")
    assert card.read_text("utf-8") == (
        f"# Card\n\nBefore.\n\n{cards.BEGIN}\n\nnewer \\1\n\n{cards.END}\n\nAfter.\n"
    )


def test_card_without_marks_gets_figures_at_its_end(tmp_path):
    card = tmp_path / "CARD.md"
    card.write_text("# Card\n", "utf-8")
    cards.write(card, "new")
    assert card.read_text("utf-8") == f"# Card\n\n{cards.BEGIN}\n\nnew\n\n{cards.END}\n"


def test_our_own_corpus_is_found_when_none_is_named():
    assert folders.find_corpus() == CORPUS


def test_missing_corpus_names_the_places_looked_in(tmp_path):
    with pytest.raises(InputError) as raised:
        teaching.evaluate(tmp_path / "nowhere")
    assert str(raised.value) == (
        f"no annotated notes (notes/*.jsonl): looked in {tmp_path / 'nowhere'};"
        " name a corpus folder"
    )


def test_installed_package_is_not_trained_in_place(tmp_path, monkeypatch):
    (tmp_path / "auditor").mkdir()
    monkeypatch.setattr(folders.resources, "files", lambda _: tmp_path / "auditor")
    with pytest.raises(InputError, match=r"name a folder for the model \(--out\)"):
        teaching.train(CORPUS)


def test_folder_that_cannot_be_written_is_named(corpus, tmp_path):
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(ModelError) as raised:
        teaching.train(corpus, tmp_path / "file" / "model", measured=False)
    assert str(raised.value) == (
        f"{tmp_path / 'file' / 'model'} cannot be written (Not a directory);"
        " name another folder (--out)"
    )


def test_corpus_without_marks_is_one_clear_line(tmp_path):
    unmarked = write_few_notes(tmp_path / "corpus", notes=2)
    for file in (unmarked / "notes").iterdir():
        notes = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        for note in notes:
            note.update(activities=[], statements=[], goals=[])
        file.write_text("".join(json.dumps(note) + "\n" for note in notes), "utf-8")
    with pytest.raises(InputError, match="too few marks"):
        teaching.train(unmarked, tmp_path / "model", measured=False)
    with pytest.raises(InputError, match="too few marks"):
        teaching.evaluate(unmarked, jobs=1)


@pytest.fixture
def note():
    line = (CORPUS / "notes" / "A01.jsonl").read_text("utf-8").split("\n")[0]
    return json.loads(line)


def test_note_of_the_corpus_has_no_faults(note):
    assert list(marks.faults(note)) == []


FAULTS = {
    "discipline": ({"discipline": "MD"}, "discipline is none of ['OT', 'PT', 'SLP']"),
    "text": ({"text": 3}, "missing or of the wrong type: text"),
    "marks": ({"activities": {}}, "missing or of the wrong type: activities"),
    "mark": ({"times": [3]}, "times 1: not an object"),
    "quote": (
        {"statements": [{"quote": "canary words", "kind": "plan", "weak": False}]},
        "statements 1: its quote is not in the text",
    ),
    "kind": (
        {"assist": [{"quote": "SBA", "level": "lots", "when": "current"}]},
        "assist 1: level is none of",
    ),
    "element": ({"elements": {"goal": "present"}}, "elements are not the 19 of the guide"),
}


@pytest.mark.parametrize(("change", "fault"), FAULTS.values(), ids=FAULTS)
def test_fault_is_named_by_its_place(note, change, fault):
    found = list(marks.faults({**note, **change}))
    assert len(found) == 1
    assert found[0].startswith(fault)


def test_faults_are_told_by_file_and_line_without_words(tmp_path, note):
    note["goals"] = [{"quote": "canary", "measurable": 1, "functional": True, "timeframe": True}]
    broken = write_few_notes(tmp_path / "corpus", notes=1)
    with (broken / "notes" / "A04.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(note) + "\n[]\n")
    with pytest.raises(InputError) as raised:
        marks.check(broken)
    file = broken / "notes" / "A04.jsonl"
    assert str(raised.value) == (
        f"{file}:2: goals 1: missing or of the wrong type: measurable;"
        f" {file}:3: not an object; see corpus/GUIDE.md"
    )


def test_id_given_twice_is_a_fault(tmp_path, note):
    twice = write_few_notes(tmp_path / "corpus", authors=("A01",), notes=1)
    with (twice / "notes" / "A02.jsonl").open("w", encoding="utf-8") as file:
        file.write(json.dumps(note) + "\n")
    with pytest.raises(InputError, match="id A01-001 was given before"):
        marks.check(twice)
