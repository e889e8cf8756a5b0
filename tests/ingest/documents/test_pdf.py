"""PDF: lines, columns and fields as they lie on the page. The samples hold what libraries write."""

import threading

import pytest

from auditor.ingest.documents import pdf, pdf_pages
from auditor.ingest.documents.pdf_layout import text_of as text_of_page
from auditor.ingest.documents.pdf_lines import Cell
from ingest.documents.reading import error_of, items_of, sample, text_of


def pdf_of(*contents, more=""):
    """Write a PDF with a page for each stream of drawing commands, in Helvetica."""
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    kids = " ".join(f"{10 + 2 * i} 0 R" for i in range(len(contents)))
    objects = {
        1: f"<</Type/Catalog/Pages 2 0 R{more}>>",
        2: f"<</Type/Pages/Kids[{kids}]/Count {len(contents)}>>",
        3: font,
    }
    for i, content in enumerate(contents):
        objects[10 + 2 * i] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {11 + 2 * i} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>"
        )
        objects[11 + 2 * i] = f"<</Length {len(content)}>>stream\n{content}\nendstream"
    body = "".join(f"{number} 0 obj\n{held}\nendobj\n" for number, held in objects.items())
    return f"%PDF-1.4\n{body}trailer<</Root 1 0 R>>\n%%EOF"


def at(x, y, text):
    return f"BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n"


HEADINGS = at(50, 700, "Code") + at(200, 700, "Activity") + at(400, 700, "Min")


CONTENTS = {
    "lines": (at(50, 700, "one") + at(50, 680, "two"), ["one", "two"]),
    "words set apart": (at(50, 700, "one") + at(70, 700, "two"), ["one two"]),
    "columns": (at(50, 700, "97530") + at(200, 700, "23"), ["97530\t23"]),
    "high and low marks": (at(50, 700, '17"') + at(68, 700, ". x"), ['17" . x']),
    "columns lined up with blanks": (at(50, 700, "97530     stairs     23"), ["97530\tstairs\t23"]),
    "two blanks": (at(50, 700, "Min A.  Cues"), ["Min A.  Cues"]),
    "indented": (at(50, 700, "   - stairs"), ["   - stairs"]),
    "stretched blank": ("1.4 Tw " + at(50, 700, "set flush on both"), ["set flush on both"]),
    "hyphen at a line's end": (
        at(50, 700, "stair train-") + at(50, 688, "ing x"),
        ["stair train-", "ing x"],
    ),
    "hyphen within a line": (at(50, 700, "one-on-one"), ["one-on-one"]),
    "western letters": (at(50, 700, r"caf\351 17\224 \226"), ["caf\u00e9 17\u201d \u2013"]),
    "under their headings": (
        at(50, 700, "Code")
        + at(200, 700, "Activity")
        + at(400, 700, "Min")
        + at(50, 680, "97530")
        + at(400, 680, "23"),
        ["Code\tActivity\tMin", "97530 |  | 23"],
    ),
    "under the last headings": (
        at(50, 700, "Code")
        + at(200, 700, "Activity")
        + at(400, 700, "Min")
        + at(200, 680, "stairs")
        + at(400, 680, "23"),
        ["Code\tActivity\tMin", "| | stairs | 23"],
    ),
    "wrapped cell, drawn cell by cell": (
        HEADINGS
        + at(50, 680, "97530")
        + at(200, 680, "stair train-")
        + at(200, 668, "ing with")
        + at(200, 656, "rail")
        + at(400, 680, "23")
        + at(50, 636, "97110")
        + at(200, 636, "SAQ")
        + at(400, 636, "15")
        + at(50, 616, "Total"),
        [
            "Code\tActivity\tMin",
            "97530\tstair train-ing with rail\t23",
            "97110\tSAQ\t15",
            "Total",
        ],
    ),
    "wrapped cell, drawn line by line": (
        HEADINGS
        + at(50, 680, "97530")
        + at(200, 680, "stairs with")
        + at(400, 680, "23")
        + at(200, 668, "rail")
        + at(50, 656, "97110")
        + at(200, 656, "SAQ")
        + at(400, 656, "15"),
        ["Code\tActivity\tMin", "97530\tstairs with rail\t23", "97110\tSAQ\t15"],
    ),
    "cells in the middle of their row": (
        HEADINGS
        + at(50, 674, "97530")
        + at(200, 680, "stairs with")
        + at(200, 668, "rail")
        + at(400, 674, "23"),
        ["Code\tActivity\tMin", "97530\tstairs with rail\t23"],
    ),
    "items under a row": (
        HEADINGS
        + at(50, 680, "97530")
        + at(200, 680, "stairs")
        + at(400, 680, "23")
        + at(200, 668, "- rail"),
        ["Code\tActivity\tMin", "97530\tstairs\t23", "- rail"],
    ),
    "total under a row": (
        HEADINGS
        + at(50, 680, "97530")
        + at(200, 680, "stairs")
        + at(400, 680, "23")
        + at(200, 668, "Total")
        + at(400, 668, "23"),
        ["Code\tActivity\tMin", "97530\tstairs\t23", "| | Total | 23"],
    ),
    "short lines under a table": (
        HEADINGS
        + at(50, 680, "97530")
        + at(200, 680, "stairs")
        + at(400, 680, "23")
        + at(50, 668, "A: ok")
        + at(50, 656, "P: go on"),
        ["Code\tActivity\tMin", "97530\tstairs\t23", "A: ok", "P: go on"],
    ),
    "under no heading": (
        at(50, 700, "Code")
        + at(200, 700, "Activity")
        + at(400, 700, "Min")
        + at(120, 680, "x")
        + at(300, 680, "y"),
        ["Code\tActivity\tMin", "x\ty"],
    ),
}


