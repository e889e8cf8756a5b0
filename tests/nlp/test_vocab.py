"""The vocabulary is our own data: what is wrong in it is told by file and entry."""

import pytest

from auditor.errors import VocabError
from auditor.nlp import vocab

ACTIVITY = '[[activity]]\nid = "{id}"\ncue = "{cue}"\nforms = {forms}\n'
GAIT = ACTIVITY.format(id="gait", cue="gait", forms='["gait training"]')
HEADINGS = '[[section]]\nkind = "{}"\nscope = "{}"\nheadings = {}\n'

WRONG = {
    "not-toml": ("[[activity", r"data/vocab/activities\.toml: "),
    "form-in-two-entries": (
        GAIT + ACTIVITY.format(id="walk", cue="gait", forms='["gait training"]'),
        r"'gait training' is under 'gait' and 'walk'",
    ),
    "form-twice-in-one": (
        ACTIVITY.format(id="walk", cue="gait", forms='["walk", "walk"]'),
        r"'walk' is under 'walk' and 'walk'",
    ),
    "id-twice": (
        GAIT + ACTIVITY.format(id="gait", cue="gait", forms='["walk"]'),
        r"ids given twice: \['gait'\]",
    ),
    "unknown-key": (GAIT + "color = 1\n", r"entry 'gait': unknown keys \['color'\]"),
    "unknown-cue": (
        ACTIVITY.format(id="gait", cue="walking", forms='["gait"]'),
        r"entry 'gait': cue 'walking' is none of",
    ),
    "no-form": (
        ACTIVITY.format(id="gait", cue="gait", forms="[]"),
        r"entry 'gait': needs an id and at least one form",
    ),
    "no-id": ('[[activity]]\nforms = ["gait"]\n', r"needs an id and at least one form"),
    "capitals": (
        ACTIVITY.format(id="gait", cue="gait", forms='["Gait"]'),
        r"forms are lower case without outer spaces, not \['Gait'\]",
    ),
    "outer-blanks": (
        ACTIVITY.format(id="gait", cue="gait", forms='["gait "]'),
        r"forms are lower case without outer spaces, not \['gait '\]",
    ),
    "empty-form": (
        ACTIVITY.format(id="gait", cue="gait", forms='[""]'),
        r"forms are lower case without outer spaces, not \[''\]",
    ),
}
WRONG_HEADINGS = {
    "scope": (HEADINGS.format("plan", "page", '["plan"]'), "plan: scope is block or line"),
    "heading-twice": (
        HEADINGS.format("plan", "block", '["p"]') + HEADINGS.format("pain", "line", '["p"]'),
        r"'p' twice \(plan, pain\)",
    ),
}


@pytest.fixture
def data(tmp_path, monkeypatch):
    """Write a vocabulary file that is read instead of ours."""
    (tmp_path / "data/vocab").mkdir(parents=True)
    monkeypatch.setattr(vocab.resources, "files", lambda _: tmp_path)

    def write(name, text):
        (tmp_path / "data" / name).write_text(text, encoding="utf-8")

    return write


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_vocabulary_is_told_by_file_and_entry(text, message, data):
    data("vocab/activities.toml", text)
    with pytest.raises(VocabError, match=message):
        vocab.activities.__wrapped__()


@pytest.mark.parametrize(("text", "message"), WRONG_HEADINGS.values(), ids=WRONG_HEADINGS)
def test_wrong_headings_are_told(text, message, data):
    data("sections.toml", text)
    with pytest.raises(VocabError, match=message):
        vocab.headings.__wrapped__()


def test_an_entry_is_read_as_it_is_written(data):
    data("vocab/activities.toml", GAIT + 'weak = ["gt"]\nnote = "for people"\n')
    entries = vocab.activities.__wrapped__()
    assert entries == (vocab.Entry("gait", "gait", ("gait training",), ("gt",)),)


SPELLINGS = {
    "sit-to-stand": ["sit-to-stand", "sit to stand"],
    "bed mobility": ["bed mobility", "bed-mobility"],
    "sit to stand": ["sit to stand", "sit-to-stand"],
    "get up from floor": ["get up from floor"],
    "gait": ["gait"],
    "w/c mobility": ["w/c mobility"],
}


@pytest.mark.parametrize(("form", "spelt"), SPELLINGS.items(), ids=SPELLINGS)
def test_hyphens_and_blanks_stand_for_each_other(form, spelt):
    assert list(vocab.spellings(form)) == spelt


LISTS = {
    "activities": vocab.activities,
    "assistance": vocab.assistance,
    "codes": vocab.codes,
    "cues": vocab.cues,
}


@pytest.mark.parametrize("entries", LISTS.values(), ids=LISTS)
def test_our_own_vocabulary_loads_and_is_kept(entries):
    assert entries()
    assert entries() is entries()
