"""What lines a reader sees of a section's narrative."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cda.writing import note_in, section, shown, structured, text_in

LINES = {
    "paragraphs": ("<paragraph>one</paragraph> <paragraph>two</paragraph>", ["one", "two"]),
    "breaks": ("one<br/>two<br/><br/>three<br/>", ["one", "two", "", "three"]),
    "blanks-folded": ("<content>one\n   two</content>\t three", ["one two three"]),
    "no-break-space-kept": ("<content>one\u00a0 two</content>", ["one\u00a0 two"]),
    "styles-say-nothing": (
        'a<content styleCode="Bold" ID="x">b</content>c<sup>2</sup> H<sub>2</sub>O',
        ["abc2 H2O"],
    ),
    "link": ('see <linkHtml href="#x">the goal</linkHtml>.', ["see the goal."]),
    "picture-left-out": ('one <renderMultiMedia referencedObject="m"/>two', ["one two"]),
    "struck-out": ('CGA<content revised="delete">min A</content>, SBA', ["CGA, SBA"]),
    "put-in": ('<content revised="insert">min A</content>', ["min A"]),
    "text-around-blocks": ("a<paragraph>b</paragraph>c<br/>d", ["a", "b", "c", "d"]),
    "caption": (
        "<paragraph><caption>Goal</caption>stand from toilet</paragraph>",
        ["Goal", "stand from toilet"],
    ),
    "list": (
        "<list><caption>Goals</caption><item>a</item><item>b</item></list>",
        ["Goals", "- a", "- b"],
    ),
    "list-in-a-list": (
        "<list><item>a<list><item>b</item></list>c</item></list>",
        ["- a", "- b", "c"],
    ),
    "bullets-not-doubled": (
        "<list><item>- a</item><item>1. b</item><item>• c</item><item>(2) d</item></list>",
        ["- a", "1. b", "• c", "(2) d"],
    ),
    "item-of-lines": ("<list><item>a<br/>b</item><item/></list>", ["- a", "b"]),
    "table": (
        (
            "<table><caption>T</caption><thead><tr><th>Code</th><th>Min</th></tr></thead><tfoot>"
            "<tr><td>Total</td><td>38</td></tr></tfoot><tbody><tr><td>97530</td><td>23</td></tr>"
            "</tbody></table>"
        ),
        ["T", "Code | Min", "Total | 38", "97530 | 23"],
    ),
    "empty-cells": (
        "<table><tr><td/><td>a</td><td/><td>b</td><td/></tr><tr><td/></tr></table>",
        ["| | a |  | b"],
    ),
    "cell-over-rows": (
        "<tr><td>9</td><td rowspan='2'/><td>a</td></tr><tr><td>8</td><td>b</td></tr>",
        ["9 |  | a", "8 |  | b"],
    ),
    "cell-over-columns": (
        '<table><tr><td colspan="2">a</td><td>b</td></tr></table>',
        ["a |  | b"],
    ),
    "cells-of-lines": (
        (
            "<table><tr><td>a<br/>b</td><td><paragraph>c</paragraph><list><item>d</item></list>"
            "</td></tr></table>"
        ),
        ["a b | c - d"],
    ),
    "table-for-layout": (
        "<table><tr><td><paragraph>a</paragraph>b</td></tr></table>",
        ["a", "b"],
    ),
    "table-in-a-cell": (
        "<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>",
        ["a | b"],
    ),
    "footnote": (
        "CGA<footnote>contact guard</footnote> today<paragraph>next</paragraph>",
        ["CGA today", "next", "contact guard"],
    ),
    "preformatted": ("<pre>a   b\n  c\n\nd</pre>", ["a   b", "  c", "", "d"]),
    "preserved": ('<content xml:space="preserve">a   b\nc</content> d', ["a   b", "c d"]),
    "html": ("<p>one</p><div>two<b>!</b></div><ul><li>a</li></ul>", ["one", "two!", "- a"]),
    "scripts": ("one<script>two</script><style>three</style> four", ["one four"]),
    "text-without-elements": ("S: one   two\n\n  O: three\n", ["S: one two", "", "O: three"]),
    "entities": ("<content>&lt;50% &amp; &#176;</content>", ["<50% & °"]),
    "unread-element": ("<strange>one</strange>", ["one"]),
    "comment-inside": ("<content>97<!-- x -->530</content>", ["97530"]),
    "cdata": ("<content><![CDATA[a < b]]></content>", ["a < b"]),
}


@pytest.mark.parametrize(("narrative", "lines"), LINES.values(), ids=LINES)
def test_a_narrative_shows_its_lines(narrative, lines):
    assert shown(narrative) == lines


def test_titles_stand_over_their_sections_and_nested_ones_follow():
    inner = f"<component>{section('three', 'Goals')}</component>"
    raw = structured(section("one", "S"), section("two", "Plan", inner), section("four"))
    assert text_in(raw) == "S\none\nPlan\ntwo\nGoals\nthree\nfour"


def test_the_document_s_title_stands_first_but_not_twice():
    assert text_in(structured(section("one", "S"), title="PT  note")) == "PT note\nS\none"
    assert text_in(structured(section("one", "PT Note"), title="PT note")) == "PT Note\none"


def test_parts_name_the_section_and_its_line():
    note = note_in(structured(section("one", "S"), "\n" + section("two")))
    assert [(p.start, p.where) for p in note.parts] == [
        (0, "section S (line 1)"),
        (6, "section 2 (line 2)"),
    ]


WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)
INLINE = st.recursive(
    WORDS.map(lambda w: w.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
    lambda inside: st.lists(inside, min_size=1, max_size=4).flatmap(
        lambda parts: st.sampled_from(
            [
                "paragraph",
                "content",
                "item",
                "td",
                "tr",
                "table",
                "list",
                "footnote",
                "caption",
                "b",
            ]
        ).map(lambda name: f" <{name}>{' '.join(parts)}</{name}> ")
    ),
    max_leaves=12,
)


@given(st.lists(INLINE, min_size=1, max_size=5))
def test_no_word_is_lost_or_doubled_whatever_it_stands_in(parts):
    from lxml import etree

    narrative = " ".join(parts)
    text = text_in(structured(section(f"{narrative}<br/>")))
    words = "".join(etree.fromstring(f"<text>{narrative}</text>").itertext()).split()
    found = [word for word in text.split() if word not in {"-", "|"}]
    assert sorted(found) == sorted(word for word in words if word not in {"-", "|"})
