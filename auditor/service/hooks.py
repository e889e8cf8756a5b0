"""Which CDS Hooks we answer: what discovery says of them, and what each one's context must hold.

CDS Hooks 2.0 (https://cds-hooks.hl7.org/2.0/). The library has no hook for the moment a treatment
note is signed. ``encounter-discharge`` is its nearest: it is made to "ensure necessary
documentation is present". ``note-sign`` is our own and stands in no library: a client that can call
hooks of its own sends the note itself, before it is in the record.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SERVICE_ID = "therapy-note-check"
PREFETCH_KEY = "notes"
NOTE_FIELD = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """One hook: where the note is, and the fields of its context that are strings and required."""

    name: str
    description: str
    usage: str
    required: tuple[str, ...]
    prefetch: Mapping[str, str]
    """Templates; empty where the context itself holds the note."""

    def described(self) -> dict[str, Any]:
        """What discovery says; an attribute without a value is left out."""
        said: dict[str, Any] = {
            "hook": self.name,
            "title": "Therapy note check",
            "description": self.description,
            "id": SERVICE_ID,
            "usageRequirements": self.usage,
        }
        return said | ({"prefetch": dict(self.prefetch)} if self.prefetch else {})


_WHAT = (
    "Reads physical and occupational therapy treatment notes as a chart auditor would and asks "
    "about what is missing or contradicts itself."
)
HOOKS = (
    Hook(
        name="encounter-discharge",
        description=f"{_WHAT} Checks the notes of the encounter that ends.",
        usage=(
            "The prefetched DocumentReferences must hold their text inline (attachment.data); "
            "this service never calls the FHIR server."
        ),
        required=("userId", "patientId", "encounterId"),
        prefetch={
            PREFETCH_KEY: (
                "DocumentReference?encounter={{context.encounterId}}&_sort=-date&_count=5"
            )
        },
    ),
    Hook(
        name="note-sign",
        description=f"{_WHAT} Checks a note as it is about to be signed.",
        usage=(
            "note-sign is a hook of our own: context.note is the note, as a FHIR resource with its "
            'text inline or as {"text": ...}, beside context.userId and context.patientId.'
        ),
        required=("userId", "patientId"),
        prefetch={},
    ),
)


def discovery() -> dict[str, Any]:
    """What ``GET /cds-services`` answers."""
    return {"services": [hook.described() for hook in HOOKS]}
