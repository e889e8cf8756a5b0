"""Is an XML file one that can be read safely, and what is its root?

Nothing outside of the file is ever opened, and no entity but XML's own five is known: a file that
declares entities, or asks for others to be included, is refused. Of the parser's own messages none
is passed on, since they quote what they met.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from auditor.ingest.encoding import decode, foreign
from auditor.ingest.extras import library
from auditor.ingest.refused import Place
from auditor.ingest.untrusted_xml import root_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENTITY = b"<!ENTITY"
_INCLUSION = "{http://www.w3.org/2001/XInclude}include"

_UNSAFE = (
    "declares or uses entities beyond XML's own five, which are not read for safety; "
    "export it without a DOCTYPE"
)
_INCLUDES = "asks for other files to be included (XInclude), which is never done; export it whole"
_BROKEN = (
    "is not well-formed XML (cut, damaged, nested too deep, not in the encoding it declares, or "
    "with a single text of over 10 MB), so nothing of it is read; export it anew"
)


def parse(raw: bytes, place: Place) -> "_Element":
    """Return the root of an XML file.

    Bytes that are not in the encoding that the file declares, or the standard takes for granted,
    are read as our other readers do: UTF-8, UTF-16 with its mark, else Windows-1252.

    Raises:
        InputError: It is no XML that can be read safely; the message says why.
    """
    if kind := foreign(raw):
        reason = f"is {kind}, no XML"
        raise place.error(reason)
    if _ENTITY in raw.replace(b"\0", b""):
        raise place.error(_UNSAFE)
    etree = library("lxml.etree", "an XML document", place)
    root = _parsed(etree, raw, None)
    if root is None:
        root = _parsed(etree, decode(raw).encode(errors="surrogatepass"), "utf-8")
    if root is None:
        raise place.error(_BROKEN)
    if _has_entities(etree, root):
        raise place.error(_UNSAFE)
    if next(root.iter(_INCLUSION), None) is not None:
        raise place.error(_INCLUDES)
    return root


def _parsed(etree: ModuleType, raw: bytes, encoding: str | None) -> "_Element | None":
    try:
        return root_of(etree, raw, encoding)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return None


def _has_entities(etree: ModuleType, root: "_Element") -> bool:
    dtd = etree.ElementTree(root).docinfo.internalDTD
    return bool(dtd is not None and dtd.entities()) or any(True for _ in root.iter(etree.Entity))
