"""How is a finding known again, in another audit of the same note?"""

from typing import NamedTuple

from auditor.gate.decision import FindingJson, RecordJson

STDIN = "stdin"
"""What notes are called that came without a name; so it names none."""


class Known(NamedTuple):
    """One finding of one note.

    The day tells notes apart whose file is called the same; the fingerprint stays where other
    words of the note change.
    """

    note_id: str
    date_of_service: str | None
    rule: str
    fingerprint: str


def is_named(record: RecordJson) -> bool:
    """Whether the note can be known again: it has an id, or at least a file's name."""
    called: str = record["note_id"]
    return called != STDIN and not called.startswith((f"{STDIN}:", f"{STDIN}#"))


def known(record: RecordJson, finding: FindingJson) -> Known | None:
    """Say how a finding is known again; ``None`` where its note cannot be."""
    if not is_named(record):
        return None
    day = record["note"]["date_of_service"]
    return Known(record["note_id"], day, finding["rule"], finding["fingerprint"])
