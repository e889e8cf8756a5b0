"""Which characters do the bytes of a plain text stand for, by the character set it names?"""

import re

from auditor.ingest.encoding import decode

_LATIN = re.compile(r"(?:iso-?8859-1|latin-?1|l1)")
_NAMED = re.compile(r"(?:iso-?8859-\d{1,2}|windows-125\d|cp125\d|utf-16(?:le|be)?)")


def plain(raw: bytes, charset: str) -> str:
    """Return the text of some bytes.

    UTF-8, ASCII, and what is not said or not known, are read as every file is. Text said to be
    Latin-1 is Windows-1252, as browsers have it: no note holds the control characters that differ.

    Args:
        raw: The bytes.
        charset: The name of their character set in small letters; empty where it is not said.
    """
    name = "cp1252" if _LATIN.fullmatch(charset) else charset
    if name == "cp1252" or (_NAMED.fullmatch(name) and _may_be(raw, name)):
        try:
            return raw.decode(name).removeprefix("\ufeff")
        except (LookupError, UnicodeDecodeError):
            return decode(raw)
    return decode(raw)


def _may_be(raw: bytes, name: str) -> bool:
    """Say whether some bytes may be of a set: English in UTF-16 is half of it zeros."""
    return not name.startswith("utf-16") or b"\0" in raw
