"""One note's verdict as an entry of the journal: what is told of it there, and what is not."""

import hashlib
import json
from dataclasses import asdict

from auditor.gate.decision import Decision, Judgement, Policy, RecordJson
from auditor.gate.journal import Entry, Event
from auditor.model import Note
from auditor.report.words import why_not_assessed

_NOT_CONTENT = frozenset({"note_id", "source", "parts", "has_own_id"})


def note_key(note: Note) -> str:
    """Name a note by what it says and what was given with it, not by where it came from."""
    values = {key: value for key, value in asdict(note).items() if key not in _NOT_CONTENT}
    if note.has_own_id:
        values["note_id"] = note.note_id
    written = json.dumps(values, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def verdict_entry(
    record: RecordJson, judgement: Judgement, policy: Policy, *, key: str, item: str | None = None
) -> Entry:
    """Make the entry of a note that was judged, or could not be.

    Args:
        record: The note's audit record.
        judgement: What was decided.
        policy: By what.
        key: The note's content key; empty where there is no note.
        item: What a drop folder calls it.
    """
    failed = judgement.judged is Decision.NOT_JUDGED
    return Entry(
        event=Event.FAILED if failed else Event.JUDGED,
        key=key,
        item=item,
        decision=judgement.decision.value,
        judged=judgement.judged.value,
        shadow=policy.is_shadow,
        rules=tuple(sorted({finding["rule"] for finding in judgement.held_by})),
        excused=tuple(sorted({finding["rule"] for finding, _ in judgement.excused})),
        why=why(record) if failed else None,
        made_by=record["made_by"],
    )


def why(record: RecordJson) -> str:
    """Say why a note could not be judged, without the name of its file: so reasons can be counted.

    What stands in the file's place is cut off, as it may be a patient's name.
    """
    place = f"{record['source']}: "
    reasons = [reason.removeprefix(place) for reason in why_not_assessed(record)]
    return "; ".join(reasons) or "no rule applies to it"
