"""On what terms the service answers: its bounds, and whom it lets in."""

from dataclasses import dataclass
from pathlib import Path

from auditor.service.defaults import DEFAULT_BODY_BYTES, DEFAULT_TIMEOUT_SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The bounds of one service; every one of them is told on its page."""

    jobs: int = 1
    """Processes that audit."""
    max_body_bytes: int = DEFAULT_BODY_BYTES
    timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS
    """How long one audit may take, and how long a request may wait for its turn."""
    body_seconds: float = 10.0
    """How long a client may take to send a request's body."""
    header_seconds: float = 10.0
    """How long a client may take to send a request's head."""
    answer_seconds: float = 30.0
    """How long a client may take to take an answer."""
    drain_seconds: float = 30.0
    """How long requests under way are finished once the service is told to stop."""
    most_waiting: int = 128
    """Requests that may wait for their turn; one more is sent away."""
    most_connections: int = 1000
    most_cards: int = 5
    token: str | None = None
    """What a client must show; ``None`` lets in whoever is on this computer."""
    origins: tuple[str, ...] = ()
    """Web pages' origins that may call from a browser."""
    log: Path | None = None
    """The journal of verdicts; ``None`` keeps none."""
    feedback: Path | None = None
    """Where what users say of cards is kept; ``None`` only counts it."""
