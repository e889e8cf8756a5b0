"""Does the note show an element? Hits for what it does not show, or only half shows."""

from collections.abc import Iterator

from auditor.model import ElementStatus, Span, Visit
from auditor.rules.core import Hit


def missing(visit: Visit, element: str) -> bool:
    """Say whether the note shows nothing of an element; ``na`` and not judged are no."""
    return _status(visit, element) is ElementStatus.MISSING


def half_shown(visit: Visit, element: str) -> bool:
    """Say whether the note shows an element only in part."""
    return _status(visit, element) is ElementStatus.PARTIAL


def judged(visit: Visit, element: str) -> bool:
    """Say whether the element can be asked of this note at all."""
    return _status(visit, element) not in (None, ElementStatus.NOT_APPLICABLE)


def absent(visit: Visit, element: str, at: Span | None = None, detail: str = "") -> Iterator[Hit]:
    """Yield one hit where an element is missing: at ``at``, else at no words."""
    if missing(visit, element):
        yield Hit(at, visit.elements[element].looked_in, detail)


def halved(visit: Visit, element: str, at: Span | None = None) -> Iterator[Hit]:
    """Yield one hit where an element is half shown: at ``at``, else at the first words that do."""
    if half_shown(visit, element):
        found = visit.elements[element]
        yield Hit(at or next(iter(found.evidence), None), found.looked_in)


def _status(visit: Visit, element: str) -> ElementStatus | None:
    found = visit.elements.get(element)
    return None if found is None else found.status
