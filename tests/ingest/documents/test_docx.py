"""Word documents: what is text, in which order, what is left out, what is not safe to open."""

import io
import zipfile

import pytest

from auditor.errors import InputError
from auditor.ingest import Refused
from auditor.ingest.documents import docx_package
from auditor.ingest.extracted import Extracted
from ingest.documents.reading import (
    docx_of,
    error_of,
    extracted_of,
    items_of,
    link,
    p,
    part,
    r,
    text_of,
)

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
ON_LIST = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'


def box(text):
    return f"<w:txbxContent>{p(text)}</w:txbxContent>"


def cell(content, properties=""):
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells, properties=""):
    cells = [c if c.startswith("<w:tc") else cell(c) for c in cells]
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def table(*rows):
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def control(properties, content):
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def check_box(value):
    return f'<w14:checkbox {W14}><w14:checked w14:val="{value}"/></w14:checkbox>'


BODIES = {
    "paragraphs": (p("one") + p("two"), ["one", "two"]),
    "runs": (p(r("tran") + r("sfer", "<w:b/>") + r(" x")), ["transfer x"]),
    "tab, break, hyphen": (
        p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/></w:r>"),
        ["a\tb", "c-"],
    ),
    "blank lines": (p("a") + p("") * 5 + p("b"), ["a", "", "b"]),
    "deleted": (
        p(r("a") + '<w:del w:id="1"><w:r><w:delText>gone</w:delText></w:r></w:del>'),
        ["a"],
    ),
    "inserted": (p(r("a") + f'<w:ins w:id="1">{r("b")}</w:ins>'), ["ab"]),
    "moved": (p(f"<w:moveFrom>{r('gone')}</w:moveFrom><w:moveTo>{r('b')}</w:moveTo>"), ["b"]),
    "deleted paragraph mark": (
        '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>' + r("a ") + "</w:p>" + p("b"),
        ["a b"],
    ),
    "inserted paragraphs": (f"<w:ins>{p('a')}</w:ins>", ["a"]),
    "hidden": (p(r("a") + r("gone", "<w:vanish/>") + r("b", '<w:vanish w:val="0"/>')), ["ab"]),
    "instructions": (
        p(
            '<w:r><w:instrText>PAGE gone</w:instrText></w:r><w:fldSimple w:instr="x">'
            + r("2")
            + "</w:fldSimple>"
        ),
        ["2"],
    ),
    "link": (p(f'<w:hyperlink r:id="x">{r("shown")}</w:hyperlink>'), ["shown"]),
    "arrow": (p('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'), ["\u2192"]),
    "odd symbol": (p(r("a") + '<w:r><w:sym w:font="Wingdings" w:char="zz"/></w:r>'), ["a"]),
    "content control": (control("", p("a")) + p(control("", r("b"))), ["a", "b"]),
    "check-box control": (
        p(control(check_box(1), r("x")) + r(" a") + control(check_box(0), r("x"))),
        ["\u2612 a\u2610"],
    ),
    "check-box control of a line": (control(check_box(1), p("x")) + p("a"), ["\u2612", "a"]),
    "hint of a control": (control("<w:showingPlcHdr/>", p("Click here")) + p("a"), ["a"]),
    "check-box field": (
        p(
            '<w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'
            "</w:ffData></w:fldChar></w:r>" + r(" a")
        ),
        ["\u2612 a"],
    ),
    "choice field": (
        p(
            '<w:r><w:fldChar><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="CGA"/>'
            '<w:listEntry w:val="SBA"/></w:ddList></w:ffData></w:fldChar></w:r>'
        ),
        ["SBA"],
    ),
    "text box after its paragraph": (
        p(f"<w:r><w:pict>{box('in')}</w:pict></w:r>" + r("a")) + p("b"),
        ["a", "in", "b"],
    ),
    "one of two alternatives": (
        p(
            f"<w:r><mc:AlternateContent {MC}><mc:Choice>{box('new')}</mc:Choice>"
            f"<mc:Fallback>{box('new')}</mc:Fallback></mc:AlternateContent></w:r>"
        ),
        ["new"],
    ),
    "list": (f"<w:p>{ON_LIST}{r('item')}</w:p>", ["- item"]),
    "list taken off": (f"<w:p>{ON_LIST.replace('1', '0')}{r('item')}</w:p>", ["item"]),
    "rows": (table(row("Code", "Min"), row("97530", "23")), ["Code | Min", "97530 | 23"]),
    "empty cells": (table(row("", "b", "", "d", "")), ["| | b |  | d"]),
    "merged across": (
        table(row(cell("a", '<w:gridSpan w:val="2"/>'), "c"), row("a", "b", "c")),
        ["a |  | c", "a | b | c"],
    ),
    "merged down": (
        table(
            row(cell("a", '<w:vMerge w:val="restart"/>'), "b"),
            row(cell("gone", "<w:vMerge/>"), "d"),
        ),
        ["a | b", "| | d"],
    ),
    "deleted row": (table(row("gone", properties="<w:trPr><w:del/></w:trPr>"), row("a")), ["a"]),
    "rows in controls": (table(control("", row("a", "b"))), ["a | b"]),
    "lines of the last cell": (table(row("S", p("one") + p("two"))), ["S | one", "two"]),
    "lines of a short cell": (table(row(p("97530") + p("TA"), "23")), ["97530 TA | 23"]),
    "columns of a layout": (
        table(row(p("left " * 20) + p("more"), p("right"))),
        [("left " * 20).strip(), "more", "right"],
    ),
    "table in a cell": (table(row("a", table(row("b", "c")) + p(""))), ["a | b | c"]),
    "struck out": (
        p("<w:r><w:rPr><w:strike/></w:rPr><w:t>gone</w:t></w:r>" + r("a")),
        ["a"],
    ),
    "maths": (p('<m:oMath xmlns:m="x"><m:r><m:t>x2</m:t></m:r></m:oMath>'), ["x2"]),
    "what is not known": (p(f"<w:madeUp>{r('a')}</w:madeUp>"), ["a"]),
}


