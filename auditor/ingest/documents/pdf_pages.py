"""What text does one page of a PDF hold, and if none: why?"""

from __future__ import annotations

import ctypes
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from auditor.ingest.documents.pdf_fields import fields_of
from auditor.ingest.documents.pdf_layout import text_of
from auditor.ingest.documents.pdf_lines import UNKNOWN, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

IMAGE = (
    "holds a picture over most of the page; what it shows is not read; if it belongs to the note, "
    "it needs text recognition (OCR) first"
)
DRAWN = "holds drawings or pictures and no text; if it is written on, it needs OCR first"
UNTOLD = "has text whose fonts do not say which letters it is; it needs OCR first"
DAMAGED = "is damaged and cannot be read"

CROWDED = "holds more letters than any page does; it is not read"

MOST_LETTERS = 1_000_000
"""The most letters of one page that are read."""
_FEW_LETTERS = 200
"""A page with a picture over most of it and fewer letters is a scan with a stamp or a fax line."""
_MOST_OF_PAGE = 0.5
_MOST_OBJECTS = 10_000
_DRAWN_LETTERS = 50
"""So many drawn shapes may be letters."""
_MOST_UNKNOWN = 0.3


@dataclass(frozen=True, slots=True)
class Page:
    """A page's text, and what of it could not be read."""

    text: str
    fault: str | None = None


def read_page(document: Any, index: int, pdfium: ModuleType, functions: ModuleType) -> Page:  # noqa: ANN401
    """Read one page.

    Args:
        document: The document, its form ready if it has one.
        index: Which page, from 0.
        pdfium: The library.
        functions: Its plain functions.
    """
    try:
        with closing(document[index]) as page, closing(page.get_textpage()) as textpage:
            if textpage.count_chars() > MOST_LETTERS:
                return Page("", CROWDED)
            fields = fields_of(page, document.formenv, functions)
            lines = lines_of(textpage, functions)
            # What a system with short characters wrote as two halves is one.
            written = text_of(lines, fields).encode("utf-16-le", "surrogatepass")
            text = written.decode("utf-16-le", "replace")
            return Page(text, _fault(text, page, functions))
    except pdfium.PdfiumError:
        return Page("", DAMAGED)


def _fault(text: str, page: Any, functions: ModuleType) -> str | None:  # noqa: ANN401
    letters = sum(not character.isspace() for character in text)
    if text.count(UNKNOWN) > _MOST_UNKNOWN * letters:
        return UNTOLD
    if letters >= _FEW_LETTERS:
        return None
    shapes = list(_shapes(page, functions))
    if max((area for kind, area in shapes if kind == "image"), default=0) >= _MOST_OF_PAGE:
        return IMAGE
    drawn = len(shapes) >= _DRAWN_LETTERS or any(kind != "drawn" for kind, _ in shapes)
    return DRAWN if drawn and not letters else None


def _shapes(page: Any, functions: ModuleType) -> Iterator[tuple[str, float]]:  # noqa: ANN401
    """Give the pictures and drawings of a page, and how much of it each covers."""
    kinds = {
        functions.FPDF_PAGEOBJ_IMAGE: "image",
        functions.FPDF_PAGEOBJ_FORM: "form",
        functions.FPDF_PAGEOBJ_PATH: "drawn",
        functions.FPDF_PAGEOBJ_SHADING: "drawn",
    }
    width, height = page.get_size()
    for index in range(min(functions.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        shape = functions.FPDFPage_GetObject(page, index)
        kind = kinds.get(functions.FPDFPageObj_GetType(shape))
        if kind:
            yield kind, _area(shape, functions) / max(width * height, 1.0)


def _area(shape: Any, functions: ModuleType) -> float:  # noqa: ANN401
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    found = functions.FPDFPageObj_GetBounds(
        shape,
        ctypes.byref(left),
        ctypes.byref(bottom),
        ctypes.byref(right),
        ctypes.byref(top),
    )
    return max(0.0, right.value - left.value) * max(0.0, top.value - bottom.value) if found else 0.0
