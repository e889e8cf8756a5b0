"""Reads bytes as a document, and writes small ones."""

import io
import zipfile
from pathlib import Path

from auditor.errors import InputError
from auditor.ingest import Refused
from auditor.ingest.documents import docx, html, pdf, rtf
from auditor.ingest.extracted import Extracted
from auditor.ingest.refused import Place

SAMPLES = Path(__file__).parents[1] / "samples"
NOTE = (SAMPLES / "note.txt").read_text(encoding="utf-8")
READERS = {"rtf": rtf.read, "docx": docx.read, "pdf": pdf.read, "html": html.read}

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"


def sample(name):
    return (SAMPLES / "documents" / name).read_bytes()


def items_of(kind, raw):
    """Read a document; return all that comes of it."""
    raw = raw.encode() if isinstance(raw, str) else raw
    return list(READERS[kind](io.BytesIO(raw), Place("a", "a")))


def extracted_of(kind, raw):
    """Read a document that holds one text and nothing that could not be read."""
    [extracted] = items_of(kind, raw)
    assert isinstance(extracted, Extracted)
    return extracted


def text_of(kind, raw):
    return extracted_of(kind, raw).text


def error_of(kind, raw):
    """Read a document that cannot be read; return the message."""
    try:
        items = items_of(kind, raw)
    except InputError as error:
        return str(error)
    msg = f"it was read: {len(items)} items"
    raise AssertionError(msg)


def messages_of(kind, raw):
    """Read anything; return what was said of it."""
    try:
        return [item.message for item in items_of(kind, raw) if isinstance(item, Refused)]
    except InputError as error:
        return [str(error)]


def words_of(text):
    """Return a text's words: white space and line ends are the writers' own."""
    return text.split()


def docx_of(body, *, parts=None, links="", main="word/document.xml", mark=W):
    """Write a Word document of a body in XML, with more parts and links to them."""
    kind = f"{R}/officeDocument"
    held = {
        "_rels/.rels": _links(f'<Relationship Id="m" Type="{kind}" Target="{main}"/>'),
        main: f'<w:document xmlns:w="{mark}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": _links(links),
        **(parts or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return out.getvalue()


def part(name, content):
    """Write a part in XML, as ``hdr`` or ``styles``."""
    return f'<w:{name} xmlns:w="{W}">{content}</w:{name}>'


def link(link_id, kind, target):
    return f'<Relationship Id="{link_id}" Type="{R}/{kind}" Target="{target}"/>'


def p(content):
    """Write a paragraph: text, or runs."""
    return f"<w:p>{content if content.startswith('<') else r(content)}</w:p>"


def r(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _links(links):
    return f'<Relationships xmlns="{LINKS}">{links}</Relationships>'
