"""What text does an RTF document hold?

Kept are paragraphs, tables (a row a line), a section's page header once above it, its footnotes
and page footer once below it, text boxes, what form fields show, and lists (each item behind
"- "). Left out are pictures, comments, deleted and hidden text. Where pages end is not known, so
there are no parts.
"""

from collections.abc import Iterator
from typing import BinaryIO

from auditor.ingest.documents.layout import NO_TEXT, ONLY_IMAGES
from auditor.ingest.documents.rtf_reader import RtfReader
from auditor.ingest.documents.rtf_tokens import tokens
from auditor.ingest.extracted import Extracted
from auditor.ingest.extras import whole
from auditor.ingest.refused import Place, Refused

MOST_DEPTH = 2_000
"""The most groups within one another; a page has a dozen."""

MOST_TOKENS = 5_000_000
"""The most commands and pieces of text; a chart of a thousand pages has a tenth of that."""

_MARK = b"{\\rtf"


def read(stream: BinaryIO, place: Place) -> Iterator[Extracted | Refused]:
    """Read the one text of an RTF document.

    Raises:
        InputError: It is no RTF, is cut, is too large, or holds no text.
    """
    raw = whole(stream, place).lstrip(b"\x00\xef\xbb\xbf \t\r\n")
    if not raw.startswith(_MARK):
        reason = "is no RTF document"
        raise place.error(reason)
    reader = RtfReader()
    for number, token in enumerate(tokens(raw)):
        reader.take(token)
        if number == MOST_TOKENS:
            reason = f"holds over {MOST_TOKENS:,} commands; split it into smaller files"
            raise place.error(reason)
        if reader.depth > MOST_DEPTH:
            reason = "nests its groups too deeply; open it in a word processor and save it anew"
            raise place.error(reason)
    if reader.depth:
        reason = "breaks off before its end, so nothing of it is read; get the whole file"
        raise place.error(reason)
    text = reader.text()
    if not text.strip():
        raise place.error(ONLY_IMAGES if reader.pictures else NO_TEXT)
    yield Extracted(text, place)
