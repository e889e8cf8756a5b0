"""Writes clinical documents as their tests need them, right or wrong, and reads them."""

import io

from auditor.ingest.cda import read
from auditor.ingest.encoding import decode
from auditor.ingest.extracted import Extracted
from auditor.ingest.refused import Place, Refused

PLACE = Place("a.xml", "a.xml")
LOINC = "2.16.840.1.113883.6.1"


def document(*body, header="", code="11506-3", title=""):
    heading = f"<title>{title}</title>" if title else ""
    return (
        '<ClinicalDocument xmlns="urn:hl7-org:v3"><id root="1.2.3" extension="D1"/>'
        f'<code code="{code}" codeSystem="{LOINC}"/>{heading}{header}{"".join(body)}'
        "</ClinicalDocument>"
    )


def structured(*sections, **more):
    body = "".join(f"<component>{section}</component>" for section in sections)
    return document(f"<component><structuredBody>{body}</structuredBody></component>", **more)


def section(text, title="", inside=""):
    heading = f"<title>{title}</title>" if title else ""
    return f"<section>{heading}<text>{text}</text>{inside}</section>"


def unstructured(text, **attributes):
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return document(f"<component><nonXMLBody><text{written}>{text}</text></nonXMLBody></component>")


def as_text(raw, place):
    """Stand for what reads a document inside a document: here all are text."""
    yield Extracted(decode(raw), place)


def items_of(raw, inner=as_text):
    """Read a file; return all that comes of it."""
    raw = raw.encode() if isinstance(raw, str) else raw
    return list(read(io.BytesIO(raw), PLACE, inner))


def note_in(raw, inner=as_text):
    """Return the one note of a file that holds nothing else."""
    (item,) = items_of(raw, inner)
    assert isinstance(item, Extracted), item
    return item


def text_in(raw):
    return note_in(raw).text


def reason_in(raw, inner=as_text):
    """Return why the one thing a file holds is not read."""
    (item,) = items_of(raw, inner)
    assert isinstance(item, Refused), item
    return item.message


def shown(narrative):
    """Return what a reader sees of the narrative of one section without a title."""
    return text_in(structured(section(narrative))).split("\n")
