"""HTML: what a page shows, line by line."""

import pytest

from auditor.ingest.documents.html_tables import MOST_TABLES
from ingest.documents.reading import error_of, text_of

BODIES = {
    "words": ("one <b>two</b>\n  three", ["one two three"]),
    "within a word": ("tran<i>s</i>fer", ["transfer"]),
    "paragraphs": ("<p>one<p>two</p>three", ["one", "two", "three"]),
    "breaks": ("one<br>two<br/><br />three", ["one", "two", "", "three"]),
    "lists": ("<ul><li>one<li>two</ul>", ["- one", "- two"]),
    "headings": ("<h1>Note</h1>S: x", ["Note", "S: x"]),
    "entities": (
        "&lt;3 &amp; caf&eacute; &#8594; &#x2265;3 &nbsp;x",
        ["<3 & caf\u00e9 \u2192 \u22653 \u00a0x"],
    ),
    "entity made of entities": ("&amp;lt;", ["&lt;"]),
    "no tags": ("ROM <WNL, sit<>stand, <3 min, a<b", ["ROM <WNL, sit<>stand, <3 min, a<b"]),
    "greater": ("3 > 2 -> x", ["3 > 2 -> x"]),
    "title, script, style": (
        "<title>gone</title><style>gone{}</style><script>if (a<b) '<p>gone'</script>a",
        ["a"],
    ),
    "comments": ("a<!-- gone <p> --><!-- gone > -->b<!doctype gone><?gone?>", ["ab"]),
    "office's comments": (
        "<!--[if gte mso 9]><p>gone</p><![endif]-->a<![if !x]>b<![endif]>",
        ["ab"],
    ),
    "verbatim": ("<![CDATA[a < b]]>", ["a < b"]),
    "quotes in a tag": ('<p title="a > \'b\'" class=x">a "b"', ['a "b"']),
    "pre": ("<pre>a   b\n  c\n</pre>d", ["a   b", "  c", "d"]),
    "pre by style": (
        '<div style="white-space: pre-wrap">a\nb<div>c\nd</div></div>e\nf',
        ["a", "b", "c", "d", "e f"],
    ),
    "hidden": (
        '<p hidden>gone</p><div style="x:y; DISPLAY : none">gone <div>gone</div> gone</div>a',
        ["a"],
    ),
    "hidden, not closed": ("<div hidden>shown<p>b", ["shown", "b"]),
    "hidden cell": ('<table><tr><td>a<td style="display:none">gone</td><td>c</table>', ["a | c"]),
    "struck as deleted": ("a<del>gone</del>b", ["ab"]),
    "struck out": (
        "a<s>gone</s>b<span style='color:red;text-decoration: line-through'>gone</span>c",
        ["abc"],
    ),
    "rows": (
        "<table><tr><th>Code</th><th>Min</th></tr><tr><td>97530</td><td>23</td></tr></table>a",
        ["Code | Min", "97530 | 23", "", "a"],
    ),
    "rows not closed": ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", ["a | b", "c | d"]),
    "table cut off": ("<table><tr><td>a<td>b", ["a | b"]),
    "empty cells": (
        "<table><tr><td></td><td>b</td><td> </td><td>d</td></tr></table>",
        ["| | b |  | d"],
    ),
    "spans": (
        "<table><tr><td rowspan=2>a<td colspan=2>b<td>c<tr><td>d<td>e<td>f</table>",
        ["a | b |  | c", "| | d | e | f"],
    ),
    "odd spans": (
        "<table><tr><td rowspan=-1 colspan=x>a<td colspan=0>b<td colspan=99999999999>c</table>",
        ["a | b | c"],
    ),
    "blocks in a last cell": ("<table><tr><td>S<td><p>one<p>two</table>", ["S | one", "two"]),
    "table in a cell": ("<table><tr><td>a<td><table><tr><td>b<td>c</table></table>", ["a | b | c"]),
    "text between rows": ("<table>lost?<tr><td>a</table>", ["lost?", "a"]),
    "table of several rows in a cell": (
        "<table><tr><td>Objective<td><table><tr><td>Code<td>Min<tr><td>97530<td>23</table></table>",
        ["Objective", "Code | Min", "97530 | 23"],
    ),
    "title of a table": (
        "<table><caption>Treatment</caption><tr><th>Min<th>Code<tr><td>23<td>97530</table>",
        ["Treatment", "Min | Code", "23 | 97530"],
    ),
    "cells without a table": ("<tr><td>a</td><td>b</td></tr>", ["a", "b"]),
    "filled in": ('<input value="23"> min <input type=hidden value=gone>', ["23 min"]),
    "typed": ("A:<textarea>one &lt;\n<b>two</textarea>B", ["A:", "one <", "<b>two", "B"]),
    "boxes": (
        "<input type=checkbox checked>a <input type=radio>b <input type=submit value=gone>",
        ["\u2612a \u2610b"],
    ),
    "chosen": (
        "<select><option>gone<option selected>CGA</select> <select><option>1st<option>x</select>",
        ["CGA 1st"],
    ),
    "end tags that end nothing": ("</p></table></td></ul></select>a</b> b", ["a b"]),
    "frames": ("<iframe>gone</iframe><template>gone</template>a<noscript>b</noscript>", ["ab"]),
}


