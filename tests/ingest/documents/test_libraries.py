"""A document whose library is not installed is refused by name, with how to install it."""

import sys

import pytest

from auditor.ingest import extras
from ingest.documents.reading import docx_of, error_of, p, sample, text_of

NEEDED = {"docx": ("lxml.etree", docx_of(p("a"))), "pdf": ("pypdfium2", sample("fpdf.pdf"))}


@pytest.mark.parametrize("kind", NEEDED)
def test_a_missing_library_is_told(kind, monkeypatch):
    name, raw = NEEDED[kind]
    monkeypatch.setitem(sys.modules, name, None)
    message = error_of(kind, raw)
    assert message.startswith("a: is a ")
    assert message.endswith(extras.INSTALL)


def test_rtf_and_html_need_none(monkeypatch):
    for name in ("lxml", "lxml.etree", "pypdfium2", "docx", "striprtf", "striprtf.striprtf"):
        monkeypatch.setitem(sys.modules, name, None)
    assert text_of("rtf", r"{\rtf1 a}") == "a\n"
    assert text_of("html", "<p>a") == "a\n"


@pytest.mark.parametrize("kind", ["rtf", "docx", "pdf", "html"])
def test_a_document_over_the_size_bound_is_refused(kind, monkeypatch):
    monkeypatch.setattr(extras, "MOST_DOCUMENT_BYTES", 10)
    assert "is over 10 bytes" in error_of(kind, "x" * 11)
