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
from typing import BinaryIO

from auditor.errors import InputError
from auditor.ingest.extracted import Extracted, Inner
from auditor.ingest.fhir.kinds import CLAIM, COMPOSITION, DOCUMENT, NOTES, counted
from auditor.ingest.fhir.notes import read_scope
from auditor.ingest.fhir.reading import Block, blocks
from auditor.ingest.fhir.scopes import Piece, Scope, scopes
from auditor.ingest.refused import Place, Refused

_APART = (
    "{:,} Claim resources stand in this file apart from its notes and are not read; "
    "give them as a claim file (--claims)"
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
    kinds: Counter[str] = Counter()
    any_item = False
    apart = 0
    for block in blocks(stream, place):
        for found in _opened(block):
            if isinstance(found, Refused):
                any_item |= not found.notice
                yield found
                continue
            kinds.update(str(r.values.get("resourceType")) for r in found.resources)
            if any(r.values.get("resourceType") in NOTES for r in found.resources):
                any_item = True
                yield from read_scope(found, inner)
            else:
                apart += sum(r.values.get("resourceType") == CLAIM for r in found.resources)
    if not any_item:
        raise _no_notes(kinds, place)
    if apart:
        yield place.notice(_APART.format(apart))


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