@pytest.mark.parametrize(("body", "lines"), BODIES.values(), ids=BODIES)
def test_a_body_reads_to_its_lines(body, lines):
    assert text_of("html", body).split("\n")[:-1] == lines
    page = f"<!DOCTYPE html><html><head><title>gone</title></head><body>{body}"
    assert text_of("html", page).split("\n")[:-1] == lines


META = '<meta charset="{}">'
ENCODED = {
    "utf-8": META.format("utf-8").encode() + "caf\u00e9 \u2192".encode(),
    "none said": "caf\u00e9 \u2192".encode(),
    "mark": b"\xef\xbb\xbf" + META.format("windows-1252").encode() + "caf\u00e9 \u2192".encode(),
    "utf-16": "caf\u00e9 \u2192".encode("utf-16"),
    "said wrongly": META.format("ascii").encode() + "caf\u00e9 \u2192".encode(),
    "no such": META.format("no-such").encode() + "caf\u00e9 \u2192".encode(),
    "no encoding of text": META.format("rot13").encode() + "caf\u00e9 \u2192".encode(),
}


@pytest.mark.parametrize("name", ENCODED)
def test_the_encoding_is_told_by_mark_head_or_letters(name):
    assert text_of("html", ENCODED[name]) == "caf\u00e9 \u2192\n"


def test_western_pages_are_read_as_browsers_read_them():
    raw = b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">17\x94 \x96'
    assert text_of("html", raw) == "17\u201d \u2013\n"


def archive(page, encoding="quoted-printable"):
    return (
        "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        ' boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset="windows-1251"\r\n'
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n{page}\r\n--b\r\n"
        "Content-Type: image/png\r\n\r\nx\r\n--b--\r\n"
    )


def test_a_web_archive_is_read_by_its_page():
    assert text_of("html", archive("<p>=CF=F0 a =3D b</p>")) == "\u041f\u0440 a = b\n"


UNCLOSED = {
    "tags that end in a quote": '" x="<a b',
    "areas": "<textarea ",
    "ends of a script": "</script ",
    "ends of an area": "</textarea ",
}


@pytest.mark.parametrize("piece", UNCLOSED.values(), ids=UNCLOSED)
@pytest.mark.parametrize("before", ["", "<script>", "<textarea>"])
def test_what_never_closes_is_not_read_again_from_each_place(before, piece):
    """By the square of its length, each of these would take minutes to hours."""
    assert text_of("html", f"a{before}{piece * 100_000}").startswith("a")


def test_a_value_in_quotes_may_hold_tags():
    page = "<p title='<b>x</b> > y' data-x=\"<i>it's</i>\">a<textarea title='<b>'>b</textarea>"
    assert text_of("html", page) == "a\nb\n"


FAULTY = {
    "empty": ("<html><body> </body></html>", "holds no text"),
    "nothing shown": ("<p hidden>a</p>", "holds no text"),
    "picture only": ("<img src=x>", "needs text recognition"),
    "archive without a page": (archive("").replace("text/html", "text/css"), "damaged web archive"),
    "archive of many": (
        "MIME-Version: 1\nContent-Type: multipart/related\n\n" + "\n--" * 20_000,
        "damaged",
    ),
    "archive whose type is long": (
        archive("a").replace("windows-1251", ";" * 1_000_000),
        "damaged web archive",
    ),
    "archive of archives": (
        archive("a")
        + "".join(
            f"--b{i}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" for i in range(99)
        ),
        "damaged web archive",
    ),
}


@pytest.mark.parametrize(("raw", "words"), FAULTY.values(), ids=FAULTY)
def test_what_cannot_be_read_says_why(raw, words):
    message = error_of("html", raw)
    assert message.startswith("a: ")
    assert words in message


@pytest.mark.parametrize("depth", [MOST_TABLES, MOST_TABLES + 1, 5_000])
def test_tables_in_tables_lose_nothing(depth):
    body = "<table><tr><td>a<td>" * depth + "b" + "</table>c" * depth
    text = text_of("html", body)
    assert (text.count("a"), text.count("b"), text.count("c")) == (depth, 1, depth)


@pytest.mark.parametrize(
    "tag", ["b", "div", "ul", "span hidden", "div style='white-space:pre'", "del"]
)
def test_tags_that_never_close_lose_nothing(tag):
    assert text_of("html", f"<{tag}>a" * 5_000).count("a") == 5_000