@pytest.mark.parametrize(("body", "lines"), BODIES.values(), ids=BODIES)
def test_a_body_reads_to_its_lines(body, lines):
    assert text_of("docx", docx_of(body)).split("\n")[:-1] == lines


def test_paragraphs_and_rows_are_named_as_a_person_counts_them():
    body = p("a") + p("b") + table(row("c"), row("d")) + table(row("e")) + p("f")
    extracted = extracted_of("docx", docx_of(body))
    assert {part.where: extracted.text[part.start] for part in extracted.parts} == {
        "paragraphs 1-2": "a",
        "table 1, row 1": "c",
        "table 1, row 2": "d",
        "table 2, row 1": "e",
        "paragraph 3": "f",
    }


def section(*references, title=""):
    refs = "".join(
        f'<w:{kind}Reference w:type="{type_}" r:id="{link_id}"/>'
        for kind, type_, link_id in references
    )
    return f"<w:sectPr>{refs}{title}</w:sectPr>"


AROUND = {
    "word/h1.xml": part("hdr", p("Header one")),
    "word/h2.xml": part("hdr", p("Header two")),
    "word/f1.xml": part("ftr", p("Footer")),
    "word/notes.xml": part(
        "footnotes",
        f'<w:footnote w:type="separator">{p("gone")}</w:footnote>'
        f"<w:footnote>{p('Note')}</w:footnote>",
    ),
}
LINKS = (
    link("h1", "header", "h1.xml")
    + link("h2", "header", "h2.xml")
    + link("f1", "footer", "f1.xml")
    + link("n", "footnotes", "notes.xml")
)


def test_headers_stand_above_their_sections_and_footers_and_footnotes_below():
    first = section(("header", "default", "h1"), ("footer", "default", "f1"))
    body = (
        p("one")
        + f"<w:p><w:pPr>{first}</w:pPr>{r('end')}</w:p>"
        + f"<w:p><w:pPr>{section()}</w:pPr>{r('same header')}</w:p>"
        + p("two")
        + section(("header", "default", "h2"))
    )
    text = text_of("docx", docx_of(body, parts=AROUND, links=LINKS))
    assert text == "Header one\none\nend\nFooter\nsame header\nHeader two\ntwo\nNote\n"


