"""The journal of what became of notes, which ``auditor hook stats`` counts."""

from pathlib import Path

from auditor.gate.decision import Decision
from auditor.gate.journal import Entry, Event, Journal
from auditor.service.messages import Ready


def keep(path: Path, entry: Entry) -> str | None:
    """Add a verdict; where that fails the verdict stands, and the line says what to say."""
    try:
        Journal(path).append(entry)
    except OSError as error:
        return f"--log: {path} cannot be written ({error.strerror}); the verdict stands"
    return None


def not_judged(why: str, ready: Ready) -> Entry:
    """Make the entry of a note that no process could judge."""
    return Entry(
        event=Event.FAILED,
        key="",
        decision=ready.decision,
        judged=Decision.NOT_JUDGED.value,
        why=why,
        made_by=ready.made_by,
    )
