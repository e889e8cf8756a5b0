"""How is XML parsed so that it can neither fetch, nor swell, nor nest without end?"""

from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


def root_of(etree: ModuleType, raw: bytes, encoding: str | None = None) -> "_Element":
    """Return the root of an XML document, without comments; nothing outside of it is opened.

    Args:
        etree: The library, as ``extras.library`` gives it.
        raw: The document.
        encoding: What goes before the encoding that it declares.

    Raises:
        LxmlError: It is not well-formed, nests too deep or holds too long a text. The words of the
            error quote it, so they are not to be passed on.
        ValueError: It cannot be parsed for another reason.
        LookupError: Nobody knows its encoding.
    """
    parser = etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    root: _Element = etree.fromstring(raw, parser)
    return root
