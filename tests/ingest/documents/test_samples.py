"""Documents of writers that are not ours read to the same text as the plain note.

The rule: the words are the same in the same order. White space is the writer's: where its lines
wrap, a line ends, and HTML and PDF hold no runs of spaces. Where the writer wraps nothing, the
lines are the same too.
"""

import pytest

from auditor.ingest import Refused
from auditor.ingest.splitting import split
from auditor.model import Part
from ingest.documents.reading import (
    NOTE,
    extracted_of,
    items_of,
    messages_of,
    sample,
    text_of,
    words_of,
)

SAME = [
    "pandoc.rtf",
    "pyrtf.rtf",
    "pandoc.docx",
    "npm.docx",
    "pandoc.html",
    "reportlab.pdf",
    "fpdf.pdf",
]


@pytest.mark.parametrize("name", SAME)
def test_each_reads_to_the_words_of_the_note(name):
    text = text_of(name.rpartition(".")[2], sample(name))
    if name == "npm.docx":
        text = text.removeprefix("Sample Clinic\n").partition("\nCode |")[0]
    assert words_of(text) == words_of(NOTE)


@pytest.mark.parametrize("name", [n for n in SAME if n not in {"fpdf.pdf", "npm.docx"}])
def test_lines_stay_lines(name):
    text = text_of(name.rpartition(".")[2], sample(name))
    assert [words_of(line) for line in text.splitlines()] == [
        words_of(line) for line in NOTE.splitlines()
    ]


@pytest.mark.parametrize("name", ["pandoc.rtf", "pyrtf.rtf", "pandoc.docx"])
def test_formats_that_hold_every_character_give_every_character(name):
    assert text_of(name.rpartition(".")[2], sample(name)) == NOTE


def test_a_word_document_has_its_header_its_table_and_their_places():
    extracted = extracted_of("docx", sample("npm.docx"))
    assert extracted.text.endswith("Code | Minutes | Units\n97530 | 23 | 2\n97110 |  | 1\n")
    assert [
        (part.where, extracted.text[part.start :].split("\n")[0]) for part in extracted.parts
    ] == [
        ("header", "Sample Clinic"),
        ("paragraphs 1-11", "Physical Therapy Daily Note"),
        ("table 1, row 1", "Code | Minutes | Units"),
        ("table 1, row 2", "97530 | 23 | 2"),
        ("table 1, row 3", "97110 |  | 1"),
    ]


def test_columns_of_a_pdf_are_tabs_and_an_empty_cell_stands_between_bars():
    assert text_of("pdf", sample("table.pdf")) == (
        "Code\tActivity\tMinutes\n97530\tstairs\t23\n97110 |  | 15\n"
    )


def test_what_was_filled_into_a_form_stands_beside_its_label():
    assert text_of("pdf", sample("form.pdf")) == (
        "97530 minutes: 23 units: 2\n\u2612 one-on-one\n\u2610 group\n"
    )


def test_a_page_that_is_a_picture_is_told_and_the_others_are_read():
    extracted, refused = items_of("pdf", sample("mixed.pdf"))
    assert words_of(extracted.text) == words_of(NOTE)
    assert extracted.parts == (Part(0, "page 1"),)
    assert isinstance(refused, Refused)
    assert not refused.notice
    assert refused.message.startswith("a:page 2: holds a picture over most of the page")


@pytest.mark.parametrize(
    ("name", "words"),
    [("scan.pdf", "needs text recognition (OCR) first"), ("locked.pdf", "protected by a password")],
)
def test_a_document_that_cannot_be_read_says_why(name, words):
    [message] = messages_of("pdf", sample(name))
    assert words in message


def test_a_chart_of_three_notes_is_parted_and_page_headers_stay_with_their_notes():
    chart = extracted_of("pdf", sample("chart.pdf"))
    notes = list(split(chart))
    assert "".join(note.text for note in notes) == chart.text
    assert [(note.place.name, dict(note.values)) for note in notes] == [
        ("a:note 1", {"patient": "0001", "date_of_service": "2026-03-04"}),
        ("a:note 2", {"patient": "0001", "date_of_service": "2026-03-06"}),
        ("a:note 3", {"patient": "0002", "date_of_service": "2026-03-06"}),
    ]
    assert [[part.where for part in note.parts] for note in notes] == [
        ["page 1", "page 2"],
        ["page 3", "page 4"],
        ["page 5", "page 6"],
    ]
    assert all(note.text.startswith("Sample Clinic") for note in notes)
    assert all(note.text.count("Sample Clinic") == 2 for note in notes)
