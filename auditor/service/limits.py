"""How much a client may send and how long it may take: a request's body, whole or refused."""

import asyncio
from collections.abc import Mapping

from starlette.requests import ClientDisconnect, Request

from auditor.service.terms import Terms

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
MOST_DROPPED = 10
"""How many times the largest body is read and dropped before a connection is cut."""


class NotServedError(Exception):
    """A request is not served: the status, why in one line, and headers that belong to it."""

    def __init__(self, status: int, why: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(why)
        self.status = status
        self.why = why
        self.headers = dict(headers or {})


def later(why: str) -> NotServedError:
    """The service cannot serve now; the client may try again."""
    return NotServedError(503, why, {"retry-after": "1"})


async def whole_body(request: Request, terms: Terms) -> bytes:
    """Read a request's body, in pieces, for as long as it keeps to the terms.

    Raises:
        NotServedError: It is too large, too slow, broken off, or in no form that is read.
    """
    _check_form(request.headers)
    declared = int(request.headers.get("content-length", 0))
    if declared > terms.max_body_bytes and "expect" in request.headers:
        raise _too_large(terms)
    pieces, size = bytearray(), 0
    try:
        async with asyncio.timeout(terms.body_seconds):
            async for piece in request.stream():
                size += len(piece)
                # What is too large is read on for a while, and dropped: a client that is still
                # sending would otherwise find the connection cut, and no answer.
                if size <= terms.max_body_bytes:
                    pieces += piece
                elif size > MOST_DROPPED * terms.max_body_bytes:
                    break
    except TimeoutError:
        why = f"the body did not arrive within {terms.body_seconds:g} seconds"
        raise NotServedError(408, why, {"connection": "close"}) from None
    except ClientDisconnect:
        raise NotServedError(400, "the body broke off", {"connection": "close"}) from None
    if size > terms.max_body_bytes:
        raise _too_large(terms)
    return bytes(pieces)


def _too_large(terms: Terms) -> NotServedError:
    why = f"the body is over {terms.max_body_bytes:,} bytes"
    return NotServedError(413, why, {"connection": "close"})


def _check_form(headers: Mapping[str, str]) -> None:
    """Refuse what would arrive changed: forms are encoded, and curl's ``-d`` joins lines."""
    if headers.get("content-type", "").split(";")[0].strip().lower() in FORMS:
        why = "send the note itself, not a form: curl -H 'Content-Type: text/plain' --data-binary"
        raise NotServedError(415, why)
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise NotServedError(415, "compressed bodies are not read; send the body as it is")
