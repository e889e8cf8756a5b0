"""Who may call: the token, the address that was called, the web page that calls."""

import hmac
import ipaddress
import re
import secrets
from collections.abc import Mapping
from urllib.parse import urlsplit

from auditor.service.terms import Terms

OPEN = frozenset({"/healthz", "/docs", "/openapi.json"})
"""What needs no token: it tells nothing of any note."""

_SCHEME = re.compile(r"Bearer +(\S+) *", re.IGNORECASE)
_HOST = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?")
_REQUEST_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def is_loopback(host: str) -> bool:
    """Say whether a name or address is this computer's own, reached by nobody else."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def request_id(given: str | None) -> str:
    """Return the id a client gave its request if it is one, else a new one."""
    return given if given and _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)


def refusal(
    method: str, path: str, headers: Mapping[str, str], terms: Terms
) -> tuple[int, str] | None:
    """Say why a call is not let in, as a status and one line; ``None`` where it is.

    Args:
        method: How it is called; a browser's question beforehand (``OPTIONS``) shows no token.
        path: What is called.
        headers: Its headers.
        terms: The token, and whose web pages may call.
    """
    if (origin := headers.get("origin")) and not _is_known(origin, headers, terms):
        return 403, "web pages of this origin may not call; see --origin"
    if terms.token is None:
        # Without a token, a name that leads here must be this computer's: no page of another's
        # may pass for it by having its own name point here.
        is_own = is_loopback(_host(headers.get("host", "")))
        return None if is_own else (403, "call this service by localhost, or start it with a token")
    if method == "OPTIONS" or path in OPEN or _shows(headers.get("authorization", ""), terms.token):
        return None
    return 401, "a token is required: Authorization: Bearer TOKEN"


def _is_known(origin: str, headers: Mapping[str, str], terms: Terms) -> bool:
    """A page of our own (``/docs``) names the host it was called by as its origin."""
    return origin in terms.origins or _address(origin) == headers.get("host")


def _address(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


def _host(named: str) -> str:
    """Return the name or address in a Host header; none where anything else is in it."""
    try:
        parts = urlsplit(f"//{named}")
        return (parts.hostname or "") if _HOST.fullmatch(named) else ""
    except ValueError:
        return ""


def _shows(authorization: str, token: str) -> bool:
    found = _SCHEME.fullmatch(authorization)
    shown = found[1] if found else ""
    return hmac.compare_digest(shown.encode("utf-8", "replace"), token.encode())
