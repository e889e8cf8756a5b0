"""A model is verified before anything of it is loaded, and says how to mend what is wrong."""

import json
import pickle
import shutil
from pathlib import Path

import pytest

from auditor import teaching
from auditor.classify import features, store
from auditor.errors import ModelError
from lessons import write_few_notes


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """A folder with a small trained model; never written to."""
    folder = tmp_path_factory.mktemp("model") / "small"
    corpus = write_few_notes(tmp_path_factory.mktemp("few") / "corpus")
    teaching.train(corpus, folder, jobs=1)
    return folder


@pytest.fixture
def model(trained, tmp_path):
    """The small model in a folder of its own, to be damaged."""
    return Path(shutil.copytree(trained, tmp_path / "model"))


def rewrite(model, **changed):
    manifest = json.loads((model / store.MANIFEST).read_text("utf-8"))
    (model / store.MANIFEST).write_text(json.dumps({**manifest, **changed}), "utf-8")


class Planted:
    """Unpickling this writes a file: what an attacker's model could do."""

    def __init__(self, witness):
        self.witness = witness

    def __reduce__(self):
        return Path.write_text, (self.witness, "ran")


WEIGHTS = [f"{part}.{end}" for part in store.PARTS for end in ("json", "npz")]
FILES = ("pipelines.joblib", "metrics.json", *WEIGHTS)


READ = {"read from": (store.load_classifier, WEIGHTS), "verified": (store.verify, FILES)}


@pytest.mark.parametrize(
    ("use", "name"), [(use, name) for use, names in READ.values() for name in names]
)
def test_changed_file_is_refused_by_name(model, use, name):
    (model / name).write_bytes((model / name).read_bytes() + b" ")
    with pytest.raises(ModelError) as raised:
        use(model)
    assert str(raised.value) == (
        f"{model / name} is not the file its manifest names (damaged or changed); {store.RETRAIN}"
    )


@pytest.mark.parametrize(
    ("use", "name"), [(use, name) for use, names in READ.values() for name in names]
)
def test_missing_file_is_refused_by_name(model, use, name):
    (model / name).unlink()
    with pytest.raises(ModelError) as raised:
        use(model)
    assert str(raised.value) == f"{model / name} is missing; {store.RETRAIN}"


def test_manifest_names_every_file_but_itself_and_the_card(model):
    manifest = json.loads((model / store.MANIFEST).read_text("utf-8"))
    assert sorted(manifest["files"]) == sorted(FILES)
    assert {file.name for file in model.iterdir()} == {*FILES, store.MANIFEST, "CARD.md"}


def test_foreign_pickle_is_refused_before_it_runs(model, tmp_path):
    witness = tmp_path / "witness"
    (model / "pipelines.joblib").write_bytes(pickle.dumps(Planted(witness)))
    with pytest.raises(ModelError, match=r"pipelines\.joblib is not the file"):
        store.load_pipelines(model)
    assert not witness.exists()


def test_planted_pickle_would_have_run(tmp_path):
    """The test above bites: unpickled, the same bytes do write the file."""
    witness = tmp_path / "witness"
    pickle.loads(pickle.dumps(Planted(witness)))  # noqa: S301
    assert witness.read_text() == "ran"


def test_other_scikit_learn_is_an_error_that_names_both(model):
    from importlib.metadata import version

    manifest = json.loads((model / store.MANIFEST).read_text("utf-8"))
    rewrite(model, versions={**manifest["versions"], "scikit-learn": "1.0.2"})
    with pytest.raises(ModelError) as raised:
        store.load_pipelines(model)
    running = version("scikit-learn")
    assert str(raised.value) == (
        f"trained with scikit-learn 1.0.2, running {running}: run `auditor train`"
    )


def test_other_scikit_learn_does_not_keep_notes_from_being_read(model):
    manifest = json.loads((model / store.MANIFEST).read_text("utf-8"))
    rewrite(model, versions={**manifest["versions"], "scikit-learn": "1.0.2"})
    assert store.load_classifier(model).work.labels


def test_other_features_are_refused(model):
    rewrite(model, features=features.VERSION + 1)
    with pytest.raises(ModelError, match="other features than this version reads"):
        store.load_classifier(model)


@pytest.mark.parametrize("manifest", ["", "{", "[]", "{}"])
def test_damaged_manifest_is_one_clear_line(model, manifest):
    (model / store.MANIFEST).write_text(manifest, "utf-8")
    with pytest.raises(ModelError) as raised:
        store.load_classifier(model)
    assert str(raised.value) == f"{model / store.MANIFEST} is damaged; {store.RETRAIN}"


def test_no_model_names_every_place_looked_in(tmp_path, monkeypatch):
    places = [tmp_path / "packaged", tmp_path / "checkout"]
    monkeypatch.setattr(store, "model_folders", lambda: places)
    with pytest.raises(ModelError) as raised:
        store.load_classifier()
    assert str(raised.value) == (
        f"no trained model: looked in {places[0]}, {places[1]}; {store.RETRAIN}"
    )


def test_manifest_tells_what_was_learnt_from(model, tmp_path):
    manifest = json.loads((model / store.MANIFEST).read_text("utf-8"))
    corpus = write_few_notes(tmp_path / "corpus")
    assert manifest["corpus"] == {
        f"notes/{name}.jsonl": store.sha256(corpus / "notes" / f"{name}.jsonl")
        for name in ("A01", "A04", "A07")
    }
    assert manifest["counts"]["notes"] == 18
