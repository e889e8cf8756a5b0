"""The model that ships was trained from the corpus that ships, and beats what needs no learning."""

import json

import pytest

from auditor.classify import store
from auditor.classify.train import SEED, THRESHOLDS
from auditor.teaching import cards, folders, held
from lessons import CORPUS

RETRAIN = "the model is stale: run `auditor train`"
FOLDER = store.find()
MANIFEST = store.read_manifest(FOLDER)


@pytest.fixture(scope="module")
def work():
    """What held-out authors showed, by way of answering."""
    return json.loads((FOLDER / "metrics.json").read_text("utf-8"))["work"]


def test_model_was_trained_from_this_corpus():
    assert MANIFEST["corpus"] == folders.hashes(CORPUS), RETRAIN


def test_model_was_trained_with_this_seed_and_these_thresholds():
    assert MANIFEST["seed"] == SEED, RETRAIN
    assert store.load_classifier(FOLDER).thresholds == THRESHOLDS, RETRAIN


def test_card_tells_of_the_same_training():
    card = (FOLDER / "CARD.md").read_text("utf-8")
    block = card.partition(cards.BEGIN)[2].partition(cards.END)[0]
    assert f"Trained from {MANIFEST['counts']['notes']} notes" in block, RETRAIN


def test_figures_of_the_notes_held_back_are_of_this_model():
    again = "the figures are stale: run `python -m auditor.teaching`"
    assert held.is_of(FOLDER, folders.held_files(CORPUS)), again


def test_finding_activities_beats_known_phrases(work):
    ours, keywords = work["classifier"]["detection"]["f1"], work["keywords"]["detection"]["f1"]
    assert ours["low"] > keywords["high"] + 0.1


def test_finding_and_naming_activities_beats_known_phrases(work):
    ours, keywords = work["classifier"]["found_and_named"], work["keywords"]["found_and_named"]
    assert ours["low"] > keywords["high"] + 0.1


FLOORS = [("accuracy", 0.83), ("kind", 0.70), ("functional_or_exercise", 0.83)]


@pytest.mark.parametrize(("figure", "floor"), FLOORS, ids=[name for name, _ in FLOORS])
def test_figures_stay_above_their_floors(work, figure, floor):
    assert work["classifier"][figure]["value"] >= floor


def test_functional_and_exercise_are_told_apart_better_than_by_the_commonest_kind(work):
    figure = "functional_or_exercise"
    assert work["classifier"][figure]["low"] > work["majority"][figure]["high"] + 0.1
