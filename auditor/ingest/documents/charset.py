"""In which encoding is a page written: as its first bytes, its head or its letters say?"""

import codecs
import re

from auditor.ingest.encoding import decode

_HEAD_BYTES = 4096
_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*["']?([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_TEXT_CODECS = re.compile(
    r"utf-8|cp(?:125\d|43\d|85\d|866|874|932|949|950)|iso8859-\d+|koi8-[rut]|gbk|gb2312|gb18030"
    r"|big5\w*|euc_\w+|shift_jis\w*|mac-?\w+"
)
"""The library has codecs that are no encodings of text, or take long over a hostile one."""


def page_text(raw: bytes, declared: str | None = None) -> str:
    """Return the text of a page.

    Args:
        raw: Its bytes.
        declared: The encoding that the message around it names; the page's own mark goes first.
    """
    marked = raw.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    found = None if marked else _DECLARED.search(raw, 0, _HEAD_BYTES)
    name = found[1].decode("ascii", "replace") if found else declared
    if name and not marked and (codec := _codec(name)):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            pass
    return decode(raw)


def _codec(name: str) -> str | None:
    try:
        codec = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return None
    if codec == "iso8859-1":  # as all browsers do
        return "cp1252"
    return codec if _TEXT_CODECS.fullmatch(codec) else None
