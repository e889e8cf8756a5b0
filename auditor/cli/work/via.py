"""Ask the resident process (``auditor serve``) to judge a note, where it runs."""

from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from auditor.errors import ConfigError
from auditor.service.defaults import DEFAULT_URL, TOKEN
from auditor.service.security import is_loopback

DECISION = "X-Auditor-Decision"
EXIT_CODES: Mapping[str, int] = {"release": 0, "hold": 1, "not_judged": 2}
ELSEWHERE = frozenset({408, 413, 503})
"""Answers that say nothing of the note: it can be judged here."""


def ask(
    url: str, raw: bytes, *, token: str | None = None, timeout_seconds: float = 30.0
) -> tuple[str, int] | None:
    """Have a note judged by the service.

    Args:
        url: Where it runs, without ``/audit``.
        raw: The note's bytes.
        token: What it asks of its clients.
        timeout_seconds: The longest to wait for it.

    Returns:
        The line of JSON and the exit code that ``auditor hook`` would give; ``None`` where nobody
        answers, or the answer says nothing of the note, so that it is judged here instead.

    Raises:
        ConfigError: The address cannot be used, or it is another computer's and there is no token.
    """
    connection = _connection(_checked(url, token), timeout_seconds)
    headers = {"Content-Type": "application/octet-stream"}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    try:
        connection.request("POST", f"{urlsplit(url).path.rstrip('/')}/audit", raw, headers)
        return _said(connection.getresponse())
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


def _said(response: HTTPResponse) -> tuple[str, int] | None:
    code = EXIT_CODES.get(response.getheader(DECISION, ""))
    if code is None or response.status in ELSEWHERE:
        return None
    return response.read().decode(), code


def _checked(url: str, token: str | None) -> SplitResult:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, SplitResult("", "", "", "", "")
    if not host or parts.scheme not in {"http", "https"}:
        message = f"--via: must be an address such as {DEFAULT_URL}"
        raise ConfigError(message)
    if token is None and not is_loopback(host):
        message = f"--via: another computer's service needs a token; set {TOKEN}"
        raise ConfigError(message)
    return parts


def _connection(parts: SplitResult, timeout_seconds: float) -> HTTPConnection:
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    return kind(parts.hostname or "", parts.port, timeout=timeout_seconds)