@pytest.mark.parametrize(("title", "header"), [("<w:titlePg/>", "Header two"), ("", "Header one")])
def test_the_first_page_s_header_is_taken_where_it_has_one(title, header):
    refs = section(("header", "default", "h1"), ("header", "first", "h2"), title=title)
    text = text_of("docx", docx_of(p("a") + refs, parts=AROUND, links=LINKS))
    assert text == f"{header}\na\nNote\n"


def test_list_and_heading_styles():
    style = '<w:style w:styleId="{}"><w:pPr>{}</w:pPr>{}</w:style>'
    styles = part(
        "styles",
        style.format("Bullet", '<w:numPr><w:numId w:val="2"/></w:numPr>', "")
        + style.format("Mine", "", '<w:basedOn w:val="Bullet"/>')
        + style.format("Head", '<w:outlineLvl w:val="0"/>', '<w:basedOn w:val="Bullet"/>')
        + style.format("Loop", "", '<w:basedOn w:val="Loop"/>'),
    )
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr>{r(name)}</w:p>'
        for name in ("Bullet", "Mine", "Head", "Loop", "None")
    )
    raw = docx_of(body, parts={"word/styles.xml": styles}, links=link("s", "styles", "styles.xml"))
    assert text_of("docx", raw).split("\n") == ["- Bullet", "- Mine", "Head", "Loop", "None", ""]


@pytest.mark.parametrize(
    "more",
    [
        {"main": "word/document2.xml"},
        {"mark": "http://purl.oclc.org/ooxml/wordprocessingml/main"},
        {"links": link("x", "image", "NULL") + link("y", "header", "gone.xml")},
        {"links": link("x", "image", "../../../../etc/passwd")},
    ],
    ids=["main part of another name", "strict", "links to nothing", "link out of the file"],
)
def test_unusual_documents_are_read(more):
    assert text_of("docx", docx_of(p("a"), **more)) == "a\n"


def test_another_file_in_the_document_is_told_and_the_rest_is_read():
    refused, extracted = items_of("docx", docx_of(p("a") + '<w:altChunk r:id="x"/>'))
    assert isinstance(refused, Refused)
    assert refused.message.startswith("a:paragraphs 1-2: holds another file")
    assert isinstance(extracted, Extracted)
    assert extracted.text.strip() == "a"


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def with_entity():
    body = docx_of(p("x"))
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    laughs = '<!DOCTYPE a [<!ENTITY e "gone"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    document = members["word/document.xml"].decode()
    members["word/document.xml"] = (laughs + document.replace(">x<", ">&e;&f;<")).encode()
    return zipped(members.items())


def encrypted():
    raw = bytearray(docx_of(p("a")))
    at = raw.index(b"PK\x01\x02")
    raw[at + 8] |= 1
    return bytes(raw)


FAULTY = {
    "old or protected": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Word file (.doc)"),
    "no zip": (b"PK\x03\x04 broken", "is damaged"),
    "cut": (docx_of(p("a"))[:-30], "is damaged"),
    "other zip": (zipped([("a.txt", "a")]), "is no Word document"),
    "protected member": (encrypted(), "protected by a password"),
    "entities": (with_entity(), "declares entities"),
    "many members": (
        zipped((f"m{i}", "") for i in range(docx_package.MOST_MEMBERS + 1)),
        "more than any document",
    ),
    "bomb": (zipped([("a", b"\0" * 30_000_000)]), "tighter than any document"),
    "empty": (docx_of(p("")), "holds no text"),
    "picture only": (docx_of(p('<w:r><w:drawing><a:blip xmlns:a="x"/></w:drawing></w:r>')), "OCR"),
    "broken XML": (docx_of("<w:p>"), "is damaged"),
    "deep": (docx_of("<w:x>" * 5000 + "</w:x>" * 5000), "save it anew"),
}


@pytest.mark.parametrize(("raw", "words"), FAULTY.values(), ids=FAULTY)
def test_what_cannot_be_read_says_why(raw, words):
    message = error_of("docx", raw)
    assert message.startswith("a: ")
    assert words in message


@pytest.mark.parametrize("depth", [50, 200, 1000, 2000])
def test_nesting_is_read_or_refused(depth):
    raw = docx_of("<w:x>" * depth + p("a") + "</w:x>" * depth)
    try:
        text = text_of("docx", raw)
    except InputError as error:
        text = str(error)
    assert text == "a\n" or "save it anew" in text
