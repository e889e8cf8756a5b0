"""Which page does a web archive (MHTML) hold?"""

import re
from email import message_from_bytes
from email.message import Message

from auditor.ingest.refused import Place

_HEADERS = re.compile(rb"(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){1,40}?\r?\n")
_MULTIPART = re.compile(rb"^content-type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
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
    if raw.count(b"\n--") > _MOST_PARTS:
        raise place.error(damaged)
    try:
        for part in message_from_bytes(raw.lstrip()).walk():
            if part.get_content_type() == "text/html":
                return _payload(part), part.get_content_charset()
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError):
        raise place.error(damaged) from None
    raise place.error(damaged)


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
