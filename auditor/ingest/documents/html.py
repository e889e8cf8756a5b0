"""What text does a page of HTML show?

Block elements, line breaks and table rows end lines, cells are parted by bars, list items stand
behind "- ", and white space counts where the page says so (``pre``). Forms show what was filled in:
typed text, ticked and empty boxes, the entry chosen. Left out are the title, scripts, styles,
comments, hidden elements (a template's choices that were not taken) and what was struck out.
A fragment is read like a page, and a web archive (MHTML) by its page. There are no parts.
"""

from collections.abc import Iterator
from typing import BinaryIO

from auditor.ingest.documents import mhtml
from auditor.ingest.documents.charset import page_text
from auditor.ingest.documents.html_hidden import hidden_stretches
from auditor.ingest.documents.html_page import Page
from auditor.ingest.documents.html_tokens import markup
from auditor.ingest.documents.layout import NO_TEXT, ONLY_IMAGES
from auditor.ingest.extracted import Extracted
from auditor.ingest.extras import whole
from auditor.ingest.refused import Place, Refused


def read(stream: BinaryIO, place: Place) -> Iterator[Extracted | Refused]:
    """Read the one text of a page, a fragment of one, or a web archive.

    Raises:
        InputError: It is too large, shows no text, or is a damaged web archive.
    """
    raw = whole(stream, place)
    declared = None
    if mhtml.is_archive(raw):
        raw, declared = mhtml.page(raw, place)
    page = _shown(page_text(raw, declared))
    text = page.text()
    if not text.strip():
        raise place.error(ONLY_IMAGES if page.images else NO_TEXT)
    yield Extracted(f"{text}\n", place)


def _shown(html: str) -> Page:
    page = Page()
    hidden = hidden_stretches(markup(html))
    until = -1
    for position, piece in enumerate(markup(html)):
        if position > until:
            until = hidden.get(position, until)
        if position > until:
            page.take(piece)
    return page
