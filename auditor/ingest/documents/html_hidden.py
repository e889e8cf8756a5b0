"""Which elements of an HTML text are not shown?

Exports of records hide the choices of a template that were not taken: who reads the page never sees
them. What was struck out is no text of the note either. An element that is
never closed is taken as shown, so that a mistake in the export hides nothing.
"""

import re
from collections.abc import Iterable

from auditor.ingest.documents.html_tokens import Markup

VOID = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
        *("source", "track", "wbr"),
    }
)
"""Elements without content, and so without an end tag."""

_STRUCK = frozenset({"del", "s", "strike"})
_NOT_SHOWN = re.compile(
    r"""
    (?:^|;)\s*(?:
      display\s*:\s*none|visibility\s*:\s*hidden|text-decoration(?:-line)?\s*:[^;]*line-through
    )\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_hidden(element: Markup) -> bool:
    """Say whether a start tag says that its element is not shown."""
    if element.tag in _STRUCK or "hidden" in element.attributes:
        return True
    return bool(_NOT_SHOWN.search(element.attributes.get("style", "")))


def hidden_stretches(elements: Iterable[Markup]) -> dict[int, int]:
    """Return where hidden elements start and where each ends, as positions among the elements."""
    open_: dict[str, list[tuple[int, bool]]] = {}
    found: dict[int, int] = {}
    for position, element in enumerate(elements):
        if not element.tag or element.tag in VOID:
            continue
        if not element.end:
            open_.setdefault(element.tag, []).append((position, is_hidden(element)))
        elif open_.get(element.tag):
            start, hidden = open_[element.tag].pop()
            if hidden:
                found[start] = position
    return found
