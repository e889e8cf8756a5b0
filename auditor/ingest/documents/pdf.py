"""What text does a PDF document hold, page by page?

Kept are the lines in the order of the page, page headers and footers too, gaps between columns (as
tabs), what was filled into a form or typed onto a page, and hyphens at line ends. A page that holds
a picture instead of text is told by number; so is one whose letters cannot be told.

A file made to do harm can draw one thing within another until memory runs out, before the library
gives anything back: what reads files of strangers should do so under the system's own limits.
"""

from __future__ import annotations

import logging
import threading
from contextlib import closing
from typing import TYPE_CHECKING, Any, BinaryIO

from auditor.ingest.documents.layout import NO_TEXT, ONLY_IMAGES, assembled, tidied_pieces
from auditor.ingest.documents.pdf_pages import Page, read_page
from auditor.ingest.extras import library, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from auditor.ingest.extracted import Extracted
    from auditor.ingest.refused import Place, Refused

MOST_PAGES = 20_000

_KIND = "a PDF document"
_MARK = b"%PDF-"
_HEAD_BYTES = 1024
_PASSWORD = 4
_SECURITY = 5
_ONE_AT_A_TIME = threading.Lock()
"""The library's own code may run in one thread only."""


def read(stream: BinaryIO, place: Place) -> Iterator[Extracted | Refused]:
    """Read the one text of a PDF document, and say which pages hold none that can be read.

    Raises:
        InputError: It is no PDF, is protected, damaged or too large, holds no text, or the library
            that reads it is not installed.
    """
    raw = whole(stream, place)
    if _MARK not in raw[:_HEAD_BYTES]:
        reason = "is no PDF document"
        raise place.error(reason)
    pdfium = library("pypdfium2", _KIND, place)
    functions = library("pypdfium2.raw", _KIND, place)
    with _ONE_AT_A_TIME:
        pages = _pages(raw, pdfium, functions, place)
    named = [(f"page {number}", page) for number, page in enumerate(pages, start=1)]
    written = [(where, page.text) for where, page in named if page.text.strip()]
    extracted = assembled(tidied_pieces(written), place)
    if not extracted.text.strip():
        raise place.error(ONLY_IMAGES if any(page.fault for page in pages) else NO_TEXT)
    yield extracted
    for where, page in named:
        if page.fault:
            yield place.inside(where).refuse(page.fault)


def _pages(raw: bytes, pdfium: ModuleType, functions: ModuleType, place: Place) -> list[Page]:
    """Read all pages.

    Raises:
        InputError: The document cannot be opened.
    """
    with closing(_opened(raw, pdfium, place)) as document:
        count = len(document)
        if count > MOST_PAGES:
            reason = f"has over {MOST_PAGES:,} pages; split it into smaller files"
            raise place.error(reason)
        if document.get_formtype() == functions.FORMTYPE_XFA_FULL:
            reason = "is a form of a kind that is not read (XFA); print it to a new PDF"
            raise place.error(reason)
        if document.get_formtype() != functions.FORMTYPE_NONE:
            # It warns that XFA is not built in; such a form's plain fields are read all the same.
            logging.getLogger("pypdfium2").setLevel(logging.ERROR)
            document.init_forms()
        return [read_page(document, index, pdfium, functions) for index in range(count)]


def _opened(raw: bytes, pdfium: ModuleType, place: Place) -> Any:  # noqa: ANN401 (no types)
    try:
        return pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        if error.err_code in {_PASSWORD, _SECURITY}:
            reason = "is protected by a password; save it without"
        else:
            reason = "is damaged or has no pages, so nothing of it is read; export it anew"
        raise place.error(reason) from None
