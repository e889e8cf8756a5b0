"""Narratives: XHTML to the lines a reader would see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import InputError
from auditor.ingest.fhir.narrative import text_of


@pytest.mark.parametrize(
    ("div", "text"),
    [
        ("plain", "plain"),
        ("  a \n\t b  ", "a b"),
        ("a<b>b</b> <i>c</i>d", "ab cd"),
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("before<p>one</p>after", "before\none\nafter"),
        ("one<br/>two", "one\ntwo"),
        ("one<br/><br/>two", "one\n\ntwo"),
        ("<br/>one<br/>", "one"),
        ("<h2>Plan</h2><p/><p> </p>2x/wk", "Plan\n2x/wk"),
        ("<ul><li>one</li><li><p>two</p></li></ul>", "- one\n- two"),
        ("<ol><li>one</li><li>two<ul><li>in</li></ul></li></ol>x", "1. one\n2. two\n- in\nx"),
        ("<dl><dt>Gait</dt><dd>CGA</dd></dl>", "Gait\nCGA"),
        ("<pre>a  b\n  c</pre>d", "a  b\n  c\nd"),
        ('<p style="white-space: pre-wrap">a\n\n b</p>c', "a\n\n b\nc"),
        ("5&nbsp;min &lt;&ndash;&gt; &#189;&amp;amp;", "5\u00a0min <\u2013> ½&amp;"),
        ("<![CDATA[a < b]]>", "a < b"),
        ("a<!-- not this -->b", "ab"),
        ("a<script>not this</script><style>nor this</style>b", "ab"),
        ("x<sup>2</sup> <a href='y'>z</a> <img src='q' alt='no'/>", "x2 z"),
        ("<x:p xmlns:x='y'>one</x:p>two", "one\ntwo"),
    ],
)
def test_lines(div, text):
    assert text_of(f"<div>{div}</div>") == text


ROW = "<tr><td>97530</td><td> sit to  stand </td><td>15</td></tr>"


@pytest.mark.parametrize(
    ("table", "text"),
    [
        (ROW, "97530 | sit to stand | 15"),
        (
            f"<thead><tr><th>CPT</th><th>What</th><th>Min</th></tr></thead><tbody>{ROW}</tbody>",
            "CPT | What | Min\n97530 | sit to stand | 15",
        ),
        ("<tr><td>a</td><td/><td>c</td></tr>", "a |  | c"),
        ("<tr><td></td><td>b</td></tr>", "| | b"),
        ("<tr><td>a</td><td></td></tr>", "a |"),
        ("<tr><td/><td/></tr>", ""),
        ("<tr><td><p>S: ok</p><p>O: CGA</p></td></tr>", "S: ok\nO: CGA"),
        ("<tr><td>O</td><td>CGA<br/>3x5</td></tr>", "O | CGA; 3x5"),
        (f"<tr><td>a</td><td><table>{ROW}</table></td></tr>", "a | 97530 | sit to stand | 15"),
        (
            "<tr><td rowspan='2'>97530</td><td>13</td></tr><tr><td>10</td><td>b</td></tr>",
            "97530 | 13\n| | 10 | b",
        ),
        (
            "<tr><td colspan='2'>97110</td><td>5</td></tr>",
            "97110 |  | 5",
        ),
        (
            f"<tr><td>O</td><td><table><tr><th>CPT</th><th>Min</th></tr>{ROW}</table></td></tr>",
            "O\nCPT | Min\n97530 | sit to stand | 15",
        ),
        ("<td>alone</td>", "alone"),
    ],
)
def test_rows(table, text):
    assert text_of(f"<div>x<table>{table}</table>y</div>") == "\n".join(
        filter(None, ("x", text, "y"))
    )


@pytest.mark.parametrize(
    "div",
    [
        "",
        "no markup",
        "<div>cut",
        "<div><p>crossed</div></p>",
        "<div/><div/>",
        "<div>&unknown;</div>",
        "<div>\ud800</div>",
        "<div>\0</div>",
        '<!DOCTYPE d [<!ENTITY a "aaaa">]><div>&a;</div>',
        '<!DOCTYPE d SYSTEM "file:///etc/passwd"><div/>',
    ],
)
def test_what_is_not_well_formed_is_refused(div):
    with pytest.raises(InputError, match="its narrative"):
        text_of(div)


@given(
    words=st.text(
        st.characters(min_codepoint=33, max_codepoint=0x2FFF, exclude_categories=["C", "Z"])
    )
)
def test_no_character_that_is_no_blank_is_lost(words):
    escaped = words.replace("&", "&amp;").replace("<", "&lt;")
    assert text_of(f"<div><p>{escaped}</p></div>") == words


def test_deep_elements_are_no_matter():
    assert text_of("<div>" * 20_000 + "x" + "</div>" * 20_000) == "x"
