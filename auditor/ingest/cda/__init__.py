r"""Read notes from clinical documents in XML (CDA R2, C-CDA R1.1 and R2.1), one a file.

A note's text is what a reader of the document sees of its body: its title, then each section's
title and narrative (``narrative`` says how its elements become lines). Blanks and line breaks of
the XML are folded as a viewer folds them: this is the one way in which a text may differ from what
was typed. Coded entries, the header's names and its signatures are not in the text; ``header`` says
which values are read beside it. An unstructured document gives the file it carries to ``inner``;
what the header says goes before what that file says itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from auditor.errors import InputError
from auditor.ingest.cda.body import Lines, file_in, sections_of
from auditor.ingest.cda.header import values_of
from auditor.ingest.cda.narrative import local_name
from auditor.ingest.cda.xml import parse
from auditor.ingest.extracted import Extracted, Inner
from auditor.ingest.extras import whole
from auditor.ingest.refused import Place, Refused
from auditor.model import Part

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read"]

_ROOT = "ClinicalDocument"
_KINDS: Mapping[str, str] = {
    "http://hl7.org/fhir": "is a FHIR resource in XML, which is not read; export it as JSON",
    "http://www.w3.org/1999/xhtml": "is a web page in XML, and no clinical document (CDA)",
    "urn:astm-org:CCR": "is a Continuity of Care Record (CCR), and no clinical document (CDA)",
}
_NO_CDA = "is XML, but no clinical document (CDA)"
_NO_BODY = "is a clinical document without a text in it; export it with its narrative"
_FILE = "nonXMLBody"


def read(stream: BinaryIO, place: Place, inner: Inner) -> Iterator[Extracted | Refused]:
    """Read the note of a clinical document.

    Raises:
        InputError: It is too large, no XML that can be read safely, or no clinical document.
    """
    document = parse(whole(stream, place), place)
    if local_name(document) != _ROOT:
        namespace = str(document.tag).rpartition("}")[0].removeprefix("{")
        raise place.error(_KINDS.get(namespace, _NO_CDA))
    values = values_of(document)
    try:
        held = file_in(document)
    except InputError as error:
        yield place.refuse(str(error))
        return
    if isinstance(held, bytes):
        yield from _opened(held, values, place, inner)
    elif held is not None:
        yield Extracted(held, place, (Part(0, _FILE),), values)
    else:
        yield from _from_sections(document, values, place)


def _opened(
    held: bytes, values: Mapping[str, object], place: Place, inner: Inner
) -> Iterator[Extracted | Refused]:
    here = place.inside(_FILE)
    try:
        for item in inner(held, here):
            if isinstance(item, Extracted):
                parts = tuple(Part(p.start, f"{_FILE}, {p.where}") for p in item.parts)
                yield replace(
                    item,
                    values={**item.values, **values},
                    parts=parts or (Part(0, _FILE),),
                )
            else:
                yield item
    except InputError as error:
        yield Refused(here.name, here.source, str(error))


def _from_sections(
    document: "_Element", values: Mapping[str, object], place: Place
) -> Iterator[Extracted | Refused]:
    lines: list[str] = []
    parts: list[Part] = []
    start = 0
    for item in sections_of(document, place):
        if isinstance(item, Lines):
            parts.append(Part(start, item.where))
            lines.extend(item.lines)
            start += sum(len(line) + 1 for line in item.lines)
        else:
            yield item
    if not any(part.where != "title" for part in parts):
        yield place.refuse(_NO_BODY)
        return
    yield Extracted("\n".join(lines), place, tuple(parts), values)
