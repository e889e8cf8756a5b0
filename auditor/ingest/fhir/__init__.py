"""Read the notes of FHIR R4 JSON: a bundle, a resource, a list of them, or one a line (NDJSON).

A note is what a DocumentReference or a DiagnosticReport has attached, or a Composition's narrative.
Patients, clinicians, encounters and claims of the same file say whose it is, of which day, and what
was billed for it. Other resources are passed over; a file without a note is refused by what it
holds. Notes withdrawn, replaced or held twice are not read, and that is said.

Nothing is ever fetched: a note that lies elsewhere is refused. A file of one JSON value is held in
memory as a whole; of one resource a line, so many lines at once, and as far do references reach.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from auditor.errors import InputError
from auditor.ingest.extracted import Extracted, Inner
from auditor.ingest.fhir.kinds import CLAIM, COMPOSITION, DOCUMENT, NOTES, counted, holds_note
from auditor.ingest.fhir.notes import read_scope
from auditor.ingest.fhir.reading import Block, blocks
from auditor.ingest.fhir.scopes import Piece, Scope, scopes
from auditor.ingest.refused import Place, Refused

_APART = (
    "{:,} Claim resources stand in this file apart from its notes and are not read; "
    "give them as a claim file (--claims)"
)

_FAR = (
    "is so large that a reference is followed only where what it means stands near; to have all "
    "followed, split it by patient"
)

__all__ = ["read"]


def read(stream: BinaryIO, place: Place, inner: Inner) -> Iterator[Extracted | Refused]:
    """Read every note of a FHIR file.

    Args:
        stream: The file's bytes.
        place: What the file is called; a note in it as in ``export.json:DocumentReference/17``.
        inner: Reads the bytes of an attachment that is no plain text.

    Raises:
        InputError: The file is no JSON, or holds no notes.
    """
    seen = _Seen()
    for block in blocks(stream, place):
        seen.blocks += 1
        for found in _opened(block):
            seen.add(found)
            if isinstance(found, Refused):
                yield found
            elif any(holds_note(resource.values) for resource in found.resources):
                yield from read_scope(found, inner)
    if not seen.any_item:
        raise _no_notes(seen.kinds, place)
    yield from (place.notice(reason) for reason in seen.reasons())


@dataclass(slots=True)
class _Seen:
    """What a file has held so far."""

    kinds: Counter[str] = field(default_factory=Counter)
    blocks: int = 0
    any_item: bool = False
    claims_apart: int = 0

    def add(self, found: Scope | Refused) -> None:
        if isinstance(found, Refused):
            self.any_item |= not found.notice
            return
        kinds = [str(resource.values["resourceType"]) for resource in found.resources]
        self.kinds.update(kinds)
        if any(holds_note(resource.values) for resource in found.resources):
            self.any_item = True
        else:
            self.claims_apart += kinds.count(CLAIM)

    def reasons(self) -> Iterator[str]:
        """Say what was not read, or not followed, in a file that holds notes."""
        if self.claims_apart:
            yield _APART.format(self.claims_apart)
        if self.blocks > 1 and not set(self.kinds) <= set(NOTES):
            yield _FAR


def _opened(block: Block) -> Iterator[Scope | Refused]:
    yield from (each for each in block if isinstance(each, Refused))
    yield from scopes(each for each in block if isinstance(each, Piece))


def _no_notes(kinds: Counter[str], place: Place) -> InputError:
    held = counted(kinds)
    reason = f"holds no notes, only {held}" if held else "holds no resources, so no notes"
    remedy = f"export {DOCUMENT} with its attachments, or {COMPOSITION}"
    if set(kinds) <= {CLAIM, "ExplanationOfBenefit"} and held:
        remedy = "give it as a claim file (--claims) or as a remittance (--remits) instead"
    return place.error(f"{reason}; {remedy}")
