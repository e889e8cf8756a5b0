"""Which page does a web archive (MHTML) hold?"""

import re
from email import message_from_bytes
from email.message import Message

from auditor.ingest.refused import Place

_HEADERS = re.compile(rb"(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){1,40}?\r?\n")
_MULTIPART = re.compile(rb"^content-type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_CONTENT_TYPE = re.compile(
    rb"(?<![^\r\n])content-type:[^\r\n]*+(?:(?:\r\n|\r|\n)[ \t][^\r\n]*+)*+", re.IGNORECASE
)
_MOST_TYPE_BYTES = 1000
"""Of a part's type: the library's time grows with the square of its length."""
_MOST_NESTED = 20
"""Parts that hold parts: the library compares every line with the ends of all it is in."""
_HEAD_BYTES = 8192
_MOST_PARTS = 10_000


def is_archive(raw: bytes) -> bool:
    """Say whether bytes are a web archive."""
    head = _HEADERS.match(raw[:_HEAD_BYTES].lstrip())
    return bool(head and _MULTIPART.search(head[0]))


def page(raw: bytes, place: Place) -> tuple[bytes, str | None]:
    """Return the archive's first page and the encoding that its header names.

    Raises:
        InputError: There is none, or the archive is damaged.
    """
    damaged = "is a damaged web archive (MHTML), so nothing of it is read; save the page as HTML"
    if raw.count(b"\n--") > _MOST_PARTS or _is_hostile(raw):
        raise place.error(damaged)
    try:
        for part in message_from_bytes(raw.lstrip()).walk():
            if part.get_content_type() == "text/html":
                return _payload(part), part.get_content_charset()
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError):
        raise place.error(damaged) from None
    raise place.error(damaged)


def _is_hostile(raw: bytes) -> bool:
    types = [found[0] for found in _CONTENT_TYPE.finditer(raw)]
    nested = sum(b"multipart/" in written.lower() for written in types)
    return nested > _MOST_NESTED or any(len(written) > _MOST_TYPE_BYTES for written in types)


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
