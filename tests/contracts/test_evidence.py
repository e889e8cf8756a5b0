"""On every note of the corpus a record points at the note's own words and keeps its contract."""

from pathlib import Path

import jsonschema
import pytest

from auditor.model import ELEMENTS
from auditor.record import as_json, dumps, json_schema
from auditor.rules.registry import RULES

FILES = sorted(p.stem for p in Path(__file__).parents[2].glob("corpus/notes/*.jsonl"))
EACH_FILE = pytest.mark.parametrize("file", FILES)
VALIDATOR = jsonschema.Draft202012Validator(json_schema())
CODES = [rule.code for rule in RULES]


@pytest.fixture(scope="session")
def records(corpus_records):
    """The records of one file of the corpus as JSON values, each with its note's text."""
    by_file = {file: [] for file in FILES}
    for record in corpus_records.values():
        by_file[Path(record.visit.note.source.rpartition(":")[0]).stem].append(
            (record.visit.text, as_json(record))
        )
    return by_file


def places(value):
    """Every value with a start and an end, wherever in a record it stands."""
    if isinstance(value, list):
        for item in value:
            yield from places(item)
    elif isinstance(value, dict):
        if "start" in value:
            yield value
        for item in value.values():
            yield from places(item)


@EACH_FILE
def test_every_note_of_the_corpus_is_audited_whole(file, records):
    assert records[file]
    strangers = file.startswith("A12")  # records of other fields of medicine
    unread = [v["note_id"] for _, v in records[file] if not v["complete"]]
    assert bool(unread) == strangers


@EACH_FILE
def test_every_quote_is_the_notes_own_words(file, records):
    wrong = [
        (values["note_id"], place)
        for text, values in records[file]
        for place in places(values)
        if place["start"] is not None
        and "text" in place
        and text[place["start"] : place["end"]] != place["text"]
    ]
    assert wrong == []


@EACH_FILE
def test_every_place_holds_words(file, records):
    wrong = [
        (values["note_id"], place)
        for text, values in records[file]
        for place in places(values)
        if place["start"] is not None
        and not (
            0 <= place["start"] < place["end"] <= len(text)
            and text[place["start"] : place["end"]].strip()
        )
    ]
    assert wrong == []


@EACH_FILE
def test_lines_and_columns_lead_to_the_words(file, records):
    found = [(text, f) for text, values in records[file] for f in values["findings"] if f["line"]]
    lines = {text: text.replace("\r\n", " \n").replace("\r", "\n").split("\n") for text, _ in found}
    wrong = [
        f
        for text, f in found
        if lines[text][f["line"] - 1][f["column"] - 1] != text[f["start"]].replace("\r", " ")
    ]
    assert wrong == []


@EACH_FILE
def test_a_finding_points_at_words_or_says_where_was_looked(file, records):
    wrong = [
        (values["note_id"], f["rule"])
        for _, values in records[file]
        for f in values["findings"]
        if f["start"] is None and not f["looked_in"]
    ]
    assert wrong == []


@EACH_FILE
def test_every_record_satisfies_the_schema(file, records):
    errors = [
        (values["note_id"], error.message)
        for _, values in records[file]
        for error in VALIDATOR.iter_errors(values)
    ]
    assert errors == []


@EACH_FILE
def test_every_element_and_every_rule_is_accounted_for(file, records):
    wrong = [
        values["note_id"]
        for _, values in records[file]
        if list(values["elements"]) != list(ELEMENTS)
        or sorted(code for part in values["rules"].values() for code in part) != CODES
    ]
    assert wrong == []


@EACH_FILE
def test_only_rules_that_ran_find_anything(file, records):
    wrong = [
        (values["note_id"], f["rule"])
        for _, values in records[file]
        for f in values["findings"]
        if f["rule"] not in values["rules"]["ran"]
    ]
    assert wrong == []


@EACH_FILE
def test_a_record_can_be_written(file, records):
    lines = [dumps(values) for _, values in records[file]]
    assert [line for line in lines if "\n" in line] == []


def test_the_corpus_shows_every_element_both_present_and_missing(records):
    """A note's invariants prove little if no note ever has the thing."""
    seen = {
        (name, element["status"])
        for file in FILES
        for _, values in records[file]
        for name, element in values["elements"].items()
    }
    assert [name for name in ELEMENTS if (name, "present") not in seen] == []
    assert [name for name in ELEMENTS if (name, "missing") not in seen] == []
