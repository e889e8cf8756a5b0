"""CDS Hooks cards: few, short, never alarming, and harmless whatever a note holds."""

import json
import uuid
from dataclasses import replace
from html.parser import HTMLParser

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from auditor.errors import InputError
from auditor.model import Severity, Span
from auditor.report.cards import Override, cards, markdown
from auditor.report.characters import phrase
from auditor.report.fhir import detected_issues
from auditor.report.json import encodable
from report.records import finding, item, record
from report.samples import all_three, assistant_note, hostile_note, whole_note
from report.shapes import CARDS
from report.test_characters import ANY

REASONS = (Override("other", "Another reason"),)


def made(audited, **options):
    return cards(*item(audited), **options)["cards"]


class Rendered(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self, page):
        super().__init__()
        self.tags = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, *attrs))

    def handle_data(self, data):
        self.text += data


def test_the_most_useful_findings_become_cards():
    shown = made(assistant_note())
    assert [c["source"]["topic"]["code"] for c in shown] == ["TIM101", "MOD301", "ELM112"]
    assert [c["indicator"] for c in shown] == ["warning", "warning", "info"]


@pytest.mark.parametrize(("most", "count"), [(1, 1), (2, 2), (9, 4), (None, 4)])
def test_as_many_cards_as_asked_for(most, count):
    assert len(made(assistant_note(), most=most)) == count


def test_a_card_asks_and_suggests_nothing():
    card = made(assistant_note(), reasons=REASONS, source_url="https://audit.example/about")[0]
    source = assistant_note().findings[1].source
    assert card == {
        "uuid": card["uuid"],
        "summary": "Total treatment time is not stated",
        "indicator": "warning",
        "detail": "**Total treatment time is not stated**\n\n> 97530\n\n"
        "What was the total treatment time in minutes, as the clock showed it?\n\n"
        "TIM101 missing-total-time; line 1, column 1",
        "source": {
            "label": "Therapy note auditor",
            "url": "https://audit.example/about",
            "topic": {
                "system": "urn:therapy-note-auditor:rules",
                "code": "TIM101",
                "display": "missing-total-time",
            },
        },
        "overrideReasons": [
            {
                "system": "urn:therapy-note-auditor:override-reasons",
                "code": "other",
                "display": "Another reason",
            }
        ],
        "links": [{"label": source.cite, "url": source.url, "type": "absolute"}],
    }


def test_a_note_without_findings_has_no_cards():
    assert cards(*item(whole_note())) == {"cards": []}


def test_a_note_not_audited_whole_has_a_card_that_says_so_and_no_other_is_lost():
    first, *rest = made(hostile_note(), most=None, reasons=REASONS)
    assert first["summary"].startswith("This note was not audited whole")
    assert first["indicator"] == "warning"
    assert first["detail"] == "UNT201 did not run: no pack knows this payer"
    assert "overrideReasons" not in first
    assert len(rest) == 3


def test_no_null_and_nothing_empty_is_given():
    bare = finding("AAA101")
    bare = replace(bare, source=replace(bare.source, url="", cite=""))
    (card,) = made(record("x", findings=(bare,)))
    assert {"links", "overrideReasons"}.isdisjoint(card)
    assert "url" not in card["source"]
    jsonschema.validate({"cards": [card]}, CARDS)


def test_uuids_are_those_of_the_findings_wherever_they_are_told():
    issues = {i["id"]: i["code"]["coding"][0]["code"] for i in _issues(assistant_note())}
    shown = {c["uuid"]: c["source"]["topic"]["code"] for c in made(assistant_note(), most=None)}
    assert shown == issues
    assert {uuid.UUID(u).version for u in shown} == {5}


def _issues(audited):
    return detected_issues(item(audited)[0])


def test_one_rule_at_the_same_words_twice_makes_two_cards():
    found = [finding("AAA101", span=span) for span in (Span(0, 1), Span(2, 3))]
    assert len({c["uuid"] for c in made(record("a a", findings=found))}) == 2


@pytest.mark.parametrize(
    ("message", "summary"),
    [
        ("x" * 139, "x" * 139),
        ("x" * 140, "x" * 138 + "…"),
        (f"{'word ' * 27}end", f"{'word ' * 27}end"),
        ("word " * 30, f"{' '.join(['word'] * 27)}…"),
    ],
)
def test_a_summary_is_cut_at_words(message, summary):
    (card,) = made(record("x", findings=(finding("AAA101", message=message),)))
    assert card["summary"] == summary


def test_a_text_of_another_note_is_refused():
    with pytest.raises(InputError):
        cards(item(assistant_note())[0], "another")


@pytest.mark.parametrize("audited", all_three(), ids=lambda a: a.note_id[:4])
def test_cards_are_shaped_as_the_standard_asks(audited):
    jsonschema.validate(cards(*item(audited), most=None, reasons=REASONS), CARDS)


@given(st.text(), ANY)
def test_any_text_gives_cards_of_the_standards_shape(note_text, words):
    span = Span(0, len(note_text))
    found = [
        finding("AAA101", level, message=f"x{words}", ask=f"x{words}", span=span)
        for level in Severity
    ]
    audited = record(note_text, note_id=words, findings=found, complete=bool(words))
    response = cards(*item(audited), reasons=REASONS)
    assert json.loads(encodable(response).encode()) == response
    jsonschema.validate(response, CARDS)
    assert all(len(card["summary"]) < 140 for card in response["cards"])


@given(ANY)
@example('<script>alert("x")</script> & &amp; &#60;')
@example(
    "[a](http://b.example) ![c](d) <http://e.example> www.f.example g@h.example https://i.example"
)
@example("# not a heading")
@example("1. not a list")
@example("12) not a list")
@example("- [ ] not a task")
@example("+ x")
@example("*a* _b_ **c** __d__ ~~e~~ `f` ``g`` $h$ | i | j |")
@example("=== ")
@example("---")
@example("> x")
@example("\\* \\\\")
@example("```\ncode\n```")
@example("    code")
@example("[^1]: x")
def test_markdown_shows_the_words_and_does_nothing_else(text):
    page = Rendered(
        MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown(text))
    )
    shown = phrase(text)
    assert page.tags == ([("p",)] if shown else [])
    assert seen(page.text) == seen(shown)


def seen(text):
    """A text without what no eye sees."""
    return text.replace("\N{WORD JOINER}", "").strip()


def test_addresses_in_a_note_become_no_links_where_clients_make_links_of_words():
    assert markdown("https://a.example www.b.example c@d.example") == (
        "https:\\//a.example www\\.b.example c@\N{WORD JOINER}d.example"
    )
