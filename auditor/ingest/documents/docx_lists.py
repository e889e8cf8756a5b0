"""Which paragraphs of a Word document are items of a list?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.ingest.documents.docx_xml import attribute, child, children

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_STEPS = 20
"""More styles than are ever based on one another."""


class Lists:
    """The document's styles, as far as they make a paragraph an item."""

    def __init__(self, styles: _Element | None) -> None:
        found = () if styles is None else children(styles, "style")
        self._styles = {attribute(style, "styleId"): style for style in found}

    def is_item(self, paragraph: _Element) -> bool:
        """Say whether a paragraph has a bullet or a number and is no heading."""
        own = child(paragraph, "pPr")
        if own is None:
            return False
        numbered: bool | None = None
        for properties in (own, *self._inherited(own)):
            if child(properties, "outlineLvl") is not None:
                return False
            identifier = child(properties, "numPr", "numId")
            if numbered is None and identifier is not None:
                numbered = attribute(identifier, "val") != "0"
        return bool(numbered)

    def _inherited(self, properties: _Element) -> list[_Element]:
        found: list[_Element] = []
        named = child(properties, "pStyle")
        for _ in range(_MOST_STEPS):
            style = None if named is None else self._styles.get(attribute(named, "val"))
            if style is None:
                break
            inherited = child(style, "pPr")
            if inherited is not None:
                found.append(inherited)
            named = child(style, "basedOn")
        return found
