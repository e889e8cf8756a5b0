"""How is HTML of an attachment handed on, so that its bytes alone say what they are?

Whoever reads what is inside sees no MIME type: a piece of a page must look like a page, and a
character set that only the attachment names must stand in it.
"""

import codecs
import re

from auditor.ingest.encoding import foreign

HTML = frozenset({"text/html", "application/xhtml+xml"})

_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CHARSET = re.compile(r"[a-z0-9_-]{1,40}")


def page(raw: bytes, charset: str) -> bytes:
    """Return HTML that says it is HTML and, where its attachment does, of which character set.

    Args:
        raw: A page or a piece of one.
        charset: Its character set in small letters as the attachment names it; may be empty.
    """
    if foreign(raw) or raw.startswith(_UTF_16):
        return raw
    if raw.startswith(codecs.BOM_UTF8):
        raw, charset = raw.removeprefix(codecs.BOM_UTF8), "utf-8"
    if _CHARSET.fullmatch(charset):
        return b'<!DOCTYPE html><meta charset="%s">' % charset.encode("ascii") + raw
    return raw if _PAGE.match(raw) else b"<!DOCTYPE html>" + raw
