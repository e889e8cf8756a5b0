"""Read and write texts that mark words with [[…]], so that expectations stand where they belong."""

import re

from auditor.model import Span

_MARK = re.compile(r"\[\[|\]\]")


def read(marked):
    """Return the text without its marks, and the places that were marked, in order.

    Raises ``ValueError`` where a mark is not closed, not opened, inside another, or empty.
    """
    text = ""
    spans = []
    start = None
    at = 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        opens = mark.group() == "[["
        if opens is (start is not None):
            message = f"marks do not pair at {mark.start()}: {marked!r}"
            raise ValueError(message)
        if not opens and start == len(text):
            message = f"nothing is marked at {mark.start()}: {marked!r}"
            raise ValueError(message)
        if opens:
            start = len(text)
        else:
            spans.append(Span(start, len(text)))
            start = None
    if start is not None:
        message = f"a mark is never closed: {marked!r}"
        raise ValueError(message)
    return text + marked[at:], tuple(spans)


def mark(text, spans):
    """Write a text with marks around places that do not overlap."""
    out = ""
    at = 0
    for span in sorted(spans):
        out += f"{text[at : span.start]}[[{span.of(text)}]]"
        at = span.end
    return out + text[at:]
