"""What text does a Word document (.docx) hold?

Kept are paragraphs (a list's items behind "- "), tables (a row a line), page headers and footers,
footnotes, text boxes, what form fields and content controls show, and insertions that are tracked.
Left out are deleted and hidden text, comments, pictures, and hints of controls not filled in.
The parts are runs of paragraphs and rows of tables: where pages end is not in the file.
"""

from collections.abc import Iterator
from typing import BinaryIO

from auditor.ingest.documents.docx_blocks import Blocks
from auditor.ingest.documents.docx_lists import Lists
from auditor.ingest.documents.docx_package import Package
from auditor.ingest.documents.docx_sections import Piece, pieces
from auditor.ingest.documents.layout import NO_TEXT, ONLY_IMAGES, assembled, tidied_pieces
from auditor.ingest.extracted import Extracted
from auditor.ingest.extras import whole
from auditor.ingest.refused import Place, Refused

_FOREIGN = (
    "holds another file that was put into the document, which is not read; open the document in "
    "Word and save it anew"
)


def read(stream: BinaryIO, place: Place) -> Iterator[Extracted | Refused]:
    """Read the one text of a Word document.

    Raises:
        InputError: It is none, is protected, damaged, unsafe to unpack or too large, holds no text,
            or the library that reads it is not installed.
    """
    found = _pieces(whole(stream, place), place)
    extracted = assembled(tidied_pieces((where, block.text) for where, block in found), place)
    for where, block in found:
        if block.foreign:
            yield place.inside(where).refuse(_FOREIGN)
    if extracted.text.strip():
        yield extracted
    elif not any(block.foreign for _, block in found):
        raise place.error(ONLY_IMAGES if any(block.images for _, block in found) else NO_TEXT)


def _pieces(raw: bytes, place: Place) -> list[Piece]:
    package = Package(raw, place)
    styles = package.linked(package.name, "styles")
    lists = Lists(package.part(styles[0]) if styles else None)
    try:
        return list(pieces(package, Blocks(lists)))
    except RecursionError:
        reason = "nests its elements too deeply; open it in a word processor and save it anew"
        raise place.error(reason) from None
