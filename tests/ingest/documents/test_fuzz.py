"""Whatever is wrong with a document, only the defined errors come out, and none quotes it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.documents.reading import READERS, docx_of, messages_of, p, sample

CANARY = "Zebedee Quux 7"
WORDS = CANARY.split()[:2]

RTF = r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\pard " + CANARY + r"\par\trowd\intbl a\cell\row}"
HTML = f"<html><body><p>{CANARY}<table><tr><td>a</table><select><option>{CANARY}</select>"
SEEDS = {
    "rtf": [RTF.encode(), sample("pyrtf.rtf")],
    "html": [HTML.encode(), sample("pandoc.html")],
    "docx": [docx_of(p(CANARY)), sample("npm.docx")],
    "pdf": [sample("reportlab.pdf"), sample("form.pdf"), sample("mixed.pdf"), sample("locked.pdf")],
}
TOKENS = {
    "rtf": [
        b"{",
        b"}",
        b"\\",
        b"\\*",
        b"\\'",
        b"\\u",
        b"\\bin9",
        b"\\cell",
        b"\\row",
        b"\\f9",
        b"\\uc-1",
    ],
    "html": [
        b"<",
        b">",
        b'"',
        b"'",
        b"<!--",
        b"-->",
        b"<table>",
        b"</td>",
        b"<pre>",
        b"&#",
        b"<script>",
    ],
    "docx": [b"PK\x03\x04", b"PK\x01\x02", b"\0" * 8, b"\xff" * 4],
    "pdf": [b"<<", b">>", b"endobj", b"stream", b"9999999", b"-1", b"/Kids[1 0 R]", b"(", b"0 R"],
}


@st.composite
def damaged(draw, kind):
    """One of the seeds, cut, with bytes changed and pieces put in or taken out."""
    raw = bytearray(draw(st.sampled_from(SEEDS[kind])))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(raw)))
        match draw(st.integers(0, 4)):
            case 0:
                del raw[at:]
            case 1:
                raw[at:at] = draw(st.sampled_from(TOKENS[kind]) | st.binary(max_size=6))
            case 2:
                raw[at : at + draw(st.integers(1, 40))] = b""
            case 3:
                raw[at : at + 1] = draw(st.binary(min_size=1, max_size=1))
            case _:
                raw[at:at] = raw[: draw(st.integers(0, 60))]
    return bytes(raw)


def check(kind, raw):
    for message in messages_of(kind, raw):
        assert message.startswith("a:")
        assert len(message.splitlines()) == 1
        assert [word for word in WORDS if word in message] == []


@pytest.mark.parametrize("kind", READERS)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_damaged_documents(kind, data):
    check(kind, data.draw(damaged(kind)))


@pytest.mark.parametrize("kind", READERS)
@given(raw=st.binary(max_size=300))
def test_bytes_of_any_kind(kind, raw):
    head = {"rtf": b"{\\rtf1 ", "docx": b"PK\x03\x04", "pdf": b"%PDF-1.7\n", "html": b"<html>"}
    check(kind, raw)
    check(kind, head[kind] + raw)


@pytest.mark.parametrize("kind", READERS)
def test_cut_anywhere(kind):
    raw = SEEDS[kind][0]
    for end in range(0, len(raw), 1 + len(raw) // 400):
        check(kind, raw[:end])


NAMES = ["w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:sdt", "w:sdtPr", "w:sdtContent", "w:del"]
MORE = ["w:ins", "w:pPr", "w:sectPr", "w:fldChar", "w:ffData", "w:ddList", "w:checkBox", "w:rPr"]
TREES = st.recursive(
    st.sampled_from([CANARY, "", "x"]),
    lambda inner: st.builds(
        lambda name, value, held: f'<{name} w:val="{value}">{"".join(held)}</{name}>',
        st.sampled_from(NAMES + MORE),
        st.sampled_from(["", "0", "-1", "99999999", "x", "\u0661"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@settings(max_examples=150)
@given(body=TREES)
def test_elements_of_a_word_document_in_any_order(body):
    check("docx", docx_of(body))


TAGS = ["<table>", "<tr>", "<td rowspan=3>", "</td>", "</tr>", "</table>", "<pre>", "</pre>"]
MORE_TAGS = ["<p hidden>", "</p>", "<select>", "<option selected>", "</select>", "<li>", "<br>"]


@settings(max_examples=100)
@given(pieces=st.lists(st.sampled_from([*TAGS, *MORE_TAGS, "x y"]), max_size=40))
def test_tags_in_any_order(pieces):
    check("html", "".join(pieces))


def test_a_zip_of_another_compression_is_refused_in_one_line():
    raw = bytearray(docx_of(p(CANARY)))
    at = raw.index(b"PK\x01\x02")
    raw[at + 10] = 99
    [message] = messages_of("docx", bytes(raw))
    assert message.startswith("a: is ")