@pytest.mark.parametrize(("content", "lines"), CONTENTS.values(), ids=CONTENTS)
def test_a_page_reads_to_its_lines(content, lines):
    assert text_of("pdf", pdf_of(content)).split("\n")[:-1] == lines


def test_pages_are_parts_and_blank_ones_are_passed_over():
    [extracted] = items_of("pdf", pdf_of(at(50, 700, "one"), "", at(50, 700, "three")))
    assert extracted.text == "one\nthree\n"
    assert [(part.start, part.where) for part in extracted.parts] == [(0, "page 1"), (4, "page 3")]


def test_a_page_of_drawings_is_told():
    lines = "0 0 m 9 9 l S\n" * 60
    extracted, refused = items_of("pdf", pdf_of(at(50, 700, "one"), lines))
    assert extracted.text == "one\n"
    assert refused.message.startswith("a:page 2: holds drawings or pictures and no text")
    assert len(items_of("pdf", pdf_of(at(50, 700, "one"), lines[:28]))) == 1


def test_many_pages_are_read_and_too_many_are_refused(monkeypatch):
    raw = pdf_of(*[at(50, 700, f"page {i}") for i in range(300)])
    assert text_of("pdf", raw).count("page ") == 300
    monkeypatch.setattr(pdf, "MOST_PAGES", 299)
    assert "has over 299 pages" in error_of("pdf", raw)


def test_a_page_of_too_many_letters_is_told(monkeypatch):
    monkeypatch.setattr(pdf_pages, "MOST_LETTERS", 5)
    extracted, refused = items_of("pdf", pdf_of(at(50, 700, "one"), at(50, 700, "letters")))
    assert extracted.text == "one\n"
    assert refused.message.startswith("a:page 2: holds more letters than any page does")


@pytest.mark.parametrize("box", ["[0 0 1e9 1e9]", "[0 0 0 0]", "[9 9 1 1]", "[a b]", "[]"])
def test_odd_page_sizes_are_survived(box):
    raw = pdf_of(at(50, 700, "one")).replace("[0 0 612 792]", box)
    assert text_of("pdf", raw) == "one\n"


FAULTY = {
    "no PDF": ("a note", "is no PDF document"),
    "broken": ("%PDF-1.7 broken", "is damaged or has no pages"),
    "no pages": (pdf_of(), "is damaged or has no pages"),
    "blank": (pdf_of(""), "holds no text"),
    "form of another kind": (
        pdf_of(
            at(50, 700, "Please wait"), more="/NeedsRendering true/AcroForm<</XFA(x)/Fields[]>>"
        ),
        "XFA",
    ),
}


@pytest.mark.parametrize(("raw", "words"), FAULTY.values(), ids=FAULTY)
def test_what_cannot_be_read_says_why(raw, words):
    message = error_of("pdf", raw)
    assert message.startswith("a: ")
    assert words in message


def cell(text, left, *, bottom=100.0, field=False):
    return Cell(text, left, bottom, left + 50, bottom + 10, field=field)


def test_fields_stand_on_the_line_they_lie_beside():
    lines = [[cell("Minutes:", 0), cell("units", 200)], [cell("below", 0, bottom=50)]]
    fields = [cell("23", 100, field=True), cell("alone", 0, bottom=75, field=True)]
    assert text_of_page(lines, fields) == "Minutes: 23 units\nalone\nbelow"


def test_typed_text_of_many_lines_stays_in_lines():
    assert text_of_page([], [cell("a\nb", 0, field=True)]) == "a\nb"


def test_threads_read_one_at_a_time():
    raw, found = sample("reportlab.pdf"), []
    threads = [threading.Thread(target=lambda: found.append(text_of("pdf", raw))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
