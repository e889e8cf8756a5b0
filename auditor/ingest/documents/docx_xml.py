"""How are the elements of WordprocessingML looked up, whichever of its two namespaces they have?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_OFF = frozenset({"0", "false", "off", "none"})


def local(element: _Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def children(element: _Element, name: str) -> Iterator[_Element]:
    """Give the children of a name."""
    return (child for child in element if local(child) == name)


def child(element: _Element | None, *names: str) -> _Element | None:
    """Return the first child of the first name, its first child of the second name, and so on."""
    for name in names:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element


def attribute(element: _Element, name: str) -> str:
    """Return an attribute without regard to its namespace; empty where there is none."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def is_on(element: _Element | None, name: str = "val") -> bool:
    """Say whether a property is there and not switched off."""
    return element is not None and attribute(element, name) not in _OFF


def number(element: _Element | None, name: str = "val") -> int | None:
    """Return a small whole number that a property gives; ``None`` where it gives none."""
    written = attribute(element, name) if element is not None else ""
    if written.isascii() and written.isdigit() and len(written) < len("1000000"):
        return int(written)
    return None
