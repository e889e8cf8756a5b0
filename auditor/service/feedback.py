"""What users did with cards: a client's feedback checked, and kept without a word they typed."""

import json
import os
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from auditor.service.limits import NotServedError

OUTCOMES = ("accepted", "overridden")
OTHER = "other"
NO_REASON = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What became of one card. A user's own comment may speak of the patient: it is not kept."""

    card: str
    outcome: str
    reason: str
    """Code of one of our reasons, ``other`` for another, empty for none."""
    at: str


def read(values: Mapping[str, Any], reasons: frozenset[str]) -> tuple[Feedback, ...]:
    """Check a client's feedback.

    Args:
        values: The request's JSON.
        reasons: The codes of our reasons.

    Raises:
        NotServedError: It is not as CDS Hooks has it.
    """
    entries = values.get("feedback")
    if not isinstance(entries, list) or not entries:
        raise NotServedError(400, '"feedback" must be a list with at least one entry')
    return tuple(_one(entry, reasons) for entry in entries)


def _one(entry: object, reasons: frozenset[str]) -> Feedback:
    if not isinstance(entry, dict):
        raise NotServedError(400, "an entry of feedback must be an object")
    outcome = entry.get("outcome")
    if outcome not in OUTCOMES:
        raise NotServedError(400, f'"outcome" must be {" or ".join(OUTCOMES)}')
    return Feedback(
        card=_card(entry.get("card")),
        outcome=outcome,
        reason=_reason(entry.get("overrideReason"), reasons),
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
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        why = '"outcomeTimestamp" must be a time in UTC, such as 2026-03-04T10:05:31Z'
        raise NotServedError(400, why)
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


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
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(lines)
        file.flush()
        os.fsync(descriptor)
