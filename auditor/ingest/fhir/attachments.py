"""What bytes does a FHIR attachment carry, and of what format?

An attachment holds its bytes itself, or points to a ``Binary`` of the same file. What lies
elsewhere is never fetched.
"""

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from auditor.errors import InputError
from auditor.ingest.claim_files.resources import Resource
from auditor.ingest.claim_files.shapes import Node, number, text

_BLANKS = re.compile(r"\s+")
_DATA_URL = re.compile(r"data:(?P<media>[^,;]*)(?P<more>(?:;[^,;]*)*),(?P<data>.*)", re.DOTALL)
_SHA1_BYTES = 20

ELSEWHERE = (
    "the note itself is not in the file, only where it lies (url); "
    "export it with the attachment's data"
)
_NOTHING = "the attachment holds no data; export the note with it"
_BROKEN = "the attachment's data is not base64 (cut, or damaged); export it anew"
_OTHER = "the attachment's data is not what its {} says (cut, or changed); export it anew"


@dataclass(frozen=True, slots=True)
class Carried:
    """What an attachment carries."""

    media: str
    """Its format as a MIME type in small letters, without parameters; empty where not said."""
    charset: str
    raw: bytes


def carried(attachment: Node, resource: Resource) -> Carried:
    """Return the bytes of an attachment.

    Args:
        attachment: The attachment.
        resource: What holds it, whose file may hold what it points to.

    Raises:
        InputError: The bytes are not in the file, or are damaged.
    """
    written, kind = text(attachment, "data"), text(attachment, "contentType")
    if not written:
        written, pointed = _pointed(text(attachment, "url"), resource)
        kind = kind or pointed
    raw = _decoded(written)
    _check(attachment, written, raw)
    media, *parameters = [part.strip().casefold() for part in kind.split(";")]
    return Carried(media, _charset(parameters), raw)


def mark_of(attachment: Node, resource: Resource) -> str:
    """Return a mark that two attachments share if they carry the same.

    Raises:
        InputError: An element has another shape.
    """
    if written := text(attachment, "data"):
        return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()
    url = text(attachment, "url")
    held = resource.of({"reference": url})
    return f"held {id(held)}" if held else url


def _pointed(url: str, resource: Resource) -> tuple[str, str]:
    """Return what a url means in base64, and its MIME type where that is known."""
    if not url:
        raise InputError(_NOTHING)
    if found := _DATA_URL.fullmatch(url):
        is_encoded = found["more"].casefold().endswith(";base64")
        data = found["data"] if is_encoded else _encoded(unquote_to_bytes(found["data"]))
        return data, found["media"] + found["more"]
    binary = resource.of({"reference": url})
    if text(binary, "resourceType") != "Binary":
        raise InputError(ELSEWHERE)
    return text(binary, "data"), text(binary, "contentType")


def _encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _decoded(written: str) -> bytes:
    try:
        raw = base64.b64decode(_BLANKS.sub("", written), validate=True)
    except ValueError:
        raise InputError(_BROKEN) from None
    if not raw:
        raise InputError(_NOTHING)
    return raw


def _check(attachment: Node, written: str, raw: bytes) -> None:
    """Check an attachment against the size and hash it may give.

    Some systems give the size of the base64, or the hash in hexadecimal; other hashes than SHA-1
    are not looked at.
    """
    size, given = number(attachment, "size"), text(attachment, "hash")
    if size is not None and size not in {len(raw), len(written)}:
        raise InputError(_OTHER.format("size"))
    if not given or _digest_bytes(given) != _SHA1_BYTES:
        return
    digest = hashlib.sha1(raw, usedforsecurity=False)
    if given not in {_encoded(digest.digest()), digest.hexdigest(), digest.hexdigest().upper()}:
        raise InputError(_OTHER.format("hash"))


def _digest_bytes(given: str) -> int:
    if re.fullmatch(r"[0-9A-Fa-f]{40}", given):
        return _SHA1_BYTES
    try:
        return len(base64.b64decode(given, validate=True))
    except ValueError:
        return 0


def _charset(parameters: Sequence[str]) -> str:
    named = (p.partition("=") for p in parameters)
    return next((value.strip(" \"'") for name, _, value in named if name.strip() == "charset"), "")
