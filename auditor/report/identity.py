"""By which name does another system know a note or a finding again?"""

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

SYSTEM = "urn:therapy-note-auditor"
"""Before the names of our own code lists and extensions; nothing is to be found at it."""
RULES = f"{SYSTEM}:rules"
REASONS = f"{SYSTEM}:override-reasons"

_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, SYSTEM)


def uuid_of(*names: str) -> str:
    """Return the same UUID (version 5) for the same names, always and everywhere."""
    joined = "\x1f".join(names).encode("utf-8", "backslashreplace").decode()
    return str(uuid.uuid5(_SPACE, joined))


def finding_uuids(note: str, findings: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Give each finding of a note its UUID, in their order.

    Findings of one rule at the same words elsewhere in the note have one fingerprint: they are
    told apart by their number.

    Args:
        note: What the note is called, one name a note.
        findings: All of the record's, in the record's order.
    """
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding["fingerprint"]] += 1
        yield uuid_of(note, finding["fingerprint"], str(seen[finding["fingerprint"]]))
