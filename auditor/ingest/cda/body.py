"""What does the body of a clinical document hold: sections with their narrative, or one file?"""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.errors import InputError
from auditor.ingest.cda.elements import children, has_entries, words
from auditor.ingest.cda.narrative import lines_of
from auditor.ingest.refused import Place, Refused, shown

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_TITLE = 80
_PLAIN = "text/plain"


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a document and where in it they stand, as in ``section Plan (line 40)``."""

    where: str
    lines: list[str]


def sections_of(document: "_Element", place: Place) -> Iterator[Lines | Refused]:
    """Give the lines of the title and of each section, nested ones too, in their order.

    Every section is given, whatever it is about: allergies as well as the visit. One that has
    coded entries and no narrative is refused, as nothing in it can be read.
    """
    found = [s for body in _bodies(document) for s in body.iter("{*}section")]
    title = " ".join(words(t) for t in children([document], "title"))
    if title and not (found and title.casefold() == _title(found[0]).casefold()):
        yield Lines("title", [title])
    for number, section in enumerate(found, start=1):
        heading = _title(section)
        narratives = children([section], "text")
        lines = [line for text in narratives for line in lines_of(text)]
        name = shown(heading[:_MOST_TITLE]) or str(number)
        if heading or lines:
            where = f"section {name} (line {section.sourceline})"
            yield Lines(where, [heading, *lines] if heading else lines)
        if has_entries(section) and not lines:
            reason = "has coded entries and no narrative, so it is not read; export it with both"
            yield place.inside(f"section {number}").refuse(reason)


def _bodies(document: "_Element") -> list["_Element"]:
    return children([document], "component", "structuredBody")


def _title(section: "_Element") -> str:
    return " ".join(words(title) for title in children([section], "title"))


def file_in(document: "_Element") -> "bytes | str | None":
    """Return what a body that is no XML holds: bytes, or text; ``None`` if there is no such body.

    Raises:
        InputError: It is not in the file, or packed in a way that is not read, or damaged.
    """
    texts = children([document], "component", "nonXMLBody", "text")
    if not texts:
        return None
    text = texts[0]
    written = "".join(map(str, text.itertext()))
    if text.get("compression"):
        message = "holds its note compressed, which is not read; export it uncompressed"
        raise InputError(message)
    if not written.strip() and children([text], "reference"):
        message = (
            "only names another file in which the note is, which is never opened; export it with "
            "the note inside"
        )
        raise InputError(message)
    if text.get("representation", "TXT") != "B64":
        plain = text.get("mediaType", _PLAIN) == _PLAIN
        return written if plain else written.encode()
    try:
        return base64.b64decode("".join(written.split()), validate=True)
    except (ValueError, binascii.Error):
        message = "holds data that is cut or damaged (nonXMLBody); export it anew"
        raise InputError(message) from None
