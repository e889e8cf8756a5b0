"""What users did with cards: a client's feedback checked, and kept without a word they typed."""

import json
import os
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from auditor.gate.permissions import FILE
from auditor.service.limits import NotServedError

OUTCOMES = ("accepted", "overridden")
OTHER = "other"
NO_REASON = ""
MOST_ISSUED = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What became of one card. A user's own comment may speak of the patient: it is not kept."""

    card: str
    outcome: str
    reason: str
    """Code of one of our reasons, ``other`` for another, empty for none."""
    rule: str
    """What the card spoke of; empty where it was made before this service was started."""
    at: str


class Issued:
    """Which rule each of the latest cards speaks of."""

    def __init__(self) -> None:
        self._rules: dict[str, str] = {}

    def add(self, cards: Iterable[tuple[str, str]]) -> None:
        """Keep cards, and drop the oldest."""
        self._rules |= dict(cards)
        while len(self._rules) > MOST_ISSUED:
            del self._rules[next(iter(self._rules))]

    def rule(self, card: str) -> str:
        """Return the rule of a card; empty if unknown."""
        return self._rules.get(card, "")


def read(
    values: Mapping[str, Any], reasons: frozenset[str], issued: Issued
) -> tuple[Feedback, ...]:
    """Check a client's feedback.

    Args:
        values: The request's JSON.
        reasons: The codes of our reasons.
        issued: The cards that were given out.

    Raises:
        NotServedError: It is not as CDS Hooks has it.
    """
    entries = values.get("feedback")
    if not isinstance(entries, list) or not entries:
        raise NotServedError(400, '"feedback" must be a list with at least one entry')
    return tuple(_one(entry, reasons, issued) for entry in entries)


def _one(entry: object, reasons: frozenset[str], issued: Issued) -> Feedback:
    if not isinstance(entry, dict):
        raise NotServedError(400, "an entry of feedback must be an object")
    outcome = entry.get("outcome")
    if outcome not in OUTCOMES:
        raise NotServedError(400, f'"outcome" must be {" or ".join(OUTCOMES)}')
    card = _card(entry.get("card"))
    return Feedback(
        card=card,
        outcome=outcome,
        reason=_reason(entry.get("overrideReason"), reasons),
        rule=issued.rule(card),
        at=_time(entry.get("outcomeTimestamp")),
    )


def _card(written: object) -> str:
    try:
        return str(uuid.UUID(written if isinstance(written, str) else ""))
    except ValueError:
        raise NotServedError(400, '"card" must be the uuid of a card of ours') from None


def _time(written: object) -> str:
    try:
        at = datetime.fromisoformat(written if isinstance(written, str) else "")
        in_utc = at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):
        in_utc = None
    if in_utc is None:
        why = '"outcomeTimestamp" must be a time in UTC, such as 2026-03-04T10:05:31Z'
        raise NotServedError(400, why)
    return in_utc.isoformat().replace("+00:00", "Z")


def _reason(written: object, reasons: frozenset[str]) -> str:
    if written is None:
        return NO_REASON
    coding = written.get("reason") if isinstance(written, dict) else None
    code = coding.get("code") if isinstance(coding, dict) else None
    return code if isinstance(code, str) and code in reasons else OTHER


def keep(path: Path, told: tuple[Feedback, ...]) -> None:
    """Add feedback to a file, a line of JSON each, on disk when this returns.

    Raises:
        OSError: It cannot be written.
    """
    lines = "".join(json.dumps(asdict(one)) + "\n" for one in told)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, FILE)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(lines)
        file.flush()
        os.fsync(descriptor)
