"""Compositions: a title, sections and sections within them, as one note."""

import pytest

from auditor.ingest.extracted import Extracted
from ingest.fhir.making import (
    bundle,
    composition,
    document,
    items_of,
    messages_of,
    notes_of,
    section,
    texts_of,
)


def nested(depth):
    inside = section("<p>deep</p>")
    for _ in range(depth - 1):
        inside = section(section=[inside])
    return composition(inside)


def test_sections_stand_in_their_order_each_below_its_title():
    found = composition(
        section("<p>Pain 3/10.</p>", title="Subjective"),
        section(
            title="Objective",
            section=[section("<p>CGA</p><p>3x5</p>", title="Gait"), section("LAQ")],
        ),
        section("2x/wk", code={"coding": [{}, {"display": "Plan of treatment"}]}),
        title="PT Daily Note",
    )
    [note] = notes_of(found)
    assert note.text == (
        "PT Daily Note\nSubjective\nPain 3/10.\nObjective\nGait\nCGA\n3x5\nLAQ\n"
        "Plan of treatment\n2x/wk"
    )
    assert [(part.where, note.text[part.start :].split("\n")[0]) for part in note.parts] == [
        ("title", "PT Daily Note"),
        ("section Subjective", "Subjective"),
        ("section Objective", "Objective"),
        ("section Objective, section Gait", "Gait"),
        ("section Objective, section 2", "LAQ"),
        ("section Plan of treatment", "Plan of treatment"),
    ]


def test_without_a_title_the_first_section_starts_the_text():
    [note] = notes_of(composition(section("one"), section("two")))
    assert (note.text, [p.start for p in note.parts]) == ("one\ntwo", [0, 4])


def test_the_narrative_of_the_whole_is_read_where_no_section_has_one():
    own = section("<p>all of it</p>")
    assert texts_of(composition(**own)) == ["all of it"]
    assert texts_of(composition(section("a part"), **own)) == ["a part"]


def test_entries_without_a_narrative_are_said():
    found = composition(section("words"), section(title="Vitals", entry=[{"reference": "O/1"}]))
    note, notice = items_of(found)
    assert note.text == "words\nVitals"
    assert notice.notice
    assert notice.message.startswith("in/a.json:Composition/c1: has sections whose entries")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (composition(), "holds no narrative text"),
        (composition(section(title="Plan")), "holds no narrative text"),
        (composition(section("<p>cut")), "not well-formed XHTML"),
        (nested(21), "has sections more than 20 deep"),
        (composition(section(title=["x"])), '"title" must be a string, not a list'),
        (composition("x"), '"section" must be a list of objects'),
        (composition(text={"div": 5}), '"div" must be a string, not a number'),
    ],
)
def test_what_cannot_be_read_is_refused(found, said):
    [message] = messages_of(found)
    assert message.startswith("in/a.json:Composition/c1: ")
    assert said in message


def test_sections_may_stand_as_deep_as_any_document_has_them():
    assert texts_of(nested(20)) == ["deep"]


def test_a_composition_entered_in_error_is_not_read():
    [message] = messages_of(composition(section("x"), status="entered-in-error"), notice=True)
    assert "was entered in error" in message


def test_a_document_bundle_gives_the_composition_and_what_else_is_a_note():
    found = items_of(bundle(composition(section("words")), document(), type="document"))
    assert [each.text for each in found if isinstance(each, Extracted)] == ["words", "A note."]
