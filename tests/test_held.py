"""What held-back notes show of a model lies beside it, says of which, and leaves it as it was."""

import json

import pytest

from auditor import teaching
from auditor.classify import store
from auditor.errors import ModelError
from auditor.teaching import cards, held
from auditor.teaching.folders import METRICS, held_files
from lessons import hold_back, write_few_notes


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return hold_back(write_few_notes(tmp_path_factory.mktemp("few") / "corpus"))


@pytest.fixture(scope="module")
def trained(corpus, tmp_path_factory):
    """What training said, and the folder of the model."""
    told = []
    folder = tmp_path_factory.mktemp("out") / "model"
    teaching.train(corpus, folder, told.append, jobs=1)
    return told, folder


@pytest.fixture
def folder(trained, tmp_path):
    """A copy of the model that a test may change."""
    _, model = trained
    copy = tmp_path / "model"
    copy.mkdir()
    for file in model.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    return copy


def block(folder):
    card = (folder / cards.CARD).read_text("utf-8")
    return card.partition(cards.HELD_BEGIN)[2].partition(cards.HELD_END)[0]


def test_training_reads_the_notes_held_back(trained, corpus):
    told, folder = trained
    assert told[-2:] == ["read the notes held back", f"wrote {folder}"]
    values = json.loads((folder / held.FIGURES).read_text("utf-8"))
    assert values["auditor"]["notes"] == values["keywords"]["notes"] == 6
    assert held.is_of(folder, held_files(corpus))


def test_the_manifest_does_not_name_what_changes_without_training(trained):
    _, folder = trained
    named = store.read_manifest(folder)["files"]
    assert METRICS in named
    assert held.FIGURES not in named


def test_refreshing_gives_the_same_bytes_and_leaves_the_model_alone(folder, trained, corpus):
    _, model = trained
    (folder / held.FIGURES).write_text("old", "utf-8")
    held.refresh(folder, held_files(corpus))
    for file in model.iterdir():
        assert (folder / file.name).read_bytes() == file.read_bytes(), file.name


def test_the_card_shows_kinds_and_elements_beside_the_authors_held_out_in_turn(folder):
    metrics = json.loads((folder / METRICS).read_text("utf-8"))
    values = json.loads((folder / held.FIGURES).read_text("utf-8"))
    rows = [line.split(" | ") for line in block(folder).splitlines() if line.startswith("| ")]
    of = {row[0].removeprefix("| "): row for row in rows}
    ours = values["auditor"]["found"]["activity"]["f1"]
    in_turn = metrics["work"]["classifier"]["detection"]["f1"]
    for cell, figure in ((of["any activity"][2], ours), (of["any activity"][4], in_turn)):
        assert cell.startswith(f"{figure['value']:.2f} [{figure['low']:.2f}, ")
    assert of["exercise"][4].startswith("0.")
    assert "One-on-one contact" in of
    assert "all together" in of


def test_a_model_not_measured_by_training_is_shown_without_those_figures(folder, corpus):
    (folder / store.MANIFEST).write_text(_without_metrics(folder), "utf-8")
    (folder / METRICS).unlink()
    held.refresh(folder, held_files(corpus))
    row = next(r for r in block(folder).splitlines() if r.startswith("| any activity"))
    assert row.endswith("| - |")


def _without_metrics(folder):
    manifest = json.loads((folder / store.MANIFEST).read_text("utf-8"))
    del manifest["files"][METRICS]
    return json.dumps(manifest)


def test_training_without_measuring_takes_old_figures_away(folder, corpus):
    teaching.train(corpus, folder, measured=False)
    assert not (folder / held.FIGURES).exists()
    assert block(folder).strip() == "Not measured on notes held back from learning."


def test_figures_of_another_model_or_other_notes_are_known(folder, corpus, tmp_path):
    files = held_files(corpus)
    other = hold_back(tmp_path, notes=2)
    assert not held.is_of(folder, held_files(other))
    manifest = folder / store.MANIFEST
    manifest.write_text(manifest.read_text("utf-8") + "\n", "utf-8")
    assert not held.is_of(folder, files)
    (folder / held.FIGURES).write_text("[]", "utf-8")
    assert not held.is_of(folder, files)


def test_a_damaged_model_is_not_measured(folder, corpus):
    (folder / "work.npz").write_bytes(b"")
    with pytest.raises(ModelError, match="not the file its manifest names"):
        held.refresh(folder, held_files(corpus))


def test_a_place_that_cannot_be_written_is_said(folder, corpus):
    (folder / held.FIGURES).unlink()
    (folder / held.FIGURES).mkdir()
    with pytest.raises(ModelError, match="cannot be written"):
        held.refresh(folder, held_files(corpus))
