"""Tell where the line around a place begins and ends."""

from auditor.model import Span


def line_start(text: str, at: int) -> int:
    """Return the offset of the first character of the line that ``at`` stands in."""
    return text.rfind("\n", 0, at) + 1


def line_around(text: str, span: Span) -> Span:
    """Return the line, or lines, that a place stands in, without the last line feed."""
    end = text.find("\n", span.end)
    return Span(line_start(text, span.start), end if end >= 0 else len(text))
