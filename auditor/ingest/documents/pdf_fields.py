"""What was filled into the forms of a page of a PDF, and typed onto it?"""

from __future__ import annotations

import ctypes
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from auditor.ingest.documents.pdf_lines import Cell
from auditor.ingest.documents.symbols import TICKED, UNTICKED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

MOST_FIELDS = 20_000
"""The most annotations of one page that are looked at."""


def fields_of(page: Any, form: Any, pdfium: ModuleType) -> list[Cell]:  # noqa: ANN401 (no types)
    """Return what fields show that are not hidden, and texts typed onto the page.

    Args:
        page: The page.
        form: The document's form; ``None`` where it has none.
        pdfium: The library's functions.
    """
    found = []
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MOST_FIELDS)):
        with _annotation(page, index, pdfium) as annotation:
            if annotation and not _is_hidden(annotation, pdfium):
                text = _shown(annotation, form, pdfium)
                if text.strip():
                    found.append(_placed(text, annotation, pdfium))
    return found


@contextmanager
def _annotation(page: Any, index: int, pdfium: ModuleType) -> Iterator[Any]:  # noqa: ANN401
    annotation = pdfium.FPDFPage_GetAnnot(page, index)
    try:
        yield annotation
    finally:
        if annotation:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _is_hidden(annotation: Any, pdfium: ModuleType) -> bool:  # noqa: ANN401
    hidden = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
    return bool(pdfium.FPDFAnnot_GetFlags(annotation) & hidden)


def _shown(annotation: Any, form: Any, pdfium: ModuleType) -> str:  # noqa: ANN401
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if kind == pdfium.FPDF_ANNOT_FREETEXT:
        return _text(
            lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(
                annotation, b"Contents", buffer, size
            )
        )
    if kind != pdfium.FPDF_ANNOT_WIDGET or not form:
        return ""
    field = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    if field in {pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON}:
        return TICKED if pdfium.FPDFAnnot_IsChecked(form, annotation) else UNTICKED
    if field in {
        pdfium.FPDF_FORMFIELD_TEXTFIELD,
        pdfium.FPDF_FORMFIELD_COMBOBOX,
        pdfium.FPDF_FORMFIELD_LISTBOX,
    }:
        return _text(
            lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size)
        )
    return ""


def _text(call: Callable[[Any, int], int]) -> str:
    """Return what a function of the library writes: it tells the size first, in bytes."""
    size = call(None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    call(buffer, size)
    written = bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0]
    return written.replace("\r\n", "\n").replace("\r", "\n")


def _placed(text: str, annotation: Any, pdfium: ModuleType) -> Cell:  # noqa: ANN401
    place = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, place)
    return Cell(text, place.left, place.bottom, place.right, place.top, field=True)
