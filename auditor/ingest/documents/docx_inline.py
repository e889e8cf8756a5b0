"""What text does a paragraph of a Word document show?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from auditor.ingest.documents.docx_xml import attribute, child, children, is_on, local, number
from auditor.ingest.documents.symbols import TICKED, UNTICKED, symbol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.etree import _Element

LEFT_OUT = frozenset(
    {
        *("del", "moveFrom", "delText", "instrText", "delInstrText"),  # deleted, instructions
        *("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "trPr", "tcPr", "tblGrid", "sectPr"),
        *("rt", "annotationRef", "docPr", "cNvPr", "textpath"),
    }
)
"""Elements that are no text of the document, or only properties."""
_NOT_SHOWN = ("vanish", "strike", "dstrike")
"""Properties of words that are hidden, or struck out as wrong."""


@dataclass(slots=True)
class Shown:
    """What a paragraph shows, as it is gathered."""

    texts: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    """The text boxes that hang on the paragraph."""
    images: int = 0


def gather(element: _Element, shown: Shown) -> None:
    """Gather what stands in an element; what is not known is looked into, so nothing is lost."""
    for inner in element:
        name = local(inner)
        if name in _CHARACTERS:
            shown.texts.append(_CHARACTERS[name])
        elif handler := _HANDLERS.get(name):
            handler(inner, shown)
        elif name not in LEFT_OUT:
            gather(inner, shown)


def alternative(element: _Element) -> _Element | None:
    """Return the one of several equal contents that is to be read."""
    choice = child(element, "Choice")
    return choice if choice is not None else child(element, "Fallback")


def control(element: _Element) -> tuple[str, _Element | None]:
    """Return what a content control shows: a box, or its content, or neither yet."""
    properties = child(element, "sdtPr")
    box = child(properties, "checkbox")
    if box is not None:
        return TICKED if is_on(child(box, "checked")) else UNTICKED, None
    if is_on(child(properties, "showingPlcHdr")):
        return "", None
    return "", child(element, "sdtContent")


def _text(element: _Element, shown: Shown) -> None:
    shown.texts.append(element.text or "")


def _run(element: _Element, shown: Shown) -> None:
    if not any(is_on(child(element, "rPr", name)) for name in _NOT_SHOWN):
        gather(element, shown)


def _symbol(element: _Element, shown: Shown) -> None:
    try:
        code = int(attribute(element, "char"), 16)
    except ValueError:
        return
    shown.texts.append(symbol(attribute(element, "font"), code))


def _control(element: _Element, shown: Shown) -> None:
    text, content = control(element)
    shown.texts.append(text)
    if content is not None:
        gather(content, shown)


def _alternatives(element: _Element, shown: Shown) -> None:
    chosen = alternative(element)
    if chosen is not None:
        gather(chosen, shown)


def _box(element: _Element, shown: Shown) -> None:
    shown.boxes.append(element)


def _image(_: _Element, shown: Shown) -> None:
    shown.images += 1


def _form_field(element: _Element, shown: Shown) -> None:
    """Show a form field of the old kind: a box, or a list to choose from."""
    box = child(element, "ffData", "checkBox")
    if box is not None:
        checked = child(box, "checked")
        ticked = is_on(checked if checked is not None else child(box, "default"))
        shown.texts.append(TICKED if ticked else UNTICKED)
    choices = child(element, "ffData", "ddList")
    if choices is not None:
        entries = list(children(choices, "listEntry"))
        result = child(choices, "result")
        chosen = number(result if result is not None else child(choices, "default")) or 0
        shown.texts += [attribute(entry, "val") for entry in entries[chosen : chosen + 1]]


_CHARACTERS: Mapping[str, str] = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
}
_HANDLERS: Mapping[str, Callable[[_Element, Shown], None]] = {
    "t": _text,
    "r": _run,
    "sym": _symbol,
    "sdt": _control,
    "AlternateContent": _alternatives,
    "txbxContent": _box,
    "blip": _image,
    "imagedata": _image,
    "fldChar": _form_field,
}
