"""What stands around a place in the note?"""

from auditor.model import Span

NEAR = 48
"""Characters around a phrase that say what it is about."""


def line_around(text: str, span: Span) -> tuple[str, str]:
    """Return what stands shortly before and after a place, within its line."""
    before = text[max(0, span.start - NEAR) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + NEAR].partition("\n")[0]
    return before, after
