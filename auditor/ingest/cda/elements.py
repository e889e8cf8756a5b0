"""What stands in the elements of a clinical document's header?"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from auditor.ingest.cda.narrative import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLANKS = re.compile(r"[ \t\r\n]+")


def children(elements: Iterable["_Element"], *path: str) -> list["_Element"]:
    """Return the elements that a path of names leads to, in whatever namespace they are."""
    found = list(elements)
    for name in path:
        found = [c for parent in found for c in parent.iterchildren("{*}" + name)]
    return found


def words(element: "_Element") -> str:
    """Return the text in an element, its blanks folded."""
    return _BLANKS.sub(" ", "".join(map(str, element.itertext()))).strip(" ")


def identifiers(elements: Iterable["_Element"]) -> Iterator[tuple[str, str]]:
    """Give root and extension of each ``id`` that says something; of some the root says all."""
    for element in elements:
        root, extension = (element.get(key, "").strip() for key in ("root", "extension"))
        if (root or extension) and not element.get("nullFlavor"):
            yield root, extension


def has_entries(section: "_Element") -> bool:
    """Say whether a section holds coded entries."""
    return any(local_name(child) == "entry" for child in section)
