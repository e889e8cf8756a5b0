"""Reading is measured mark against finding; the held-back notes may not be read worse."""

import json
from pathlib import Path

import pytest

from auditor.classify.keywords import Keywords
from auditor.errors import InputError
from auditor.labelling import read_corpus
from auditor.model import (
    Activity,
    ClauseView,
    Element,
    ElementStatus,
    Label,
    Note,
    Span,
    Status,
    Time,
    TimeKind,
    Visit,
)
from auditor.teaching import curve, reading
from auditor.teaching.counts import BOTH, MARKED, READ, count
from auditor.teaching.folders import held_files
from auditor.teaching.matching import paired, same_place
from lessons import CORPUS, write_few_notes

TEXT = "Bike 5 min, car transfer x3. HEP: bridges. 97530 23 min."


def at(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


def annotated(**marks):
    kinds = {"activities": [], "times": [], "assist": [], "goals": [], "elements": {}}
    return {"id": "n", "text": TEXT, "claim": [], **kinds, **marks}


def act(quote, kind, status="performed"):
    return {"quote": quote, "class": kind, "status": status}


def read(*activities, **facts):
    done = tuple(Activity(at(w), Label(k), 0.9, Status(s)) for w, k, s in activities)
    return Visit(note=Note("n", TEXT, "n"), activities=done, **facts)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (Span(0, 10), Span(5, 15), True),
        (Span(0, 10), Span(6, 16), False),
        (Span(3, 5), Span(0, 60), True),
        (Span(3, 5), Span(0, 90), False),
    ],
)
def test_spans_speak_of_the_same_words_when_half_the_shorter_is_shared(a, b, same):
    assert same_place(a, b) is same_place(b, a) is same


def test_each_mark_is_paired_once_and_the_best_fit_first():
    marks = [(Span(0, 10), "a"), (Span(12, 20), "b")]
    found = [(Span(0, 20), "whole"), (Span(0, 10), "left")]
    assert sorted(paired(marks, found)) == [(0, 1), (1, 0)]


def test_found_missed_and_extra_work_is_counted():
    note = annotated(activities=[act("Bike", "exercise"), act("car transfer", "functional")])
    counts = count(
        note, read(("Bike", "exercise", "performed"), ("bridges", "exercise", "performed"))
    )
    assert [counts["activity", part] for part in (MARKED, READ, BOTH)] == [2, 2, 1]
    assert counts["exercise read as exercise", BOTH] == 1


def test_homework_read_as_done_is_counted():
    note = annotated(activities=[act("bridges", "exercise", "home")])
    wrong = count(note, read(("bridges", "exercise", "performed")))
    right = count(note, read(("bridges", "exercise", "home")))
    question = "not performed read as performed"
    assert (wrong[question, MARKED], wrong[question, BOTH], right[question, BOTH]) == (1, 1, 0)


def test_work_read_on_education_is_neither_right_nor_wrong():
    note = annotated(activities=[act("bridges", "education")])
    counts = count(note, read(("bridges", "exercise", "performed")))
    assert (counts["activity", READ], counts["education read as work", BOTH]) == (0, 1)


def test_times_must_agree_in_their_value():
    marks = [{"quote": "23 min", "kind": "duration", "minutes": 23, "clock": None, "code": "97530"}]
    time = Time(at("23 min"), TimeKind.DURATION, minutes=23, code="97110")
    other = Time(at("23 min"), TimeKind.DURATION, minutes=32)
    counts = count(annotated(times=marks), read(times=(time,)))
    assert (counts["time", BOTH], counts["time.code", MARKED], counts["time.code", BOTH]) == (
        1,
        1,
        0,
    )
    assert count(annotated(times=marks), read(times=(other,)))["time", BOTH] == 0


def test_ambiguous_elements_are_not_counted_and_half_there_is_missing():
    marks = {"goal": "missing", "plan": "ambiguous", "progress": "present"}
    partial = {name: Element(ElementStatus.PARTIAL) for name in marks}
    counts = count(annotated(elements=marks), read(elements=partial))
    assert [counts["missing elements", part] for part in (MARKED, READ, BOTH)] == [1, 2, 1]
    assert not any("plan" in question for question, _ in counts)


def test_keywords_answer_with_the_phrase_they_know():
    verdicts = Keywords().activities([ClauseView("x", known=("exercise",)), ClauseView("x")])
    assert [v.label for v in verdicts] == ["exercise", "none"]


def test_a_file_that_holds_no_annotated_note_is_named_without_its_words(tmp_path):
    file = tmp_path / "H.jsonl"
    file.write_text('{"text": "Mrs. R walked"}\n', encoding="utf-8")
    with pytest.raises(InputError) as raised:
        reading.measure([file], reading.keyword_reader())
    assert str(raised.value) == f"{file}:1: not an annotated note (KeyError)"


def test_the_learning_curve_ends_with_all_authors_and_the_bank(tmp_path):
    corpus = write_few_notes(tmp_path / "few")
    lessons = read_corpus(corpus)
    points = curve.learning_curve(lessons, sorted((corpus / "notes").glob("A01*")), lambda _: None)
    assert [(p.authors, p.bank) for p in points] == [
        (1, False), (1, False), (2, False), (3, False), (3, True),
    ]  # fmt: skip
    assert "authors" in curve.text(points)


# ------------------------------------------------------------------- the held-back notes

HELD = held_files(CORPUS)


@pytest.fixture(scope="module")
def held():
    return reading.measure(HELD, reading.shipped())


def test_held_back_authors_are_learnt_from_nowhere():
    manifest = json.loads(
        (Path(CORPUS).parent / "models/clauses-v1/manifest.json").read_text("utf-8")
    )
    assert HELD
    assert not {file.name for file in HELD} & {Path(name).name for name in manifest["corpus"]}


def test_learnt_reading_beats_the_list_of_keywords(held):
    keywords = reading.measure(HELD, reading.keyword_reader())
    for name in ("activity", "activity:functional", "activity:exercise", "missing elements"):
        assert held.value(name) > keywords.value(name)


def test_figures_are_shown_beside_each_other(held):
    shown = reading.text({"auditor": held, "again": held})
    assert "synthetic notes (A13, A14, A33)" in shown
    assert shown.count("missing elements") >= 2


FLOORS = {
    "activity": 0.82,
    "activity:functional": 0.69,
    "activity:exercise": 0.87,
    "class": 0.91,
    "time": 0.89,
    "time.code": 0.76,
    "assistance": 0.82,
    "assistance.when": 0.90,
    "goal": 0.84,
    "missing elements": 0.85,
}
"""What the held-back notes may not fall below: 0.03 to 0.08 under what was measured."""
CEILINGS = {"not performed read as performed": 0.06, "vague read as work": 0.11}


@pytest.mark.parametrize("name", FLOORS)
def test_held_back_notes_are_read_no_worse(name, held):
    assert held.value(name) >= FLOORS[name]


@pytest.mark.parametrize("name", CEILINGS)
def test_held_back_notes_hold_no_more_false_alarms(name, held):
    assert held.value(name) <= CEILINGS[name]
